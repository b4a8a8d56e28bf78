"""Filters on fixed lists: `instance('id')/root/item[a = b and ...]` starts from a hash index."""

from __future__ import annotations

from desktop.forms.xpath.compiling import Compiling, Stepping
from desktop.forms.xpath.nodes import Node
from desktop.forms.xpath.slots import Scope
from desktop.forms.xpath.syntax import Binary, Call, Expression, Filter, NameTest, Negate, Path, Step, Text
from desktop.forms.xpath.values import atom_of
from desktop.forms.xpath.world import Context, Run


def compile_lookup(compiler: Compiling, stepping: Stepping, path: Path, scope: Scope) -> Run | None:
    """The path by way of the index; None where it is not of that shape."""
    match path.start:
        case Call(name="instance", arguments=(Text(value=name),)):
            pass
        case _:
            return None
    at = next((i for i, step in enumerate(path.steps) if step.predicates), None)
    if at is None or not all(_names_child(step) for step in path.steps[: at + 1]):
        return None
    if any(map(_asks_position, path.steps[at].predicates[:1])):
        return None
    found = _indexable(_conjuncts(path.steps[at].predicates[0]))
    if found is None:
        return None
    column, key, others = found
    inner = scope.inside((), None)
    key_run = compiler.compile(key, inner)
    keep = stepping.predicates((*others, *path.steps[at].predicates[1:]), inner)
    slow_keep = stepping.predicates(path.steps[at].predicates, inner)
    advance = stepping.steps(path.steps[at + 1 :], inner, flat=True)
    names = tuple(step.test.name for step in path.steps[: at + 1] if isinstance(step.test, NameTest))

    def run(context: Context) -> list[Node]:
        wanted = atom_of(key_run(context))
        if isinstance(wanted, str | float) and not isinstance(wanted, bool):
            return advance(context, keep(context, context.world.items_where(name, names, column, wanted)))
        return advance(context, slow_keep(context, _scan(context, name, names)))

    return run


def _scan(context: Context, name: str, names: tuple[str, ...]) -> list[Node]:
    root = context.world.instance(name)
    nodes: list[Node] = [] if root is None else [root]
    for wanted in names:
        nodes = [child for node in nodes for child in node.children() if child.name == wanted]
    return nodes


def _names_child(step: Step) -> bool:
    return step.axis == "child" and isinstance(step.test, NameTest) and step.test.name != "*"


def _conjuncts(tree: Expression) -> list[Expression]:
    if isinstance(tree, Binary) and tree.op == "and":
        return [*_conjuncts(tree.left), *_conjuncts(tree.right)]
    return [tree]


def _indexable(parts: list[Expression]) -> tuple[str, Expression, tuple[Expression, ...]] | None:
    for place, part in enumerate(parts):
        if not isinstance(part, Binary) or part.op != "=":
            continue
        for column, key in ((part.left, part.right), (part.right, part.left)):
            name = _column(column)
            if name and _stands_alone(key):
                return name, key, tuple(parts[:place] + parts[place + 1 :])
    return None


def _column(tree: Expression) -> str:
    match tree:
        case Path(
            absolute=False,
            start=None,
            steps=(Step(axis="child", test=NameTest(prefix="", name=name), predicates=()),),
        ):
            return "" if name == "*" else name
    return ""


def _stands_alone(tree: Expression) -> bool:
    """True where the value is the same for every item."""
    match tree:
        case Path(absolute=absolute, start=start):
            return absolute or (start is not None and _stands_alone(start))
        case Call(name="current", arguments=()):
            return True
        case Call(name=name, arguments=arguments):
            return bool(arguments) and name not in ("once",) and all(map(_stands_alone, arguments))
        case Binary(left=left, right=right):
            return _stands_alone(left) and _stands_alone(right)
        case Negate(operand=operand):
            return _stands_alone(operand)
        case Filter(primary=primary):
            return _stands_alone(primary)
    return True


def _asks_position(tree: Expression) -> bool:
    match tree:
        case Call(name="position" | "last", arguments=()):
            return True
        case Call(arguments=arguments):
            return any(map(_asks_position, arguments))
        case Binary(left=left, right=right):
            return _asks_position(left) or _asks_position(right)
        case Negate(operand=operand):
            return _asks_position(operand)
    return False
