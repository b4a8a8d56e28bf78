"""What ODK Central, Kobo and other OpenRosa servers need around a submission: its identity and its files."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from desktop.errors import BadInput
from desktop.forms.definition.definition import Definition
from desktop.forms.definition.records import Place
from desktop.i18n import _

ORX = "http://openrosa.org/xforms"
_META_SPACES = ("", ORX, "http://openrosa.org/xforms/metadata")


def parse_submission(xml: str) -> etree._Element:
    """The root of a submission. Raises BadInput for what is damaged."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        return etree.fromstring(xml.encode(), parser)
    except etree.XMLSyntaxError as problem:
        raise BadInput(
            _("This submission is damaged and cannot be read: {reason}.").format(reason=str(problem)),
            _("Open an earlier version of it from its history or from a backup."),
        ) from problem


def identify(element: etree._Element, otherwise: str) -> str:
    """The submission's instanceID; one without gets `otherwise`, for servers make up another each time."""
    found = _of_meta(element, "instanceID")
    if found is not None and found.text and found.text.strip():
        return found.text.strip()
    identity = element.get("instanceID", "").strip() or otherwise
    if found is None:
        meta = next(_named(element, "meta"), None)
        if meta is None:
            meta = etree.SubElement(element, f"{{{ORX}}}meta", {}, {"orx": ORX})
        space = etree.QName(meta).namespace
        found = etree.SubElement(meta, f"{{{space}}}instanceID" if space else "instanceID")
    found.text = identity
    return identity


def name_audit(element: etree._Element, file_name: str) -> bool:
    """Name its audit where the form asks for one, as a server takes none that is not named; whether it does."""
    found = _of_meta(element, "audit")
    if found is not None:
        found.text = file_name
    return found is not None


def written(element: etree._Element) -> bytes:
    return etree.tostring(element, encoding="UTF-8", xml_declaration=True)


def media_names(definition: Definition, element: etree._Element) -> tuple[str, ...]:
    """The files the submission names as answers, each once, in form order; its audit is no answer."""
    return tuple(dict.fromkeys(_uploads(definition, definition.root, element)))


def _uploads(definition: Definition, place: Place, element: etree._Element) -> Iterator[str]:
    for child in element:
        slot = place.child(etree.QName(child).localname) if isinstance(child.tag, str) else None
        if not isinstance(slot, Place) or (slot.name == "audit" and place.name == "meta"):
            continue
        if not slot.is_leaf:
            yield from _uploads(definition, slot, child)
        elif slot.bind.type == "binary" and child.text and child.text.strip():
            yield child.text.strip()


def meta_text(element: etree._Element, name: str) -> str:
    """What stands in the submission's meta block under this name, or nothing."""
    found = _of_meta(element, name)
    return (found.text or "").strip() if found is not None else ""


def _of_meta(element: etree._Element, name: str) -> etree._Element | None:
    for meta in _named(element, "meta"):
        return next(_named(meta, name), None)
    return None


def _named(element: etree._Element, name: str) -> Iterator[etree._Element]:
    for child in element:
        if isinstance(child.tag, str):
            qualified = etree.QName(child)
            if qualified.localname == name and (
                (qualified.namespace or "") in _META_SPACES
                or qualified.namespace == etree.QName(element).namespace
            ):
                yield child
