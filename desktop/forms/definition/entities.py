"""What a form says of entities: which lists its submissions add to, and which answers become their properties.

ODK XForms specification, "Entities": `entity` in a `meta` block, with attributes, and `entities:saveto` on binds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lxml import etree

from desktop.forms.definition.records import Place

SAVES_TO = "{http://www.opendatakit.org/xforms/entities}saveto"
_NAME = re.compile(r"(?!__)[^\W\d][\w.:-]*")
_TAKEN = frozenset({"name", "label"})


def is_list_name(name: str) -> bool:
    """It is a file name too, `LIST.csv`, so nothing but a name may stand in it."""
    return _NAME.fullmatch(name) is not None and "." not in name and ":" not in name


def is_property_name(name: str) -> bool:
    """Those of the columns that every list has are taken, in whatever case."""
    return _NAME.fullmatch(name) is not None and name.casefold() not in _TAKEN


@dataclass(frozen=True, slots=True)
class DeclaredEntity:
    """One entity for each node at `place`; `properties` are the answers that become its own, by name."""

    list_name: str
    place: Place
    properties: Mapping[str, Place]


def entity_attributes(element: etree._Element) -> dict[str, str]:
    """The attributes of an `entity` element of a meta block; of any other element none."""
    around = element.getparent()
    is_entity = (
        etree.QName(element).localname == "entity"
        and around is not None
        and etree.QName(around).localname == "meta"
        and "dataset" in element.attrib
    )
    return {str(key): str(value) for key, value in element.attrib.items()} if is_entity else {}


def declared_entities(places: Iterable[Place]) -> tuple[DeclaredEntity, ...]:
    """In the order of the form; an answer belongs to the entity of the nearest group around it.

    What has a name that ODK forbids is none: see `forbidden_names`.
    """
    properties: dict[Place, dict[str, Place]] = {}
    found: dict[Place, str] = {}
    all_places = tuple(places)
    for place in all_places:
        listed = place.child("@dataset")
        if isinstance(listed, Place) and place.name == "entity" and is_list_name(listed.default):
            found[place] = listed.default
    for place in all_places:
        if place.bind.saves_to and is_property_name(place.bind.saves_to):
            owner = _entity_around(place)
            if owner is not None:
                properties.setdefault(owner, {})[place.bind.saves_to] = place
    return tuple(DeclaredEntity(name, place, properties.get(place, {})) for place, name in found.items())


def forbidden_names(places: Iterable[Place]) -> tuple[str, ...]:
    """Names of lists and properties that cannot be any: nothing is kept under them."""
    found: dict[str, None] = {}
    for place in places:
        listed = place.child("@dataset")
        if isinstance(listed, Place) and place.name == "entity" and not is_list_name(listed.default):
            found[listed.default] = None
        if place.bind.saves_to and not is_property_name(place.bind.saves_to):
            found[place.bind.saves_to] = None
    return tuple(found)


def _entity_around(place: Place) -> Place | None:
    for above in place.ancestors():
        meta = above.child("meta")
        entity = meta.child("entity") if meta is not None else None
        if isinstance(entity, Place) and entity.child("@dataset") is not None:
            return entity
    return None
