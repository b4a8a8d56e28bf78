"""Joins the tables of a file to submissions: the form's own table, and those of its lists by their parents' keys."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from desktop.exchange.grid import Row, Table
from desktop.exchange.remarks import Remark
from desktop.exchange.writers import unguarded
from desktop.forms import POINT_PARTS, AnswerSheet, AnswerWords, Definition, Place, answer_sheets
from desktop.services.form_library.incoming import headings
from desktop.services.form_library.incoming.cells import CellReader, Remarks, folded
from desktop.services.form_library.incoming.headings import Headings, Target, find_about

Ref = tuple[str, ...]
_NO = frozenset({"", "0", "false", "no"})


@dataclass(slots=True, eq=False)
class RowEntry:
    """A row read, with the rows of its lists."""

    answers: dict[Place, str] = field(default_factory=dict)
    inner: dict[Place, list["RowEntry"]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Placed:
    """A table taken for a list of the form, or for the form itself, and where its keys stand."""

    table: Table
    columns: dict[int, Target]
    keys: tuple[int, ...]
    index: int
    name: str
    """Under which its rows are called by their index; empty for the form's own table."""


@dataclass(frozen=True, slots=True)
class JoinedRow:
    """A submission of the file: `key` as the file names it, empty where it does not."""

    row: Row
    entry: RowEntry
    said: Remarks
    key: str
    version: str
    state: str
    origin: dict[str, str]


class SheetReader:
    """Reads tables with one version of a form. `tables` are in the order of the file."""

    def __init__(
        self,
        definition: Definition,
        words: Sequence[AnswerWords],
        tables: Sequence[Table],
        chosen: Mapping[str, str],
    ) -> None:
        self._definition = definition
        self._cells = CellReader(definition, words)
        self.sheets = {sheet.path: sheet for sheet in answer_sheets(definition)}
        self._headings = {path: Headings(definition, sheet, words) for path, sheet in self.sheets.items()}
        self.matched: dict[str, Placed] = dict(self._match(tables, chosen))
        self._children = {path: self._by_parent(path) for path in self.matched if path}
        self._used: set[tuple[str, int]] = set()

    def _match(self, tables: Sequence[Table], chosen: Mapping[str, str]) -> Iterator[tuple[str, Placed]]:
        """By name first, then by the most columns understood; each table serves once."""
        free = dict(enumerate(tables))
        by_name = {folded(sheet.name): path for path, sheet in self.sheets.items() if path}
        matches: dict[str, int] = {}
        for at, table in free.items():
            path = by_name.get(folded(_table_name(table, self._definition.form_id)))
            if path is not None and path not in matches and _is_child(table):
                matches[path] = at
        for path in self.sheets:
            if path in matches:
                continue
            scores = {
                at: len(self._headings[path].columns(table.header, chosen))
                for at, table in free.items()
                if at not in matches.values() and _is_child(table) is bool(path)
            }
            if not path and not scores:  # a list's table alone may be all there is of the form's own
                scores = {at: 1 for at in free if at not in matches.values()}
            best = max(scores, key=lambda at: scores[at], default=None)
            if best is not None and (scores[best] > 0 or not path):
                matches[path] = best
        for path, at in matches.items():
            yield path, _placed(tables[at], self._headings[path].columns(tables[at].header, chosen))

    def says_it_again(self, table: Table, title: str) -> bool:
        """Whether a column repeats part of what another one of the table gives whole."""
        return any(
            self._headings[path].is_part_of(title, one.columns.values())
            for path, one in self.matched.items()
            if one.table is table
        )

    def rows(self) -> Iterator[JoinedRow]:
        """Every submission of the form's own table."""
        if "" not in self.matched:
            return
        table = self.matched[""].table
        identity = find_about(table.header, (*headings.IDENTITY, *headings.KEY))
        uuid = find_about(table.header, headings.UUID_COLUMN)
        version, state = find_about(table.header, headings.VERSION), find_about(table.header, headings.STATE)
        origin = {part: find_about(table.header, names) for part, names in headings.ORIGIN.items()}
        for row in table.rows:
            said = Remarks()
            if row.note:
                said.repairs.append(Remark(code=row.note))
            key = _cell(row, identity).strip() or _uuid_key(_cell(row, uuid))
            entry = self._entry("", row, said)
            told = {part: text for part, at in origin.items() if (text := _cell(row, at).strip())}
            yield JoinedRow(
                row, entry, said, key, _cell(row, version).strip(), _cell(row, state).strip(), told
            )

    def orphans(self) -> Iterator[tuple[str, Row]]:
        """Rows of lists that no submission claimed, once all `rows` are read."""
        for path in self._children:
            table = self.matched[path].table
            for row in table.rows:
                if (path, row.number) not in self._used:
                    yield table.sheet or table.file_name, row

    @cached_property
    def seen_paths(self) -> frozenset[str]:
        """The places, as paths without positions, that the tables have columns for."""
        root = self._definition.root.path
        places = {target.place.path for one in self.matched.values() for target in one.columns.values()}
        lists = {f"{root}/{path}" for path, one in self.matched.items() if path and one.columns}
        return frozenset(places | lists)

    def _entry(self, path: str, row: Row, said: Remarks) -> RowEntry:
        placed = self.matched[path]
        entry = RowEntry(answers=self._answers(row, placed.table, placed.columns, said))
        refs = _refs_of(row, placed)
        for inner, children in self._children.items():
            if inner == path or _parent_path(inner, self.sheets) != path:
                continue
            for child in dict.fromkeys(child for ref in refs for child in children.get(ref, ())):
                self._used.add((inner, child.number))
                entry.inner.setdefault(self._place(inner), []).append(self._entry(inner, child, said))
        return entry

    def _place(self, path: str) -> Place:
        found = self._definition.place_at(f"{self._definition.root.path}/{path}")
        assert found is not None
        return found

    def _by_parent(self, path: str) -> dict[Ref, list[Row]]:
        table = self.matched[path].table
        key = find_about(table.header, headings.PARENT_KEY)
        index = find_about(table.header, headings.PARENT_INDEX)
        name = find_about(table.header, headings.PARENT_TABLE)
        above = self.matched.get(_parent_path(path, self.sheets))
        found: dict[Ref, list[Row]] = {}
        for row in table.rows:
            if key >= 0:
                ref: Ref = ("key", _cell(row, key).strip())
            else:
                said = folded(_cell(row, name)) if above and above.name else ""
                ref = ("index", said or (above.name if above else ""), _cell(row, index).strip())
            found.setdefault(ref, []).append(row)
        return found

    def _answers(
        self, row: Row, table: Table, columns: Mapping[int, Target], said: Remarks
    ) -> dict[Place, str]:
        found: dict[Place, str] = {}
        parts: dict[Place, dict[str, str]] = {}
        ticked: dict[Place, list[str]] = {}
        titles: dict[Place, str] = {}
        for at, target in columns.items():
            text = _cell(row, at) if table.sheet else unguarded(_cell(row, at))  # CSV alone has the guard
            if not text.strip():
                continue
            if target.part:
                parts.setdefault(target.place, {})[target.part] = text.strip()
            elif target.choice:
                if text.strip().casefold() not in _NO:
                    ticked.setdefault(target.place, []).append(target.choice)
            else:
                titles[target.place] = table.header[at]
                found[target.place] = self._cells.read(target.place, text, table.header[at], said)
        for place, numbers in parts.items():
            found.setdefault(place, _point(numbers))
        for place, values in ticked.items():
            order = self._cells.offered(place).values
            unread = [one for one in said.doubts if one.column == titles.get(place)]
            if place not in found or unread:  # they win over a cell of labels that could not be told apart
                said.doubts = [one for one in said.doubts if one not in unread]
                found[place] = " ".join(sorted(values, key=order.index))
        return found


def _cell(row: Row, at: int) -> str:
    return row.cells[at] if 0 <= at < len(row.cells) else ""


def _table_name(table: Table, form_id: str) -> str:
    """The sheet's name, or the file's: Central names it `form-list.csv`."""
    name = table.sheet or table.file_name.rpartition(".")[0]
    return name[len(form_id) + 1 :] if not table.sheet and name.startswith(f"{form_id}-") else name


def _is_child(table: Table) -> bool:
    return find_about(table.header, (*headings.PARENT_KEY, *headings.PARENT_INDEX)) >= 0


def _uuid_key(text: str) -> str:
    bare = text.strip()
    return bare if not bare or bare.startswith("uuid:") else f"uuid:{bare}"


def _placed(table: Table, columns: dict[int, Target]) -> Placed:
    keys = (find_about(table.header, headings.KEY), find_about(table.header, headings.IDENTITY))
    return Placed(
        table,
        columns,
        tuple(at for at in keys if at >= 0),
        find_about(table.header, headings.INDEX),
        folded(table.sheet or table.file_name) if _is_child(table) else "",
    )


def _refs_of(row: Row, placed: Placed) -> tuple[Ref, ...]:
    """The names under which rows of its lists may call this row."""
    refs: list[Ref] = [("key", key) for at in placed.keys if (key := _cell(row, at).strip())]
    index = _cell(row, placed.index).strip()
    return (*dict.fromkeys(refs), *((("index", placed.name, index),) if index else ()))


def _parent_path(path: str, sheets: Mapping[str, AnswerSheet]) -> str:
    """The list around a list, or the form itself."""
    steps = path.split("/")
    for end in range(len(steps) - 1, 0, -1):
        above = "/".join(steps[:end])
        if above in sheets:
            return above
    return ""


def _point(numbers: Mapping[str, str]) -> str:
    if "Latitude" not in numbers or "Longitude" not in numbers:
        return ""
    last = max(at for at, part in enumerate(POINT_PARTS) if part in numbers)
    return " ".join(numbers.get(part, "0") for part in POINT_PARTS[: last + 1])
