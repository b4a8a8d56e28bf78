"""Gathers the answers of many submissions, of whatever version, into one table a repeat."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from desktop.errors import BadInput
from desktop.exchange.writers import Value
from desktop.forms import (
    AnswerRemark,
    AnswerRow,
    AnswerSheet,
    AnswerWords,
    Definition,
    RetiredCell,
    answer_sheets,
    put_answer,
)
from desktop.i18n import _
from desktop.rules.vocabulary import AnswerMark
from desktop.services.form_library.records import SubmissionRecord
from desktop.services.wording import word

MOST_ROWS = 1_048_575
"""Below its header a sheet of a workbook holds no more."""
ABOUT = ("_state", "_version", "_at", "_by", "_visit", "_site", "_language")
_ORIGIN = {"_id": "id", "_submission_time": "submitted_at", "_submitted_by": "submitted_by"}
"""Columns, as Kobo names them, for what came from there."""


@dataclass(slots=True)
class _Table:
    name: str
    columns: dict[str, str] = field(default_factory=dict)
    """Name of a column, and its heading."""
    rows: list[tuple[AnswerRow, SubmissionRecord]] = field(default_factory=list)


class AnswerTables:
    """The form's own table first; columns of older versions stand behind those of the newest."""

    def __init__(self, *, by_label: bool) -> None:
        self._by_label = by_label
        self._tables: dict[str, _Table] = {}

    def add_version(self, definition: Definition, words: AnswerWords) -> None:
        """Make room for the answers of a version; the newest one comes first."""
        for sheet in answer_sheets(definition):
            table = self._tables.get(sheet.path)
            if table is None:
                table = self._tables[sheet.path] = _Table(self._free_name(sheet))
            for column in sheet.columns:
                heading = words.heading(column.place) if self._by_label else ""
                if heading and column.part:
                    heading = f"{heading} - {column.part}"
                table.columns.setdefault(column.name, heading or column.name)

    def _free_name(self, sheet: AnswerSheet) -> str:
        taken = {table.name.casefold() for table in self._tables.values()}
        name, number = sheet.name[:31], 1
        while name.casefold() in taken:
            number += 1
            name = f"{sheet.name[:27]}-{number}"
        return name

    def add(self, record: SubmissionRecord, rows: Sequence[AnswerRow]) -> None:
        for row in rows:
            table = self._tables[row.path]
            table.rows.append((row, record))
            if len(table.rows) > MOST_ROWS:
                raise BadInput(
                    _("{name} has more rows than a table can hold.").format(name=table.name),
                    _("Export the submissions of one visit at a time; nothing was written."),
                )

    def add_retired(
        self, record: SubmissionRecord, rows: Sequence[AnswerRow], key: str, cells: Iterable[RetiredCell]
    ) -> None:
        """Answers of questions asked no more, under the columns of the versions that asked them."""
        by_key = {row.key: row for row in rows}
        for cell in cells:
            row_key = f"{key}/{cell.entry}" if cell.entry else key
            row = by_key.get(row_key)
            if row is None:
                parent = f"{key}/{cell.entry}".rpartition("]/")[0]
                row = by_key[row_key] = AnswerRow(cell.table, row_key, f"{parent}]" if parent else key, {})
                self.add(record, [row])
            self._put_retired(row, cell)

    def _put_retired(self, row: AnswerRow, cell: RetiredCell) -> None:
        columns = self._tables[row.path].columns
        if cell.place is None:
            columns.setdefault(cell.column, cell.column)
            row.cells[cell.column] = cell.text
            return
        name, _mark, of_version = cell.column.partition("#")
        if of_version:
            asked = columns.get(name, name)
            worded = _("{question} (as answered in version {version})")
            heading = worded.format(question=asked, version=of_version) if self._by_label else cell.column
            columns.setdefault(cell.column, heading)
        put_answer(row, cell.column, cell.place, cell.text, cell.words)
        for made in row.cells:
            columns.setdefault(made, made)

    def add_remarks(
        self, rows: Sequence[AnswerRow], key: str, remarks: Mapping[str, AnswerRemark], root: str
    ) -> None:
        """Beside the answers: columns `name:mark` and `name:comment`, made where a remark needs them."""
        by_key = {row.key: row for row in rows}
        for path, remark in sorted(remarks.items()):
            below = path[len(root) + 2 :]
            entry, _mark, name = below.rpartition("]/")
            row = by_key.get(f"{key}/{entry}]" if entry else key)
            if row is None:
                continue  # asked no more, or an entry that is left out
            for part, text in (("mark", remark.mark), ("comment", remark.comment)):
                if text:
                    column = f"{name}:{part}"
                    self._tables[row.path].columns.setdefault(
                        column, self._remark_heading(row.path, name, part)
                    )
                    row.cells[column] = word(AnswerMark(text)) if self._by_label and part == "mark" else text

    def _remark_heading(self, table: str, name: str, part: str) -> str:
        if not self._by_label:
            return f"{name}:{part}"
        asked = self._tables[table].columns.get(name, name)
        words = _("{question} - why no answer") if part == "mark" else _("{question} - comment")
        return words.format(question=asked)

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        return tuple((table.name, len(table.rows)) for table in self._tables.values())

    def sheets(self) -> dict[str, tuple[Sequence[str], list[list[Value]]]]:
        return {table.name: self._drawn(path, table) for path, table in self._tables.items()}

    def _drawn(self, path: str, table: _Table) -> tuple[Sequence[str], list[list[Value]]]:
        told = [
            name for name, part in _ORIGIN.items() if any(one.origin.get(part) for _row, one in table.rows)
        ]
        first = ("KEY", *ABOUT, *told) if not path else ("PARENT_KEY", "KEY")
        header = [*first, *_distinct(table.columns)]
        rows: list[list[Value]] = []
        for row, record in table.rows:
            lead: list[Value] = [row.parent_key, row.key]
            if not path:
                origin = [record.origin.get(_ORIGIN[name]) for name in told]
                lead = [row.key, *self._about(record), *origin]
            rows.append([*lead, *(row.cells.get(name) for name in table.columns)])
        return header, rows

    def _about(self, record: SubmissionRecord) -> list[Value]:
        return [
            word(record.state) if self._by_label else record.state.value,
            record.version,
            record.at.isoformat(timespec="seconds"),
            record.author,
            record.visit_code,
            record.site,
            record.language,
        ]


def _distinct(columns: dict[str, str]) -> list[str]:
    """Headings; one that several questions share is told apart by its name."""
    headings = list(columns.values())
    shared = {one for one in headings if headings.count(one) > 1}
    return [f"{heading} ({name})" if heading in shared else heading for name, heading in columns.items()]
