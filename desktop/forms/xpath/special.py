"""Functions that see their arguments unevaluated: lazy ones, and those about places in the tree."""

from __future__ import annotations

from collections.abc import Callable

from desktop.forms.xpath.binding import Placed, bind
from desktop.forms.xpath.compiling import Compiling
from desktop.forms.xpath.nodes import Node
from desktop.forms.xpath.parser import parse
from desktop.forms.xpath.slots import Dependency, Scope, Slot, deepest_shared_repeat
from desktop.forms.xpath.syntax import Call, Expression, ExpressionError, KindTest, NameTest, Path, Text
from desktop.forms.xpath.values import Value, atom_of, to_boolean, to_nodes, to_number, to_string
from desktop.forms.xpath.world import Context, Run

Special = Callable[[Compiling, Call, Scope], Run]


def _take(call: Call, fewest: int, most: int) -> None:
    if not fewest <= len(call.arguments) <= most:
        raise ExpressionError("arguments", call.name, call.column)


def _if(compiler: Compiling, call: Call, scope: Scope) -> Run:
    _take(call, 3, 3)
    test, then, otherwise = (compiler.compile(argument, scope) for argument in call.arguments)
    return lambda context: then(context) if to_boolean(test(context)) else otherwise(context)


def _coalesce(compiler: Compiling, call: Call, scope: Scope) -> Run:
    _take(call, 1, 1 << 30)
    runs = [compiler.compile(argument, scope) for argument in call.arguments]

    def run(context: Context) -> Value:
        for one in runs:
            value = atom_of(one(context))
            if value != "" and value == value:
                return value
        return ""

    return run


def _once(compiler: Compiling, call: Call, scope: Scope) -> Run:
    _take(call, 1, 1)
    fresh = compiler.compile(call.arguments[0], scope)

    def run(context: Context) -> Value:
        own = context.current.string()
        return own if own != "" else fresh(context)

    return run


def _position(compiler: Compiling, call: Call, scope: Scope) -> Run:
    _take(call, 0, 1)
    if not call.arguments:
        return lambda context: float(context.position)
    ups = _ups(call.arguments[0])
    if ups is not None and scope.here:
        return _own_position(ups, scope)
    before = len(scope.notes)
    of = compiler.compile(call.arguments[0], scope)
    around = {id(slot) for place in scope.here for slot in (place, *place.ancestors())}
    scope.notes[before:] = [
        Dependency(note.target, note.anchor, True) if id(note.target) in around else note
        for note in scope.notes[before:]
    ]
    return lambda context: _place_of(to_nodes(of(context)))


def _ups(tree: Expression) -> int | None:
    """How many parents `.`, `..` or `../..` goes up; None where the path is another one."""
    if not isinstance(tree, Path) or tree.absolute or tree.start is not None:
        return None
    plain = all(
        step.test == KindTest("node") and not step.predicates and step.axis in ("self", "parent")
        for step in tree.steps
    )
    return sum(step.axis == "parent" for step in tree.steps) if plain else None


def _own_position(ups: int, scope: Scope) -> Run:
    """The position of an instance does not hang on its relevance."""
    for slot in scope.here:
        for _level in range(ups):
            slot = slot.parent or slot
        scope.notes.append(Dependency(slot, slot, True))

    def run(context: Context) -> float:
        node = context.node
        for _level in range(ups):
            node = node.parent or node
        return _place_of([node])

    return run


def _place_of(nodes: list[Node]) -> float:
    if not nodes:
        return float("nan")
    node = nodes[0]
    number = getattr(node, "number", 0)
    if number:
        return float(number)
    if node.parent is None:
        return 1.0
    family = [one for one in node.parent.children() if one.name == node.name and one.kind == node.kind]
    return float(next((place for place, one in enumerate(family, 1) if one is node), 1))


def _last(_compiler: Compiling, call: Call, _scope: Scope) -> Run:
    _take(call, 0, 0)
    return lambda context: float(context.size)


def _current(_compiler: Compiling, call: Call, scope: Scope) -> Run:
    _take(call, 0, 0)
    if scope.current is not None:
        scope.notes.append(Dependency(scope.current, scope.current))
    return lambda context: [context.current]


def _instance(compiler: Compiling, call: Call, scope: Scope) -> Run:
    _take(call, 1, 1)
    name = compiler.compile(call.arguments[0], scope)

    def run(context: Context) -> Value:
        root = context.world.instance(to_string(name(context)))
        return [] if root is None else [root]

    return run


def _choice_name(compiler: Compiling, call: Call, scope: Scope) -> Run:
    _take(call, 2, 2)
    value, question = (compiler.compile(argument, scope) for argument in call.arguments)
    if isinstance(call.arguments[1], Text):
        compiler.compile(parse(call.arguments[1].value), scope)  # for its dependencies
    return lambda context: context.world.choice_label(
        to_string(value(context)), to_string(question(context)).strip(), context.current
    )


def _indexed_repeat(compiler: Compiling, call: Call, scope: Scope) -> Run:
    """`indexed-repeat(leaf, repeat, index, ...)`: up to three levels, out of range nothing."""
    if len(call.arguments) not in (3, 5, 7):
        raise ExpressionError("arguments", call.name, call.column)
    indexes = [compiler.compile(argument, scope) for argument in call.arguments[2::2]]
    base = scope.here[0] if scope.here else scope.current
    if base is None:
        return _indexed_by_name(call, indexes)
    leaf = _slot_of(call.arguments[0], scope, call)
    repeats = [_slot_of(argument, scope, call) for argument in call.arguments[1::2]]
    shared = deepest_shared_repeat(base, repeats[0].parent or repeats[0]) or base.root
    scope.notes.append(Dependency(leaf, shared))
    ups = base.depth - shared.depth
    way = [slot for slot in (leaf, *leaf.ancestors()) if slot.depth > shared.depth][::-1]
    uses_current = not scope.here

    def run(context: Context) -> Value:
        node: Placed = context.current if uses_current else context.node  # type: ignore[assignment]
        for _level in range(ups):
            node = node.parent  # type: ignore[assignment]
        for slot in way:
            held = node.slots[slot.index]
            if isinstance(held, list):
                at = to_number(indexes[repeats.index(slot)](context)) if slot in repeats else 1.0
                if not 1 <= at <= len(held):
                    return []
                node = held[int(at) - 1]
            else:
                node = held
        return [node] if node.is_shown else []

    return run


def _slot_of(tree: Expression, scope: Scope, call: Call) -> Slot:
    bound = None
    match tree:
        case Path(start=None):
            bound = bind(tree.steps, scope, absolute=tree.absolute, from_current=False)
        case Path(start=Call(name="current")):
            bound = bind(tree.steps, scope, absolute=False, from_current=True)
    if bound is None or not isinstance(tree, Path) or bound.used < len(tree.steps):
        raise ExpressionError("expected_path", call.name, call.column)
    return bound.slot


def _indexed_by_name(call: Call, indexes: list[Run]) -> Run:
    """The same over plain XML, where steps are matched by name."""
    leaf, *repeats = (call.arguments[0], *call.arguments[1::2])
    if not isinstance(leaf, Path) or not all(isinstance(repeat, Path) for repeat in repeats):
        raise ExpressionError("expected_path", call.name, call.column)
    ends = {
        len(repeat.steps): index
        for repeat, index in zip(repeats, indexes, strict=True)
        if isinstance(repeat, Path)
    }

    def run(context: Context) -> Value:
        node: Node = context.node
        while node.parent is not None:
            node = node.parent
        nodes = [node]
        for depth, step in enumerate(leaf.steps, 1):
            name = step.test.name if isinstance(step.test, NameTest) else ""
            nodes = [child for one in nodes for child in one.children() if child.name == name]
            if depth in ends:
                at = to_number(ends[depth](context))
                nodes = nodes[int(at) - 1 : int(at)] if at >= 1 else []
        return nodes

    return run


SPECIAL: dict[str, Special] = {
    "if": _if,
    "coalesce": _coalesce,
    "once": _once,
    "position": _position,
    "last": _last,
    "current": _current,
    "instance": _instance,
    "jr:choice-name": _choice_name,
    "indexed-repeat": _indexed_repeat,
}
