"""Compiles the binds into rules and puts them into the order they must run in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum

from desktop.forms.definition.records import BodyItem, Control, Group, Output, Parts, Place, Texts, Wording
from desktop.forms.xpath.compiler import Compiler
from desktop.forms.xpath.slots import Dependency, Scope, Slot
from desktop.forms.xpath.syntax import ExpressionError
from desktop.forms.xpath.world import Run


class RuleKind(IntEnum):
    """What a rule works out, in the order rules of one place run."""

    COUNT = 0
    CALCULATE = 1
    RELEVANT = 2
    READONLY = 3
    REQUIRED = 4
    CONSTRAINT = 5
    CHOICES = 6
    WORDING = 7


@dataclass(slots=True, eq=False)
class Rule:
    """One expression at one place; `rank` is its turn."""

    kind: RuleKind
    place: Place
    source: str
    run: Run
    reads: tuple[Dependency, ...]
    rank: int = 0
    site: Slot = field(init=False)
    """Where the rule's own node is: a count belongs to the group around its repeat."""

    def __post_init__(self) -> None:
        above = self.place.parent
        self.site = above if self.kind is RuleKind.COUNT and above is not None else self.place


@dataclass(slots=True)
class Fault:
    """An expression that could not be compiled; its place goes on without it."""

    place: Place
    kind: RuleKind
    source: str
    problem: ExpressionError


class CycleFound(Exception):
    """Rules that wait for each other; `names` are the questions of the circle, `kind` the rule of the first."""

    def __init__(self, names: tuple[str, ...], kind: RuleKind) -> None:
        super().__init__(" > ".join(names))
        self.names, self.kind = names, kind


@dataclass(slots=True)
class RuleBook:
    """All rules in the order of their rank, and who reads which place."""

    rules: list[Rule] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    by_place: dict[Place, list[Rule]] = field(default_factory=dict)
    readers: dict[Slot, list[tuple[Rule, Dependency]]] = field(default_factory=dict)
    by_site: dict[Slot, list[Rule]] = field(default_factory=dict)
    _across: dict[Place, list[tuple[Rule, Dependency]]] = field(default_factory=dict)

    def readers_across(self, place: Place) -> list[tuple[Rule, Dependency]]:
        """Rules that read this repeat or what is in it, other than within one instance."""
        found = self._across.get(place)
        if found is None:
            found = self._across[place] = [
                (rule, read)
                for slot in place.subtree()
                for rule, read in self.readers.get(slot, ())
                if read.anchor.depth < place.depth or read.is_position
            ]
        return found


_CONSTANTS = frozenset({"", "true()", "false()"})


def make_rules(root: Place, body: Iterable[BodyItem], texts: Texts, compiler: Compiler) -> RuleBook:
    """The rule book of a form; CycleFound where rules wait for each other."""
    book = RuleBook()
    for place in root.subtree():
        assert isinstance(place, Place)
        bind = place.bind
        for kind, source in (
            (RuleKind.CALCULATE, bind.calculate),
            (RuleKind.RELEVANT, bind.relevant),
            (RuleKind.READONLY, bind.readonly),
            (RuleKind.REQUIRED, bind.required),
            (RuleKind.CONSTRAINT, bind.constraint),
        ):
            if source:
                _add(book, compiler, kind, place, source)
    for item in body:
        _add_from_body(book, compiler, texts, item)
    _order(book)
    for rule in book.rules:
        book.by_site.setdefault(rule.site, []).append(rule)
        for read in rule.reads:
            book.readers.setdefault(read.target, []).append((rule, read))
    return book


def _add(book: RuleBook, compiler: Compiler, kind: RuleKind, place: Place, source: str) -> None:
    scope = Scope.at(place.parent if kind is RuleKind.COUNT and place.parent else place)
    try:
        run = compiler.compile_text(source, scope)
    except ExpressionError as problem:
        book.faults.append(Fault(place, kind, source, problem))
        return
    notes = list(scope.notes)
    if kind is RuleKind.CONSTRAINT:
        notes.append(Dependency(place, place))
    rule = Rule(kind, place, source, run, tuple(dict.fromkeys(notes)))
    book.rules.append(rule)
    book.by_place.setdefault(place, []).append(rule)


def _add_from_body(book: RuleBook, compiler: Compiler, texts: Texts, item: BodyItem) -> None:
    place = item.place
    if place is not None:
        messages = (place.bind.required_message, place.bind.constraint_message)
        for source in outputs_in(texts, item.label, item.hint, *messages):
            _add(book, compiler, RuleKind.WORDING, place, source)
    if isinstance(item, Control):
        if item.item_set is not None and any(
            mark in item.item_set.nodeset for mark in ("[", "randomize", "search(")
        ):
            _add(book, compiler, RuleKind.CHOICES, item.place, item.item_set.nodeset)
        return
    if item.repeat is not None and item.count:
        _add(book, compiler, RuleKind.COUNT, item.repeat, item.count)
    for child in item.children:
        _add_from_body(book, compiler, texts, child)


def outputs_in(texts: Texts, *wordings: Wording) -> list[str]:
    """The expressions within these texts, in every language."""
    found: dict[str, None] = {}
    for wording in wordings:
        forms: list[Parts] = [wording.parts]
        if wording.text_id:
            for language in texts.languages:
                forms.extend(texts.by_language[language].get(wording.text_id, {}).values())
        for parts in forms:
            found.update((part.expression, None) for part in parts if isinstance(part, Output))
    return list(found)


def _order(book: RuleBook) -> None:
    """Ranks by depth-first search; what only shows (not feeds) comes last."""
    feeding = [rule for rule in book.rules if rule.kind <= RuleKind.RELEVANT]
    by_key = {(rule.place, rule.kind): rule for rule in feeding}
    ranks: dict[int, int] = {}
    path: list[Rule] = []

    def visit(rule: Rule) -> None:
        known = ranks.get(id(rule))
        if known is not None:
            if known < 0:
                circle = path[next(i for i, one in enumerate(path) if one is rule) :]
                raise CycleFound(tuple(dict.fromkeys(one.place.name for one in circle)), circle[0].kind)
            return
        ranks[id(rule)] = -1
        path.append(rule)
        for before in _before(rule, by_key):
            visit(before)
        path.pop()
        ranks[id(rule)] = len(ranks)
        rule.rank = next_rank()

    counter = iter(range(1 << 60))

    def next_rank() -> int:
        return next(counter)

    for rule in feeding:
        visit(rule)
    for rule in book.rules:
        if rule.kind > RuleKind.RELEVANT:
            rule.rank = next_rank()
    book.rules.sort(key=lambda rule: rule.rank)


def _before(rule: Rule, by_key: dict[tuple[Place, RuleKind], Rule]) -> list[Rule]:
    """The rules whose results this one reads."""
    found: list[Rule] = []
    if rule.kind is RuleKind.COUNT:  # a list grows only where it is relevant
        found += [
            by_key[key] for slot in rule.place.ancestors() if (key := (slot, RuleKind.RELEVANT)) in by_key
        ]
    for read in rule.reads:
        target = read.target
        for slot in (target, *target.ancestors()):
            kinds: tuple[RuleKind, ...] = (RuleKind.RELEVANT, RuleKind.COUNT)
            if slot is target:
                kinds = (RuleKind.CALCULATE, *kinds)
            for kind in kinds:
                before = by_key.get((slot, kind))  # type: ignore[arg-type]  # every slot of a form is a place
                if before is not None and not _own_shelter(rule, before, read):
                    found.append(before)
    return found


def _own_shelter(rule: Rule, before: Rule, read: Dependency) -> bool:
    """`position(..)` asks where its repeat stands, not whether the repeat is relevant."""
    return read.is_position and before.place in rule.place.repeats


def groups_in(items: Iterable[BodyItem]) -> Iterable[Group]:
    """All groups of a body, outer before inner."""
    for item in items:
        if isinstance(item, Group):
            yield item
            yield from groups_in(item.children)


def controls_in(items: Iterable[BodyItem]) -> Iterable[Control]:
    """All questions of a body, in order."""
    for item in items:
        if isinstance(item, Control):
            yield item
        else:
            yield from controls_in(item.children)
