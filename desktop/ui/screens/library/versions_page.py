"""The versions of a form, and below them what one asks otherwise than another."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from desktop.i18n import _
from desktop.services.form_library.records import FormVersionRecord
from desktop.services.form_library.version_records import VersionDifference
from desktop.ui import formats
from desktop.ui.item_models import RecordTable, RecordTableModel
from desktop.ui.screens.library.tables import version_columns
from desktop.ui.theme import theme
from desktop.ui.version_changes import ChangeLine, change_columns, change_lines, changes_word
from desktop.ui.widgets import Button, column, label, name_widget, row, surface


class VersionsPage(QWidget):
    """`compared(before, after)` once two versions are to be laid side by side."""

    compared = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.versions: RecordTableModel[FormVersionRecord] = RecordTableModel(
            version_columns(), key_of=lambda one: one.id
        )
        self.changes: RecordTableModel[ChangeLine] = RecordTableModel(change_columns())
        self.before, self.after = QComboBox(), QComboBox()
        name_widget(self.before, "compare_before", _("Older version"))
        name_widget(self.after, "compare_after", _("Newer version"))
        self.compare = Button(_("Compare"), "compare_versions", icon="ph.arrows-left-right", compact=True)
        self.compare.clicked.connect(self._compare)
        self._counted = label("", "secondary")
        self._counted.setObjectName("changes_counted")
        self._counted.hide()
        self._compared = surface("panel")
        bar = row(
            label(_("Compare"), "secondary"),
            self.before,
            label(_("with"), "secondary"),
            self.after,
            self.compare,
            None,
            self._counted,
            gap=8,
            margins=(16, 8, 16, 8),
        )
        self._table = RecordTable(self.changes, "version_changes", _("Changes between versions"), edge=16)
        self._table.hide()
        column(bar, self._table, gap=0, on=self._compared)
        table = RecordTable(self.versions, "form_versions", _("Versions"), edge=16)
        table.setMinimumHeight(theme().px(110))
        layout = column(gap=0, on=self)
        layout.addWidget(table, 1)
        layout.addWidget(self._compared, 0)
        self._layout = layout

    def show_versions(self, versions: Sequence[FormVersionRecord]) -> None:
        """Offers the newest with the one before it; with one version alone there is nothing to compare."""
        self.versions.set_rows(versions)
        self._counted.hide()
        self._table.hide()
        self._layout.setStretch(1, 0)
        for combo, at in ((self.before, 1), (self.after, 0)):
            combo.clear()
            for one in versions:
                combo.addItem(_named(one), one.id)
            combo.setCurrentIndex(min(at, len(versions) - 1))
        self._compared.setVisible(len(versions) > 1)

    def show_difference(self, difference: VersionDifference) -> None:
        self.changes.set_rows(change_lines(difference.changes))
        self._counted.setText(changes_word(difference.changes))
        self._counted.show()
        self._table.show()
        self._layout.setStretch(1, 2)

    def _compare(self) -> None:
        before, after = self.before.currentData(), self.after.currentData()
        if isinstance(before, UUID) and isinstance(after, UUID):
            self.compared.emit(before, after)


def _named(version: FormVersionRecord) -> str:
    day = formats.day(version.at.astimezone().date())
    return _("{version}, {day}").format(version=version.version or version.source_name, day=day)
