"""Decides what stands on Today: my visits, what needs me, deadlines, and whether my work is safe."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from desktop.errors import UserError
from desktop.i18n import _, pgettext
from desktop.progress import Progress
from desktop.services.actions.records import ActionRow
from desktop.services.today.service import DeadlineRow, TodayRecord
from desktop.services.visits.records import VisitRow
from desktop.ui.screens.today.words import (
    conflict_words,
    overdue_words,
    returned_words,
    to_approve_words,
    to_verify_words,
)
from desktop.ui.shell import Change, Shell


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What waits for the person, all of one kind: words, a link, and where it leads."""

    kind: str
    count: int
    title: str
    detail: str
    link: str
    screen: str
    record_id: UUID | None = None
    part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Safety:
    """Where the work lies."""

    unsent: int
    oldest: datetime | None
    is_enrolled: bool
    last_sync: datetime | None
    last_backup: datetime | None
    files_pending: int


class TodayScreen(Protocol):
    def show_today(self, today: TodayRecord, needs: tuple[Need, ...], safety: Safety) -> None: ...

    def show_backing_up(self, is_running: bool) -> None: ...


class TodayPresenter:
    def __init__(self, screen: TodayScreen, shell: Shell) -> None:
        self._screen, self._shell = screen, shell

    def begin(self) -> None:
        self.reload()

    def reload(self) -> None:
        """Gather off the window's turn; counting what is unsent may take a moment in a large store."""
        services = self._shell.services

        def gather(_progress: Progress) -> tuple[TodayRecord, Safety, int]:
            state = services.standing.state()
            backups = services.upkeep.backups()
            safety = Safety(
                unsent=state.unsent,
                oldest=state.oldest,
                is_enrolled=state.enrolled,
                last_sync=state.last_run,
                last_backup=max((one.made_at for one in backups), default=None),
                files_pending=state.files_pending,
            )
            return services.today.overview(), safety, state.conflicts

        self._shell.jobs.start(gather, done=self._gathered, failed=self._shell.show_problem)

    def _gathered(self, answer: tuple[TodayRecord, Safety, int]) -> None:
        today, safety, conflicts = answer
        self._screen.show_today(today, needs_of(today, conflicts), safety)

    def on_changed(self, changed: Change) -> None:
        if changed.areas != {"local_settings"}:
            self.reload()

    def open_visit(self, visit: VisitRow) -> None:
        self._shell.go_to("visits", visit.id)

    def open_deadline(self, deadline: DeadlineRow) -> None:
        part = "report" if deadline.screen == "visits" else ""
        self._shell.go_to(deadline.screen, deadline.record_id, part=part)

    def open_need(self, need: Need) -> None:
        self._shell.go_to(need.screen, need.record_id, part=need.part)

    def go_on(self, visit: VisitRow | None) -> None:
        """The primary button: the newest work, or a first visit."""
        if visit is None:
            self.plan()
        else:
            self._shell.go_to("visits", visit.id, part="findings")

    def plan(self) -> None:
        self._shell.go_to("visits", part="new")

    def to_sync(self) -> None:
        self._shell.go_to("sync")

    def back_up(self) -> None:
        self._screen.show_backing_up(True)
        upkeep = self._shell.services.upkeep
        self._shell.jobs.start(
            lambda _progress: upkeep.back_up(),
            done=lambda _made: self._backed_up(),
            failed=self._not_backed_up,
            title=_("Backing up"),
        )

    def _backed_up(self) -> None:
        self._screen.show_backing_up(False)
        self._shell.toast(_("The backup is made and checked."))
        self.reload()

    def _not_backed_up(self, problem: UserError) -> None:
        self._screen.show_backing_up(False)
        self._shell.show_problem(problem)


def needs_of(today: TodayRecord, conflicts: int) -> tuple[Need, ...]:
    """Decisions first, then what came back, what is late, what waits for a check."""
    makers: tuple[Callable[[], Need | None], ...] = (
        lambda: _conflicts(conflicts),
        lambda: _returned(today.returned),
        lambda: _overdue(today.overdue),
        lambda: _to_verify(today.to_verify),
        lambda: _to_approve(today.to_approve),
    )
    return tuple(need for make in makers if (need := make()) is not None)


def count_of(needs: Iterable[Need]) -> int:
    """How many things wait, which is more than how many lines say it."""
    return sum(need.count for need in needs)


def _conflicts(count: int) -> Need | None:
    if not count:
        return None
    return Need(
        kind="conflict",
        count=count,
        title=conflict_words(count),
        detail=_("Two people wrote the same field; both values are kept."),
        link=_("Decide"),
        screen="sync",
        part="conflicts",
    )


def _returned(rows: tuple[VisitRow, ...]) -> Need | None:
    if not rows:
        return None
    return Need(
        kind="returned",
        count=len(rows),
        title=returned_words(len(rows)),
        detail=", ".join(row.code for row in rows[:3]),
        link=pgettext("verb", "Open"),
        screen="visits",
        record_id=rows[0].id,
    )


def _overdue(rows: tuple[ActionRow, ...]) -> Need | None:
    if not rows:
        return None
    oldest = rows[0]
    return Need(
        kind="overdue",
        count=len(rows),
        title=overdue_words(len(rows)),
        detail=_("Oldest {days} days: {title}").format(days=oldest.days_late, title=oldest.title),
        link=pgettext("verb", "Open"),
        screen="actions",
        record_id=oldest.id,
    )


def _to_verify(rows: tuple[ActionRow, ...]) -> Need | None:
    if not rows:
        return None
    return Need(
        kind="verify",
        count=len(rows),
        title=to_verify_words(len(rows)),
        detail=rows[0].title,
        link=_("Verify"),
        screen="actions",
        record_id=rows[0].id,
    )


def _to_approve(rows: tuple[VisitRow, ...]) -> Need | None:
    if not rows:
        return None
    return Need(
        kind="approve",
        count=len(rows),
        title=to_approve_words(len(rows)),
        detail=", ".join(row.code for row in rows[:3]),
        link=_("Review"),
        screen="visits",
        record_id=rows[0].id,
        part="report",
    )
