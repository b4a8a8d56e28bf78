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
    """The lists of a form, those of entities among them.

    A line that the form brings itself takes what forms said of it since and keeps its other columns; one that somebody
    took out of the list is left out.
    """
    found = dict(files)
    for file_name in sorted(offered(work, definition)):
        list_name = file_name.removesuffix(_ENDING)
        own = _own_rows(files.get(file_name, b""))
        gone = _taken_out(work, list_name) if own else frozenset()
        kept = [row for row in own if row.get("name") not in gone]
        found[file_name] = list_csv(_together(kept, entity_rows(work, list_name)))
    return found


def _taken_out(work: Work, list_name: str) -> frozenset[str]:
    """By a person: not those that are gone because what made them was taken back."""
    rows = work.entities.gone_from_list(list_name)
    undone = work.history.binned_by_undo([row.id for row in rows])
    return frozenset(row.name for row in rows if row.id not in undone)


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
    """Where both tell of one line: at the entity's place, with its word first."""
    lines = {row.get("name"): row for row in own}
    names = {row["name"] for row in entities}
    return [
        *(row for row in own if row.get("name") not in names),
        *(_one_line(lines.get(row["name"], {}), row) for row in entities),
    ]


def _one_line(own: Mapping[str, str], entity: Mapping[str, str]) -> dict[str, str]:
    line = {**own, **entity}
    if entity["label"] == entity["name"] and own.get("label"):  # no form has worded it otherwise
        line["label"] = own["label"]
    return line


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
