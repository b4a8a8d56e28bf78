"""What every list command shares: how much of it, and in which order."""

from typing import Annotated

import typer

from desktop.i18n import _

Limit = Annotated[int | None, typer.Option(min=0, help=_("How many at most."))]
Offset = Annotated[int, typer.Option(min=0, help=_("How many to leave out at the beginning."))]
Sort = Annotated[str, typer.Option(help=_("Sort by; a minus before it turns the order round."))]
Search = Annotated[str, typer.Option(help=_("Only what holds this text."))]

EVERYTHING = 1_000_000


def sort_order(sort: str) -> tuple[str, bool]:
    """`-title` is title, downwards."""
    return sort.removeprefix("-"), sort.startswith("-")


def last_wanted(limit: int | None, offset: int) -> int:
    """How many rows to read so that the wanted ones are among them."""
    return EVERYTHING if limit is None else min(offset + limit, EVERYTHING)
