"""`./run bench soak`: see `mornings`."""

from pathlib import Path

from tools.bench.measuring import Outcome
from tools.bench.mornings import soak


def run(folder: Path, rounds: int, *, quick: bool) -> list[Outcome]:
    return soak(folder, quick=quick)
