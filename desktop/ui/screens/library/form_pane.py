"""The right side of the library: a form's head, what it asks, its versions, what was repaired."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from desktop.i18n import _, ngettext
from desktop.services.form_library.records import (
    FormRecord,
    ImportReport,
    PreviewRecord,
    Remark,
)
from desktop.ui import formats
from desktop.ui.frame.commands import make_action
from desktop.ui.item_models import RecordTable, RecordTableModel
from desktop.ui.screens.library.summary.view import SummaryPage
from desktop.ui.screens.library.tables import (
    AskedRow,
    asked_columns,
    asked_rows,
    remark_columns,
)
from desktop.ui.screens.library.versions_page import VersionsPage
from desktop.ui.screens.library.words import questions_word, submissions_words, version_word
from desktop.ui.theme import Mark, Tone
from desktop.ui.widgets import (
    EmptyState,
    NoticeStrip,
    Page,
    RecordHeader,
    StateStack,
    TabbedPages,
    column,
    label,
    name_widget,
    row,
    surface,
)


class FormPane(QWidget):
    """Tells what the person wants by signals: fill it in, write its data out, retire it, see it in another language."""

    fill_asked = Signal(object)
    tables_asked = Signal(object, bool)
    openrosa_asked = Signal(object)
    submissions_asked = Signal(object, str)
    retire_asked = Signal(object, bool)
    language_chosen = Signal(str)
    compared = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self._record: FormRecord | None = None
        self.header = RecordHeader("form")
        self.header.primary.clicked.connect(self._fill)
        self.report = NoticeStrip("import_report", Tone.INFO, "ph.info")
        self.report.followed.connect(self._see_repairs)
        self._strips = surface("panel")
        column(self.report, gap=6, margins=(16, 8, 16, 8), on=self._strips)
        self.asked: RecordTableModel[AskedRow] = RecordTableModel(asked_columns())
        self.answers = SummaryPage()
        self.answers.export_asked.connect(lambda: self._ask_tables(by_label=True))
        self.answers.fill_asked.connect(self._fill)
        self.answers.import_asked.connect(self._ask_submissions)
        self.versions = VersionsPage()
        self.versions.compared.connect(self.compared)
        self.remarks: RecordTableModel[Remark] = RecordTableModel(remark_columns())
        self.tabs = TabbedPages(
            [
                Page("asked", _("Questions"), self._make_asked),
                Page("answers", _("Submissions"), lambda: self.answers),
                Page("versions", _("Versions"), self._make_versions),
                Page("repairs", _("Repairs"), self._make_remarks),
            ],
            "form_tabs",
            _("Parts of the form"),
        )
        column(self.header, self._strips, self.tabs, gap=0, on=self)
        self._exports = [
            make_action(
                self,
                "form_import_submissions",
                _("Import &submissions …"),
                self._ask_submissions,
                icon="ph.upload-simple",
            ),
            make_action(
                self,
                "form_export_labels",
                _("Export a table, as &worded …"),
                lambda: self._ask_tables(by_label=True),
                icon="ph.export",
            ),
            make_action(
                self,
                "form_export_names",
                _("Export a table, by &names …"),
                lambda: self._ask_tables(by_label=False),
                icon="ph.export",
            ),
            make_action(
                self,
                "form_export_openrosa",
                _("Export for &ODK and Kobo …"),
                self._ask_openrosa,
                icon="ph.export",
            ),
        ]
        self._retire = make_action(self, "form_retire", _("Re&tire"), self._ask_retire, icon="ph.archive-box")
        self._hide_strips()

    def _see_repairs(self) -> None:
        self.tabs.show_page("repairs")

    def _make_asked(self) -> QWidget:
        self.language = QComboBox()
        name_widget(self.language, "preview_language", _("Questions in"))
        self.language.activated.connect(lambda at: self.language_chosen.emit(self.language.itemText(at)))
        self._language_line = QWidget()
        row(
            label(_("Questions in"), "secondary"),
            self.language,
            None,
            margins=(16, 8, 16, 4),
            on=self._language_line,
        )
        page = surface("panel")
        table = RecordTable(self.asked, "form_questions", _("Questions"), edge=16)
        column(self._language_line, table, gap=0, on=page)
        return page

    def _make_versions(self) -> QWidget:
        return self.versions

    def _make_remarks(self) -> QWidget:
        table = RecordTable(self.remarks, "form_repairs", _("Repairs"), edge=16)
        self._remarks_stack = StateStack(table)
        self._show_remark_state()
        return self._remarks_stack

    def show_form(self, record: FormRecord, preview: PreviewRecord) -> None:
        is_other = self._record is None or self._record.row.id != record.row.id
        self._record = record
        form = record.row
        if is_other:
            self._hide_strips()
        facts = [
            version_word(form.version),
            questions_word(form.questions),
            *submissions_words(form),
            ", ".join(form.languages),
        ]
        chips = [Mark(Tone.NEUTRAL, _("Retired"), "ph.archive-box")] if form.retired else []
        self.header.show_record(form.form_id, facts, form.shown_title, chips)
        self.header.show_primary("" if form.retired else _("Fill in"))
        self._retire.setText(_("Take back into &use") if form.retired else _("Re&tire"))
        self.header.set_more([*self._exports, self._retire])
        self.asked.set_rows(asked_rows(preview))
        self.answers.show_form(form.id)
        self.tabs.set_count("answers", formats.number(form.submissions) if form.submissions else "")
        self.versions.show_versions(record.versions)
        self.language.clear()
        self.language.addItems(list(preview.languages))
        self.language.setCurrentText(preview.language)
        self._language_line.setVisible(len(preview.languages) > 1)
        self._show_remarks(record.versions[0].repairs if record.versions else ())
        self.tabs.set_count("versions", str(len(record.versions)))

    def show_report(self, report: ImportReport, file_name: str) -> None:
        """What came of an import that kept the form, or found it here already."""
        lead = (
            _("{name} was here already.").format(name=file_name)
            if report.action == "unchanged"
            else _("{title} is taken in.").format(title=report.title or file_name)
        )
        counted = ngettext("{count} repair was made.", "{count} repairs were made.", len(report.repairs))
        rest = (
            counted.format(count=len(report.repairs)) if report.repairs else _("Nothing had to be repaired.")
        )
        parts = [(lead, rest)]
        if report.missing_files:
            names = ", ".join(report.missing_files[:4]) + (" …" if len(report.missing_files) > 4 else "")
            lacking = _("Missing beside it: {names}.").format(names=names)
            parts.append((lacking, _("Drop these files here to add them.")))
        self.report.show_parts(parts, _("See the repairs") if report.repairs else "")
        self._strips.setVisible(True)

    def _hide_strips(self) -> None:
        self.report.show_parts([])
        self._strips.hide()

    def _show_remarks(self, remarks: tuple[Remark, ...]) -> None:
        self.remarks.set_rows(remarks)
        self.tabs.set_count("repairs", str(len(remarks)) if remarks else "")
        self._show_remark_state()

    def _show_remark_state(self) -> None:
        stack = getattr(self, "_remarks_stack", None)
        if stack is None:
            return
        if self.remarks.rowCount():
            stack.show_content()
        else:
            stack.show_state(
                EmptyState(
                    "ph.check-circle",
                    _("Nothing had to be repaired"),
                    _("The file was taken in as it is."),
                    object_name="no_repairs",
                )
            )

    def _fill(self) -> None:
        if self._record is not None:
            self.fill_asked.emit(self._record.row.id)

    def _ask_retire(self) -> None:
        if self._record is not None:
            self.retire_asked.emit(self._record.row.id, not self._record.row.retired)

    def _ask_tables(self, *, by_label: bool) -> None:
        if self._record is not None:
            self.tables_asked.emit(self._record.row.id, by_label)

    def _ask_submissions(self) -> None:
        if self._record is not None:
            self.submissions_asked.emit(self._record.row.id, self._record.row.shown_title)

    def _ask_openrosa(self) -> None:
        if self._record is not None:
            self.openrosa_asked.emit(self._record.row.id)
