"""Entity lists as the files that forms choose and look up from: what is here on this laptop, as CSV."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from desktop.forms import Definition, list_rows
from desktop.models import Entity
from desktop.services.form_library.entities.scopes import scopes_around
from desktop.storage.work import Work

_ENDING = ".csv"
ABOUT = ("name", "label", "__version")
"""The columns that ODK gives every list (ODK XForms specification, entities)."""


Scopes = Sequence[UUID] | None
"""Those whose entities are offered, the nearest first; None: all that are on this laptop."""


def with_entities(
    work: Work, definition: Definition, files: Mapping[str, bytes], scope_id: UUID | None
) -> dict[str, bytes]:
    """The lists of a form as one who fills it in that scope sees them, those of entities among them.

    A line that the form brings itself takes what forms said of it since and keeps its other columns; one that somebody
    took out of the list is left out.
    """
    found = dict(files)
    scopes = scopes_around(work, scope_id) if scope_id is not None else None
    for file_name in sorted(_offered(work, definition, scopes)):
        list_name = file_name.removesuffix(_ENDING)
        own = _own_rows(files.get(file_name, b""))
        gone = _taken_out(work, list_name, scopes) if own else frozenset()
        kept = [row for row in own if row.get("name") not in gone]
        found[file_name] = list_csv(_together(kept, entity_rows(work, list_name, scopes)))
    return found


def _taken_out(work: Work, list_name: str, scopes: Scopes) -> frozenset[str]:
    """By a person: not those that are gone because what made them was taken back."""
    rows = work.entities.gone_from_list(list_name, scopes)
    undone = work.history.binned_by_undo([row.id for row in rows])
    return frozenset(row.name for row in rows if row.id not in undone)


def offered(work: Work, definition: Definition) -> frozenset[str]:
    """The files of a form that entity lists stand in for: of lists that are here, or that it adds to itself."""
    return _offered(work, definition, None)


def _offered(work: Work, definition: Definition, scopes: Scopes) -> frozenset[str]:
    here = (name for name, _count in work.entities.lists(scopes))
    return files_named(definition, here) | own_lists(definition)


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


def entity_rows(work: Work, list_name: str, scopes: Scopes = None) -> list[dict[str, str]]:
    """One for each identifier, by label; properties under their names.

    Where several scopes tell of one, the nearest has the word, and what it does not say stays as further out.
    """
    places = {scope_id: place for place, scope_id in enumerate(scopes or ())}
    lines: dict[str, dict[str, str]] = {}
    for row, line in sorted(_lines(work, list_name, scopes), key=lambda one: -places.get(one[0].scope_id, 0)):
        lines[row.name] = _one_line(lines.get(row.name, {}), line)
    return sorted(lines.values(), key=lambda line: (line["label"], line["name"]))


def all_rows(work: Work, list_name: str) -> list[dict[str, str]]:
    """Every entity on this laptop, by label; those of two scopes that have one identifier stay two."""
    return [line for _row, line in _lines(work, list_name, None)]


def _lines(work: Work, list_name: str, scopes: Scopes) -> list[tuple[Entity, dict[str, str]]]:
    values = work.entities.texts_of_list(list_name)
    return [
        (
            row,
            {
                **values.get(row.id, {}),
                "name": row.name,
                "label": row.label,
                "__version": str(row.version),
            },
        )
        for row in work.entities.of_list(list_name, scopes)
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
