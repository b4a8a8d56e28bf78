"""Reads the body of an XForm: questions, groups and repeats in the order they are asked."""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from lxml import etree

from desktop.forms.definition.records import BodyItem, Control, FixedChoice, Group, ItemSet, Place, Scale
from desktop.forms.definition.searching import searched_choices, split_appearance
from desktop.forms.definition.texts import XF, wording_of

JR = "{http://openrosa.org/javarosa}"
_KINDS = frozenset({"input", "select1", "select", "upload", "trigger", "range", "secret"})
_MOVED_LABEL = "generated_table_list_label_"
"""The note that pyxform makes of the label of a group with the appearance table-list."""
FindPlace = Callable[[str], Place | None]


def read_body(body: etree._Element | None, find: FindPlace) -> tuple[BodyItem, ...]:
    """The items below `body`; `find` gives the place of a path."""
    if body is None:
        return ()
    items: list[BodyItem] = []
    for element in body:
        name = _local(element)
        if name == "group":
            items.extend(_group(element, find))
        elif name == "repeat":
            items.append(_repeat(element, element, find))
        elif name in _KINDS or name == "rank":
            items.extend(_control(element, name, find))
    return tuple(items)


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _appearance(element: etree._Element) -> tuple[str, ...]:
    return tuple(element.get("appearance", "").split())


def _group(element: etree._Element, find: FindPlace) -> list[BodyItem]:
    repeat = element.find(f"{XF}repeat")
    if repeat is not None:
        return [_repeat(element, repeat, find)]
    label, children = wording_of(element.find(f"{XF}label")), read_body(element, find)
    first = children[0] if children else None
    if not label and isinstance(first, Control) and first.place.name.startswith(_MOVED_LABEL):
        first.place.is_heading = True
        label, children = first.label, children[1:]
    return [
        Group(
            place=find(element.get("ref", "") or element.get("nodeset", "")),
            label=label,
            hint=wording_of(element.find(f"{XF}hint")),
            appearance=_appearance(element),
            children=children,
        )
    ]


def _repeat(outer: etree._Element, repeat: etree._Element, find: FindPlace) -> Group:
    place = find(repeat.get("nodeset", ""))
    return Group(
        place=place,
        label=wording_of(outer.find(f"{XF}label")),
        hint=wording_of(outer.find(f"{XF}hint")),
        appearance=_appearance(repeat) or _appearance(outer),
        children=read_body(repeat, find),
        repeat=place,
        count=repeat.get(f"{JR}count", ""),
        is_fixed=repeat.get(f"{JR}noAddRemove", "").strip() == "true()",
    )


def _control(element: etree._Element, kind: str, find: FindPlace) -> list[BodyItem]:
    place = find(element.get("ref", "") or element.get("bind", ""))
    if place is None:
        return []
    known = {"ref", "bind", "appearance"}
    place.has_control = True
    appearance, search = split_appearance(element.get("appearance", ""))
    place.is_heading = kind in ("select1", "select") and "label" in appearance
    if kind == "range":
        place.scale = _scale(element)
    place.only_figures = kind == "input" and place.bind.type == "string" and "numbers" in appearance
    choices, item_set = _fixed_choices(element), _item_set(element.find(f"{XF}itemset"))
    if search and item_set is None:
        choices, item_set = searched_choices(search, choices)
    return [
        Control(
            place=place,
            kind=kind,
            label=wording_of(element.find(f"{XF}label")),
            hint=wording_of(element.find(f"{XF}hint")),
            appearance=appearance,
            attributes={
                etree.QName(str(k)).localname: str(v)
                for k, v in element.attrib.items()
                if str(k) not in known
            },
            choices=choices,
            item_set=item_set,
        )
    ]


def _scale(element: etree._Element) -> Scale | None:
    """None where it is badly given: then any number is an answer."""
    try:
        start, end, step = (Decimal(element.get(name, "").strip()) for name in ("start", "end", "step"))
    except InvalidOperation:
        return None
    is_good = step and all(number.is_finite() for number in (start, end, step))
    return Scale(start, end, step) if is_good else None


def _fixed_choices(element: etree._Element) -> tuple[FixedChoice, ...]:
    found: list[FixedChoice] = []
    for item in element.findall(f"{XF}item"):
        value = item.find(f"{XF}value")
        if value is not None:
            found.append(FixedChoice((value.text or "").strip(), wording_of(item.find(f"{XF}label"))))
    return tuple(found)


def _item_set(element: etree._Element | None) -> ItemSet | None:
    if element is None:
        return None
    value, label = element.find(f"{XF}value"), element.find(f"{XF}label")
    label_ref = "" if label is None else label.get("ref", "").strip()
    is_itext = label_ref.startswith("jr:itext(")
    if is_itext:
        label_ref = label_ref[len("jr:itext(") :].rstrip(") ").strip()
    return ItemSet(
        element.get("nodeset", ""), "" if value is None else value.get("ref", ""), label_ref, is_itext
    )
