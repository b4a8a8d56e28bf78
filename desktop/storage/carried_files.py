"""Bundles for somebody else that this laptop carries: kept as they came, sealed, and handed on as they are."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from desktop.storage.folder import Profile

_PIECE_BYTES = 1 << 20
_GROWING = ".part"


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """One file; `name` is what it was called, with a number where another is called so."""

    name: str
    path: Path
    size_bytes: int


class CarriedFiles:
    """A folder of the profile."""

    def __init__(self, profile: Profile) -> None:
        self._folder = profile.folder / "carried"

    def all(self) -> tuple[Carried, ...]:
        """By name."""
        if not self._folder.is_dir():
            return ()
        files = sorted(path for path in self._folder.iterdir() if path.suffix != _GROWING and path.is_file())
        return tuple(_carried(path) for path in files)

    def keep(self, source: Path) -> Carried:
        """Copy it in; the same file twice is kept once. Raises OSError."""
        self._folder.mkdir(exist_ok=True, mode=0o700)
        there = next((one for one in self.all() if _is_same(one.path, source)), None)
        if there is not None:
            return there
        name = Path(source.name)
        while name.suffix == _GROWING:  # half a copy is called so here, and not listed
            name = name.with_suffix("")
        target = _free(self._folder / name)
        copy_whole(source, target)
        return _carried(target)

    def find(self, name: str) -> Carried | None:
        return next((one for one in self.all() if one.name == name), None)

    def drop(self, name: str) -> None:
        found = self.find(name)
        if found is not None:
            found.path.unlink(missing_ok=True)


def copy_whole(source: Path, target: Path) -> None:
    """Complete and on the disk under its name, or not there at all. Raises OSError."""
    growing = target.with_name(f"{target.name}{_GROWING}")
    try:
        with open(source, "rb") as given, open(growing, "wb") as out:
            shutil.copyfileobj(given, out, _PIECE_BYTES)
            out.flush()
            os.fsync(out.fileno())  # sticks are pulled out as soon as it says done
        os.replace(growing, target)
    except BaseException:
        growing.unlink(missing_ok=True)
        raise


def _carried(path: Path) -> Carried:
    return Carried(name=path.name, path=path, size_bytes=path.stat().st_size)


def _is_same(one: Path, other: Path) -> bool:
    if one.stat().st_size != other.stat().st_size:
        return False
    with open(one, "rb") as mine, open(other, "rb") as theirs:
        while piece := mine.read(_PIECE_BYTES):
            if piece != theirs.read(_PIECE_BYTES):
                return False
    return True


def _free(path: Path) -> Path:
    number = 2
    free = path
    while free.exists():
        free = path.with_name(f"{path.stem} {number}{path.suffix}")
        number += 1
    return free
