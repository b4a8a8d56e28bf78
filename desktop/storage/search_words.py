"""Typed words as the full-text index takes them."""

import re
from collections.abc import Sequence

from desktop.rules.folding import fold

_TOKENS = re.compile(r"[^\W_]+")


LONGEST_ASKED = 1_000
MOST_ASKED = 32
"""What is looked for by its beginning: a pasted page would make a question that takes minutes and all memory."""


def match_of(words: str) -> str:
    """An FTS5 query: each word, quoted so that nothing typed is taken for an operator, begins a word."""
    return " ".join(f'"{word}"*' for word in _asked(words))


def holds(columns: Sequence[str], words: str) -> bool:
    """What FTS5 would answer for `match_of(words)` on the folded words of an entry."""
    columns = [_spaced(column) for column in columns]
    return all(any(_spaced(word) in column for column in columns) for word in _asked(words))


def _asked(words: str) -> list[str]:
    parts = dict.fromkeys(
        part.replace('"', "") for part in fold(words[:LONGEST_ASKED]).replace("\0", " ").split()
    )
    return [part for part in parts if any(sign.isalnum() for sign in part)][:MOST_ASKED]


def _spaced(text: str) -> str:
    return "".join(f" {token}" for token in _TOKENS.findall(text))
