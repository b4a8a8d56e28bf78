"""A form file before it is taken in: what it asks, and what had to be repaired."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QWidget

from desktop.i18n import _, ngettext
from desktop.services.form_library.records import FormLook, ImportReport, PreviewRecord
from desktop.ui import formats
from desktop.ui.item_models import RecordTable, RecordTableModel
from desktop.ui.screens.library.presenter import Answered
from desktop.ui.screens.library.tables import asked_columns, asked_rows, remark_columns
from desktop.ui.screens.library.words import questions_word, version_word
from desktop.ui.theme import theme
from desktop.ui.widgets import (
    Button,
    Page,
    PageHeader,
    TabbedPages,
    column,
    label,
    name_widget,
    row,
    surface,
)


class LookDialog(QDialog):
    """Answers once, however it is closed; Esc leaves the file."""

    def __init__(
        self, parent: QWidget, look: FormLook, file_name: str, waiting: int, answer: Answered
    ) -> None:
        super().__init__(parent)
        assert look.preview is not None
        self.setObjectName("look_dialog")
        self.setWindowTitle(_("Take in {name}?").format(name=file_name))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(theme().px(900), theme().px(600))
        self._answer = answer
        report = look.report
        self.header = PageHeader(report.title or file_name, _facts(report))
        self.tabs = self._make_tabs(look.preview, report)
        self.all = QCheckBox(
            ngettext(
                "The same for the other {count} file", "The same for the other {count} files", waiting
            ).format(count=waiting)
        )
        name_widget(self.all, "look_all", self.all.text())
        self.all.setVisible(bool(waiting))
        self.leave = Button(_("Leave it"), "look_leave")
        self.take = Button(_("Take in"), "look_take", kind="primary", icon="ph.plus")
        self.take.setDefault(True)
        self._lay_out(_what_it_means(look))
        self.leave.clicked.connect(self.reject)
        self.take.clicked.connect(self.accept)
        self.finished.connect(lambda result: self._answer(bool(result), self.all.isChecked()))

    def _make_tabs(self, preview: PreviewRecord, report: ImportReport) -> TabbedPages:
        asked, remarks = RecordTableModel(asked_columns()), RecordTableModel(remark_columns())
        asked.set_rows(asked_rows(preview))
        remarks.set_rows(report.repairs)
        pages = [
            Page(
                "asked",
                _("Questions"),
                lambda: RecordTable(asked, "look_questions", _("Questions"), edge=16),
            )
        ]
        if report.repairs:
            pages.append(
                Page(
                    "repairs",
                    _("Repairs"),
                    lambda: RecordTable(remarks, "look_repairs", _("Repairs"), edge=16),
                )
            )
        tabs = TabbedPages(pages, "look_tabs", _("Parts of the form"))
        if report.repairs:
            tabs.set_count("repairs", str(len(report.repairs)))
        if _to_look_at(report):
            tabs.show_page("repairs")
        return tabs

    def _lay_out(self, sentence: str) -> None:
        head, foot = surface("bar"), surface("foot")
        words = label(sentence, "secondary", wrap=True)
        words.setObjectName("look_words")
        words.setVisible(bool(sentence))
        column(self.header, words, gap=6, margins=(16, 12, 16, 12), on=head)
        line = row(self.all, None, self.leave, self.take, gap=8, margins=(16, 10, 16, 10), on=foot)
        line.setStretch(1, 1)
        column(head, self.tabs, foot, gap=0, on=self).setStretch(1, 1)


def _to_look_at(report: ImportReport) -> int:
    """Repairs with a code of A may want another answer than the importer's."""
    return sum(one.code.startswith("A") for one in report.repairs)


def _facts(report: ImportReport) -> str:
    parts = (
        report.form_id,
        version_word(report.version),
        questions_word(report.questions),
        ", ".join(report.languages),
    )
    return formats.dotted(parts)


def _what_it_means(look: FormLook) -> str:
    report, words = look.report, []
    if look.known_version is not None:
        known = version_word(look.known_version) or _("a version without a name")
        words.append(
            _(
                "It is here as {version}; this file becomes the newest. What was filled stays with its version."
            ).format(version=known)
        )
    asked = _to_look_at(report)
    if asked:
        counted = ngettext("{count} repair wants a look.", "{count} repairs want a look.", asked)
        words.append(counted.format(count=asked))
    elif report.repairs:
        counted = ngettext("{count} repair was made.", "{count} repairs were made.", len(report.repairs))
        words.append(counted.format(count=len(report.repairs)))
    return " ".join(words)
