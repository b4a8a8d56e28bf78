"""Makes the product's random choices follow from the seed, so that a history can be had again."""

import random
import secrets
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any


@contextmanager
def settled_by(seed: int) -> Iterator[random.Random]:
    """Within, names, tokens and incarnations are drawn from the seed."""
    source = random.Random(seed)
    drawn: dict[Any, dict[str, Any]] = {
        secrets: {
            "token_hex": lambda size=32: source.randbytes(size).hex(),
            "token_urlsafe": lambda size=32: source.randbytes(size).hex(),
            "randbelow": source.randrange,
            "choice": lambda items: _one_of(source, items),
        },
        uuid: {"uuid4": lambda: uuid.UUID(bytes=source.randbytes(16), version=4)},
    }
    before = {module: {name: getattr(module, name) for name in names} for module, names in drawn.items()}
    _put(drawn)
    try:
        yield source
    finally:
        _put(before)


def _put(functions: dict[Any, dict[str, Any]]) -> None:
    for module, named in functions.items():
        for name, function in named.items():
            setattr(module, name, function)


def _one_of(source: random.Random, items: Sequence[str]) -> str:
    return items[source.randrange(len(items))]
