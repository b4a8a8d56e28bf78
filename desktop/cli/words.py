"""Options that take several words, `field=value` arguments, and numbers as JSON knows them."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, TypeVar

from typer.core import TyperCommand

from desktop.errors import BadInput
from desktop.i18n import _

Row = TypeVar("Row")
LARGEST_EXACT = 2**53


def several(*options: str, words: frozenset[str] | None = None) -> type[TyperCommand]:
    """A command whose `options` take all words that follow: `--site KG06 KG03` besides `--site KG06 --site KG03`.

    With `words`, only those words are taken, so that arguments may follow the option.
    """

    class Greedy(TyperCommand):
        def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
            return super().parse_args(ctx, spread(args, options, words))

    return Greedy


def spread(arguments: Sequence[str], options: Sequence[str], words: frozenset[str] | None) -> list[str]:
    """`--site A B` as `--site A --site B`."""
    spread_out: list[str] = []
    current: str | None = None
    taken = 0
    for word in arguments:
        if word in options:
            current, taken = word, 0
            spread_out.append(word)
        elif (
            current is None
            or (word.startswith("-") and len(word) > 1)
            or (taken and words is not None and word.lower() not in words)
        ):
            current = None
            spread_out.append(word)
        else:
            spread_out += [current, word] if taken else [word]
            taken += 1
    return spread_out


def assignments(words: Sequence[str]) -> dict[str, str]:
    """`field=value` arguments; an empty value empties the field. Raises BadInput for a word without `=`."""
    read: dict[str, str] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or not name:
            raise BadInput(
                _("{word} is not of the form field=value.").format(word=word[:60]),
                _("Write it like title='Skills centres in Batken'."),
            )
        read[name.strip()] = value
    return read


def number(value: Decimal | None) -> int | float | str | None:
    """A JSON number where JSON can hold it exactly, else all digits as text."""
    if value is None:
        return None
    if value == value.to_integral_value() and abs(value) < LARGEST_EXACT:
        return int(value)
    near = float(value)
    return near if Decimal(repr(near)) == value else format(value, "f")


def ratio(value: Decimal | None) -> float | None:
    """A computed share: a plain JSON number."""
    return None if value is None else float(value)


def sort_of(text: str, fallback: str) -> tuple[str, bool]:
    """`-code` sorts by code the other way round."""
    name = text or fallback
    return name.removeprefix("-"), name.startswith("-")


def window_of(page: Callable[[int], Sequence[Row]], limit: int | None, offset: int) -> Sequence[Row]:
    """Rows `offset` to `offset + limit` of a list that pages by key."""
    count = LARGEST_EXACT if limit is None else min(offset + limit, LARGEST_EXACT)
    return page(count)[min(offset, LARGEST_EXACT) :]
