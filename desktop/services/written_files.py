"""A file that a person lets be written: whole or not at all, and what had its name stays until the new one is whole."""

import os
import secrets
import stat
from collections.abc import Callable
from pathlib import Path
from typing import IO

_FOR_ALL, _FOR_ME = 0o666, 0o600


def replace_file(path: Path, content: bytes, *, is_secret: bool = False) -> None:
    """Raises OSError, or ValueError for what cannot be a file's name. A secret is readable by its owner alone."""
    replace_with(path, lambda out: out.write(content), is_secret=is_secret)


def replace_with(path: Path, fill: Callable[[IO[bytes]], object], *, is_secret: bool = False) -> None:
    """As `replace_file`, where `fill` writes what the file will hold.

    A file that is there keeps its rights, and a link goes on pointing to it.
    """
    target = path.resolve() if path.is_symlink() else path.absolute()
    unfinished = target.parent / f".milepost-{secrets.token_hex(8)}.part"
    how = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(unfinished, how, _FOR_ME if is_secret else _FOR_ALL)
    try:
        with os.fdopen(handle, "w+b") as out:
            fill(out)
            out.flush()
            os.fsync(out.fileno())  # people pull the stick out as soon as they are told that it is done
        if not is_secret and target.exists():
            unfinished.chmod(stat.S_IMODE(target.stat().st_mode))
        os.replace(unfinished, target)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
