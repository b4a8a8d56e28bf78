"""Decides what the head of a visit shows, and takes its steps."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from desktop.errors import UserError
from desktop.i18n import _
from desktop.rules.submission_states import SETTLED
from desktop.rules.vocabulary import VisitState
from desktop.services.steps import Missing, StepOffer
from desktop.services.visits.records import VisitRecord
from desktop.ui.screens.visits.desk import VisitDesk
from desktop.ui.screens.visits.words import (
    dates_of,
    missing_parts,
    step_verb,
    team_words,
    twins_words,
    way_position,
    way_words,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands above the tabs."""

    code: str
    facts: tuple[str, ...]
    title: str
    state: VisitState
    is_off_the_way: bool
    """Declined, returned, reopened or cancelled: said by a chip, since the stepper has no place for it."""
    steps: tuple[str, ...]
    position: int
    primary: str
    others: tuple[tuple[str, str], ...]
    """Target and verb of every further step, for the menu."""
    can_delete: bool
    notice: str
    """Why it was returned, declined, reopened or cancelled."""
    twins: str
    """Who else bears its code."""


class RecordScreen(Protocol):
    def show_head(self, head: Head) -> None: ...

    def show_counts(self, counts: dict[str, str]) -> None: ...

    def show_missing(self, parts: Sequence[tuple[str, str]], has_link: bool) -> None: ...

    def show_part(self, part: str) -> None: ...

    def point_at(self, missing: Missing) -> None:
        """Bring the place forward where a missing thing is mended."""

    def ask_reason(self, verb: str, question: str, then: Callable[[str], None]) -> None:
        """`then` may raise UserError: the dialog shows it and stays."""


class RecordPresenter:
    """The head of the visit on the desk."""

    def __init__(self, screen: RecordScreen, desk: VisitDesk) -> None:
        self._screen, self._desk = screen, desk

    def begin(self) -> None:
        self._desk.watch(self.show)

    def show(self, visit: VisitRecord) -> None:
        self._screen.show_head(_head(visit))
        self._screen.show_counts(counts_of(visit))
        parts = self._missing_parts(visit)
        self._screen.show_missing(parts, bool(self._first_missing(visit)))

    def step_taken(self, target: str = "") -> None:
        """The primary button (no target), or a step from the menu."""
        visit = self._desk.visit
        if visit is None:
            return
        self._desk.flush()
        chosen = target or (visit.next_step.target if visit.next_step else "")
        step = next((one for one in visit.steps if one.target == chosen), None)
        if step is None:
            return
        if step.needs_reason:
            self._screen.ask_reason(
                step_verb(chosen), _reason_question(chosen), lambda reason: self._move(step, reason)
            )
            return
        try:
            self._move(step, None)
        except UserError as problem:
            self._desk.shell.show_problem(problem)
            if step.missing:
                self._screen.point_at(step.missing[0])

    def first_missing(self) -> None:
        """Lead to the first thing that is missing."""
        visit = self._desk.visit
        missing = self._first_missing(visit) if visit else None
        if missing is not None:
            self._screen.point_at(missing)

    def _move(self, step: StepOffer, reason: str | None) -> None:
        visit = self._desk.visit
        if visit is None:
            return
        self._desk.services.visits.move(visit.row.id, step.target, reason=reason, seen=visit.seen)
        self._desk.reload()

    def _missing_parts(self, visit: VisitRecord) -> list[tuple[str, str]]:
        step = visit.next_step
        parts = missing_parts(step.target, step.missing) if step else []
        told = {(one.code, one.record_id) for one in step.missing} if step else set()
        later = [one for one in visit.missing_at_submit if (one.code, one.record_id) not in told]
        if visit.row.state in _BEFORE_SUBMITTING and later:
            parts += missing_parts(VisitState.SUBMITTED, later)
        return parts

    def _first_missing(self, visit: VisitRecord) -> Missing | None:
        step = visit.next_step
        later = visit.missing_at_submit if visit.row.state in _BEFORE_SUBMITTING else ()
        return next(iter((*(step.missing if step else ()), *later)), None)


_BEFORE_SUBMITTING = frozenset(
    {VisitState.IN_FIELD, VisitState.REPORTING, VisitState.RETURNED, VisitState.REOPENED}
)
_OFF_THE_WAY = frozenset(
    {VisitState.DECLINED, VisitState.RETURNED, VisitState.REOPENED, VisitState.CANCELLED}
)


def _head(visit: VisitRecord) -> Head:
    row = visit.row
    step = visit.next_step if visit.next_step and visit.next_step.may_take else None
    others = [one for one in visit.steps if one.may_take and (step is None or one.target != step.target)]
    off = row.state in _OFF_THE_WAY
    return Head(
        code=row.code,
        facts=(
            row.project_title,
            dates_of(row.start, row.end),
            _("Lead: {name}").format(name=row.lead) if row.lead else "",
            team_words(len(visit.team) + 1),
        ),
        title=row.title,
        state=row.state,
        is_off_the_way=off,
        steps=tuple(way_words()),
        position=way_position(row.state),
        primary=step_verb(step.target) if step else "",
        others=tuple((one.target, step_verb(one.target)) for one in others),
        can_delete=visit.may_edit,
        notice=_notice(visit) if off else "",
        twins=twins_words(visit.twins),
    )


def _notice(visit: VisitRecord) -> str:
    if not visit.state_reason:
        return ""
    who = visit.state_by or _("a colleague")
    return _("{who}: {reason}").format(who=who, reason=visit.state_reason)


def counts_of(visit: VisitRecord) -> dict[str, str]:
    """What stands behind the words of the tabs."""
    done = sum(one.state in SETTLED for one in visit.submissions)
    recounted = sum(one.verified is not None for one in visit.verifications)
    return {
        "forms": f"{done}/{len(visit.submissions)}" if visit.submissions else "",
        "findings": str(len(visit.findings) or ""),
        "verification": f"{recounted}/{len(visit.verifications)}" if visit.verifications else "",
        "photos": str(len(visit.attachments) or ""),
        "actions": str(len(visit.actions) or ""),
    }


def _reason_question(target: str) -> str:
    return {
        VisitState.DECLINED: _("Why can you not make this visit?"),
        VisitState.RETURNED: _("What is to be mended before it can be approved?"),
        VisitState.REOPENED: _("Why is the approved report opened again?"),
        VisitState.CANCELLED: _("Why will this visit not take place?"),
    }.get(VisitState(target), _("Why?"))
