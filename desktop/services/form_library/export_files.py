"""Writes the file of an export: whole or not at all, the same bytes for the same data."""

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO

from desktop.errors import BadInput
from desktop.i18n import _
from desktop.services.written_files import replace_with

_ALWAYS = (1980, 1, 1, 0, 0, 0)
"""The time on each entry of a ZIP."""


def put_all(out: IO[bytes], files: Mapping[str, bytes]) -> None:
    """A ZIP of these files."""
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in files.items():
            put(packed, name, content)


def put(packed: zipfile.ZipFile, name: str, content: bytes, how: int = zipfile.ZIP_DEFLATED) -> None:
    """One more file in a ZIP."""
    entry = zipfile.ZipInfo(name, _ALWAYS)
    entry.compress_type = how
    packed.writestr(entry, content)


def write_whole(path: Path, fill: Callable[[IO[bytes]], object]) -> None:
    """Whole or not at all. Raises BadInput."""
    try:
        replace_with(path, fill)
    except OSError as problem:
        raise BadInput(
            _("The file {name} cannot be written.").format(name=path.name),
            _("Choose another folder, or free some space."),
        ) from problem
