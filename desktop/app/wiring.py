"""Builds the program around one open store: what works without one first, then every service."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.clock import Clock, system_clock
from desktop.services.accounts import service as accounts
from desktop.services.roster import Services


class Milepost:
    """The program as window and command line know it."""

    def __init__(self, clock: Clock = system_clock) -> None:
        self.clock = clock

    def needs_passphrase(self, folder: Path) -> bool:
        return accounts.needs_passphrase(folder)

    def open_services(self, folder: Path, passphrase: str | None) -> Services:
        """Unlock, migrate if need be, sign in. Raises StoreProblem; the caller closes the services."""
        services = Services(accounts.unlock(folder, passphrase=passphrase, clock=self.clock), self.clock)
        try:
            services.accounts.sign_in()
        except BaseException:
            services.close()
            raise
        return services

    @contextmanager
    def open(self, folder: Path, passphrase: str | None) -> Iterator[Services]:
        services = self.open_services(folder, passphrase)
        try:
            yield services
        finally:
            services.close()
