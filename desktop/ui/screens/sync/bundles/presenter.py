"""What went and came on sticks, whose keys are known, and what is carried for others; knows no Qt."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from desktop.errors import UserError
from desktop.i18n import _
from desktop.services.syncing.bundle_records import CarriedRecord, KeyRecord, PartyRecord, TravelRecord
from desktop.services.syncing.bundles import ENDING, BundleService
from desktop.ui.screens.sync.bundles import words
from desktop.ui.shell import FileKinds, Shell


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """All the page shows, read at one go."""

    travels: tuple[TravelRecord, ...]
    recipients: tuple[PartyRecord, ...]
    carried: tuple[CarriedRecord, ...]
    key: KeyRecord


class BundlesScreen(Protocol):
    def show_way(self, sentence: str, *, may_write: bool) -> None: ...

    def show_travels(self, travels: Sequence[TravelRecord]) -> None: ...

    def show_key(self, key: KeyRecord, added: Sequence[PartyRecord]) -> None: ...

    def show_carried(self, carried: Sequence[CarriedRecord]) -> None: ...

    def ask_for_key(self) -> None: ...

    def open_writing(self) -> None: ...

    def open_taking(self, path: Path | None) -> None: ...


class BundlesPresenter:
    def __init__(self, screen: BundlesScreen, shell: Shell) -> None:
        self._screen, self._shell = screen, shell

    @property
    def bundles(self) -> BundleService:
        return self._shell.services.bundles

    def reload(self) -> None:
        bundles = self.bundles
        self._shell.jobs.start(
            lambda _progress: read_snapshot(bundles),
            done=self._read,
            failed=self._shell.show_problem,
            title=_("Reading the list of bundles"),
        )

    def _read(self, found: Snapshot) -> None:
        self._screen.show_way(words.way_sentence(found.travels), may_write=bool(found.recipients))
        self._screen.show_travels(found.travels)
        self._screen.show_key(found.key, [one for one in found.recipients if one.kind == "added"])
        self._screen.show_carried(found.carried)

    def add_key(
        self, text: str, name: str, done: Callable[[], None], failed: Callable[[UserError], None]
    ) -> None:
        """Trust a pasted key; the form stays open where that fails, and says why."""
        bundles = self.bundles

        def added(one: PartyRecord) -> None:
            done()
            self._shell.toast(
                _("{name} is known now. Compare the fingerprint by telephone: {print}").format(
                    name=one.name, print=one.fingerprint
                )
            )
            self.reload()

        self._shell.jobs.start(
            lambda _progress: bundles.add_key(text, name or None),
            done=added,
            failed=failed,
            title=_("Adding a key"),
        )

    def forget_key(self, one: PartyRecord) -> None:
        """Trust it no longer, after a question."""
        self._shell.confirm(
            _("Trust {name} no longer?").format(name=one.name),
            _("What came from there stays. Bundles from there are refused until you add the key again."),
            verb=_("Trust no longer"),
            then=lambda: self._then(lambda bundles: bundles.forget_key(one.id)),
        )

    def hand_on(self, one: CarriedRecord) -> None:
        """Write a carried bundle to a stick, as it is."""
        path = self._shell.choose_target(_("Hand the bundle on"), one.name, file_kinds())
        if path is None:
            return
        bundles = self.bundles

        def write(_progress: object) -> Path:
            bundles.hand_on(one.name, path)
            return path

        self._shell.jobs.start(
            write, done=self._shell.exported, failed=self._shell.show_problem, title=_("Handing on a bundle")
        )

    def drop(self, one: CarriedRecord) -> None:
        """Carry it no longer, after a question."""
        self._shell.confirm(
            _("Carry {name} no longer?").format(name=one.name),
            _("It is taken off this laptop. Hand it on first if it has not reached whom it is for."),
            verb=_("Carry no longer"),
            then=lambda: self._then(lambda bundles: bundles.drop(one.name)),
        )

    def _then(self, act: Callable[[BundleService], object]) -> None:
        bundles = self.bundles
        self._shell.jobs.start(
            lambda _progress: act(bundles),
            done=lambda _answer: self.reload(),
            failed=self._shell.show_problem,
            title=_("Bundles"),
        )


def read_snapshot(bundles: BundleService) -> Snapshot:
    return Snapshot(
        travels=bundles.travels(),
        recipients=bundles.recipients(),
        carried=bundles.carried(),
        key=bundles.key(),
    )


def file_kinds() -> FileKinds:
    return ((_("Bundles of Milepost"), (f"*{ENDING}",)), (_("All files"), ("*",)))
