"""Compiles location paths: bound to slots as far as they go, then step by step over nodes."""

from __future__ import annotations

from desktop.forms.xpath import lookups
from desktop.forms.xpath.axes import AXES, FLAT, REVERSE, test_of
from desktop.forms.xpath.binding import bind, walk
from desktop.forms.xpath.compiling import Advance, Compiling
from desktop.forms.xpath.nodes import Node
from desktop.forms.xpath.slots import Dependency, Scope, Slot
from desktop.forms.xpath.syntax import Call, Expression, Filter, Path, Step
from desktop.forms.xpath.values import Value, to_boolean, to_nodes
from desktop.forms.xpath.world import Context, Run


class PathCompiler:
    """The half of the compiler that knows nodes."""

    def __init__(self, compiler: Compiling) -> None:
        self._compiler = compiler

    def path(self, path: Path, scope: Scope) -> Run:
        if path.start is not None:
            return self._from_start(path, scope)
        return self._from_place(path.steps, scope, absolute=path.absolute, from_current=False)

    def _from_start(self, path: Path, scope: Scope) -> Run:
        if path.start == Call("current", (), getattr(path.start, "column", 0)):
            return self._from_place(path.steps, scope, absolute=False, from_current=True)
        lookup = lookups.compile_lookup(self._compiler, self, path, scope)
        if lookup is not None:
            return lookup
        assert path.start is not None
        start = self._compiler.compile(path.start, scope)
        advance = self.steps(path.steps, scope.inside((), None), flat=True)
        return lambda context: advance(context, to_nodes(start(context)))

    def _from_place(
        self, steps: tuple[Step, ...], scope: Scope, *, absolute: bool, from_current: bool
    ) -> Run:
        bound = bind(steps, scope, absolute=absolute, from_current=from_current)
        if bound is None:
            return self._unbound(steps, scope, absolute=absolute, from_current=from_current)
        rest = steps[bound.used :]
        anchor = _shallower(
            bound.anchor if not rest else _outside_repeat(bound.slot, bound.anchor), scope.anchor
        )
        if not rest:
            scope.notes.append(Dependency(bound.slot, anchor))
            return bound.fetch
        fetch = bound.fetch
        ends = self._note(rest, (bound.slot,), scope, anchor)
        advance = self.steps(rest, scope.inside((bound.slot,), anchor), flat=True)
        if not ends and all(step.axis in FLAT for step in rest) and not self._compiler.strict:
            return lambda _context: []
        return lambda context: _shown(advance(context, fetch(context)))

    def _unbound(self, steps: tuple[Step, ...], scope: Scope, *, absolute: bool, from_current: bool) -> Run:
        slots: tuple[Slot, ...] = ()
        known = scope.here or ((scope.current,) if scope.current else ())
        if absolute and known:
            slots = (known[0].root,)
            if steps and steps[0].axis == "child":
                steps = (Step("self", steps[0].test, steps[0].predicates), *steps[1:])
        elif not absolute:
            slots = scope.here
        self._note(steps, slots, scope, slots[0].root if slots else None)
        advance = self.steps(steps, scope.inside(slots, slots[0].root if slots else None), flat=not absolute)
        uses_current = from_current or (absolute and not scope.here)
        if absolute:
            return lambda context: _shown(
                advance(context, [_top(context.current if uses_current else context.node)])
            )
        return lambda context: _shown(advance(context, [context.current if uses_current else context.node]))

    def _note(
        self, steps: tuple[Step, ...], slots: tuple[Slot, ...], scope: Scope, anchor: Slot | None
    ) -> tuple[Slot, ...]:
        for step in steps:
            slots = walk(slots, step)
        if anchor is not None:
            for slot in slots:
                scope.notes.append(Dependency(slot, _common(anchor, slot)))
        return slots

    def filter(self, tree: Filter, scope: Scope) -> Run:
        primary = self._compiler.compile(tree.primary, scope)
        keep = self.predicates(tree.predicates, scope.inside((), None))
        return lambda context: keep(context, to_nodes(primary(context)))

    def union(self, left: Run, right: Run) -> Run:
        return lambda context: in_order([*to_nodes(left(context)), *to_nodes(right(context))])

    def steps(self, steps: tuple[Step, ...], scope: Scope, *, flat: bool) -> Advance:
        advances: list[tuple[Advance, bool]] = []
        slots = scope.here
        for step in steps:
            after = walk(slots, step)
            flat = flat and step.axis in FLAT
            advances.append((self._step(step, scope.inside(after, scope.anchor)), flat))
            slots = after

        def advance(context: Context, nodes: list[Node]) -> list[Node]:
            for one, keeps_order in advances:
                nodes = one(context, nodes)
                if not keeps_order and len(nodes) > 1:
                    nodes = in_order(nodes)
            return nodes

        return advance

    def _step(self, step: Step, scope: Scope) -> Advance:
        axis = AXES[step.axis]
        test = test_of(step.axis, step.test, self._compiler.namespaces, strict=self._compiler.strict)
        if not step.predicates:
            return lambda _context, nodes: [found for node in nodes for found in axis(node) if test(found)]
        keep = self.predicates(step.predicates, scope)
        skips_hidden = step.axis not in REVERSE

        def advance(context: Context, nodes: list[Node]) -> list[Node]:
            found: list[Node] = []
            for node in nodes:
                found.extend(
                    keep(
                        context,
                        [one for one in axis(node) if test(one) and (one.is_shown or not skips_hidden)],
                    )
                )
            return found

        return advance

    def predicates(self, trees: tuple[Expression, ...], scope: Scope) -> Advance:
        """Keeps the nodes for which each predicate holds in turn; a number is a position."""
        runs = [self._compiler.compile(tree, scope) for tree in trees]

        def keep(context: Context, nodes: list[Node]) -> list[Node]:
            for run in runs:
                size = len(nodes)
                nodes = [
                    node
                    for position, node in enumerate(nodes, 1)
                    if _holds(run(Context(context.world, node, context.current, position, size)), position)
                ]
            return nodes

        return keep


def _holds(value: Value, position: int) -> bool:
    if isinstance(value, float):
        return value == position
    return to_boolean(value)


def _shown(nodes: list[Node]) -> list[Node]:
    return [node for node in nodes if node.is_shown]


def _top(node: Node) -> Node:
    while node.parent is not None:
        node = node.parent
    return node


def in_order(nodes: list[Node]) -> list[Node]:
    """Each node once, in document order."""
    seen: dict[int, Node] = {id(node): node for node in nodes}
    return sorted(seen.values(), key=lambda node: node.order())


def _shallower(one: Slot, other: Slot | None) -> Slot:
    return other if other is not None and other.depth < one.depth else one


def _outside_repeat(slot: Slot, anchor: Slot) -> Slot:
    return anchor if slot.depth >= anchor.depth else slot


def _common(one: Slot, other: Slot) -> Slot:
    """The innermost slot both are below or at."""
    while one.depth > other.depth and one.parent:
        one = one.parent
    while other.depth > one.depth and other.parent:
        other = other.parent
    while one is not other and one.parent and other.parent:
        one, other = one.parent, other.parent
    return one
