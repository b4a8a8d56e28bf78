"""Who changes what and why: told to a connection for as long as a unit of work lasts, asked by its capture triggers.

It lives with the connection and not in a table: a row written and taken away again in each commit costs a page of it.
"""

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from weakref import WeakValueDictionary

Execute = Callable[[str, tuple[Any, ...]], Any]
"""Runs a statement with its values, by whichever way the caller holds the transaction open."""

_PARTS = ("actor", "action", "session", "reason", "seen", "undoes")
SAID = ", ".join(f"author_said('{part}')" for part in _PARTS)
"""The open author as SQL, for the columns of `NAMED`."""
NAMED = ", ".join(_PARTS)


class _Author(dict[str, Any]):
    """Of one connection; empty where nobody writes. It goes with the connection, which alone keeps it."""


_numbers = itertools.count(1)
_authors: WeakValueDictionary[int, _Author] = WeakValueDictionary()


def introduce(raw: Any) -> None:
    """Make a raw SQLite connection able to be told its author; without it no captured table can be written to."""
    author, number = _Author(), next(_numbers)
    _authors[number] = author
    # No function of ours: Ctrl+C would be raised within it, and SQLite make an error of its own of that.
    raw.create_function("author_said", 1, author.get)
    raw.create_function("author_number", 0, number.__int__)


@contextmanager
def authored(
    execute: Execute,
    *,
    actor: str,
    action: str,
    reason: str | None = None,
    seen: int | None = None,
    session: str | None = None,
    undoes: str | None = None,
) -> Iterator[None]:
    """What is written within is theirs; `undoes` names the action taken back. To be opened inside the transaction."""
    author = _author_of(execute)
    author.update(actor=actor, action=action, reason=reason, seen=seen, session=session, undoes=undoes)
    try:
        yield
    finally:  # by no statement: what failed may have closed the connection
        author.clear()


@contextmanager
def having_seen(execute: Execute, seen: int, session: str) -> Iterator[None]:
    """Within, the open author writes as one who had seen that much, in an editing session apart."""
    author = _author_of(execute)
    before = dict(author)
    author.update(seen=seen, session=session)
    try:
        yield
    finally:
        author.update(before)


def _author_of(execute: Execute) -> _Author:
    ((number,),) = execute("SELECT author_number()", ()).fetchall()
    return _authors[number]
