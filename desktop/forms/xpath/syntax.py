"""The parts an expression is made of, as the parser hands them to the compiler."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Number:
    value: float


@dataclass(frozen=True, slots=True)
class Text:
    value: str


@dataclass(frozen=True, slots=True)
class Binary:
    """`left op right`; op is one of or and = != < <= > >= + - * div mod |."""

    op: str
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class Negate:
    operand: "Expression"


@dataclass(frozen=True, slots=True)
class Call:
    name: str
    arguments: tuple["Expression", ...]
    column: int


@dataclass(frozen=True, slots=True)
class NameTest:
    """`*`, `p:*`, `name` or `p:name`; an empty prefix is no prefix, name `*` is any."""

    prefix: str
    name: str


@dataclass(frozen=True, slots=True)
class KindTest:
    """`node()`, `text()`, `comment()` or `processing-instruction('target')`."""

    kind: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    axis: str
    test: NameTest | KindTest
    predicates: tuple["Expression", ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """A location path; `start` is the expression a filtered path begins with."""

    absolute: bool
    steps: tuple[Step, ...]
    start: "Expression | None" = None


@dataclass(frozen=True, slots=True)
class Filter:
    """A primary expression with predicates: `instance('a')[1]`."""

    primary: "Expression"
    predicates: tuple["Expression", ...]


Expression = Number | Text | Binary | Negate | Call | Path | Filter


class ExpressionError(Exception):
    """An expression that cannot be read or compiled: a code, a word it is about, and the column."""

    def __init__(self, code: str, about: str = "", column: int = 0) -> None:
        super().__init__(f"{code}: {about} (column {column})")
        self.code, self.about, self.column = code, about, column
