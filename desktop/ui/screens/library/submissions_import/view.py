"""Draws the import of submissions: choose, look and map, work, report; a file or folder may be dropped on it."""

from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QStackedWidget, QWidget

from desktop.errors import UserError
from desktop.i18n import _
from desktop.services.form_library.incoming.records import SubmissionsPreview, SubmissionsReport
from desktop.ui.screens.library.submissions_import.presenter import SubmissionImportPresenter
from desktop.ui.screens.library.submissions_import.tables import ColumnRows, CountLine, FateRows
from desktop.ui.shell import Shell
from desktop.ui.theme import theme
from desktop.ui.widgets import (
    Button,
    EmptyState,
    NextStep,
    PageHeader,
    ProgressPanel,
    column,
    label,
    name_widget,
    row,
    surface,
)


class SubmissionImportDialog(QDialog):
    """A SubmissionImportScreen."""

    def __init__(self, parent: QWidget, shell: Shell, form: UUID, title: str) -> None:
        super().__init__(parent)
        self.setObjectName("submission_import_dialog")
        self.setWindowTitle(_("Import submissions"))
        self.setModal(True)
        self.setAcceptDrops(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(theme().px(980), theme().px(640))
        self._presenter = SubmissionImportPresenter(self, shell, form)
        self._title = title
        self._head = PageHeader(_("Import submissions"), title)
        self._pages = QStackedWidget()
        self._problem = label("", "error", wrap=True)
        self._problem.setObjectName("submission_import_problem")
        self.preview = PreviewPage()
        self._panel: ProgressPanel | None = None
        self._lay_out()
        self._connect()
        self._presenter.begin()

    def _lay_out(self) -> None:
        head = surface("bar")
        column(self._head, gap=8, margins=(16, 12, 16, 12), on=head)
        self.close_button = Button(_("Close"), "submissions_close")
        self.another = Button(_("Choose another file"), "submissions_another", icon="ph.folder-open")
        self.undo = Button(_("Take it back"), "submissions_undo", icon="ph.arrow-u-up-left")
        self.take = Button(_("Take them in"), "submissions_take", kind="primary", icon="ph.download-simple")
        foot = surface("foot")
        line = row(self._problem, gap=8, margins=(16, 10, 16, 10), on=foot)
        line.setStretch(0, 1)
        for button in (self.another, self.undo, self.close_button, self.take):
            line.addWidget(button)
        self._empty = EmptyState(
            "ph.upload-simple",
            _("Drop a file or a folder here"),
            _(
                "A folder of ODK Collect, an OpenRosa ZIP, or a table of Kobo, ODK Central or Milepost. "
                "First you see what would become of each submission; nothing is written before."
            ),
            [
                NextStep(_("Choose a file"), self._presenter.choose_file, "ph.file", "primary"),
                NextStep(_("Choose a folder"), self._choose_folder, "ph.folder-open"),
            ],
            object_name="submissions_choice",
        )
        self._report_page = surface("panel")
        self._counts, self._notes = CountLine(), label("", "small", wrap=True)
        self.report = FateRows("submission_fates")
        parts = (self._counts, self._notes, self.report)
        column(*parts, gap=8, margins=(16, 12, 16, 12), on=self._report_page)
        for page in (self._empty, self.preview, self._report_page):
            self._pages.addWidget(page)
        column(head, self._pages, foot, gap=0, on=self)

    def _connect(self) -> None:
        presenter = self._presenter
        self.another.clicked.connect(lambda _on=False: presenter.begin())
        self.undo.clicked.connect(lambda _on=False: presenter.undo())
        self.take.clicked.connect(lambda _on=False: presenter.take_in())
        self.close_button.clicked.connect(self.reject)
        self.preview.column_chosen.connect(presenter.column_chosen)

    def _choose_folder(self) -> None:
        found = QFileDialog.getExistingDirectory(self, _("Choose a folder with submissions"))
        if found:
            self._presenter.path_chosen(Path(found))

    def _show_buttons(self, *shown: Button) -> None:
        for button in (self.another, self.undo, self.take):
            button.setVisible(button in shown)

    # What the presenter tells

    def show_choice(self) -> None:
        self._leave_panel()
        self._head.set_text(_("Import submissions"), self._title)
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

    def _leave_panel(self) -> None:
        if self._panel is not None:
            self._pages.removeWidget(self._panel)
            self._panel.deleteLater()
            self._panel = None

    def show_preview(self, name: str, preview: SubmissionsPreview) -> None:
        self._leave_panel()
        self._head.set_text(name, _("Nothing is written yet. This would become of the submissions:"))
        self.preview.show_preview(preview)
        self._pages.setCurrentWidget(self.preview)
        self._problem.setText(preview.problem.sentence() if preview.problem else "")
        report = preview.report
        works = report is not None and report.taken + report.repaired > 0
        self._show_buttons(*((self.another, self.take) if works else (self.another,)))
        if works:
            self.take.setFocus()

    def show_report(self, report: SubmissionsReport) -> None:
        self._leave_panel()
        self._head.set_text(report.file_name, _("They are in the store. What became of each:"))
        self._counts.show_report(report)
        self._notes.setText(" ".join(report.notes))
        self._notes.setVisible(bool(report.notes))
        self.report.show_rows(report.rows)
        self._pages.setCurrentWidget(self._report_page)
        changed = report.taken + report.repaired > 0
        self._show_buttons(*((self.another, self.undo) if changed else (self.another,)))
        self.close_button.setFocus()

    def show_problem(self, problem: UserError) -> None:
        self._problem.setText(problem.sentence())

    def close_dialog(self) -> None:
        self.accept()

    # What the person does

    def reject(self) -> None:
        """Esc while working stops the work first."""
        if self._panel is not None:
            self._presenter.cancel()
        else:
            super().reject()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self._presenter.path_chosen(paths[0])


class PreviewPage(QWidget):
    """Columns of a table at the left, what would become of the submissions at the right."""

    column_chosen = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._labels: dict[str, str] = {}
        self._sheets: dict[str, str] = {}
        self.columns = ColumnRows(lambda path: self._labels.get(path, path))
        self.question = QComboBox()
        name_widget(self.question, "submission_question", _("Question the chosen column answers"))
        self.question.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.question.setMinimumContentsLength(12)
        self.question.activated.connect(self._tell)
        self.columns.selectionModel().currentRowChanged.connect(lambda _new, _old: self._show_current())
        self._left = surface("panel")
        chosen = row(label(_("Answers"), "secondary"), self.question, gap=8)
        chosen.setStretch(1, 1)
        column(self.columns, chosen, gap=8, margins=(12, 12, 12, 12), on=self._left)
        self._counts, self._notes = CountLine(), label("", "small", wrap=True)
        self.rows = FateRows("submission_rehearsal")
        right = surface("panel")
        column(self._counts, self._notes, self.rows, gap=8, margins=(12, 12, 12, 12), on=right)
        laid = row(self._left, gap=1, on=self)
        laid.addWidget(right)
        laid.setStretch(0, 1)
        laid.setStretch(1, 1)

    def show_preview(self, preview: SubmissionsPreview) -> None:
        at = max(self.columns.currentIndex().row(), 0)
        self._labels = {one.path: one.label for one in preview.questions}
        self._left.setVisible(bool(preview.columns))
        self.columns.columns_model.set_rows(preview.columns)
        self.question.clear()
        self.question.addItem(_("no question"), "")
        for one in preview.questions:
            self.question.addItem(f"{one.label} ({one.path})", one.path)
        if preview.columns:
            self.columns.setCurrentIndex(self.columns.columns_model.index(at, 0))
            self._show_current()
        report = preview.report
        self._counts.setVisible(report is not None)
        self.rows.setVisible(report is not None)
        self._notes.setText(" ".join(report.notes) if report is not None else "")
        self._notes.setVisible(bool(self._notes.text()))
        if report is not None:
            self._counts.show_report(report)
        self.rows.show_rows(report.rows if report is not None else ())

    def _show_current(self) -> None:
        one = self.columns.columns_model.record(self.columns.currentIndex().row())
        self.question.setEnabled(one is not None and not one.is_about)
        self.question.setCurrentIndex(max(self.question.findData(one.question), 0) if one else 0)

    def _tell(self, _at: int) -> None:
        one = self.columns.columns_model.record(self.columns.currentIndex().row())
        if one is None:
            return
        chosen = str(self.question.currentData() or "")
        if chosen:
            self.column_chosen.emit(chosen, one.header)
        elif one.question:
            self.column_chosen.emit(one.question, "")
