"""Entity lists as the files that forms choose and look up from: what is here on this laptop, as CSV."""

import csv
import io
from collections.abc import Iterable, Mapping

from desktop.forms import Definition, list_rows
from desktop.storage.work import Work

_ENDING = ".csv"
ABOUT = ("name", "label", "__version")
"""The columns that ODK gives every list (ODK XForms specification, entities)."""


def with_entities(work: Work, definition: Definition, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The lists of a form, those of entities among them; a line that the form brings itself gives way to the entity."""
    found = dict(files)
    for file_name in sorted(offered(work, definition)):
        rows = entity_rows(work, file_name.removesuffix(_ENDING))
        found[file_name] = list_csv(_together(_own_rows(files.get(file_name, b"")), rows))
    return found


def offered(work: Work, definition: Definition) -> frozenset[str]:
    """The files of a form that entity lists stand in for: of lists that are here, or that it adds to itself."""
    return files_named(definition, (name for name, _count in work.entities.lists())) | own_lists(definition)


def own_lists(definition: Definition) -> frozenset[str]:
    """The files of a form that stand for lists which it adds to itself."""
    return files_named(definition, (one.list_name for one in definition.entities))


def files_named(definition: Definition, lists: Iterable[str]) -> frozenset[str]:
    """The files of a form that stand for these lists."""
    here = frozenset(lists)
    return frozenset(
        one.name
        for one in definition.wanted_files
        if one.kind == "list" and one.name.endswith(_ENDING) and one.name.removesuffix(_ENDING) in here
    )


def entity_rows(work: Work, list_name: str) -> list[dict[str, str]]:
    """One for each entity, by label; properties under their names."""
    rows = work.entities.of_list(list_name)
    values = work.entities.texts_of_list(list_name)
    return [
        {
            **values.get(row.id, {}),
            "name": row.name,
            "label": row.label,
            "__version": str(row.version),
        }
        for row in rows
    ]


def _together(own: Iterable[dict[str, str]], entities: list[dict[str, str]]) -> list[dict[str, str]]:
    names = {row["name"] for row in entities}
    return [*(row for row in own if row.get("name") not in names), *entities]


def _own_rows(content: bytes) -> list[dict[str, str]]:
    """Nothing where the file cannot be read: the form's expressions would see nothing either."""
    try:
        return list_rows(content)
    except csv.Error:
        return []


def list_csv(rows: list[dict[str, str]]) -> bytes:
    """With a column for each property that any of them bears."""
    columns = dict.fromkeys([*ABOUT, *(name for row in rows for name in row)])
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(columns), restval="")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode()
