"""What the importer did to a form, and what it cannot use: every line with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Repair:
    """`code` begins with R where it was repaired, with A where a person may want another answer."""

    code: str
    sheet: str
    row: int  # as the spreadsheet counts; 0: the sheet as a whole
    column: str
    message: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class ImportFault:
    """Why a form cannot be used."""

    code: str
    sheet: str
    row: int
    column: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedForm:
    """A form ready to be kept; with `errors` there is no `xform_xml`."""

    form_id: str
    version: str
    title: str
    languages: tuple[str, ...]
    xform_xml: str
    source_sha256: str
    repairs: tuple[Repair, ...]
    errors: tuple[ImportFault, ...]
    question_count: int
    file_places: Mapping[str, tuple[str, int, str]] = field(default_factory=dict)
    """Sheet, row and column of the first cell that names each file beside the form."""


class Refusal(Exception):
    """Ends the import of a file."""

    def __init__(self, code: str, message: str, sheet: str = "", row: int = 0, column: str = "") -> None:
        super().__init__(message)
        self.fault = ImportFault(code, sheet, row, column, message)


class Report:
    """Repairs in the order they were made."""

    def __init__(self) -> None:
        self.repairs: list[Repair] = []

    def add(
        self, code: str, sheet: str, row: int, column: str, message: str, before: str = "", after: str = ""
    ) -> None:
        self.repairs.append(Repair(code, sheet, row, column, message, before, after))
