"""What happens by itself: preloads at creation, dynamic defaults, triggers."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.forms.definition.definition import Definition
from desktop.forms.definition.records import Action, Place
from desktop.forms.runtime.engine import Engine, stored
from desktop.forms.runtime.surroundings import Surroundings
from desktop.forms.runtime.tree import LiveNode, climb, nodes_under
from desktop.forms.xpath.slots import deepest_shared_repeat
from desktop.forms.xpath.syntax import ExpressionError
from desktop.forms.xpath.values import atom_of, moment_text
from desktop.forms.xpath.world import Context

_FAILURES = (
    ArithmeticError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    RecursionError,
    ExpressionError,
)


class Actions:
    """Carries out the actions of one submission."""

    def __init__(self, definition: Definition, engine: Engine, world: Surroundings) -> None:
        self._definition, self._engine, self._world = definition, engine, world
        self._by_trigger: dict[object, list[Action]] = {}
        for action in definition.actions:
            if action.trigger is not None:
                self._by_trigger.setdefault(action.trigger, []).append(action)

    def preload(self) -> None:
        """Start time, day, device and identity, at creation."""
        for node in self._engine.root.subtree():
            bind = node.place.bind
            if bind.preload and not node.text:
                value = self._preloaded(bind.preload, bind.preload_parameters)
                if value:
                    self._engine.put(node, value)

    def _preloaded(self, kind: str, parameter: str) -> str:
        now = self._world.now().astimezone(self._world.zone)
        if kind == "timestamp":
            return moment_text(now) if parameter == "start" else ""
        if kind == "date":
            return now.date().isoformat()
        if kind == "uid":
            return f"uuid:{self._world.new_uuid()}"
        return self._world.property(parameter) if kind == "property" else ""

    def finish(self) -> None:
        """The end time, at finalising."""
        now = moment_text(self._world.now().astimezone(self._world.zone))
        for node in self._engine.root.subtree():
            if node.place.bind.preload == "timestamp" and node.place.bind.preload_parameters == "end":
                self._engine.put(node, now)

    def first_load(self) -> None:
        self._run_event("instance-first-load", self._engine.root)

    def first_load_of(self, places: Iterable[Place]) -> None:
        """Dynamic defaults of questions that an upgrade brought."""
        wanted = set(places)
        for action in self._definition.actions:
            if "instance-first-load" in action.events and action.target in wanted:
                self._run(action, nodes_under(self._engine.root, action.target))

    def name_entities(self) -> None:
        """Entities get the identifier that a new filling gives them, where none was kept with the answers."""
        for action in self._definition.actions:
            if "instance-first-load" in action.events and action.target.name == "@id":
                nodes = nodes_under(self._engine.root, action.target)
                self._run(action, [node for node in nodes if not node.text])

    def every_load(self) -> None:
        self._run_event("instance-load", self._engine.root)

    def new_instance(self, instance: LiveNode) -> None:
        self._run_event("new-repeat", instance)

    def _run_event(self, event: str, top: LiveNode) -> None:
        for action in self._definition.actions:
            is_meant = event in action.events
            if is_meant and (action.target is top.place or top.place in action.target.ancestors()):
                self._run(action, nodes_under(top, action.target))

    def value_changed(self, nodes: Iterable[LiveNode]) -> None:
        """Run what waits for these questions, and what waits for the questions that sets in turn."""
        waiting = list(nodes)
        seen: set[tuple[int, int]] = set()
        while waiting:
            node = waiting.pop(0)
            for action in self._by_trigger.get(node.place, ()):
                if (id(action), id(node)) in seen:
                    continue
                seen.add((id(action), id(node)))
                shared = deepest_shared_repeat(node.place, action.target)
                targets = nodes_under(climb(node, shared.depth if shared else 0), action.target)
                waiting.extend(self._run(action, targets))

    def _run(self, action: Action, targets: list[LiveNode]) -> list[LiveNode]:
        changed: list[LiveNode] = []
        for target in targets:
            before = target.text
            self._engine.put(target, self._value(action, target))
            if target.text != before:
                changed.append(target)
        self._engine.settle()
        return changed

    def _value(self, action: Action, target: LiveNode) -> str:
        if not action.expression:
            return action.text
        try:
            value = atom_of(
                self._definition.run_of(action.expression, target.place)(Context(self._world, target))
            )
        except _FAILURES:
            return ""
        return "" if value != value else stored(value, target.place.bind.type, self._world.zone)
