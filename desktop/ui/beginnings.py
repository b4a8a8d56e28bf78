"""Makes the first store of a person: empty, joined to an office, or filled with demo data."""

import shutil
from collections.abc import Callable
from pathlib import Path

from desktop.clock import Clock
from desktop.errors import UserError
from desktop.i18n import _
from desktop.progress import Cancelled, Progress
from desktop.services.accounts.service import create_store
from desktop.services.roster import Services
from desktop.ui.screens.first_start.presenter import Begun, Way, Wish

OpenStore = Callable[[Path, str | None], Services]


class StoreBeginnings:
    """What a first start makes and then does not finish is taken away again: nothing half done stays."""

    def __init__(self, folder: Path, open_store: OpenStore, clock: Clock) -> None:
        self._folder, self._open, self._clock = folder, open_store, clock
        self.opened: Services | None = None
        """The store that was made, open; whoever began takes it over."""

    def make(self, wish: Wish, progress: Progress) -> Begun:
        steps = 3 if wish.way is Way.JOIN else 2
        progress.step(0, steps, _("Making the keys"))
        was_there = self._folder.exists()
        try:
            made = create_store(
                self._folder,
                passphrase=wish.passphrase,
                name=wish.name,
                email=wish.email or None,
                office_code=wish.office or None,
                clock=self._clock,
                use_keyring=not wish.ask_each_time,
            )
            progress.step(1, steps, _("Opening the store"))
            services = self._open(self._folder, wish.passphrase)
            if wish.way is Way.JOIN:
                progress.step(2, steps, _("Joining the office"))
                self._join(
                    services, wish, Progress(lambda _done, _total, what: progress.step(2, steps, what))
                )
        except (UserError, Cancelled):
            if not was_there:
                shutil.rmtree(self._folder, ignore_errors=True)
            raise
        progress.step(steps, steps)
        self.opened = services
        return Begun(folder=self._folder, recovery_secret=made.recovery_secret)

    def _join(self, services: Services, wish: Wish, progress: Progress) -> None:
        try:
            services.syncing.enrol(wish.server, wish.code, progress)
            services.accounts.sign_in()
        except (UserError, Cancelled):
            services.close()
            raise

    def make_demo(self, progress: Progress) -> Begun:
        """The invented region, in a profile of its own beside the one that real work will use."""
        from desktop.services.demo.service import make_demo_store

        folder = free_folder(self._folder.with_name("demo"))
        try:
            made = make_demo_store(folder, self._clock, progress)
            self.opened = self._open(folder, made.passphrase)
        except (UserError, Cancelled):
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return Begun(folder=folder, recovery_secret="")


def free_folder(wanted: Path) -> Path:
    """`wanted`, or with a number after it where that name is taken."""
    number, folder = 1, wanted
    while folder.exists():
        number += 1
        folder = wanted.with_name(f"{wanted.name}-{number}")
    return folder


def passphrase_beside(folder: Path) -> str | None:
    """What the demo wrote beside its folder where there is no key ring; real stores have no such file."""
    try:
        return folder.with_name(f"{folder.name}-passphrase.txt").read_text("utf-8").strip() or None
    except OSError:
        return None
