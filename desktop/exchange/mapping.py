"""Which column of a table is which field: guessed from the header, corrected by a person, kept as JSON."""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from desktop.errors import BadInput
from desktop.exchange.grid import Row, Table
from desktop.i18n import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing an importer looks for, and the headers under which others write it."""

    key: str
    aliases: tuple[str, ...] = ()
    needed: bool = False
    """Without such a column the file cannot be this kind of table."""
    example: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMap:
    """Field > column, and what found no partner."""

    columns: Mapping[str, int]
    header: tuple[str, ...]
    unused: tuple[str, ...] = ()
    """Columns of the file that no field takes."""
    absent: tuple[str, ...] = ()
    """Fields without a column."""

    def cell(self, row: Row, key: str) -> str:
        at = self.columns.get(key)
        return row.cells[at] if at is not None and at < len(row.cells) else ""

    def title(self, key: str) -> str:
        """The column's own header, else the field's key."""
        at = self.columns.get(key)
        return self.header[at] if at is not None else key

    def as_json(self) -> str:
        """What `read_mapping` reads."""
        named = {key: self.header[at] for key, at in sorted(self.columns.items())}
        return json.dumps(named, ensure_ascii=False, indent=2)


def folded(header: str) -> str:
    """A header without case, accents, marks: two writings of one name become equal."""
    plain = unicodedata.normalize("NFKD", header).casefold()
    return re.sub(r"[\W_]+", " ", "".join(c for c in plain if not unicodedata.combining(c))).strip()


def guess_mapping(
    header: Sequence[str], fields: Iterable[Field], chosen: Mapping[str, str] | None = None
) -> ColumnMap:
    """The best partner for each field: `chosen` first, then the key itself, then its aliases in their order."""
    fields = tuple(fields)
    places: dict[str, int] = {}
    for at, name in enumerate(header):
        places.setdefault(folded(name), at)
    columns = _chosen_columns(header, fields, chosen or {})
    taken = set(columns.values())
    for rank in range(1 + max((len(field.aliases) for field in fields), default=0)):
        for field in fields:
            names = (field.key, *field.aliases)
            if field.key in columns or rank >= len(names) or field.key in (chosen or {}):
                continue
            found = places.get(folded(names[rank]))
            if found is not None and found not in taken:
                columns[field.key] = found
                taken.add(found)
    return ColumnMap(
        columns=columns,
        header=tuple(header),
        unused=tuple(name for at, name in enumerate(header) if at not in taken and name),
        absent=tuple(field.key for field in fields if field.key not in columns),
    )


def _chosen_columns(
    header: Sequence[str], fields: Sequence[Field], chosen: Mapping[str, str]
) -> dict[str, int]:
    known = {field.key for field in fields}
    columns: dict[str, int] = {}
    for key, name in chosen.items():
        if key not in known:
            raise BadInput(
                _("The mapping names a field “{field}” that this import does not know.").format(field=key),
                _("It knows: {fields}.").format(fields=", ".join(sorted(known))),
            )
        if not name:
            continue  # an empty name leaves the field without a column
        places = [at for at, title in enumerate(header) if folded(title) == folded(name)]
        if not places:
            raise BadInput(
                _("The mapping names a column “{column}” that the file does not have.").format(column=name),
                _("The file has: {columns}.").format(columns=", ".join(filter(None, header))),
            )
        columns[key] = places[0]
    return columns


def map_table(table: Table, fields: Iterable[Field], chosen: Mapping[str, str] | None = None) -> ColumnMap:
    """As `guess_mapping`, and a sentence where a needed column is not to be found."""
    fields = tuple(fields)
    found = guess_mapping(table.header, fields, chosen)
    lacking = [field.key for field in fields if field.needed and field.key in found.absent]
    if lacking:
        raise BadInput(
            _("{file} has no column for: {fields}.").format(file=table.file_name, fields=", ".join(lacking)),
            _("Its columns are: {columns}. Name the right ones in a mapping.").format(
                columns=", ".join(filter(None, table.header))
            ),
        )
    return found


def read_mapping(content: bytes, file_name: str) -> dict[str, str]:
    """A mapping file: a JSON object of field to column header."""
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as fault:
        raise BadInput(
            _("{file} is not a mapping file: it is no JSON.").format(file=file_name),
            _("Write it as {example}.").format(example='{"title": "Project name"}'),
        ) from fault
    if not isinstance(data, dict) or not all(isinstance(name, str) for name in data.values()):
        raise BadInput(
            _("{file} is not a mapping file: it must name a column for each field.").format(file=file_name),
            _("Write it as {example}.").format(example='{"title": "Project name"}'),
        )
    return data
