"""A file that a person lets be written: whole or not at all, and what had its name stays until the new one is whole."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO


def replace_file(path: Path, content: bytes) -> None:
    """Raises OSError, or ValueError for what cannot be a file's name."""
    replace_with(path, lambda out: out.write(content))


def replace_with(path: Path, fill: Callable[[IO[bytes]], object]) -> None:
    """As `replace_file`, where `fill` writes what the file will hold."""
    handle, unfinished = tempfile.mkstemp(dir=path.absolute().parent, prefix=".milepost-", suffix=".part")
    try:
        with os.fdopen(handle, "w+b") as out:
            fill(out)
            out.flush()
            os.fsync(out.fileno())  # people pull the stick out as soon as they are told that it is done
        os.replace(unfinished, path)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise
