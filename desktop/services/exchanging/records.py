"""What an import answers: the fate of every row, and how the file was understood."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a file is imported as."""

    PROJECTS = "projects"
    PLACES = "places"
    LOCATIONS = "locations"
    BUDGETS = "budgets"
    RESULTS = "results"


class Fate(StrEnum):
    """What became of a row; each is counted once."""

    TAKEN = "taken"
    REPAIRED = "repaired"
    """Taken after something was put right, which is said."""
    UNCHANGED = "unchanged"
    LEFT = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowReport:
    row: int
    """As a spreadsheet numbers it."""
    ref: str
    action: Fate
    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    kind: Kind
    file_name: str
    dry_run: bool
    rows: tuple[RowReport, ...]
    notes: tuple[str, ...] = ()
    """About the file as a whole: how it was read, what had to be replaced."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChoice:
    """A field of the importer, and the column that was found for it."""

    key: str
    needed: bool
    example: str
    column: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePreview:
    """The head of a file before it is imported, with the guessed mapping."""

    kind: Kind
    file_name: str
    sheet: str
    sheets: tuple[str, ...]
    header: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]
    row_count: int
    fields: tuple[FieldChoice, ...]
    unused: tuple[str, ...]
    is_iati: bool
    notes: tuple[str, ...]
