"""How a function of the expression language is declared."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from desktop.forms.xpath.values import Value

Body = Callable[..., Value]
MANY = 1 << 30
B = TypeVar("B", bound=Body)


@dataclass(frozen=True, slots=True)
class Function:
    """`body(context, *values)`; `is_pure`: equal arguments always give the equal value."""

    body: Body
    fewest: int
    most: int
    is_pure: bool


class Table(dict[str, Function]):
    """Functions by name, filled by decoration."""

    def function(self, name: str, fewest: int, most: int, *, pure: bool = True) -> Callable[[B], B]:
        def keep(body: B) -> B:
            self[name] = Function(body, fewest, most, pure)
            return body

        return keep
