"""Leads through the first start and makes the store at its end; knows no Qt."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from desktop.errors import BadInput, UserError
from desktop.i18n import _
from desktop.progress import Progress
from desktop.ui.jobs import JobHandle, Jobs

SHORTEST_PASSPHRASE = 8


class Way(StrEnum):
    """How a person begins."""

    JOIN = "join"
    NEW = "new"
    DEMO = "demo"


class Step(StrEnum):
    LANGUAGE = "language"
    WAY = "way"
    PASSPHRASE = "passphrase"
    SHEET = "sheet"


STEPS = tuple(Step)


@dataclass(slots=True)
class Draft:
    """What was typed so far; survives a change of language."""

    step: Step = Step.LANGUAGE
    way: Way = Way.NEW
    server: str = ""
    code: str = ""
    name: str = ""
    email: str = ""
    office: str = ""
    ask_each_time: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A store to be made."""

    way: Way
    server: str
    code: str
    name: str
    email: str
    office: str
    passphrase: str
    ask_each_time: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A store that is there now. The demo has no recovery secret."""

    folder: Path
    recovery_secret: str


class Beginnings(Protocol):
    """Makes stores; long work."""

    def make(self, wish: Wish, progress: Progress) -> Begun: ...

    def make_demo(self, progress: Progress) -> Begun: ...


class FirstStartScreen(Protocol):
    def show_step(self, step: Step, draft: Draft) -> None: ...

    def show_problem(self, problem: UserError) -> None: ...

    def show_progress(self, done: int, total: int, what: str) -> None: ...

    def show_busy(self, is_busy: bool) -> None: ...

    def show_sheet(self, begun: Begun, is_kept: bool) -> None: ...

    def ask_without_sheet(self, then: Callable[[], None]) -> None: ...


class FirstStartPresenter:
    def __init__(
        self,
        screen: FirstStartScreen,
        jobs: Jobs,
        beginnings: Beginnings,
        *,
        draft: Draft,
        ways: Sequence[Way],
        finished: Callable[[Begun], None],
    ) -> None:
        self._screen, self._jobs, self._beginnings = screen, jobs, beginnings
        self._finished = finished
        self.draft = draft
        self.ways = tuple(ways)
        self._begun: Begun | None = None
        self._is_kept = False
        self._job: JobHandle | None = None
        self._is_busy = False

    def begin(self) -> None:
        self._screen.show_step(self.draft.step, self.draft)

    def way_chosen(self, way: Way) -> None:
        self.draft.way = way
        self._screen.show_step(Step.WAY, self.draft)

    def back(self) -> None:
        at = STEPS.index(self.draft.step)
        if self._is_busy:
            self.cancel()
        elif self._begun is None and at > 0:
            self._go(STEPS[at - 1])

    def next(self) -> None:
        """One step on; what is missing is said, and nothing moves."""
        if self._is_busy:
            return
        try:
            self._next_from(self.draft.step)
        except BadInput as missing:
            self._screen.show_problem(missing)

    def _next_from(self, step: Step) -> None:
        if step is Step.LANGUAGE:
            self._go(Step.WAY)
        elif step is Step.WAY:
            self._check_way()
            if self.draft.way is Way.DEMO:
                self._make(self._beginnings.make_demo)
            else:
                self._go(Step.PASSPHRASE)
        elif step is Step.SHEET:
            self._leave()

    def _check_way(self) -> None:
        if self.draft.way is Way.JOIN and not (self.draft.server.strip() and self.draft.code.strip()):
            raise BadInput(
                _("The server's address and the code are both needed."),
                _("Your administrator gives them to you. Without them choose another way; joining can wait."),
            )

    def passphrase_typed(self, passphrase: str, again: str) -> None:
        """Make the store, if the passphrase will do."""
        if self._is_busy:
            return
        try:
            self._check_person(passphrase, again)
        except BadInput as missing:
            self._screen.show_problem(missing)
            return
        draft = self.draft
        wish = Wish(
            way=draft.way, server=draft.server.strip(), code=draft.code.strip(), name=draft.name.strip(),
            email=draft.email.strip(), office=draft.office, passphrase=passphrase, ask_each_time=draft.ask_each_time,
        )  # fmt: skip
        self._make(lambda progress: self._beginnings.make(wish, progress))

    def _check_person(self, passphrase: str, again: str) -> None:
        if self.draft.way is Way.NEW and not self.draft.name.strip():
            raise BadInput(_("Your name is missing."), _("It stands on what you record."))
        if len(passphrase) < SHORTEST_PASSPHRASE:
            raise BadInput(
                _("The passphrase is too short."),
                _("Use at least {count} characters, better four words.").format(count=SHORTEST_PASSPHRASE),
            )
        if passphrase != again:
            raise BadInput(_("The two passphrases differ."), _("Type them again."))

    def sheet_kept(self) -> None:
        """The recovery sheet was saved or printed."""
        self._is_kept = True
        if self._begun is not None:
            self._screen.show_sheet(self._begun, True)

    def cancel(self) -> None:
        """Stop what is being made; nothing of it stays."""
        if self._job is not None:
            self._job.cancel()

    def _leave(self) -> None:
        begun = self._begun
        if begun is None:
            return
        if self._is_kept:
            self._finished(begun)
        else:
            self._screen.ask_without_sheet(lambda: self._finished(begun))

    def _make(self, work: Callable[[Progress], Begun]) -> None:
        self._is_busy = True
        self._screen.show_busy(True)
        self._job = self._jobs.start(
            work,
            done=self._made,
            failed=self._failed,
            progress=self._screen.show_progress,
            cancelled=self._end_job,
            title=_("Making the store"),
        )

    def _made(self, begun: Begun) -> None:
        self._begun = begun
        self._end_job()
        if not begun.recovery_secret:
            self._finished(begun)
            return
        self._go(Step.SHEET)
        self._screen.show_sheet(begun, False)

    def _failed(self, problem: UserError) -> None:
        self._end_job()
        self._screen.show_problem(problem)

    def _end_job(self) -> None:
        self._is_busy = False
        self._screen.show_busy(False)

    def _go(self, step: Step) -> None:
        self.draft.step = step
        self._screen.show_step(step, self.draft)
