"""Draws the import of tables: choose, look and rehearse, work, report."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QWidget

from desktop.i18n import _
from desktop.services.exchanging.column_words import column_word
from desktop.services.exchanging.records import FilePreview, ImportReport, Kind
from desktop.ui.importing.dialog import ImportingDialog
from desktop.ui.importing.fates import FateRows, FatesPane
from desktop.ui.screens.projects.importing.presenter import ImportPresenter, Rehearsal
from desktop.ui.shell import Shell
from desktop.ui.theme import theme
from desktop.ui.widgets import (
    Button,
    Card,
    EmptyState,
    NextStep,
    ScrollPage,
    Segment,
    SegmentedChoice,
    clear_layout,
    label,
    name_widget,
    row,
)


class ImportDialog(ImportingDialog):
    """An ImportScreen."""

    def __init__(self, parent: QWidget, shell: Shell) -> None:
        lead = _("Take in a table that others keep. The same file twice changes nothing.")
        super().__init__(parent, "import", _("Import"), lead, _("Take it in"))
        self.setObjectName("import_dialog")
        self._presenter = presenter = ImportPresenter(self, shell)
        self.kinds = SegmentedChoice(
            [Segment(kind, _kind_word(kind), "") for kind in Kind], "import_kind", _("What the file holds")
        )
        self.template = Button(_("Blank table"), "import_template", kind="link", icon="ph.file-plus")
        choice = EmptyState(
            "ph.table",
            _("Drop a file here"),
            _("CSV, Excel or IATI. First you see what would become of each row; nothing is written before."),
            [NextStep(_("Choose a file"), presenter.choose_file, "ph.folder-open", "primary")],
            object_name="import_choice",
        )
        self.rehearsal = RehearsalPage()
        report = FateRows("import_rows", _("About"), _("Rows of the file"))
        self.lay_out(presenter, choice, self.rehearsal, report, self.kinds, None, self.template)
        self.kinds.chosen.connect(presenter.kind_chosen)
        self.template.clicked.connect(lambda _on=False: presenter.template())
        self.another.clicked.connect(lambda _on=False: presenter.choose_file())
        self.rehearsal.column_chosen.connect(presenter.column_chosen)
        self.rehearsal.sheet_chosen.connect(presenter.sheet_chosen)
        presenter.begin()

    def path_dropped(self, path: Path) -> None:
        self._presenter.file_chosen(path)

    def show_choice(self, kind: Kind) -> None:
        self.kinds.set_value(kind)
        self.kinds.setEnabled(True)
        self.show_start()

    def show_working(self, title: str) -> None:
        super().show_working(title)
        self.kinds.setEnabled(False)

    def show_rehearsal(self, rehearsal: Rehearsal) -> None:
        preview = rehearsal.preview
        self.kinds.setEnabled(True)
        self.kinds.set_value(preview.kind)
        self.rehearsal.show_rehearsal(rehearsal)
        words = _("Nothing is written yet. This would become of the rows:")
        self.show_look(self.rehearsal, preview.file_name, words, rehearsal.report, rehearsal.problem)

    def show_report(self, report: ImportReport) -> None:
        self.kinds.setEnabled(True)
        self.show_done(_("It is in the store. The rows, and what became of them:"), report)


class RehearsalPage(QFrame):
    """Columns on the left, what would become of the rows on the right."""

    column_chosen = Signal(str, str)
    sheet_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "window")
        self._mapping = ScrollPage("import_mapping", margin=12, ground="panel")
        self._mapping.setFixedWidth(theme().px(320))
        self.rows = FateRows("rehearsal_rows", _("About"), _("Rows of the file"))
        self._fates = FatesPane(self.rows)
        laid = row(self._mapping, gap=1, on=self)
        laid.addWidget(self._fates, 1)

    def show_rehearsal(self, rehearsal: Rehearsal) -> None:
        clear_layout(self._mapping.body)
        preview = rehearsal.preview
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
        self._fates.show_report(rehearsal.report, notes)

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


def _kind_word(kind: Kind) -> str:
    return {
        Kind.PROJECTS: _("Projects"),
        Kind.PLACES: _("Places"),
        Kind.LOCATIONS: _("Locations"),
        Kind.BUDGETS: _("Budget lines"),
        Kind.RESULTS: _("Results"),
    }[kind]
