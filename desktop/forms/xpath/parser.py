"""Reads the text of an expression into its syntax tree: all of XPath 1.0's grammar."""

from functools import lru_cache

from desktop.forms.xpath.lexer import Token, tokens_of
from desktop.forms.xpath.syntax import (
    Binary,
    Call,
    Expression,
    ExpressionError,
    Filter,
    KindTest,
    NameTest,
    Negate,
    Number,
    Path,
    Step,
    Text,
)

_LEVELS = (("or",), ("and",), ("=", "!="), ("<", "<=", ">", ">="), ("+", "-"), ("*", "div", "mod"))
_BINDING = {op: strength for strength, ops in enumerate(_LEVELS) for op in ops}
_KINDS = frozenset({"node", "text", "comment", "processing-instruction"})
_AXES = frozenset(
    [
        "ancestor",
        "ancestor-or-self",
        "attribute",
        "child",
        "descendant",
        "descendant-or-self",
        "following",
        "following-sibling",
        "namespace",
        "parent",
        "preceding",
        "preceding-sibling",
        "self",
    ]
)
_ANY = Step("descendant-or-self", KindTest("node"))
_MAX_DEPTH = 80  # some seven Python frames each


@lru_cache(maxsize=8192)
def parse(source: str) -> Expression:
    """The syntax tree of `source`; ExpressionError with a column where it cannot be read."""
    parser = _Parser(tokens_of(source))
    tree = parser.expression()
    parser.expect_end()
    return tree


class _Parser:
    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0

    @property
    def _now(self) -> Token:
        return self._tokens[self._at]

    def _next(self) -> Token:
        token = self._tokens[self._at]
        self._at += 1
        return token

    def _is(self, *values: str) -> bool:
        token = self._now
        return token.kind in ("symbol", "operator") and token.value in values

    def _expect(self, value: str) -> None:
        if not self._is(value):
            raise ExpressionError("expected", value, self._now.column)
        self._at += 1

    def expect_end(self) -> None:
        if self._now.kind != "end":
            raise ExpressionError("unexpected", self._now.value, self._now.column)

    def expression(self) -> Expression:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise ExpressionError("too_deep", "", self._now.column)
        tree = self._binary(0)
        self._depth -= 1
        return tree

    def _binary(self, weakest: int) -> Expression:
        left = self._unary()
        while self._now.kind == "operator" and _BINDING.get(self._now.value, -1) >= weakest:
            op = self._next().value
            left = Binary(op, left, self._binary(_BINDING[op] + 1))
        return left

    def _unary(self) -> Expression:
        signs = 0
        while self._is("-"):
            self._next()
            signs += 1
        operand = self._union()
        for _sign in range(signs):
            operand = Negate(operand)
        return operand

    def _union(self) -> Expression:
        left = self._path()
        while self._is("|"):
            self._next()
            left = Binary("|", left, self._path())
        return left

    def _path(self) -> Expression:
        if self._is("/"):
            self._next()
            return Path(True, self._steps() if self._starts_step() else ())
        if self._is("//"):
            self._next()
            return Path(True, (_ANY, *self._steps()))
        if self._starts_step():
            return Path(False, self._steps())
        start = self._filter()
        if self._is("/"):
            self._next()
            return Path(False, self._steps(), start)
        if self._is("//"):
            self._next()
            return Path(False, (_ANY, *self._steps()), start)
        return start

    def _starts_step(self) -> bool:
        token = self._now
        if token.kind == "symbol":
            return token.value in (".", "..", "@", "*")
        if token.kind != "name":
            return False
        following = self._tokens[self._at + 1]
        is_call = following.kind == "symbol" and following.value == "("
        return not is_call or token.value in _KINDS

    def _steps(self) -> tuple[Step, ...]:
        steps = [self._step()]
        while self._is("/", "//"):
            if self._next().value == "//":
                steps.append(_ANY)
            steps.append(self._step())
        return tuple(steps)

    def _step(self) -> Step:
        if self._is("."):
            self._next()
            return Step("self", KindTest("node"), self._predicates())
        if self._is(".."):
            self._next()
            return Step("parent", KindTest("node"), self._predicates())
        axis = "child"
        if self._is("@"):
            self._next()
            axis = "attribute"
        elif self._now.kind == "name" and self._tokens[self._at + 1].value == "::":
            axis = self._next().value
            if axis not in _AXES:
                raise ExpressionError("unknown_axis", axis, self._now.column)
            self._next()
        return Step(axis, self._test(), self._predicates())

    def _test(self) -> NameTest | KindTest:
        token = self._next()
        if token.value == "*" and token.kind != "text":
            return NameTest("", "*")
        if token.kind != "name":
            raise ExpressionError("expected_name", token.value, token.column)
        if token.value in _KINDS and self._is("("):
            self._next()
            target = self._next().value if self._now.kind == "text" else ""
            self._expect(")")
            return KindTest(token.value, target)
        prefix, _colon, name = token.value.rpartition(":")
        return NameTest(prefix, name)

    def _predicates(self) -> tuple[Expression, ...]:
        found: list[Expression] = []
        while self._is("["):
            self._next()
            found.append(self.expression())
            self._expect("]")
        return tuple(found)

    def _filter(self) -> Expression:
        primary = self._primary()
        predicates = self._predicates()
        return Filter(primary, predicates) if predicates else primary

    def _primary(self) -> Expression:
        token = self._next()
        if token.kind == "number":
            return Number(float(token.value))
        if token.kind == "text":
            return Text(token.value)
        if token.value == "(" and token.kind == "symbol":
            inner = self.expression()
            self._expect(")")
            return inner
        if token.kind == "name" and self._is("("):
            return Call(token.value, self._arguments(), token.column)
        raise ExpressionError(
            "unexpected" if token.kind != "end" else "ends_early", token.value, token.column
        )

    def _arguments(self) -> tuple[Expression, ...]:
        self._expect("(")
        found: list[Expression] = []
        if not self._is(")"):
            found.append(self.expression())
            while self._is(","):
                self._next()
                found.append(self.expression())
        self._expect(")")
        return tuple(found)
