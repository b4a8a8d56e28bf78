"""Reads the model of an XForm: the answer tree, its binds, its lists and its actions."""

from collections.abc import Iterator

from lxml import etree

from desktop.forms.definition.entities import SAVES_TO, entity_attributes
from desktop.forms.definition.records import Action, Bind, Lists, Place
from desktop.forms.definition.texts import XF, message_of
from desktop.forms.xpath.binding import walk
from desktop.forms.xpath.nodes import XmlNode, element_of
from desktop.forms.xpath.parser import parse
from desktop.forms.xpath.slots import Slot
from desktop.forms.xpath.syntax import ExpressionError, Path

JR = "{http://openrosa.org/javarosa}"
_TYPES = {"int": "integer", "select1": "string", "select": "string", "odk:rank": "string", "rank": "string"}


def read_tree(root: etree._Element, repeats: frozenset[str]) -> Place:
    """The places of the primary instance; equal repeat templates are one place."""
    place = _place(root, None, repeats)
    _count_instances(place, root)
    return place


def _place(element: etree._Element, parent: Place | None, repeats: frozenset[str]) -> Place:
    name = etree.QName(element)
    prefix = f"{element.prefix}:" if element.prefix else ""
    path = f"{parent.path if parent else ''}/{name.localname}"
    place = Place(
        name.localname, name.namespace or "", parent, prefix + name.localname, is_repeat=path in repeats
    )
    inner = [child for child in element if isinstance(child.tag, str)]
    attributes = entity_attributes(element)
    place.is_leaf = not inner and not place.is_repeat and not attributes
    place.default = (element.text or "").strip() if place.is_leaf else ""
    for key, value in attributes.items():
        Place(f"@{key}", "", place, f"@{key}", is_repeat=False).default = value
    seen: set[str] = set()
    for child in inner:
        child_name = etree.QName(child).localname
        if child_name not in seen:
            seen.add(child_name)
            _place(child, place, repeats)
    for below in place.children:
        if isinstance(below, Place) and below.is_repeat:
            below.initial = below.in_template = len(_instances(element, below.name))
    return place


def _instances(element: etree._Element, name: str) -> list[etree._Element]:
    """The child elements of that name that are no templates."""
    found = [
        child for child in element if isinstance(child.tag, str) and etree.QName(child).localname == name
    ]
    return [child for child in found if child.get(f"{JR}template") is None]


def _count_instances(place: Place, element: etree._Element) -> None:
    """What a new submission begins with stands in the instances, not in the templates."""
    for below in place.children:
        assert isinstance(below, Place)
        found = _instances(element, below.name)
        if below.is_repeat:
            below.initial = len(found)
        if found:
            _count_instances(below, found[0])


def find_place(root: Place, path: str, base: Place | None = None) -> Place | None:
    """The place a bind or control points at; None where there is none."""
    plain = path.strip().split("/")
    if (
        plain[0] == ""
        and len(plain) > 1
        and plain[1] == root.name
        and not any(mark in path for mark in "[.:*(")
    ):
        return _descend(root, plain[2:])
    try:
        tree = parse(path.strip())
    except ExpressionError:
        return None
    if not isinstance(tree, Path) or tree.start is not None:
        return None
    steps = tree.steps
    slots: tuple[Slot, ...] = (base or root,)
    if tree.absolute:
        slots = walk((_above(root),), steps[0]) if steps else ()
        steps = steps[1:]
    for step in steps:
        slots = walk(slots, step)
    place = slots[0] if slots else None
    return place if isinstance(place, Place) else None


def _descend(place: Place, names: list[str]) -> Place | None:
    for name in names:
        child = place.child(name.strip())
        if not isinstance(child, Place):
            return None
        place = child
    return place


def _above(root: Place) -> Slot:
    """A document slot over the root, without touching it."""
    document = Slot("")
    document.children.append(root)
    return document


def read_binds(model: etree._Element, root: Place) -> None:
    for element in model.findall(f"{XF}bind"):
        place = find_place(root, element.get("nodeset", "") or element.get("ref", ""))
        if place is not None:
            place.bind = _bind(element)


def _bind(element: etree._Element) -> Bind:
    written = element.get("type", "string").removeprefix("xsd:")
    return Bind(
        type=_TYPES.get(written, written),
        relevant=element.get("relevant", "").strip(),
        required=element.get("required", "").strip(),
        readonly=element.get("readonly", "").strip(),
        constraint=element.get("constraint", "").strip(),
        calculate=element.get("calculate", "").strip(),
        constraint_message=message_of(element.get(f"{JR}constraintMsg", "")),
        required_message=message_of(element.get(f"{JR}requiredMsg", "")),
        preload=element.get(f"{JR}preload", ""),
        preload_parameters=element.get(f"{JR}preloadParams", ""),
        saves_to=element.get(SAVES_TO, "").strip(),
    )


def read_lists(instances: list[etree._Element]) -> Lists:
    inside: dict[str, XmlNode] = {}
    outside: dict[str, str] = {}
    for instance in instances:
        name, source = instance.get("id", ""), instance.get("src", "")
        content = next((child for child in instance if isinstance(child.tag, str)), None)
        if source and content is None:
            outside[name] = source
        elif content is not None:
            inside[name] = element_of(content)
    return Lists(inside, outside)


def read_actions(document: etree._Element, root: Place) -> tuple[Action, ...]:
    """The `setvalue` elements of model and body; one inside a question waits for its change."""
    return tuple(_actions(document, root))


def _actions(document: etree._Element, root: Place) -> Iterator[Action]:
    for element in document.iter(f"{XF}setvalue"):
        parent = element.getparent()
        trigger = None if parent is None else find_place(root, parent.get("ref", "") or "/")
        target = find_place(root, element.get("ref", "") or element.get("bind", ""), trigger)
        events = frozenset(event.removeprefix("odk-") for event in element.get("event", "").split())
        if target is not None:
            is_nested = "xforms-value-changed" in events
            yield Action(
                events,
                target,
                element.get("value", "").strip(),
                (element.text or "").strip(),
                trigger if is_nested else None,
            )
