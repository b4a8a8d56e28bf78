"""What the simulator says when a promise is broken."""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Violation(Exception):
    """An invariant does not hold; `invariant` is the name of the function that found it."""

    def __init__(self, invariant: str, sentence: str) -> None:
        super().__init__(f"{invariant}: {sentence}")
        self.invariant = invariant
        self.sentence = sentence


class PowerCut(Exception):
    """The machine is off: what was not committed is gone."""


@contextmanager
def nothing_unforeseen() -> Iterator[None]:
    """Within, a fault that nobody foresaw breaks a promise as well: it would stop every sync after it."""
    try:
        yield
    except (Violation, PowerCut):
        raise
    except Exception as fault:
        frames = traceback.extract_tb(fault.__traceback__)
        ours = [frame for frame in frames if Path(frame.filename).parent.parent.name in ("sync", "server")]
        places = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(ours[-4:]))
        said = f"{type(fault).__name__} at {places}: {fault}"
        raise Violation("i11_nothing_blocks_the_queue", said) from fault
