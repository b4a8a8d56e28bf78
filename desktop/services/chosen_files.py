"""A file that a person chose, dropped or named: read within a bound, so that a film or a device fills no memory."""

from pathlib import Path

from desktop.errors import BadInput
from desktop.i18n import _

MEGABYTE = 1024 * 1024
LARGEST_MEGABYTES = 256


def read_chosen(path: Path, megabytes: int = LARGEST_MEGABYTES) -> bytes:
    """Raises BadInput where it cannot be read, or has no end (a device) within the bound."""
    try:
        with open(path, "rb") as file:
            content = file.read(megabytes * MEGABYTE + 1)
    except (OSError, ValueError) as problem:
        raise BadInput(
            _("The file {name} cannot be read.").format(name=path.name),
            _("Check that it is still there and that you may open it."),
        ) from problem
    if len(content) > megabytes * MEGABYTE:
        raise BadInput(
            _("{name} is larger than {limit} MB.").format(name=path.name, limit=megabytes),
            _("Make it smaller, or split it."),
        )
    return content
