"""Draws the projects: the list at the side, the open project beside it."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.i18n import _
from desktop.services.projects.records import PortfolioSum
from desktop.ui.screens.projects.desk import ProjectDesk
from desktop.ui.screens.projects.importing.view import ImportDialog
from desktop.ui.screens.projects.list_pane import ProjectsPane
from desktop.ui.screens.projects.new_project import NewProjectDialog
from desktop.ui.screens.projects.presenter import ProjectsPresenter
from desktop.ui.screens.projects.record.view import ProjectView
from desktop.ui.shell import Change, Shell
from desktop.ui.widgets import EmptyState, MasterDetail, column

LIST_WIDTH = "projects.list_width"


def make_screen(shell: Shell) -> QWidget:
    return ProjectsView(shell)


class ProjectsView(QWidget):
    """A ProjectsScreen."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setObjectName("projects_screen")
        self._shell = shell
        self.desk = ProjectDesk(shell)
        self.pane = ProjectsPane()
        self._detail = QStackedWidget()
        self._nothing = EmptyState(
            "ph.folders", _("No project is open"), _("Choose one in the list."), object_name="no_project_open"
        )
        self._detail.addWidget(self._nothing)
        self._record: ProjectView | None = None
        width = shell.recall(LIST_WIDTH)
        self.both = MasterDetail(
            self.pane, self._detail, "projects", list_width=width if isinstance(width, int) else None
        )
        self.both.moved.connect(lambda at: shell.remember(LIST_WIDTH, at))
        column(self.both, gap=0, on=self)
        self.presenter = ProjectsPresenter(self, shell, self.desk)
        self.pane.connect_to(self.presenter)
        self.pane.list.opened.connect(lambda _project: self.both.show_detail())
        self.presenter.begin()

    @property
    def record(self) -> ProjectView:
        """Made when a project is first shown."""
        if self._record is None:
            self._record = ProjectView(self.desk, self.presenter.delete, self.presenter.import_file)
            self._detail.addWidget(self._record)
            self._record.tabs.shown.connect(self._give_room)
        return self._record

    def _give_room(self, part: str) -> None:
        """The results matrix takes the whole width; the list comes back with any other part."""
        is_wide = part == "results" and not self.both.is_narrow
        self.record.take_whole_width(is_wide)
        if not self.both.is_narrow:
            self.pane.setVisible(not is_wide)
        if is_wide:
            self.record.tabs.page(part).setFocus()

    def show_filters(self, choices: Sequence[tuple[str, str, str]], active: Sequence[str]) -> None:
        self.pane.show_filters(choices, active)

    def show_rows(self, total: int, sums: PortfolioSum) -> None:
        self.pane.show_sums(total, sums)

    def show_nothing_yet(self, *, may_add: bool) -> None:
        self.pane.show_nothing_yet(may_add=may_add)

    def show_no_match(self, total: int, without: Sequence[tuple[str, int]]) -> None:
        self.pane.show_no_match(total, without)

    def select(self, project_id: UUID | None) -> None:
        self.pane.select(project_id)

    def show_detail(self, is_there: bool) -> None:
        self._detail.setCurrentWidget(self.record if is_there else self._nothing)

    def ask_new(self) -> None:
        me = self._shell.services.accounts.me()
        countries = me.office.countries if me.office else ()
        country = countries[0] if len(countries) == 1 else ""
        dialog = NewProjectDialog(self, self.presenter.create, country, self.presenter.warn_of_code)
        dialog.open()
        dialog.title_field.setFocus()

    def ask_import(self) -> None:
        ImportDialog(self, self._shell).open()

    def show_record(self, record_id: object) -> None:
        """The frame sends here."""
        if isinstance(record_id, UUID):
            self.presenter.open(record_id)
            if self.desk.project is not None:
                self.both.show_detail()

    def show_part(self, part: str) -> None:
        if self.desk.project is not None:
            self.record.tabs.show_page(part)

    def on_changed(self, changed: Change) -> None:
        self.presenter.on_changed(changed)

    def flush(self) -> None:
        self.desk.flush()

    def panes(self) -> Sequence[QWidget]:
        return [self.pane, self._detail]

    def screen_actions(self) -> Sequence[QAction]:
        new = QAction(_("New project"), self)
        new.setObjectName("action_new_project")
        new.setShortcut("Ctrl+Shift+P")
        new.triggered.connect(lambda _on=False: self.presenter.new_project())
        take_in = QAction(_("Import a list"), self)
        take_in.setObjectName("action_import")
        take_in.setShortcut("Ctrl+I")
        take_in.triggered.connect(lambda _on=False: self.presenter.import_file())
        return [new, take_in]
