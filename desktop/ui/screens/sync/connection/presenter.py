"""Says how the way to the server stands, looks at it, and keeps how this laptop goes there; knows no Qt."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol
from urllib.parse import urlsplit

from desktop.errors import UserError
from desktop.i18n import _
from desktop.services.syncing.records import LookRecord, ProblemRecord
from desktop.services.syncing.sync_state import SyncState
from desktop.settings.sync_settings import SyncSettings
from desktop.ui import formats
from desktop.ui.change_words import moment_words
from desktop.ui.screens.sync import words
from desktop.ui.shell import Shell

_MARKS = {"ok": "well", "failed": "ILL", "not_looked": "?"}
"""Of the diagnosis, which who helps reads in any language."""


class ConnectionScreen(Protocol):
    def show_state(self, lines: Sequence[tuple[str, str]]) -> None:
        """Words and values, one below another."""

    def show_troubles(self, told: Sequence[tuple[str, str, str]], has_any: bool) -> None:
        """When, what, and what to do, newest first."""

    def show_settings(self, settings: SyncSettings) -> None: ...

    def show_settings_problem(self, sentence: str) -> None:
        """What cannot be kept; empty where all is well."""

    def show_looking(self, is_looking: bool) -> None: ...

    def show_look(self, looked: Sequence[LookRecord]) -> None: ...

    def copy(self, text: str) -> None:
        """Put on the clipboard."""


class ConnectionPresenter:
    def __init__(self, screen: ConnectionScreen, shell: Shell) -> None:
        self._screen, self._shell = screen, shell
        self._state: SyncState | None = None
        self._troubles: tuple[ProblemRecord, ...] = ()
        self._settings = SyncSettings()
        self._password: str | None = None
        self._looked: tuple[LookRecord, ...] = ()
        self._is_looking = False

    def show(self, state: SyncState, troubles: Sequence[ProblemRecord], settings: SyncSettings) -> None:
        """Take over what was read."""
        self._state, self._troubles, self._settings = state, tuple(troubles), settings
        now = self._shell.services.clock()
        self._screen.show_state(_state_lines(state, settings, now))
        self._screen.show_troubles(
            [(moment_words(one.at, now), one.what, one.what_now) for one in self._troubles[:5]],
            bool(self._troubles),
        )
        self._screen.show_settings(settings)

    # Settings: each takes effect as it is chosen

    def chosen(self, **changes: Any) -> None:
        """Keep the settings with these values changed; an address that is none is told and not kept."""
        wanted = replace(self._settings, **changes)
        if wanted == self._settings:
            return
        if wanted.proxy == "manual" and not wanted.proxy_address:
            self._settings = wanted  # until an address is written nothing of it can be kept
            self._screen.show_settings(wanted)
            return
        self._keep(wanted, None)

    def times_typed(self, text: str) -> None:
        """09:00, 13:30 and so on."""
        times = tuple(part for part in text.replace(";", ",").replace(" ", ",").split(",") if part)
        if times:
            self.chosen(times=times)

    def password_typed(self, text: str) -> None:
        """To the key ring, or to this session where there is none."""
        if text and text != self._password:
            self._password = text
            if self._settings.proxy == "manual" and self._settings.proxy_address:
                self._keep(self._settings, text)

    def _keep(self, wanted: SyncSettings, password: str | None) -> None:
        try:
            is_kept = self._shell.services.syncing.set_settings(wanted, password)
        except UserError as problem:
            self._screen.show_settings_problem(problem.sentence())
            return
        self._settings = self._shell.services.syncing.settings()
        self._screen.show_settings_problem("")
        if not is_kept:
            self._shell.notice(
                _("No key ring answers, so the password is remembered until the window closes.")
            )

    # Looking

    def look(self) -> None:
        """Each step of the way, in the background; with the proxy as it is written now."""
        if self._is_looking:
            return
        self._is_looking = True
        self._screen.show_looking(True)
        syncing, settings, password = self._shell.services.syncing, self._settings, self._password
        self._shell.jobs.start(
            lambda _progress: syncing.look_at_the_way(settings, password),
            done=self._seen,
            failed=self._not_seen,
            title=_("Looking at the way to the server"),
        )

    def _seen(self, looked: tuple[LookRecord, ...]) -> None:
        self._is_looking, self._looked = False, looked
        self._screen.show_looking(False)
        self._screen.show_look(looked)

    def _not_seen(self, problem: UserError) -> None:
        self._is_looking = False
        self._screen.show_looking(False)
        self._screen.show_settings_problem(problem.sentence())

    def check_copy(self) -> None:
        """Sync, and hold all that is here against the server's."""
        if not self._shell.sync_run.start(check_copy=True):
            self._shell.notice(_("A sync is under way. Check the copy once it is through."))

    def move_all_files(self) -> None:
        """Sync, with the large files too, whatever the connection costs."""
        if not self._shell.sync_run.start(all_files=True):
            self._shell.notice(_("A sync is under way. Ask for the large files once it is through."))

    def copy_diagnosis(self) -> None:
        """What helps who helps: codes and counts, no names and nothing of the work."""
        self._screen.copy(self.diagnosis())
        self._shell.notice(_("The diagnosis is on the clipboard."))

    def diagnosis(self) -> str:
        from desktop.services.upkeep.diagnostics import program_version

        state, settings = self._state, self._settings
        lines = [f"Milepost {program_version()}", f"now {self._shell.services.clock().isoformat()}"]
        if state is not None:
            last = state.last_run.isoformat() if state.last_run else "never"
            lines += [
                f"server {urlsplit(state.server).hostname or 'none'}",
                f"last run {last}",
                f"unsent {state.unsent}, waiting {state.waiting}, set aside {state.quarantined},"
                f" to decide {state.conflicts}, files {state.files_pending}",
            ]
        lines.append(
            f"schedule {settings.schedule}, proxy {settings.proxy}, limit {settings.limit_kbps} kbit/s"
        )
        lines += [f"{_MARKS[one.state]} {one.step}: {one.sentence}" for one in self._looked]
        lines += [f"{one.at.isoformat()} {one.code} {one.detail}".rstrip() for one in self._troubles]
        return "\n".join(lines)


def _state_lines(state: SyncState, settings: SyncSettings, now: datetime) -> list[tuple[str, str]]:
    last = _("never")
    if state.last_run is not None:
        what = words.run_words(state.last_report) if state.last_report else ""
        last = ": ".join(part for part in (moment_words(state.last_run, now), what) if part)
    return [
        (_("Server"), formats.isolated(state.server) if state.server else _("none yet")),
        (_("Last run"), last),
        (_("Next run"), next_words(state, settings)),
        (_("Only here"), _since_words(state, now)),
    ]


def next_words(state: SyncState, settings: SyncSettings) -> str:
    """When the schedule wants the next run."""
    if not state.enrolled:
        return _("once this laptop has joined an office")
    if settings.schedule == "off":
        return _("when you press Sync now")
    if settings.schedule == "every":
        said = _("every {minutes} minutes while Milepost is open").format(minutes=settings.every_minutes)
    else:
        said = _("at {times}, or as soon as Milepost is open").format(times=", ".join(settings.times))
    return (
        _("{when}, where the connection costs nothing extra").format(when=said)
        if settings.only_unmetered
        else said
    )


def _since_words(state: SyncState, now: datetime) -> str:
    if not state.unsent:
        return _("nothing")
    count = formats.number(state.unsent)
    if state.oldest is None:
        return count
    return _("{count} records, the oldest since {when}").format(
        count=count, when=moment_words(state.oldest, now)
    )
