"""Turns a syntax tree into one Python closure, its constants folded and its paths bound."""

from __future__ import annotations

import math
from collections.abc import Callable

from desktop.forms.xpath import values
from desktop.forms.xpath.functions import AS_CLIENTS_DO, FUNCTIONS
from desktop.forms.xpath.parser import parse
from desktop.forms.xpath.paths import PathCompiler
from desktop.forms.xpath.slots import Scope
from desktop.forms.xpath.special import SPECIAL
from desktop.forms.xpath.syntax import (
    Binary,
    Call,
    Expression,
    ExpressionError,
    Filter,
    Negate,
    Number,
    Path,
    Text,
)
from desktop.forms.xpath.values import Value, to_boolean, to_number
from desktop.forms.xpath.world import Run


class Compiler:
    """Compiles expressions of one form, or, `strict`, of plain XML after XPath 1.0 to the letter."""

    def __init__(self, namespaces: dict[str, str] | None = None, *, strict: bool = False) -> None:
        self.namespaces = namespaces or {}
        self.strict = strict
        self.number = values.to_number_or_days if strict else to_number
        self._functions = FUNCTIONS if strict else FUNCTIONS | AS_CLIENTS_DO
        self.paths = PathCompiler(self)

    def compile_text(self, source: str, scope: Scope) -> Run:
        """The closure for `source`; ExpressionError where it is no expression."""
        return self.compile(parse(source), scope)

    def compile(self, tree: Expression, scope: Scope) -> Run:
        run = self._compile(tree, scope)
        if isinstance(tree, Binary | Negate | Call) and is_constant(tree):
            value = run(None)  # type: ignore[arg-type]  # a constant asks nothing of its place
            return lambda _context: value
        return run

    def _compile(self, tree: Expression, scope: Scope) -> Run:
        match tree:
            case Number(value=value) | Text(value=value):
                return lambda _context: value
            case Negate(operand=operand):
                inner = self.compile(operand, scope)
                return lambda context: -to_number(inner(context))
            case Binary():
                return self._binary(tree, scope)
            case Call():
                return self._call(tree, scope)
            case Path():
                return self.paths.path(tree, scope)
            case Filter():
                return self.paths.filter(tree, scope)

    def _binary(self, tree: Binary, scope: Scope) -> Run:
        left, right = self.compile(tree.left, scope), self.compile(tree.right, scope)
        match tree.op:
            case "or":
                return lambda context: to_boolean(left(context)) or to_boolean(right(context))
            case "and":
                return lambda context: to_boolean(left(context)) and to_boolean(right(context))
            case "|":
                return self.paths.union(left, right)
            case "=" | "!=":
                absent: tuple[str, ...] = () if self.strict else ("",)
                same = values.equal if tree.op == "=" else values.unequal
                return lambda context: same(left(context), right(context), absent)
            case "<" | "<=" | ">" | ">=":
                compare = values.ordering(tree.op, self.number)
                return lambda context: compare(left(context), right(context))
            case _:
                work, number = ARITHMETIC[tree.op], self.number
                return lambda context: work(number(left(context)), number(right(context)))

    def _call(self, tree: Call, scope: Scope) -> Run:
        special = SPECIAL.get(tree.name)
        if special is not None:
            return special(self, tree, scope)
        function = self._functions.get(tree.name)
        if function is None:
            raise ExpressionError("unknown_function", tree.name, tree.column)
        if not function.fewest <= len(tree.arguments) <= function.most:
            raise ExpressionError("arguments", tree.name, tree.column)
        return _calling(function.body, [self.compile(argument, scope) for argument in tree.arguments])


def _calling(body: Callable[..., Value], arguments: list[Run]) -> Run:
    if not arguments:
        return lambda context: body(context)
    if len(arguments) == 1:
        (only,) = arguments
        return lambda context: body(context, only(context))
    if len(arguments) == 2:
        first, second = arguments
        return lambda context: body(context, first(context), second(context))
    return lambda context: body(context, *[argument(context) for argument in arguments])


def is_constant(tree: Expression) -> bool:
    """True where the value can be worked out before there is a form."""
    match tree:
        case Number() | Text():
            return True
        case Negate(operand=operand):
            return is_constant(operand)
        case Binary(left=left, right=right):
            return is_constant(left) and is_constant(right)
        case Call(name=name, arguments=arguments):
            function = FUNCTIONS.get(name)
            return function is not None and function.is_pure and all(map(is_constant, arguments))
        case _:
            return False


def _divide(a: float, b: float) -> float:
    if b != 0:
        return a / b
    if a == 0 or a != a or b != b:
        return math.nan
    return math.copysign(math.inf, a) * math.copysign(1.0, b)


def _modulo(a: float, b: float) -> float:
    return math.fmod(a, b) if math.isfinite(a) and b == b and b != 0 else math.nan


ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "div": _divide,
    "mod": _modulo,
}
