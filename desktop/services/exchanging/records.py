"""What an import answers: what became of the rows, and how the file was understood."""

from dataclasses import dataclass
from enum import StrEnum

from desktop.services.fates import FileReport


class Kind(StrEnum):
    """What a file is imported as."""

    PROJECTS = "projects"
    PLACES = "places"
    LOCATIONS = "locations"
    BUDGETS = "budgets"
    RESULTS = "results"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport(FileReport):
    kind: Kind


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
