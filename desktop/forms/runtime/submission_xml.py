"""Writes a submission as OpenRosa XML and reads one back."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from desktop.errors import BadInput
from desktop.forms.definition.definition import Definition
from desktop.forms.definition.records import Place
from desktop.forms.runtime.engine import Engine
from desktop.forms.runtime.tree import LiveNode
from desktop.i18n import _

_XFORMS = "http://www.w3.org/2002/xforms"


def write_submission(definition: Definition, root: LiveNode, *, final: bool) -> str:
    """Form order, no templates; `final` leaves out what is not relevant."""
    element = new_root(definition)
    _fill(element, root, final)
    return text_of_document(element)


def text_of_document(element: etree._Element) -> str:
    """The document as a store keeps it."""
    return "<?xml version='1.0' encoding='UTF-8'?>\n" + etree.tostring(element, encoding="unicode")


def new_root(definition: Definition) -> etree._Element:
    """The empty root of a submission, with the form's id and version."""
    spaces = {prefix: uri for prefix, uri in definition.namespaces.items() if prefix in ("jr", "orx")}
    element = etree.Element(_tag(definition.root), {}, spaces)
    for key, value in definition.root_attributes.items():
        element.set(key, value)
    element.set("id", definition.form_id)
    if definition.version:
        element.set("version", definition.version)
    return element


def new_child(element: etree._Element, place: Place) -> etree._Element:
    """One more element, named as the form names the place."""
    return etree.SubElement(element, _tag(place))


def _tag(place: Place) -> str:
    outside = place.namespace and place.namespace != _XFORMS
    return f"{{{place.namespace}}}{place.name}" if outside else place.name


def _fill(element: etree._Element, node: LiveNode, final: bool) -> None:
    for child in node.live_children():
        if final and (not child.is_shown or child.is_phantom):
            continue
        if child.place.is_attribute:
            element.set(child.name[1:], writable(child.text))
            continue
        inner = new_child(element, child.place)
        if child.place.is_leaf:
            inner.text = writable(child.text) or None
        else:
            _fill(inner, child, final)


def writable(text: str) -> str:
    """Without the control characters XML cannot carry."""
    return "".join(letter for letter in text if letter >= " " or letter in "\t\n\r") if text else text


def read_submission(definition: Definition, engine: Engine, xml: str) -> dict[str, str]:
    """Put the answers of a kept submission into the tree; answers without a place come back by path."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        element = etree.fromstring(xml.encode(), parser)
    except etree.XMLSyntaxError as problem:
        raise BadInput(
            _("This submission is damaged and cannot be read: {reason}.").format(reason=str(problem)),
            _("Open an earlier version of it from its history or from a backup."),
        ) from problem
    if (
        element.getroottree().docinfo.internalDTD is not None
        or etree.QName(element).localname != definition.root.name
    ):
        raise BadInput(
            _("This submission does not belong to the form {title}.").format(
                title=definition.title or definition.form_id
            ),
            _("Open it with the form and version it was filled with."),
        )
    retired: dict[str, str] = {}
    _take(element, engine.root, engine, retired)
    return retired


def _take(element: etree._Element, node: LiveNode, engine: Engine, retired: dict[str, str]) -> None:
    held: dict[str, list[etree._Element]] = {}
    for child in element:
        if isinstance(child.tag, str):
            held.setdefault(etree.QName(child).localname, []).append(child)
    for slot in node.place.children:
        found = held.pop(slot.name, [])
        assert isinstance(slot, Place)
        if slot.is_attribute:
            own = node.slots[slot.index]
            assert isinstance(own, LiveNode)
            # What was filled before the form kept a list does not say which: it stays as the form has it.
            own.put(element.get(slot.name[1:]) or own.text)
        elif slot.is_repeat:
            instances = node.instances(slot)
            while len(instances) < len(found):
                engine.append(slot, node)
            while len(instances) > len(found):
                engine.remove(instances[-1])
            for inner, instance in zip(found, instances, strict=True):
                _take(inner, instance, engine, retired)
        else:
            below = node.slots[slot.index]
            assert isinstance(below, LiveNode)
            if slot.is_leaf:
                below.put("".join(str(text) for text in found[0].itertext()) if found else "")
            else:
                _take(found[0] if found else etree.Element(slot.name), below, engine, retired)
    for name, elements in held.items():
        for inner in elements:
            retired.update(leaves_of(inner, f"{node.path}/{name}"))


def leaves_of(element: etree._Element, path: str) -> Iterator[tuple[str, str]]:
    """Path and text of everything in an element no question of the form answers for."""
    inner = [child for child in element if isinstance(child.tag, str)]
    if not inner and element.text and element.text.strip():
        yield path, element.text
    for child in inner:
        yield from leaves_of(child, f"{path}/{etree.QName(child).localname}")
