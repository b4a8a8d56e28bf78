"""Draws the taking in of a bundle: choose or drop, what it holds, the work, what it brought."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QStackedWidget, QWidget

from desktop.errors import UserError
from desktop.i18n import _, ngettext
from desktop.services.syncing.bundle_records import BundleLook, ImportRecord
from desktop.ui.screens.sync.bundles import words
from desktop.ui.screens.sync.bundles.taking.presenter import TakingPresenter
from desktop.ui.shell import Shell
from desktop.ui.theme.tokens import theme
from desktop.ui.widgets import (
    Button,
    Card,
    EmptyState,
    IconLabel,
    NextStep,
    PageHeader,
    ProgressPanel,
    ScrollPage,
    clear_layout,
    column,
    label,
    row,
    surface,
)


class TakingDialog(QDialog):
    """A TakingScreen."""

    def __init__(self, parent: QWidget, shell: Shell, path: Path | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bundle_taking")
        self.setWindowTitle(_("Take a bundle in"))
        self.setModal(True)
        self.setAcceptDrops(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(min(theme().px(720), 1280), min(theme().px(540), 700))
        self._shell = shell
        self._presenter = TakingPresenter(self, shell)
        self._panel: ProgressPanel | None = None
        self._lay_out()
        self._presenter.begin()
        if path is not None:
            self._presenter.file_chosen(path)

    def _lay_out(self) -> None:
        head = surface("bar")
        self._head = PageHeader(_("Take a bundle in"), _lead())
        column(self._head, margins=(16, 12, 16, 12), on=head)
        self._empty = EmptyState(
            "ph.package",
            _("Drop the file here"),
            _("First you see from whom it is and what it holds; nothing is taken before."),
            [NextStep(_("Choose a file"), self._presenter.choose_file, "ph.folder-open", "primary")],
            object_name="bundle_choice",
        )
        self._page = ScrollPage("bundle_look", margin=16, ground="window")
        self._pages = QStackedWidget()
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self._page)
        foot = surface("foot")
        self._problem = label("", "error", wrap=True)
        self._problem.setObjectName("bundle_taking_problem")
        self.close_button = Button(_("Close"), "bundle_taking_close", press=self.reject)
        self.another = Button(
            _("Choose another file"),
            "bundle_taking_another",
            icon="ph.folder-open",
            press=self._presenter.choose_file,
        )
        self.carry = Button(
            _("Carry it for them"), "bundle_taking_carry", icon="ph.suitcase", press=self._presenter.carry
        )
        self.desk = Button(
            _("Decide the conflicts"),
            "bundle_taking_desk",
            icon="ph.arrow-right",
            trailing=True,
            press=self._presenter.open_desk,
        )
        self.take = Button(
            _("Take it in"),
            "bundle_taking_go",
            kind="primary",
            icon="ph.download-simple",
            press=self._presenter.take,
        )
        laid = row(self._problem, gap=8, margins=(16, 10, 16, 10), on=foot)
        laid.setStretch(0, 1)
        for button in (self.another, self.close_button, self.desk, self.carry, self.take):
            laid.addWidget(button)
        column(head, self._pages, foot, gap=0, on=self)

    def _show_buttons(self, *shown: Button) -> None:
        for button in (self.another, self.desk, self.carry, self.take):
            button.setVisible(button in shown)

    def show_choice(self) -> None:
        self._leave_panel()
        self._head.set_text(_("Take a bundle in"), _lead())
        self._pages.setCurrentWidget(self._empty)
        self._problem.setText("")
        self._show_buttons()

    def show_working(self, title: str) -> None:
        self._leave_panel()
        self._problem.setText("")
        self._panel = ProgressPanel("ph.hourglass", title, self._presenter.cancel)
        self._pages.addWidget(self._panel)
        self._pages.setCurrentWidget(self._panel)
        self._show_buttons()

    def show_progress(self, done: int, total: int, what: str) -> None:
        if self._panel is not None:
            self._panel.show_progress(done, total, what)

    def show_look(self, look: BundleLook) -> None:
        warnings = []
        if not look.is_whole:
            warnings.append(
                words.broken_off(look.missing_changes, look.missing_chunks)
                if look.is_for_us
                else _("The file breaks off; copy it again before you hand it on.")
            )
        if look.is_for_us:
            self._head.set_text(look.path.name, _("Nothing is taken yet. This is what it holds:"))
            self._show_buttons(self.another, self.take)
        else:
            self._head.set_text(
                look.path.name, _("It is sealed for somebody else. You can carry it; it stays sealed.")
            )
            self._show_buttons(self.another, self.carry)
        self._show_card(_("The bundle"), words.look_lines(look, self._shell.services.clock()), warnings)
        (self.take if look.is_for_us else self.carry).setFocus()

    def show_taken(self, taken: ImportRecord) -> None:
        self._head.set_text(_("Taken in"), words.taken_line(taken))
        lines = [(_("From"), taken.sender.name), (_("Came"), words.taken_line(taken))]
        if taken.conflicts:
            count = ngettext("{count} to decide", "{count} to decide", taken.conflicts)
            lines.append((_("Conflicts"), count.format(count=taken.conflicts)))
        self._show_card(_("What it brought"), lines, words.rest_lines(taken))
        self._show_buttons(*((self.another, self.desk) if taken.conflicts else (self.another,)))
        self.close_button.setFocus()

    def _show_card(self, title: str, lines: Sequence[tuple[str, str]], warnings: Sequence[str]) -> None:
        self._leave_panel()
        self._problem.setText("")
        clear_layout(self._page.body)
        card, holder = Card(title), QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(theme().px(16))
        grid.setVerticalSpacing(theme().px(6))
        for at, (name, value) in enumerate(lines):
            shown = label(value, wrap=True)
            shown.setObjectName(f"bundle_fact_{at + 1}")
            grid.addWidget(label(name, "secondary"), at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(shown, at, 1)
        self._page.add(card.add(holder))
        for words_ in warnings:
            line = row(gap=8)
            line.addWidget(IconLabel("ph.warning-fill", "at_risk", "inline"), 0, Qt.AlignmentFlag.AlignTop)
            said = label(words_, "warning", wrap=True)
            said.setObjectName("bundle_warning")
            line.addWidget(said, 1)
            self._page.body.addLayout(line)
        self._page.body.addStretch(1)
        self._pages.setCurrentWidget(self._page)

    def show_problem(self, problem: UserError) -> None:
        self._problem.setText(problem.sentence())

    def close_dialog(self) -> None:
        self._leave_panel()
        self.accept()

    def reject(self) -> None:
        """Esc while working stops the work first."""
        if self._panel is not None:
            self._presenter.cancel()
        else:
            super().reject()

    def _leave_panel(self) -> None:
        if self._panel is not None:
            self._pages.removeWidget(self._panel)
            self._panel.deleteLater()
            self._panel = None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self._presenter.file_chosen(paths[0])


def _lead() -> str:
    return _("Work that came on a stick. The same file twice changes nothing.")
