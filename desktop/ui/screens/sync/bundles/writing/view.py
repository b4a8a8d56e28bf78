"""Draws the writing of a bundle: recipients beside what goes, then the work, then what was written."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QCheckBox, QDialog, QGridLayout, QStackedWidget, QWidget

from desktop.errors import UserError
from desktop.i18n import _, ngettext
from desktop.services.syncing.bundle_records import ExportPreview, ExportRecord
from desktop.ui import formats
from desktop.ui.screens.sync.bundles import words
from desktop.ui.screens.sync.bundles.writing.presenter import Choices, WritingPresenter
from desktop.ui.shell import Shell
from desktop.ui.theme.tokens import theme
from desktop.ui.widgets import (
    Button,
    Card,
    EmptyState,
    PageHeader,
    ProgressPanel,
    ScrollPage,
    clear_layout,
    column,
    label,
    name_widget,
    row,
    surface,
)


class WritingDialog(QDialog):
    """A WritingScreen."""

    def __init__(self, parent: QWidget, shell: Shell) -> None:
        super().__init__(parent)
        self.setObjectName("bundle_writing")
        self.setWindowTitle(_("Write a bundle"))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(min(theme().px(860), 1280), min(theme().px(560), 700))
        self._presenter = WritingPresenter(self, shell)
        self._boxes: dict[str, QCheckBox] = {}
        self._panel: ProgressPanel | None = None
        self._done_page: QWidget | None = None
        self._make_choice()
        self._lay_out()
        self._presenter.begin()

    def _make_choice(self) -> None:
        self._people = ScrollPage("bundle_people", margin=16, gap=4, ground="panel")
        self._going = Card(_("What goes"))
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        self._grid.setVerticalSpacing(theme().px(6))
        self._grid.setHorizontalSpacing(theme().px(12))
        self._going.body.addLayout(self._grid)
        self.files = QCheckBox(_("With attachments"))
        name_widget(self.files, "bundle_with_files", _("With attachments"))
        self.files.setChecked(True)
        self.files.toggled.connect(lambda _on: self._tell())
        self._going.add(self.files)
        self._going.add(
            label(
                _(
                    "Only those you choose can open it. Your work counts as delivered when their answer is back."
                ),
                "small",
                wrap=True,
            )
        )
        side = ScrollPage("bundle_going", margin=16, ground="window")
        side.add(self._going)
        side.body.addStretch(1)
        self._choice = QWidget()
        laid = row(self._people, gap=1, on=self._choice)
        laid.setStretch(0, 1)
        laid.addWidget(side, 1)

    def _lay_out(self) -> None:
        head = surface("bar")
        title = PageHeader(_("Write a bundle"), _("Sealed for those you choose, signed by this laptop."))
        column(title, margins=(16, 12, 16, 12), on=head)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._choice)
        foot = surface("foot")
        self._problem = label("", "error", wrap=True)
        self._problem.setObjectName("bundle_writing_problem")
        self.close_button = Button(_("Close"), "bundle_writing_close", press=self.reject)
        self.go = Button(
            _("Choose where to …"),
            "bundle_writing_go",
            kind="primary",
            icon="ph.upload-simple",
            press=self._presenter.write,
        )
        laid = row(self._problem, gap=8, margins=(16, 10, 16, 10), on=foot)
        laid.setStretch(0, 1)
        laid.addWidget(self.close_button)
        laid.addWidget(self.go)
        column(head, self._pages, foot, gap=0, on=self)

    def show_choices(self, choices: Choices) -> None:
        clear_layout(self._people.body)
        self._boxes = {}
        self._people.add(label(_("For whom"), "title"))
        for at, one in enumerate(choices.recipients, start=1):
            box = QCheckBox(one.name.replace("&", "&&"))
            note = words.party_note(one)
            name_widget(box, f"bundle_to_{at}", f"{one.name}, {note}" if note else one.name)
            box.setChecked(one.id in choices.chosen)
            box.toggled.connect(lambda _on: self._tell())
            self._boxes[one.id] = box
            self._people.add(box)
            quiet = label(note, "small", wrap=True)
            quiet.setContentsMargins(theme().px(26), 0, 0, theme().px(4))
            self._people.add(quiet)
        if not choices.recipients:
            self._people.add(
                label(_("Nobody is known yet. Join an office or add a key."), "secondary", wrap=True)
            )
        self._people.body.addStretch(1)
        first = next(iter(self._boxes.values()), None)
        if first is not None:
            QTimer.singleShot(0, first, first.setFocus)  # it is not shown before the next turn

    def _tell(self) -> None:
        ids = [id_ for id_, box in self._boxes.items() if box.isChecked()]
        self._presenter.chosen(ids, has_files=self.files.isChecked())

    def show_preview(self, preview: ExportPreview | None) -> None:
        clear_layout(self._grid)
        self.go.setEnabled(preview is not None)
        for at, (name, value) in enumerate(words.preview_lines(preview) if preview else ()):
            shown = label(value, wrap=True)
            shown.setObjectName(f"bundle_goes_{at + 1}")
            self._grid.addWidget(label(name, "secondary"), at, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(shown, at, 1)

    def show_working(self, title: str) -> None:
        self._leave_panel()
        self._problem.setText("")
        self._panel = ProgressPanel("ph.hourglass", title, self._presenter.cancel)
        self._pages.addWidget(self._panel)
        self._pages.setCurrentWidget(self._panel)
        self.go.hide()

    def show_progress(self, done: int, total: int, what: str) -> None:
        if self._panel is not None:
            self._panel.show_progress(done, total, what)

    def show_page(self) -> None:
        self._leave_panel()
        self._pages.setCurrentWidget(self._choice)
        self.go.show()

    def show_written(self, made: ExportRecord) -> None:
        self._leave_panel()
        said = ngettext(
            "{count} change and {files} for {whom}, {size}.",
            "{count} changes and {files} for {whom}, {size}.",
            made.changes,
        ).format(
            count=made.changes,
            files=ngettext("{count} file", "{count} files", made.files).format(count=made.files),
            whom=words.names_of(made.recipients),
            size=formats.size(made.size_bytes),
        )
        page = EmptyState("ph.check-circle", made.path.name, said, object_name="bundle_written")
        page.setAccessibleDescription(said)
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        self.go.hide()
        self.close_button.setFocus()

    def show_problem(self, problem: UserError | None) -> None:
        self._problem.setText(problem.sentence() if problem else "")

    def reject(self) -> None:
        """Esc while writing stops that first."""
        if self._panel is not None:
            self._presenter.cancel()
        else:
            super().reject()

    def _leave_panel(self) -> None:
        if self._panel is not None:
            self._pages.removeWidget(self._panel)
            self._panel.deleteLater()
            self._panel = None
