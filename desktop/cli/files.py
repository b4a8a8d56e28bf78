"""Files that a command writes: whole or not at all."""

import os
from pathlib import Path

from desktop.errors import BadInput
from desktop.i18n import _
from desktop.services.written_files import replace_file


def require_free(path: Path, *, force: bool | None = None) -> None:
    """Before long work: raises BadInput where `path` is taken, or no file can stand there.

    `force` is the command's own option, None where it has none.
    """
    if os.path.isdir(path):
        raise BadInput(_("{name} is a folder.").format(name=path.name), _("Name a file."))
    if os.path.exists(path) and not force:
        raise BadInput(
            _("{name} exists already and was left as it is.").format(name=path.name),
            _("Name a new file.")
            if force is None
            else _("Name another file, or write over it with --force."),
        )
    folder = path.absolute().parent
    if not os.path.isdir(folder):
        raise BadInput(_("There is no folder {folder}.").format(folder=folder))


def write_file(path: Path, content: bytes) -> None:
    """Whole or not at all. Raises BadInput."""
    try:
        replace_file(path, content)
    except (OSError, ValueError) as problem:
        raise BadInput(
            _("The file {name} cannot be written.").format(name=path.name),
            _("Choose another folder, or free some space."),
        ) from problem
