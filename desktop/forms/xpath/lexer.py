"""Splits an expression into tokens, after the disambiguation rules of XPath 1.0, 3.7."""

import re
from dataclasses import dataclass

from desktop.forms.xpath.syntax import ExpressionError

_NCNAME = r"[^\W\d][\w.\-·]*"
_TOKEN = re.compile(
    rf"""\s*(?:
    (?P<number>\d+(?:\.\d*)?|\.\d+)
  | (?P<text>"[^"]*"|'[^']*')
  | (?P<symbol>::|\.\.|//|!=|<=|>=|[()\[\].@,/|+\-=<>*$])
  | (?P<name>{_NCNAME}(?::(?:{_NCNAME}|\*))?(?<![.\-:])|{_NCNAME}(?::(?!:)(?:{_NCNAME}|\*))?)
    )""",
    re.VERBOSE,
)
_OPERATOR_NAMES = frozenset({"and", "or", "mod", "div"})
_BEFORE_OPERAND = frozenset({"", "@", "::", "(", "[", ",", "$"})
_OPERATORS = frozenset(
    {"and", "or", "mod", "div", "*", "/", "//", "|", "+", "-", "=", "!=", "<", "<=", ">", ">="}
)


@dataclass(frozen=True, slots=True)
class Token:
    """`kind` is number, text, name, symbol, operator or end; `column` counts from 1."""

    kind: str
    value: str
    column: int


def tokens_of(source: str) -> list[Token]:
    """All tokens of `source`, with one of kind `end` behind them."""
    found: list[Token] = []
    at = 0
    end = len(source.rstrip())
    while at < end:
        match = _TOKEN.match(source, at)
        if match is None:
            column = at + len(source[at:]) - len(source[at:].lstrip()) + 1
            raise ExpressionError("unreadable", source[column - 1 : column + 9], column)
        kind = match.lastgroup or ""
        found.append(_token(kind, match.group(kind), match.start(kind) + 1, found))
        at = match.end()
    found.append(Token("end", "", end + 1))
    return found


def _token(kind: str, value: str, column: int, before: list[Token]) -> Token:
    if kind == "text":
        return Token("text", value[1:-1], column)
    if (value == "*" or value in _OPERATOR_NAMES) and _operand_stands(before):
        return Token("operator", value, column)
    if kind == "symbol" and value in _OPERATORS and value != "*" and value not in ("/", "//"):
        return Token("operator", value, column)
    return Token(kind, value, column)


def _operand_stands(before: list[Token]) -> bool:
    """True where an operand ends just before, so that `*` or `div` is an operator."""
    if not before:
        return False
    last = before[-1]
    return last.kind != "operator" and not (
        last.kind == "symbol" and last.value in ("@", "::", "(", "[", ",", "$", "/", "//")
    )
