"""Files and folders dropped together: which are forms, and which belong beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.services.chosen_files import read_chosen

MOST_FILES = 500
_HEAD = 4_000
_WORKBOOKS = frozenset({".xlsx", ".xls", ".xlsm"})


@dataclass(frozen=True, slots=True)
class Dropped:
    """A form's file, and the files that were given with it."""

    form: Path
    beside: tuple[Path, ...]


def sort_dropped(paths: Sequence[Path]) -> tuple[Dropped, ...]:
    """One for each form; where none looks like a form each is taken for one, so that its import says why not."""
    files: list[Path] = []
    for path in paths:
        files += (
            sorted(one for one in path.rglob("*") if one.is_file())[:MOST_FILES] if path.is_dir() else [path]
        )
    files = [one for one in files if not one.name.startswith((".", "~$"))]
    forms = [one for one in files if is_form(one)]
    beside = tuple(one for one in files if one not in forms)
    return tuple(Dropped(form, beside) for form in forms) or tuple(Dropped(one, ()) for one in files)


def read_beside(paths: Sequence[Path]) -> dict[str, bytes]:
    """Their contents by name. Raises BadInput for one that cannot be read."""
    return {path.name: read_chosen(path) for path in paths}


def is_form(path: Path) -> bool:
    """Whether the file looks like a form; a look at its first line, not an import."""
    ending = path.suffix.lower()
    if ending in _WORKBOOKS:
        return True
    if ending not in (".csv", ".xml"):
        return False
    try:
        with open(path, "rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return False
    if ending == ".xml":
        return b"xforms" in head
    first = head.decode("utf-8-sig", "replace").strip().partition("\n")[0].lower()
    cells = {cell.strip(' "\r') for cell in first.replace(";", ",").replace("\t", ",").split(",")}
    return "survey" in cells or {"type", "name"} <= cells
