"""Loads an XForm into a `Definition`: read once, kept, shared by all its submissions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from desktop.errors import BadInput
from desktop.forms.definition.body import read_body
from desktop.forms.definition.entities import DeclaredEntity, declared_entities, forbidden_names
from desktop.forms.definition.files import WantedFile, wanted_files
from desktop.forms.definition.model import find_place, read_actions, read_binds, read_lists, read_tree
from desktop.forms.definition.records import Action, BodyItem, Control, Group, Lists, Place, Texts
from desktop.forms.definition.rules import Fault, RuleBook, controls_in, groups_in, make_rules
from desktop.forms.definition.texts import XF, texts_of
from desktop.forms.resting import collector_resting
from desktop.forms.xpath.compiler import Compiler
from desktop.forms.xpath.slots import Scope
from desktop.forms.xpath.world import Run
from desktop.i18n import _

_NUMBER = re.compile(r"\[\d+\]")
H = "{http://www.w3.org/1999/xhtml}"


@dataclass(frozen=True, slots=True, eq=False)
class Definition:
    """A form version ready to be filled; immutable, safe to keep and share."""

    form_id: str
    version: str
    title: str
    texts: Texts
    root: Place
    places: tuple[Place, ...]
    body: tuple[BodyItem, ...]
    lists: Lists
    actions: tuple[Action, ...]
    book: RuleBook
    namespaces: dict[str, str]
    root_tag: str
    root_attributes: dict[str, str]
    entities: tuple[DeclaredEntity, ...]
    controls: dict[Place, Control]
    repeats: dict[Place, Group]
    _compiler: Compiler
    _compiled: dict[tuple[str, Place], Run] = field(default_factory=dict)

    @property
    def languages(self) -> tuple[str, ...]:
        return self.texts.languages

    @property
    def default_language(self) -> str:
        return self.texts.default

    @property
    def question_count(self) -> int:
        """Without the headings of tables, which ask nothing."""
        return sum(not place.is_heading for place in self.controls)

    @property
    def wanted_files(self) -> tuple[WantedFile, ...]:
        """The files that belong beside the form."""
        return wanted_files(self.lists, self.texts, tuple(self.controls.values()))

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Expressions that could not be compiled; their questions are kept, those rules are off."""
        return tuple(self.book.faults)

    @property
    def forbidden_names(self) -> tuple[str, ...]:
        """Names under which the form cannot keep anything in entity lists."""
        return forbidden_names(self.places)

    def run_of(self, source: str, place: Place) -> Run:
        """The compiled expression at a place, kept for the next time."""
        key = (source, place)
        run = self._compiled.get(key)
        if run is None:
            run = self._compiler.compile_text(source, Scope.at(place))
            self._compiled[key] = run
        return run

    def is_copied(self, path: str) -> bool:
        """Whether the answer at a path, with positions or not, is a person's own words.

        No record of the device, nothing worked out, no file, and no day or time that the form begins with.
        """
        place = self.place_at(_NUMBER.sub("", path))
        control = self.controls.get(place) if place is not None else None
        if place is None or control is None or control.kind in ("upload", "trigger"):
            return False
        bind = place.bind
        if bind.calculate or bind.preload or bind.readonly == "true()":
            return False
        return not any(one.target is place and _NOW.search(one.expression) for one in self.actions)

    def days_of_filling(self, answers: Mapping[str, str]) -> frozenset[str]:
        """The days, as year-month-day, on which the device says that it was filled."""
        recorded = (one for one in self.places if one.bind.preload in ("timestamp", "date"))
        return frozenset(answers[one.path][:10] for one in recorded if answers.get(one.path))

    def place_at(self, path: str) -> Place | None:
        """The place of a path without positions, such as `/data/group/age`."""
        return find_place(self.root, path)


_NOW = re.compile(r"\b(?:today|now)\s*\(")


def load_definition(xform_xml: str) -> Definition:
    """Read an XForm; BadInput where it is none, CycleFound where its rules wait for each other."""
    with collector_resting():
        return _loaded(xform_xml)


def _loaded(xform_xml: str) -> Definition:
    document = _parse(xform_xml)
    model = document.find(f"{H}head/{XF}model")
    if model is None:
        raise _unreadable(_("it has no model"))
    instances = model.findall(f"{XF}instance")
    primary = next((child for one in instances[:1] for child in one if isinstance(child.tag, str)), None)
    if primary is None:
        raise _unreadable(_("it has no questions"))
    body_element = document.find(f"{H}body")
    repeats = frozenset(
        element.get("nodeset", "").replace(" ", "")
        for element in document.iter(f"{XF}repeat")
        if element.get("nodeset")
    )
    root = read_tree(primary, repeats)
    read_binds(model, root)
    body = read_body(body_element, lambda path: find_place(root, path) if path else None)
    texts = texts_of(model.find(f"{XF}itext"))
    namespaces = {str(prefix): str(uri) for prefix, uri in document.nsmap.items() if prefix}
    compiler = Compiler(namespaces)
    places = tuple(place for place in root.subtree() if isinstance(place, Place))
    title = document.findtext(f"{H}head/{H}title") or ""
    return Definition(
        form_id=primary.get("id", "") or root.name,
        version=primary.get("version", ""),
        title=title,
        texts=texts,
        root=root,
        places=places,
        body=body,
        lists=read_lists(instances[1:]),
        actions=read_actions(document, root),
        book=make_rules(root, body, texts, compiler),
        namespaces=namespaces,
        root_tag=str(primary.tag),
        root_attributes={str(key): str(value) for key, value in primary.attrib.items()},
        entities=declared_entities(places),
        controls={control.place: control for control in controls_in(body)},
        repeats={group.repeat: group for group in groups_in(body) if group.repeat is not None},
        _compiler=compiler,
    )


def _parse(xform_xml: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        document = etree.fromstring(xform_xml.encode(), parser)
    except etree.XMLSyntaxError as problem:
        raise _unreadable(str(problem)) from problem
    if document.getroottree().docinfo.internalDTD is not None:
        raise _unreadable(_("it declares a document type, which is not allowed"))
    return document


def _unreadable(reason: str) -> BadInput:
    return BadInput(
        _("This is not a form Milepost can read: {reason}.").format(reason=reason),
        _("Export it again as XLSForm or XForm and import that file."),
    )
