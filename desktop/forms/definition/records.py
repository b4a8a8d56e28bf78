"""What a form is made of: places with their rules, controls, texts and lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from desktop.forms.xpath.nodes import XmlNode
from desktop.forms.xpath.slots import Slot


@dataclass(frozen=True, slots=True)
class Output:
    """A value within a text, worked out when the text is shown."""

    expression: str


Parts = tuple["str | Output", ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """A text: written in place, or kept in the form's translations under `text_id`."""

    parts: Parts = ()
    text_id: str = ""

    def __bool__(self) -> bool:
        return bool(self.parts or self.text_id)


_MISSING: Parts = ("-",)


@dataclass(frozen=True, slots=True)
class Texts:
    """Translations: language, then text id, then form (`""` is the long one, `short`, `guidance`, `image` ...)."""

    languages: tuple[str, ...] = ()
    default: str = ""
    by_language: Mapping[str, Mapping[str, Mapping[str, Parts]]] = field(default_factory=dict)
    _found: dict[tuple[str, str, str], Parts | None] = field(default_factory=dict, repr=False, compare=False)

    def find(self, language: str, text_id: str, form: str = "") -> Parts | None:
        """In that language, else in the default one; a lone dash is what pyxform writes for a missing text."""
        key = (language, text_id, form)
        if key not in self._found:
            self._found[key] = self._looked_up(language, text_id, form)
        return self._found[key]

    def _looked_up(self, language: str, text_id: str, form: str) -> Parts | None:
        dash: Parts | None = None
        for one in (language, self.default):
            parts = self.by_language.get(one, {}).get(text_id, {}).get(form)
            if parts == _MISSING:
                dash = parts
            elif parts is not None and any(parts):
                return parts
        return dash if dash is not None and self._is_dash_everywhere(text_id, form) else None

    def _is_dash_everywhere(self, text_id: str, form: str) -> bool:
        """Whether an author wrote the dash: then no language has another text."""
        found = [texts.get(text_id, {}).get(form) for texts in self.by_language.values()]
        return len(found) < 2 or all(parts in (None, _MISSING) for parts in found)


@dataclass(frozen=True, slots=True)
class Bind:
    """The rules of a place, as written."""

    type: str = "string"
    relevant: str = ""
    required: str = ""
    readonly: str = ""
    constraint: str = ""
    calculate: str = ""
    constraint_message: Wording = Wording()
    required_message: Wording = Wording()
    preload: str = ""
    preload_parameters: str = ""
    saves_to: str = ""
    """The property of an entity that the answer becomes (ODK XForms, entities)."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The numbers of a range question: from `start` on by `step`, which is never 0, as far as `end`."""

    start: Decimal
    end: Decimal
    step: Decimal


class Place(Slot):
    """A slot with its bind, its default and whether it holds an answer."""

    __slots__ = (
        "bind",
        "default",
        "has_control",
        "in_template",
        "initial",
        "is_heading",
        "is_leaf",
        "only_figures",
        "qualified_name",
        "scale",
    )

    def __init__(
        self, name: str, namespace: str, parent: Place | None, qualified_name: str, *, is_repeat: bool
    ) -> None:
        super().__init__(name, namespace, parent, is_repeat=is_repeat)
        self.bind = Bind()
        self.default = ""
        self.initial = 1  # instances a new submission begins with
        self.in_template = 1  # instances within a new instance of the repeat around
        self.is_leaf = True
        self.has_control = (
            False  # it stands in the body: a person sees it, be it a note, and finishing asks for it
        )
        self.is_heading = False  # the words above the columns of a table of questions: nothing to answer
        self.scale: Scale | None = None  # of a range question: what it may be answered with
        self.only_figures = False  # a text of figures and the signs between them
        self.qualified_name = qualified_name

    @property
    def is_attribute(self) -> bool:
        """Whether it stands in the submission as an attribute of the element around it."""
        return self.name.startswith("@")


@dataclass(frozen=True, slots=True)
class FixedChoice:
    value: str
    label: Wording


@dataclass(frozen=True, slots=True)
class ItemSet:
    """Choices from a list: which nodes, and which of their children are value and label."""

    nodeset: str
    value: str
    label: str  # a child's name; of `jr:itext(name)` the name, with `is_itext`
    is_itext: bool = False
    columns: Wording = Wording()  # of `search()`: the names of the columns the label is made of


@dataclass(frozen=True, slots=True)
class Control:
    """How a place is asked: the element of the form's body."""

    place: Place
    kind: str  # input, select1, select, rank, upload, trigger, range, secret
    label: Wording = Wording()
    hint: Wording = Wording()
    appearance: tuple[str, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)
    choices: tuple[FixedChoice, ...] = ()
    item_set: ItemSet | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A group of the body; with `repeat` its children are asked once for each instance."""

    place: Place | None
    label: Wording
    hint: Wording
    appearance: tuple[str, ...]
    children: tuple[Control | Group, ...]
    repeat: Place | None = None
    count: str = ""
    is_fixed: bool = False  # a person may neither add nor remove


BodyItem = Control | Group


@dataclass(frozen=True, slots=True)
class Action:
    """Sets a value once something happens: first load, a new instance, or a change of `trigger`."""

    events: frozenset[str]
    target: Place
    expression: str
    text: str
    trigger: Place | None = None


@dataclass(frozen=True, slots=True)
class Lists:
    """Secondary instances: those carried in the form, and the addresses of those beside it."""

    inside: Mapping[str, XmlNode]
    outside: Mapping[str, str]
