"""The entities of a submission that came from elsewhere, read from what stands in it: nothing is worked out anew."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from desktop.forms.definition.definition import Definition
from desktop.forms.definition.entities import DeclaredEntity
from desktop.forms.definition.records import Place
from desktop.forms.runtime.entities import YES, EntityChange

_ID = "/@id"
_POSITION = re.compile(r"\[\d+\]")


def entities_in(definition: Definition, answers: Mapping[str, str]) -> Iterator[EntityChange]:
    """`answers` by path, as `answers_in` gives them. What a submission does not hold stays as it is in the entity."""
    declared = {one.place: one for one in definition.entities}
    for path in [one for one in answers if one.endswith(_ID)] if declared else ():
        at = path.removesuffix(_ID)
        found = declared.get(definition.place_at(_POSITION.sub("", at)))  # type: ignore[arg-type]
        change = _change(found, at, answers) if found is not None else None
        if change is not None:
            yield change


def _change(declared: DeclaredEntity, at: str, answers: Mapping[str, str]) -> EntityChange | None:
    may_create, may_update = (answers.get(f"{at}/{name}", "") in YES for name in ("@create", "@update"))
    name = answers[f"{at}{_ID}"].removeprefix("uuid:").strip()
    if not name or not (may_create or may_update):
        return None
    held = {prop: answers.get(_beside(place, at)) for prop, place in declared.properties.items()}
    return EntityChange(
        list_name=declared.list_name,
        name=name,
        may_create=may_create,
        may_update=may_update,
        base_version=answers.get(f"{at}/@baseVersion", ""),
        label=answers.get(f"{at}/label", "").strip(),
        properties={prop: text for prop, text in held.items() if text is not None},
    )


def _beside(place: Place, at: str) -> str:
    """The path of an answer in the entries of lists that the entity stands in."""
    numbered: dict[str, str] = {}
    above = ""
    for step in at.strip("/").split("/"):
        above += f"/{step}"
        numbered[_POSITION.sub("", above)] = above
    plain, path = "", ""
    for step in place.path.strip("/").split("/"):
        plain += f"/{step}"
        path = numbered.get(plain, f"{path}/{step}")
    return path
