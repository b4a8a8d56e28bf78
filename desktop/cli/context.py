"""What every command is handed: the global options, and how to open the store."""

import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from desktop.clock import Clock
from desktop.errors import BadInput
from desktop.i18n import _
from desktop.services.roster import Services

MOST_BYTES = 64 * 1024
"""A passphrase is a line; a device or a film given by mistake is not read to its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Globals:
    """Options that stand before or after the sub-command."""

    store: Path
    passphrase_file: Path | None
    json: bool
    lang: str | None


class Program(Protocol):
    """The part of the program that opens stores; app.wiring is one."""

    clock: Clock

    def open(self, folder: Path, passphrase: str | None) -> AbstractContextManager[Services]: ...

    def needs_passphrase(self, folder: Path) -> bool: ...


class Context:
    """One run of one command."""

    def __init__(self, program: Program, options: Globals) -> None:
        self.program = program
        self.options = options

    @contextmanager
    def services(self) -> Iterator[Services]:
        """The open store, signed in; closed again at the end."""
        passphrase = self.passphrase(asking=self.program.needs_passphrase(self.options.store))
        with self.program.open(self.options.store, passphrase) as services:
            if why := services.upkeep.why_only_read():
                print(why, file=sys.stderr)  # what only reads goes on all the same
            yield services

    def passphrase(self, *, asking: bool) -> str | None:
        """From the file, the environment, or (when `asking`, on a terminal) the keyboard."""
        if self.options.passphrase_file is not None:
            return read_passphrase(self.options.passphrase_file)
        from_environment = os.environ.get("MILEPOST_PASSPHRASE")
        if from_environment:
            return from_environment
        if asking and sys.stdin is not None and sys.stdin.isatty():
            import getpass

            return getpass.getpass(_("Passphrase: "))
        return None


def read_passphrase(path: Path) -> str:
    """The first line of the file. Raises BadInput when it cannot be read or is empty."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise BadInput(_("The passphrase file {name} is larger than 64 KiB.").format(name=path.name))
        lines = content.decode("utf-8").splitlines()
    except (OSError, ValueError) as problem:
        raise BadInput(
            _("The passphrase file {name} cannot be read.").format(name=path.name),
            _("Check the name and its permissions."),
        ) from problem
    if not lines or not lines[0]:
        raise BadInput(_("The passphrase file {name} is empty.").format(name=path.name))
    return lines[0]
