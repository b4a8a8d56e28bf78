"""Draws the import: choose, look and rehearse, work, report; a file may also be dropped on it."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QComboBox, QDialog, QFrame, QGridLayout, QStackedWidget, QWidget

from desktop.errors import UserError
from desktop.i18n import _
from desktop.services.exchanging.column_words import column_word
from desktop.services.exchanging.records import Fate, FilePreview, ImportReport, Kind, RowReport
from desktop.ui.item_models import Cell, Column, RecordTable, RecordTableModel
from desktop.ui.screens.projects.importing.presenter import ImportPresenter, Rehearsal
from desktop.ui.shell import Shell
from desktop.ui.theme import Mark, Tone, theme
from desktop.ui.widgets import (
    Button,
    Card,
    Chip,
    EmptyState,
    NextStep,
    PageHeader,
    ProgressPanel,
    ScrollPage,
    Segment,
    SegmentedChoice,
    clear_layout,
    column,
    label,
    name_widget,
    row,
    surface,
)

ORDER = (Fate.LEFT, Fate.REPAIRED, Fate.TAKEN, Fate.UNCHANGED)


class ImportDialog(QDialog):
    """An ImportScreen."""

    def __init__(self, parent: QWidget, shell: Shell) -> None:
        super().__init__(parent)
        self.setObjectName("import_dialog")
        self.setWindowTitle(_("Import"))
        self.setModal(True)
        self.setAcceptDrops(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(theme().px(980), theme().px(640))
        self._presenter = ImportPresenter(self, shell)
        self.kinds = SegmentedChoice(
            [Segment(kind, _kind_word(kind), "") for kind in Kind], "import_kind", _("What the file holds")
        )
        self.template = Button(_("Blank table"), "import_template", kind="link", icon="ph.file-plus")
        self._head = PageHeader(_("Import"), _lead())
        self._pages = QStackedWidget()
        self._choice = QStackedWidget()
        self._problem = label("", "error", wrap=True)
        self._problem.setObjectName("import_problem")
        self.rehearsal = RehearsalPage()
        self.report = ReportRows("import_rows")
        self._panel: ProgressPanel | None = None
        self._lay_out()
        self._connect()
        self._presenter.begin()

    def _lay_out(self) -> None:
        head = surface("bar")
        tools = row(self.kinds, None, self.template, gap=8)
        column(self._head, tools, gap=8, margins=(16, 12, 16, 12), on=head)
        self.close_button = Button(_("Close"), "import_close")
        self.another = Button(_("Choose another file"), "import_another", icon="ph.folder-open")
        self.undo = Button(_("Take it back"), "import_undo", icon="ph.arrow-u-up-left")
        self.take = Button(_("Take it in"), "import_take", kind="primary", icon="ph.download-simple")
        foot = surface("foot")
        self._foot = row(self._problem, gap=8, margins=(16, 10, 16, 10), on=foot)
        self._foot.setStretch(0, 1)
        for button in (self.another, self.undo, self.close_button, self.take):
            self._foot.addWidget(button)
        self._empty = EmptyState(
            "ph.table",
            _("Drop a file here"),
            _("CSV, Excel or IATI. First you see what would become of each row; nothing is written before."),
            [NextStep(_("Choose a file"), self._presenter.choose_file, "ph.folder-open", "primary")],
            object_name="import_choice",
        )
        self._report_page = surface("panel")
        self._report_counts = CountLine()
        self._report_notes = label("", "small", wrap=True)
        column(
            self._report_counts,
            self._report_notes,
            self.report,
            gap=8,
            margins=(16, 12, 16, 12),
            on=self._report_page,
        )
        for page in (self._empty, self.rehearsal, self._report_page):
            self._pages.addWidget(page)
        column(head, self._pages, foot, gap=0, on=self)

    def _connect(self) -> None:
        presenter = self._presenter
        self.kinds.chosen.connect(presenter.kind_chosen)
        self.template.clicked.connect(lambda _on=False: presenter.template())
        self.another.clicked.connect(lambda _on=False: presenter.choose_file())
        self.undo.clicked.connect(lambda _on=False: presenter.undo())
        self.take.clicked.connect(lambda _on=False: presenter.take_in())
        self.close_button.clicked.connect(self.reject)
        self.rehearsal.column_chosen.connect(presenter.column_chosen)
        self.rehearsal.sheet_chosen.connect(presenter.sheet_chosen)

    def _show_buttons(self, *shown: Button) -> None:
        for button in (self.another, self.undo, self.take):
            button.setVisible(button in shown)

    def show_choice(self, kind: Kind) -> None:
        self._leave_panel()
        self.kinds.set_value(kind)
        self._head.set_text(_("Import"), _lead())
        self._pages.setCurrentWidget(self._empty)
        self._problem.setText("")
        self._show_buttons()

    def show_working(self, title: str) -> None:
        self._leave_panel()
        self._problem.setText("")
        self._panel = ProgressPanel("ph.hourglass", title, self._presenter.cancel)
        self._pages.addWidget(self._panel)
        self._pages.setCurrentWidget(self._panel)
        self.kinds.setEnabled(False)
        self._show_buttons()

    def show_progress(self, done: int, total: int, what: str) -> None:
        if self._panel is not None:
            self._panel.show_progress(done, total, what)

    def _leave_panel(self) -> None:
        self.kinds.setEnabled(True)
        if self._panel is not None:
            self._pages.removeWidget(self._panel)
            self._panel.deleteLater()
            self._panel = None

    def show_rehearsal(self, rehearsal: Rehearsal) -> None:
        self._leave_panel()
        preview = rehearsal.preview
        self.kinds.set_value(preview.kind)
        self._head.set_text(preview.file_name, _("Nothing is written yet. This would become of the rows:"))
        self.rehearsal.show_rehearsal(rehearsal)
        self._pages.setCurrentWidget(self.rehearsal)
        self._problem.setText(rehearsal.problem.sentence() if rehearsal.problem else "")
        report = rehearsal.report
        works = report is not None and report.taken + report.repaired > 0
        self._show_buttons(*((self.another, self.take) if works else (self.another,)))
        if works:
            self.take.setFocus()

    def show_report(self, report: ImportReport) -> None:
        self._leave_panel()
        self._head.set_text(report.file_name, _("It is in the store. The rows, and what became of them:"))
        self._report_counts.show_report(report)
        self._report_notes.setText(" ".join(report.notes))
        self._report_notes.setVisible(bool(report.notes))
        self.report.show_rows(report.rows)
        self._pages.setCurrentWidget(self._report_page)
        changed = report.taken + report.repaired > 0
        self._show_buttons(*((self.another, self.undo) if changed else (self.another,)))
        self.close_button.setFocus()

    def show_problem(self, problem: UserError) -> None:
        self._problem.setText(problem.sentence())

    def close_dialog(self) -> None:
        self.accept()

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
            self._presenter.file_chosen(paths[0])


class CountLine(QWidget):
    """How many rows of each fate."""

    def __init__(self) -> None:
        super().__init__()
        self._chips = row(None, gap=8, on=self)

    def show_report(self, report: ImportReport) -> None:
        clear_layout(self._chips)
        for fate in ORDER:
            count = report.count(fate)
            if count:
                mark = fate_mark(fate)
                words = _("{count} {fate}").format(count=count, fate=mark.word)
                self._chips.addWidget(Chip(Mark(mark.tone, words, mark.icon)))
        self._chips.addStretch(1)


class ReportRows(RecordTable):
    """Every row of the file with its fate, those to look at first."""

    def __init__(self, object_name: str) -> None:
        columns: list[Column[RowReport]] = [
            Column(key="row", title=_("Row"), cell=lambda one: Cell(text=str(one.row), end=True, quiet=True), width=64, end=True, sort_by=lambda one: one.row),
            Column(key="fate", title=_("Becomes"), cell=lambda one: Cell(mark=fate_mark(one.action)), width=124, sort_by=lambda one: ORDER.index(one.action)),
            Column(key="ref", title=_("About"), cell=lambda one: Cell(before=one.ref), width=176, tip=lambda one: one.ref),
            Column(key="message", title=_("Remark"), cell=lambda one: one.message, width=180, stretch=True, tip=lambda one: one.message),
        ]  # fmt: skip
        self.rows: RecordTableModel[RowReport] = RecordTableModel(columns)
        super().__init__(self.rows, object_name, _("Rows of the file"))

    def show_rows(self, rows: Sequence[RowReport]) -> None:
        self.rows.set_rows(sorted(rows, key=lambda one: (ORDER.index(one.action), not one.message, one.row)))


class RehearsalPage(QFrame):
    """Columns on the left, what would become of the rows on the right."""

    column_chosen = Signal(str, str)
    sheet_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "window")
        self._mapping = ScrollPage("import_mapping", margin=12, ground="panel")
        self._mapping.setFixedWidth(theme().px(320))
        self._counts, self._notes = CountLine(), label("", "small", wrap=True)
        self.rows = ReportRows("rehearsal_rows")
        right = surface("panel")
        laid_out = column(self._counts, self._notes, gap=8, margins=(12, 12, 12, 12), on=right)
        laid_out.addWidget(self.rows, 1)
        laid_out.addStretch(0)
        laid = row(self._mapping, gap=1, on=self)
        laid.addWidget(right, 1)

    def show_rehearsal(self, rehearsal: Rehearsal) -> None:
        clear_layout(self._mapping.body)
        preview, report = rehearsal.preview, rehearsal.report
        if len(preview.sheets) > 1:
            self._mapping.add(self._sheet_card(preview))
        if preview.is_iati:
            self._mapping.add(label(_("An IATI file says itself what each part is."), "secondary", wrap=True))
        else:
            self._mapping.add(self._column_card(preview))
        self._mapping.body.addStretch(1)
        notes = list(preview.notes)
        if preview.unused and not preview.is_iati:
            notes.append(_("Columns not taken: {columns}.").format(columns=", ".join(preview.unused)))
        self._notes.setText(" ".join(notes))
        self._notes.setVisible(bool(notes))
        self._counts.setVisible(report is not None)
        if report is not None:
            self._counts.show_report(report)
        self.rows.setVisible(report is not None)
        self.rows.show_rows(report.rows if report is not None else ())

    def _sheet_card(self, preview: FilePreview) -> Card:
        card, combo = Card(_("Sheet")), QComboBox()
        name_widget(combo, "import_sheet", _("Sheet"))
        combo.addItems(list(preview.sheets))
        combo.setCurrentText(preview.sheet)
        combo.activated.connect(lambda _at: self.sheet_chosen.emit(combo.currentText()))
        return card.add(combo)

    def _column_card(self, preview: FilePreview) -> Card:
        """A line a field: what Milepost keeps, and the column it is taken from."""
        card, holder = Card(_("Columns")), QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(theme().px(6))
        for at, field in enumerate(preview.fields):
            words = column_word(preview.kind, field.key)
            combo = QComboBox()
            name_widget(combo, f"column_{field.key}", _("Column for {field}").format(field=words))
            combo.addItem(_("not in the file"), "")
            for header in preview.header:
                if header:
                    combo.addItem(header, header)
            combo.setCurrentIndex(max(combo.findData(field.column), 0) if field.column else 0)
            combo.setMinimumContentsLength(8)
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.activated.connect(partial(self._tell_column, field.key, combo))
            grid.addWidget(label(f"{words} *" if field.needed else words, "secondary", wrap=True), at, 0)
            grid.addWidget(combo, at, 1)
        grid.setColumnStretch(1, 1)
        return card.add(holder)

    def _tell_column(self, field: str, combo: QComboBox, _at: int) -> None:
        self.column_chosen.emit(field, str(combo.currentData() or ""))


def fate_mark(fate: Fate) -> Mark:
    return {
        Fate.TAKEN: Mark(Tone.ON_TRACK, _("taken"), "ph.check-circle-fill"),
        Fate.REPAIRED: Mark(Tone.INFO, _("repaired"), "ph.wrench"),
        Fate.UNCHANGED: Mark(Tone.NEUTRAL, _("unchanged"), "ph.minus-circle-fill"),
        Fate.LEFT: Mark(Tone.AT_RISK, _("left"), "ph.warning-fill"),
    }[fate]


def _kind_word(kind: Kind) -> str:
    return {
        Kind.PROJECTS: _("Projects"),
        Kind.PLACES: _("Places"),
        Kind.LOCATIONS: _("Locations"),
        Kind.BUDGETS: _("Budget lines"),
        Kind.RESULTS: _("Results"),
    }[kind]


def _lead() -> str:
    return _("Take in a table that others keep. The same file twice changes nothing.")
