"""What a screen may ask of the window around it; free of Qt, so that presenters may name it.

A screen is a QWidget made by `make_screen(shell)` in its `view.py`. What it may answer besides stands in
`frame/screens.py`: `show_record(record_id)`, `show_part(name)`, `on_changed(changed)`, `flush()`, `panes()`,
`screen_actions()`. The frame calls `on_changed` of every open screen after each commit.
"""

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from desktop.errors import UserError
from desktop.services.roster import Services
from desktop.settings.preferences import Preferences
from desktop.ui.jobs import Jobs
from desktop.ui.sync_run import SyncRun

FileKinds = Sequence[tuple[str, Sequence[str]]]
"""Words and patterns of a file dialog: `((_("Tables"), ("*.csv", "*.xlsx")),)`."""


class Change(Protocol):
    """What one commit changed; `areas` are table names, no `ids` means any record of them."""

    @property
    def areas(self) -> frozenset[str]: ...

    @property
    def ids(self) -> frozenset[UUID]: ...

    @property
    def origin(self) -> str:
        """One of `person`, `sync` and `upkeep`."""


class Shell(Protocol):
    """The window as its screens know it. Everything here is called on the window's thread."""

    @property
    def services(self) -> Services:
        """Every service of the open store."""

    @property
    def jobs(self) -> Jobs:
        """What may take over 50 ms goes through here."""

    @property
    def sync_run(self) -> SyncRun:
        """The one sync at a time, by press or by schedule."""

    @property
    def preferences(self) -> Preferences:
        """How this window looks and locks."""

    def prefer(self, preferences: Preferences) -> None:
        """Take over changed preferences: the look at once, another language by making the window again."""

    def leave_to_restore(self) -> None:
        """Close the store and open the page on which a backup is chosen to go back to."""

    def leave_to_begin(self) -> None:
        """Close the store and open the first start, for another person or another store."""

    def go_to(self, screen_key: str, record_id: UUID | None = None, *, part: str = "") -> None:
        """Show another screen, one record in it, and a part (tab) of that record: `go_to("visits", id, part="photos")`.

        Keys: today, projects, visits, actions, reports, library, form, sync, settings.
        """

    def watch(self, areas: Collection[str], reload: Callable[[Change], None]) -> Callable[[], None]:
        """Call `reload` after each commit that touched one of the tables; the answer ends it. No area means all."""

    def saving(self) -> None:
        """Something typed is on its way to the store."""

    def saved(self) -> None:
        """It is there: the bar says "Saved 10:42"."""

    def not_saved(self, problem: UserError, again: Callable[[], None]) -> None:
        """It is not there: the text stays, the red bar says why and tries `again`."""

    def toast(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Say what was just done, with Undo on offer where it can be taken back."""

    def notice(self, text: str) -> None:
        """A soft remark that asks for nothing, such as a colleague's change that arrived."""

    def show_problem(self, problem: UserError) -> None:
        """Say what could not be done and what to do now, with details to copy."""

    def confirm(
        self, question: str, explanation: str, *, verb: str, then: Callable[[], None], danger: bool = True
    ) -> None:
        """Ask before what cannot be undone, and call `then` on yes; the button repeats `verb`, Cancel has the focus."""

    def choose_files(self, title: str, kinds: FileKinds = (), *, several: bool = False) -> tuple[Path, ...]:
        """Files to read; empty when the person thought better of it."""

    def choose_target(self, title: str, suggested_name: str, kinds: FileKinds = ()) -> Path | None:
        """Where to write an export, overwriting already agreed; None when the person thought better of it."""

    def exported(self, path: Path) -> None:
        """Say that the file is written, with Open and Show in folder."""

    def recall(self, key: str, default: Any = None) -> Any:
        """What this person's window remembered under `key`: columns, filters, splitters."""

    def remember(self, key: str, value: Any) -> None:
        """Keep a plain (JSON) value for the next start; on this laptop only."""
