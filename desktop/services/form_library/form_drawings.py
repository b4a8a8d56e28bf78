"""A drawing whose parts are chosen from (image-map): an SVG made harmless, with the ids of its parts."""

from dataclasses import dataclass

from lxml import etree

from desktop.errors import BadInput
from desktop.i18n import _

LARGEST_BYTES = 5 * 1024 * 1024
_MOST_PARTS, _DEEPEST = 20_000, 60
_DROPPED = frozenset(
    ["script", "foreignObject", "image", "use", "a", "animate", "animateTransform", "animateMotion", "set", "video", "audio"]
)  # fmt: skip
"""What runs, what reaches out, and what can multiply itself."""


@dataclass(frozen=True, slots=True)
class FormDrawing:
    svg: bytes
    parts: frozenset[str]


def read_drawing(content: bytes, file_name: str) -> FormDrawing:
    """Raises BadInput for what is no SVG, or is larger than any drawing of a form."""
    root = _parsed(content, file_name)
    parts: set[str] = set()
    for count, (element, depth) in enumerate(_walked(root)):
        if count > _MOST_PARTS or depth > _DEEPEST:
            raise _unreadable(file_name)
        if element.get("id"):
            parts.add(str(element.get("id")))
    return FormDrawing(etree.tostring(root, encoding="utf-8"), frozenset(parts))


def _parsed(content: bytes, file_name: str) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    if len(content) > LARGEST_BYTES or b"<!ENTITY" in content:
        raise _unreadable(file_name)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise _unreadable(file_name) from problem
    if _name_of(root) != "svg":
        raise _unreadable(file_name)
    return root


def _walked(root: etree._Element) -> list[tuple[etree._Element, int]]:
    """Every element with its depth, once what is dropped is gone."""
    found: list[tuple[etree._Element, int]] = []
    waiting = [(root, 0)]
    while waiting:
        element, depth = waiting.pop()
        found.append((element, depth))
        for child in list(element):
            if not isinstance(child.tag, str) or _name_of(child) in _DROPPED or _reaches_out(child):
                element.remove(child)
            else:
                waiting.append((child, depth + 1))
    return found


def _name_of(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _reaches_out(element: etree._Element) -> bool:
    text = (element.text or "").lower()
    return _name_of(element) == "style" and ("@import" in text or "url(" in text.replace("url(#", ""))


def _unreadable(file_name: str) -> BadInput:
    return BadInput(
        _("The drawing {name} cannot be shown.").format(name=file_name),
        _("Choose from the list below it; the form's author can give it again as a plain SVG."),
    )
