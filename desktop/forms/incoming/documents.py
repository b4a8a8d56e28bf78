"""Reads a submission another client wrote: whose it is, and its answers by path. No rule runs, so nothing changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from lxml import etree

from desktop.errors import BadInput
from desktop.forms.definition.definition import Definition
from desktop.forms.definition.records import Place
from desktop.forms.outgoing.envelope import meta_text
from desktop.forms.runtime.submission_xml import leaves_of
from desktop.i18n import _

_OF_PLATFORMS = frozenset({"formhub", "__version__", "_version_", "meta"})
"""What Kobo and others put beside the answers; it stays in the XML and is no answer of a question."""


@dataclass(frozen=True, slots=True, eq=False)
class IncomingDocument:
    """A submission as it came. `deprecated_id` names the earlier edition it takes the place of."""

    element: etree._Element
    form_id: str
    version: str
    instance_id: str
    deprecated_id: str
    instance_name: str
    submitted_at: str
    """As ODK Briefcase writes it; empty where nothing says it."""
    is_encrypted: bool


@dataclass(frozen=True, slots=True)
class IncomingAnswers:
    """`by_path` as a store keeps them; `foreign` are the paths among them that the form does not ask."""

    by_path: dict[str, str]
    foreign: tuple[str, ...]


def read_document(content: bytes) -> IncomingDocument:
    """Raises BadInput for what is no plain XML document."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        element = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise BadInput(
            _("The file breaks off or is damaged at line {line}.").format(line=_line_of(problem)),
            _("Copy it again from the device it was filled on."),
        ) from problem
    if element.getroottree().docinfo.internalDTD is not None:
        raise BadInput(_("It declares a document type, which is not allowed."))
    return IncomingDocument(
        element=element,
        form_id=element.get("id", "").strip() or etree.QName(element).localname,
        version=element.get("version", "").strip(),
        instance_id=meta_text(element, "instanceID") or element.get("instanceID", "").strip(),
        deprecated_id=meta_text(element, "deprecatedID"),
        instance_name=meta_text(element, "instanceName"),
        submitted_at=element.get("submissionDate", "").strip(),
        is_encrypted=element.get("encrypted") == "yes",
    )


def _line_of(problem: Exception) -> int:
    return (problem.lineno if isinstance(problem, etree.XMLSyntaxError) else None) or 1


def answers_in(definition: Definition, element: etree._Element) -> IncomingAnswers:
    """Every answer with its path; a repeat's own path holds the number of its entries."""
    found: dict[str, str] = {}
    foreign: dict[str, str] = {}
    _take(definition.root, element, f"/{definition.root.name}", found, foreign)
    return IncomingAnswers({**found, **foreign}, tuple(foreign))


def _take(
    place: Place, element: etree._Element, path: str, found: dict[str, str], foreign: dict[str, str]
) -> None:
    counted = {child.name: 0 for child in place.children if isinstance(child, Place) and child.is_repeat}
    for own in place.children:
        if isinstance(own, Place) and own.is_attribute and element.get(own.name[1:]):
            found[f"{path}/{own.name}"] = element.get(own.name[1:], "")
    for child in element:
        if not isinstance(child.tag, str):
            continue
        name = etree.QName(child).localname
        slot = place.child(name)
        below = f"{path}/{name}"
        if not isinstance(slot, Place):
            if name not in _OF_PLATFORMS and place.name != "meta":
                foreign.update(leaves_of(child, below))
        elif slot.is_repeat:
            counted[name] += 1
            _take(slot, child, f"{below}[{counted[name]}]", found, foreign)
        elif slot.is_leaf:
            text = "".join(str(part) for part in child.itertext())
            if text:
                found[below] = text
        else:
            _take(slot, child, below, found, foreign)
    found.update({f"{path}/{name}": str(number) for name, number in counted.items()})


def settled(definition: Definition, answers: Mapping[str, str]) -> dict[str, str]:
    """Answers as two editions of one submission are held against each other.

    Numbers by their value, texts without blanks around them; what is empty and what stands in `meta` is not there.
    """
    return dict(_settled(definition, answers))


def _settled(definition: Definition, answers: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    places: dict[str, Place | None] = {}
    above = f"/{definition.root.name}/meta/"
    for path, text in answers.items():
        plain = "\n".join(text.split("\r\n")).replace("\r", "\n").strip()
        if not plain or path.startswith(above) or _ENTITY in path:
            continue
        bare = without_positions(path)
        if bare not in places:
            places[bare] = definition.place_at(bare)
        place = places[bare]
        if place is not None and place.is_repeat and not path.endswith("]"):
            if plain != "0":
                yield path, plain
        elif place is not None and place.bind.type in _NUMBERS:
            yield path, " ".join(_plain_number(part) for part in plain.split())
        else:
            yield path, plain


_ENTITY = "/meta/entity/"
_NUMBERS = frozenset({"integer", "int", "decimal", "geopoint"})


def without_positions(path: str) -> str:
    """`/data/item[2]/q` as the form names it: `/data/item/q`."""
    if "[" not in path:
        return path
    return "/".join(step.partition("[")[0] for step in path.split("/"))


def _plain_number(text: str) -> str:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or not -30 <= exponent <= 30:
        return text
    plain = format(number, "f")
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return "0" if plain in ("-0", "") else plain
