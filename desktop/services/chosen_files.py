"""A file that a person chose, dropped or named: read within a bound, so that a film or a device fills no memory."""

import os
import stat
from pathlib import Path
from typing import IO

from desktop.errors import BadInput
from desktop.exchange.limits import MAX_BYTES, megabytes
from desktop.i18n import _

MEGABYTE = 1024 * 1024
LARGEST_MEGABYTES = 256


def read_chosen_table(path: Path) -> bytes:
    """A table or an IATI file: one larger than what can be imported is refused before it is read."""
    return read_chosen(path, megabytes(MAX_BYTES))


def read_chosen(path: Path, megabytes: int = LARGEST_MEGABYTES) -> bytes:
    """Raises BadInput where it cannot be read, or has no end (a device) within the bound."""
    try:
        with open(path, "rb") as file:
            content = _read_within(file, megabytes * MEGABYTE)
    except (OSError, ValueError) as problem:
        raise BadInput(
            _("The file {name} cannot be read.").format(name=path.name),
            _("Check that it is still there and that you may open it."),
        ) from problem
    if content is None:
        raise BadInput(
            _("{name} is larger than {limit} MB.").format(name=path.name, limit=megabytes),
            _("Make it smaller, or split it."),
        )
    return content


def _read_within(file: IO[bytes], bound: int) -> bytes | None:
    """None for what is larger: a file says so itself, a device is read in pieces up to the bound."""
    about = os.fstat(file.fileno())
    expected = about.st_size if stat.S_ISREG(about.st_mode) else 0
    if expected > bound:
        return None
    content = file.read(expected + 1)  # one more tells whether it grew meanwhile
    if len(content) <= expected:
        return content
    pieces, size = [content], len(content)
    while size <= bound and (piece := file.read(MEGABYTE)):
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces) if size <= bound else None
