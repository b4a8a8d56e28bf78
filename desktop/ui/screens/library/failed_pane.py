"""The right side of the library after a file that cannot be used as a form: why, and where."""

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.services.form_library.records import ImportReport, Remark
from desktop.ui.item_models import RecordTable, RecordTableModel
from desktop.ui.screens.library.tables import remark_columns
from desktop.ui.theme import Tone
from desktop.ui.widgets import Button, NextStep, NoticeStrip, PageHeader, column, surface


class FailedPane(QWidget):
    """Nothing of the form shown before stays beside it."""

    def __init__(self, report: ImportReport, file_name: str, again: NextStep) -> None:
        super().__init__()
        head = surface("panel")
        strip = NoticeStrip("import_failed", Tone.OFF_TRACK, "ph.x-circle")
        words = _("{name} cannot be used as a form.").format(name=file_name)
        strip.show_parts([(words, report.errors[0].message)])
        choose = Button(again.verb, "failed_again", icon=again.icon, press=again.act)
        column(PageHeader(file_name, buttons=[choose]), strip, gap=8, margins=(16, 12, 16, 12), on=head)
        remarks: RecordTableModel[Remark] = RecordTableModel(remark_columns())
        remarks.set_rows((*report.errors, *report.repairs))
        table = RecordTable(remarks, "form_repairs", _("Repairs"), edge=16)
        column(head, table, gap=0, on=self).setStretch(1, 1)
