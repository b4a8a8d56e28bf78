"""A spreadsheet as the importer works on it: sheets of rows by column name, each row with its number."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Row:
    """`number` as the spreadsheet shows it; only filled cells."""

    number: int
    cells: dict[str, str]

    def get(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(slots=True)
class Sheet:
    name: str
    columns: list[str]
    rows: list[Row]

    def columns_of(self, base: str) -> list[str]:
        """A column and its translations: `label`, `label::English (en)` ..."""
        return [column for column in self.columns if column == base or column.startswith(f"{base}::")]


@dataclass(slots=True)
class Book:
    """The sheets a form has; `survey` is always there."""

    sheets: dict[str, Sheet] = field(default_factory=dict)

    @property
    def survey(self) -> Sheet:
        return self.sheets["survey"]

    @property
    def choices(self) -> Sheet:
        return self.sheets.setdefault("choices", Sheet("choices", ["list_name", "name", "label"], []))

    @property
    def settings(self) -> Sheet:
        return self.sheets.setdefault("settings", Sheet("settings", [], []))
