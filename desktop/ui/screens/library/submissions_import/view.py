"""Draws the import of submissions: choose, look and map, work, report; also a folder may be dropped on it."""

from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QWidget

from desktop.i18n import _
from desktop.services.form_library.incoming.records import SubmissionsPreview, SubmissionsReport
from desktop.ui.importing.dialog import ImportingDialog
from desktop.ui.importing.fates import FateRows, FatesPane
from desktop.ui.screens.library.submissions_import.presenter import SubmissionImportPresenter
from desktop.ui.screens.library.submissions_import.tables import ColumnRows
from desktop.ui.shell import Shell
from desktop.ui.widgets import EmptyState, NextStep, column, label, name_widget, row, surface


class SubmissionImportDialog(ImportingDialog):
    """A SubmissionImportScreen."""

    def __init__(self, parent: QWidget, shell: Shell, form: UUID, title: str) -> None:
        super().__init__(parent, "submissions", _("Import submissions"), title, _("Take them in"))
        self.setObjectName("submission_import_dialog")
        self._presenter = presenter = SubmissionImportPresenter(self, shell, form)
        choice = EmptyState(
            "ph.upload-simple",
            _("Drop a file or a folder here"),
            _(
                "A folder of ODK Collect, an OpenRosa ZIP, or a table of Kobo, ODK Central or Milepost. "
                "First you see what would become of each submission; nothing is written before."
            ),
            [
                NextStep(_("Choose a file"), presenter.choose_file, "ph.file", "primary"),
                NextStep(_("Choose a folder"), self._choose_folder, "ph.folder-open"),
            ],
            object_name="submissions_choice",
        )
        self.preview = PreviewPage()
        self.lay_out(presenter, choice, self.preview, _fate_rows("submission_fates"))
        self.another.clicked.connect(lambda _on=False: presenter.begin())
        self.preview.column_chosen.connect(presenter.column_chosen)
        presenter.begin()

    def _choose_folder(self) -> None:
        found = QFileDialog.getExistingDirectory(self, _("Choose a folder with submissions"))
        if found:
            self._presenter.path_chosen(Path(found))

    def path_dropped(self, path: Path) -> None:
        self._presenter.path_chosen(path)

    def show_choice(self) -> None:
        self.show_start()

    def show_preview(self, name: str, preview: SubmissionsPreview) -> None:
        self.preview.show_preview(preview)
        words = _("Nothing is written yet. This would become of the submissions:")
        self.show_look(self.preview, name, words, preview.report, preview.problem)

    def show_report(self, report: SubmissionsReport) -> None:
        self.show_done(_("They are in the store. What became of each:"), report)


def _fate_rows(object_name: str) -> FateRows:
    return FateRows(object_name, _("Submission"), _("Submissions of the file"))


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
        self.rows = _fate_rows("submission_rehearsal")
        self._fates = FatesPane(self.rows)
        laid = row(self._left, gap=1, on=self)
        laid.addWidget(self._fates)
        laid.setStretch(0, 2)
        laid.setStretch(1, 3)

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
        self._fates.show_report(report, report.notes if report is not None else ())

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
