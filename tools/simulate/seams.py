"""Where a test may put a broken part into the simulated world, to see that the simulator finds it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import Any


@dataclass(frozen=True, slots=True)
class Seam:
    """A part by its module and name, and what makes the broken one out of the right one."""

    module: str
    name: str
    broken: Callable[[Any], Any]


@contextmanager
def opened(seams: Sequence[Seam]) -> Iterator[None]:
    """Within, the broken parts are in place."""
    owners = [_owner(seam) for seam in seams]
    before = [getattr(owner, name) for owner, name in owners]
    for (owner, name), seam, right in zip(owners, seams, before, strict=True):
        setattr(owner, name, seam.broken(right))
    try:
        yield
    finally:
        for (owner, name), right in zip(owners, before, strict=True):
            setattr(owner, name, right)


def _owner(seam: Seam) -> tuple[Any, str]:
    """`Class.method` names a method of a class in the module."""
    owner: Any = import_module(seam.module)
    *path, name = seam.name.split(".")
    for part in path:
        owner = getattr(owner, part)
    return owner, name
