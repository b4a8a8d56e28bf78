"""Who changes what and why: told to a connection for as long as a unit of work lasts, asked by its capture triggers.

It lives with the connection and not in a table: a row written and taken away again in each commit costs a page of it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_PARTS = ("actor", "action", "session", "reason", "seen", "undoes")
SAID = ", ".join(f"author_said('{part}')" for part in _PARTS)
"""The open author as SQL, for the columns of `NAMED`."""
NAMED = ", ".join(_PARTS)
AUTHOR = "author"
"""Where a pool keeps it, in what it notes of a connection."""


class Author(dict[str, Any]):
    """Of one connection, for as long as it lives; empty where nobody writes."""


def introduce(raw: Any) -> Author:
    """Make a raw SQLite connection able to be told its author; without it no captured table can be written to."""
    author = Author()
    # No function of ours: Ctrl+C would be raised within it, and SQLite make an error of its own of that.
    raw.create_function("author_said", 1, author.get)
    return author


@contextmanager
def authored(
    author: Author,
    *,
    actor: str,
    action: str,
    reason: str | None = None,
    seen: int | None = None,
    session: str | None = None,
    undoes: str | None = None,
) -> Iterator[None]:
    """What is written within is theirs; `undoes` names the action taken back. To be opened inside the transaction.

    Raises UnicodeEncodeError for half a letter.
    """
    said = {"actor": actor, "action": action, "reason": reason, "session": session, "undoes": undoes}
    for words in said.values():
        (
            words or ""
        ).encode()  # what no store can hold is refused here: the triggers could not say what it is
    author.update(said, seen=seen)
    try:
        yield
    finally:  # by no statement: what failed may have closed the connection
        author.clear()


@contextmanager
def having_seen(author: Author, seen: int, session: str) -> Iterator[None]:
    """Within, the open author writes as one who had seen that much, in an editing session apart."""
    before = dict(author)
    author.update(seen=seen, session=session)
    try:
        yield
    finally:
        author.update(before)
