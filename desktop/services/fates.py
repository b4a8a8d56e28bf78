"""What becomes of each row of a file that is taken in: counted once, said with its reason."""

from dataclasses import dataclass
from enum import StrEnum

from desktop.i18n import _


class Fate(StrEnum):
    """What became of a row; each is counted once."""

    TAKEN = "taken"
    REPAIRED = "repaired"
    """Taken after something was put right, which is said."""
    UNCHANGED = "unchanged"
    LEFT = "left"


def fate_word(fate: Fate) -> str:
    return {
        Fate.TAKEN: _("taken"),
        Fate.REPAIRED: _("repaired"),
        Fate.UNCHANGED: _("unchanged"),
        Fate.LEFT: _("left"),
    }[fate]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowReport:
    """`row` is what a spreadsheet numbers it, or its place in a folder; `ref` how people know what it is about."""

    row: int
    ref: str
    action: Fate
    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """All rows of one file; `notes` are about the file as a whole: how it was read, what had to be replaced."""

    file_name: str
    dry_run: bool
    rows: tuple[RowReport, ...]
    notes: tuple[str, ...] = ()

    def count(self, fate: Fate) -> int:
        return sum(row.action is fate for row in self.rows)

    @property
    def taken(self) -> int:
        return self.count(Fate.TAKEN)

    @property
    def repaired(self) -> int:
        return self.count(Fate.REPAIRED)

    @property
    def unchanged(self) -> int:
        return self.count(Fate.UNCHANGED)

    @property
    def left(self) -> int:
        return self.count(Fate.LEFT)

    @property
    def changes_something(self) -> bool:
        return any(row.action in (Fate.TAKEN, Fate.REPAIRED) for row in self.rows)
