"""A column of a table or tree: what it shows of a record, and whether it may be edited."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt

from desktop.ui.item_models.roles import Role
from desktop.ui.theme.painting import Bar, Mark

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Cell:
    """What a delegate paints in one cell."""

    text: str = ""
    before: str = ""
    """A code in front of the text, monospaced."""
    after: str = ""
    """A quieter word behind the text, such as the verified value."""
    mark: Mark | None = None
    filled: bool = False
    """The mark on its ground, as a chip."""
    bar: Bar | None = None
    strong: bool = False
    quiet: bool = False
    end: bool = False
    """At the end of the column, as figures stand."""
    mono: bool = False
    link: bool = False
    missing: bool = False
    """Empty and needed: shown as an asterisk."""
    outline: Mark | None = None
    """A border in this tone around the cell: something is to be looked at."""
    icon: str = ""

    def spoken(self) -> str:
        parts = (self.before, self.text, self.after, self.mark.word if self.mark else "")
        return " ".join(part for part in parts if part)


# No slots: `Column[Visit](...)` sets an attribute of its own on what it makes.
@dataclass(frozen=True, kw_only=True)
class Column(Generic[R]):
    """Title and content of a column; `edit` makes it editable where `may_edit` allows it."""

    key: str
    title: str
    cell: Callable[[R], Cell | str]
    width: int = 120
    stretch: bool = False
    end: bool = False
    sort_by: Callable[[R], Any] | None = None
    edit_text: Callable[[R], str] | None = None
    """What stands in the editor at first; the cell's text where nothing is given."""
    edit: Callable[[R, str], None] | None = None
    may_edit: Callable[[R], bool] | None = None
    tip: Callable[[R], str] | None = None

    def cell_of(self, record: R) -> Cell:
        shown = self.cell(record)
        if isinstance(shown, str):
            return Cell(text=shown, end=self.end)
        return shown

    def is_editable(self, record: R) -> bool:
        return self.edit is not None and (self.may_edit is None or self.may_edit(record))

    def answer(self, record: R, role: int) -> Any:
        """Data of a cell for a role of Qt or ours."""
        if role == Role.RECORD:
            return record
        if role == Role.CELL:
            return self.cell_of(record)
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cell_of(record).text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.title}: {self.cell_of(record).spoken()}"
        if role == Qt.ItemDataRole.EditRole:
            return self.edit_text(record) if self.edit_text else self.cell_of(record).text
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.tip(record) if self.tip else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(alignment(self.end))
        return None


def alignment(end: bool) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignTrailing if end else Qt.AlignmentFlag.AlignLeading
    return side | Qt.AlignmentFlag.AlignVCenter
