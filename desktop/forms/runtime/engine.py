"""Keeps a submission true to its rules: each change runs the rules that read it, each once, in order."""

from __future__ import annotations

import heapq
import math
from datetime import datetime, time, tzinfo
from itertools import count

from desktop.forms.definition.definition import Definition
from desktop.forms.definition.records import Place
from desktop.forms.definition.rules import Rule, RuleKind
from desktop.forms.runtime.tree import LiveNode, climb, make_nodes, nodes_under, number_instances
from desktop.forms.xpath.slots import Slot
from desktop.forms.xpath.values import Atom, Value, atom_of, to_boolean, to_number, to_string
from desktop.forms.xpath.world import Context, World

MOST_INSTANCES = 10_000
_FAILURES = (ArithmeticError, ValueError, TypeError, LookupError, AttributeError, RecursionError)


class Engine:
    """The tree of one submission and the rules at work on it."""

    def __init__(self, definition: Definition, world: World) -> None:
        self._definition, self.world = definition, world
        self._book = definition.book
        self.root = make_nodes(definition.root, None, world.zone)
        self.changed: set[LiveNode] = set()
        self.resized: set[tuple[LiveNode, Place]] = set()
        self.failures: list[tuple[str, str]] = []
        self.stale_choices: list[LiveNode] = []
        self.held: set[LiveNode] = set()
        """Whose calculation does not run: the value came from elsewhere."""
        self._counts: dict[Slot, list[Rule]] = {}
        for rule in self._book.rules:
            if rule.kind is RuleKind.COUNT:
                self._counts.setdefault(rule.site, []).append(rule)
        self._counting: dict[Place, bool] = {}
        self._rehearsed: dict[tuple[LiveNode, Place], int] | None = None
        self._queue: list[tuple[int, int, Rule, LiveNode]] = []
        self._waiting: set[tuple[int, int]] = set()
        self._turn = count()

    def run_everything(self) -> None:
        """Every rule on every node: what opening a submission needs."""
        for rule in self._book.rules:
            for node in nodes_under(self.root, rule.site):
                self._push(rule, node)
        self.settle()

    def settle(self) -> None:
        """Run all rules that wait."""
        while self._queue:
            _rank, _turn, rule, node = heapq.heappop(self._queue)
            self._waiting.discard((id(rule), id(node)))
            self._apply(rule, node)

    def put(self, node: LiveNode, text: str) -> None:
        """A new answer; its readers wait to run."""
        if node.put(text):
            self.changed.add(node)
            self._mark(node)

    def rehearse(self, node: LiveNode, text: str) -> list[tuple[LiveNode, Place, int]]:
        """How long which lists would become with this answer; everything stays as it is."""
        if text == node.text or not self._leads_to_a_count(node.place):
            return []
        kept, self._rehearsed = node.text, {}
        self.put(node, text)
        self.settle()
        found = [(parent, place, number) for (parent, place), number in self._rehearsed.items()]
        self.put(node, kept)
        self.settle()
        self._rehearsed = None
        return found

    def _leads_to_a_count(self, place: Place) -> bool:
        """Whether the length of a list may follow from an answer, be it by way of other rules."""
        known = self._counting.get(place)
        if known is None:
            waiting, seen = [place], {place}
            known = False
            while waiting and self._counts and not known:
                for rule, _read in self._book.readers.get(waiting.pop(), ()):
                    known = known or rule.kind is RuleKind.COUNT
                    if rule.place not in seen:
                        seen.add(rule.place)
                        waiting.append(rule.place)
            self._counting[place] = known
        return known

    def _push(self, rule: Rule, node: LiveNode) -> None:
        key = (id(rule), id(node))
        if key not in self._waiting:
            self._waiting.add(key)
            heapq.heappush(self._queue, (rule.rank, next(self._turn), rule, node))

    def _mark(self, node: LiveNode) -> None:
        for rule, read in self._book.readers.get(node.place, ()):
            if not read.is_position:
                self._push_under(climb(node, read.anchor.depth), rule)

    def _push_under(self, top: LiveNode, rule: Rule) -> None:
        if rule.site is top.place:
            self._push(rule, top)
            return
        for node in nodes_under(top, rule.site):
            self._push(rule, node)

    def _apply(self, rule: Rule, node: LiveNode) -> None:
        value = self._evaluate(rule, node)
        match rule.kind:
            case RuleKind.CALCULATE:
                self._calculated(node, value)
            case RuleKind.RELEVANT:
                node.own_relevant = to_boolean(value)
                self._show(node, node.parent.is_shown if node.parent else True)
            case RuleKind.READONLY:
                node.own_readonly = to_boolean(value)
                self._lock(node, node.parent.is_readonly if node.parent else False)
            case RuleKind.REQUIRED:
                self._flag(node, required=to_boolean(value))
            case RuleKind.CONSTRAINT:
                holds = not node.text or not node.is_shown or to_boolean(value)
                if holds != node.constraint_holds:
                    node.constraint_holds = holds
                    self.changed.add(node)
            case RuleKind.COUNT:
                self._resize(rule.place, node, to_number(value))
            case RuleKind.CHOICES:
                self.stale_choices.append(node)
                self.changed.add(node)
            case RuleKind.WORDING:
                self.changed.add(node)

    def _evaluate(self, rule: Rule, node: LiveNode) -> Value:
        """The rule's value; a failure is noted at the node and counts as its harmless value."""
        if rule.kind is RuleKind.CHOICES or rule.kind is RuleKind.WORDING:
            return ""
        try:
            value = rule.run(Context(self.world, node))
        except _FAILURES as failure:
            if rule.source not in node.failed:
                node.failed.add(rule.source)
                self.failures.append((node.path, f"{rule.source}: {failure}"))
            return (
                rule.kind in (RuleKind.RELEVANT, RuleKind.CONSTRAINT)
                if rule.kind is not RuleKind.CALCULATE
                else ""
            )
        node.failed.discard(rule.source)
        return value

    def _calculated(self, node: LiveNode, value: Value) -> None:
        if node in self.held:
            return
        atom = atom_of(value)
        text = "" if atom != atom else stored(atom, node.place.bind.type, self.world.zone)
        if node.put(text, None if isinstance(atom, str) or atom != atom else atom):
            self.changed.add(node)
            self._mark(node)

    def _show(self, node: LiveNode, above: bool) -> None:
        shown = above and node.own_relevant and not node.is_surplus
        if shown == node.is_shown:
            return
        node.is_shown = shown
        self.changed.add(node)
        self._mark(node)
        for rule in self._counts.get(node.place, ()) if shown else ():
            self._push(rule, node)
        for child in node.live_children():
            self._show(child, shown)

    def _lock(self, node: LiveNode, above: bool) -> None:
        locked = above or node.own_readonly
        if locked == node.is_readonly:
            return
        node.is_readonly = locked
        self.changed.add(node)
        for child in node.live_children():
            self._lock(child, locked)

    def _flag(self, node: LiveNode, *, required: bool) -> None:
        if required != node.is_required:
            node.is_required = required
            self.changed.add(node)

    def _resize(self, place: Place, parent: LiveNode, wanted: float) -> None:
        """Grow to the counted number; what is too much stays aside, and comes back if the count does."""
        number = 0 if math.isnan(wanted) else int(max(0, min(wanted, MOST_INSTANCES)))
        if self._rehearsed is not None:
            self._rehearsed[(parent, place)] = number
            return
        self._note_excess(place, parent, wanted)
        instances = parent.instances(place)
        while len(instances) < number and parent.is_shown:
            self.append(place, parent)
        while len(instances) > max(number, place.initial) and is_blank(instances[-1]):
            self.remove(instances[-1])
        for instance in instances:
            is_over = instance.number > number
            is_phantom = is_over and instance.number <= place.initial and is_blank(instance)
            is_surplus = is_over and not is_phantom
            if (is_surplus, is_phantom) != (instance.is_surplus, instance.is_phantom):
                instance.is_surplus, instance.is_phantom = is_surplus, is_phantom
                self.resized.add((parent, place))
                self._show(instance, parent.is_shown)

    def _note_excess(self, place: Place, parent: LiveNode, wanted: float) -> None:
        before = parent.excess.get(place)
        excess = wanted if wanted > MOST_INSTANCES else None
        if excess != before:
            kept = {key: number for key, number in parent.excess.items() if key is not place}
            parent.excess = kept if excess is None else {**kept, place: excess}
            self.resized.add((parent, place))

    def append(self, place: Place, parent: LiveNode) -> LiveNode:
        """A new last instance; it evaluates itself and wakes those that read across instances."""
        instances = parent.instances(place)
        node = make_nodes(place, parent, self.world.zone, added=True)
        instances.append(node)
        node.number = len(instances)
        if parent.is_readonly:
            self._lock(node, True)
        self.resized.add((parent, place))
        for one in node.subtree():
            for rule in self._book.by_site.get(one.place, ()):
                self._push(rule, one)
        for rule, read in self._book.readers_across(place):
            if not read.is_position:
                self._push_under(climb(node, min(read.anchor.depth, place.depth - 1)), rule)
        return node

    def remove(self, node: LiveNode) -> None:
        """Take an instance away and renew the positions of those behind it."""
        parent, place = node.parent, node.place
        assert parent is not None
        instances = parent.instances(place)
        instances.remove(node)
        number_instances(instances)
        self.resized.add((parent, place))
        gone = {id(one) for one in node.subtree()}
        self._queue = [entry for entry in self._queue if id(entry[3]) not in gone]
        heapq.heapify(self._queue)
        self._waiting = {(id(entry[2]), id(entry[3])) for entry in self._queue}
        self.changed -= set(node.subtree())
        for rule, read in self._book.readers_across(place):
            self._push_under(climb(parent, min(read.anchor.depth, parent.place.depth)), rule)


def is_blank(instance: LiveNode) -> bool:
    """True where a person has answered nothing."""
    return all(
        node.text == node.place.default
        for node in instance.subtree()
        if node.place.is_leaf and not node.place.bind.calculate
    )


def stored(atom: Atom, type_name: str, zone: tzinfo) -> str:
    """A calculated value as it stands in the submission, the same in every client."""
    if isinstance(atom, bool):
        return "1" if atom else "0"
    if isinstance(atom, float):
        is_whole = math.isfinite(atom) and (
            type_name == "integer" or 0 <= abs(atom) - math.floor(abs(atom)) < 1e-9
        )
        return str(int(atom)) if is_whole else to_string(atom)
    if isinstance(atom, str):
        return atom
    if type_name == "date":
        return (atom.date() if isinstance(atom, datetime) else atom).isoformat()
    return to_string(atom if isinstance(atom, datetime) else datetime.combine(atom, time(), zone))
