"""The list of conflicts as Qt sees it: headings that cannot be chosen, and conflicts below them."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt

from desktop.i18n import ngettext
from desktop.ui.item_models import Role, Row
from desktop.ui.item_models.roles import Index
from desktop.ui.screens.sync.desk.listed import Heading, Line
from desktop.ui.screens.sync.desk.listed import Row as Listed
from desktop.ui.theme import Mark, Tone


class ConflictRows(QAbstractListModel):
    """Headings are passed over by arrows and by Ctrl+A."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[Listed, ...] = ()

    def show_rows(self, rows: Sequence[Listed]) -> bool:
        """Take over the rows; False where they are those shown already."""
        if tuple(rows) == self._rows:
            return False
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()
        return True

    def row_of(self, conflict_id: str) -> int:
        """Where a conflict stands, or -1."""
        found = (at for at, one in enumerate(self._rows) if isinstance(one, Line) and one.id == conflict_id)
        return next(found, -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and isinstance(self._rows[index.row()], Heading):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        one = self._rows[index.row()]
        if role == Role.RECORD:
            return one
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return described(one).spoken()
        return None


def described(one: Listed) -> Row:
    """How a row of the list reads."""
    if isinstance(one, Heading):
        count = ngettext("{count} conflict", "{count} conflicts", one.count).format(count=one.count)
        return Row(title=one.title, strong=True, code=one.code, code_note=one.project or count)
    chip = Mark(Tone.INFO, one.state, "ph.users") if one.state else None
    return Row(
        title=one.title,
        code=one.code,
        icon=Mark(Tone.CONFLICT, "", "ph.git-fork"),
        meta=(one.said,),
        note=one.when,
        chip=chip,
        chip_filled=False,
    )
