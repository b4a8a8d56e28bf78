"""A seeded draw from a frame: the same seed and frame give the same sample on every laptop."""

from collections.abc import Sequence
from hashlib import sha256


def draw(frame: Sequence[str], size: int, seed: str) -> tuple[str, ...]:
    """`size` of the frame in the order to be visited; those after them are the replacements, in theirs."""
    return order(frame, seed)[: max(size, 0)]


def replacements(frame: Sequence[str], size: int, seed: str) -> tuple[str, ...]:
    return order(frame, seed)[max(size, 0) :]


def order(frame: Sequence[str], seed: str) -> tuple[str, ...]:
    """The whole frame by lot: each unit's lot depends on the seed and itself alone, not on its place."""
    return tuple(sorted(set(frame), key=lambda unit: sha256(f"{seed}\0{unit}".encode()).digest()))
