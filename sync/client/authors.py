"""Who changes what and why: told to a connection for as long as a unit of work lasts, asked by its capture triggers.

It lives with the connection and not in a table: a row written and taken away again in each commit costs a page of it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

Execute = Callable[[str, tuple[Any, ...]], Any]
"""Runs a statement with its values, by whichever way the caller holds the transaction open."""

_PARTS = ("actor", "action", "session", "reason", "seen", "undoes")
SAID = ", ".join(f"author_said('{part}')" for part in _PARTS)
"""The open author as SQL, for the columns of `NAMED`."""
NAMED = ", ".join(_PARTS)


def introduce(raw: Any) -> None:
    """Make a raw SQLite connection able to be told its author; without it no captured table can be written to."""
    author: dict[str, Any] = {}

    def tell(*parts: Any) -> None:
        author.update(zip(_PARTS, parts, strict=True))

    raw.create_function("author_said", 1, author.get)
    raw.create_function("author_is", len(_PARTS), tell)
    raw.create_function("author_is_done", 0, author.clear)


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
    _tell(execute, actor, action, session, reason, seen, undoes)
    try:
        yield
    finally:
        execute("SELECT author_is_done()", ()).fetchall()


@contextmanager
def having_seen(execute: Execute, seen: int, session: str) -> Iterator[None]:
    """Within, the open author writes as one who had seen that much, in an editing session apart."""
    (before,) = execute(f"SELECT {SAID}", ()).fetchall()
    actor, action, _, reason, _, undoes = before
    _tell(execute, actor, action, session, reason, seen, undoes)
    try:
        yield
    finally:
        _tell(execute, *before)


def _tell(execute: Execute, *parts: Any) -> None:
    execute("SELECT author_is(?, ?, ?, ?, ?, ?)", parts).fetchall()
