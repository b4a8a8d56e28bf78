"""Decides what stands at the head of a project, and takes it from stage to stage."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from desktop.i18n import _
from desktop.rules.vocabulary import GenderMarker, ProjectKind, ProjectStage
from desktop.services.projects.records import ProjectRecord
from desktop.services.projects.stages import CONFIRMED
from desktop.services.steps import StepOffer
from desktop.ui.screens.projects.desk import ProjectDesk
from desktop.ui.screens.projects.words import countries_words, dates_words, step_verb, twins_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the head says. `steps`: target and verb of every step the person may ask for."""

    code: str
    facts: tuple[str, ...]
    title: str
    stage: ProjectStage
    gender_marker: GenderMarker | None
    notice: str
    steps: tuple[tuple[str, str], ...]
    may_edit: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StepQuestion:
    """What a step asks of the person: things to vouch for (code and words), and perhaps a reason."""

    verb: str
    to_confirm: tuple[tuple[str, str], ...]
    needs_reason: bool


class RecordScreen(Protocol):
    def show_head(self, head: Head) -> None: ...

    def show_counts(self, counts: dict[str, str]) -> None: ...

    def show_missing(self, parts: Sequence[tuple[str, str]], has_link: bool) -> None: ...

    def show_part(self, part: str) -> None: ...

    def ask_step(self, question: StepQuestion, then: Callable[[str, Collection[str]], None]) -> None: ...


class RecordPresenter:
    def __init__(self, screen: RecordScreen, desk: ProjectDesk) -> None:
        self._screen, self._desk = screen, desk
        self._first_tab = ""

    def begin(self) -> None:
        """Follow the desk; at once where a project lies there."""
        self._desk.watch(self.show)

    def show(self) -> None:
        project = self._desk.project
        if project is None:
            return
        self._screen.show_head(_head(project))
        matrix = self._desk.matrix
        self._screen.show_counts(
            {
                "results": str(len(matrix.results)) if matrix and matrix.results else "",
                "budget": str(len(project.budget_lines) or ""),
                "visits": str(project.visits or ""),
                "actions": str(project.open_actions or ""),
            }
        )
        self._screen.show_missing((), False)

    def step_taken(self, target: str) -> None:
        """A step was chosen: it says what is missing, asks what it must, or is taken."""
        project = self._desk.project
        offer = next((one for one in project.steps if one.target == target), None) if project else None
        if offer is None:
            return
        verb = step_verb(ProjectStage(target))
        blockers = [one for one in offer.missing if one.code not in CONFIRMED]
        if blockers:
            self._first_tab = next((one.tab for one in blockers if one.tab), "")
            words = ", ".join(one.label for one in blockers)
            lead = _("Before “{verb}”:").format(verb=verb)
            self._screen.show_missing([(lead, words)], bool(self._first_tab))
        elif offer.needs_reason or offer.missing:
            self._screen.ask_step(
                _question(offer, verb), lambda reason, said: self._move(target, reason, said)
            )
        else:
            self._take(target)

    def first_missing(self) -> None:
        """The link of the strip: where the first missing thing is mended."""
        self._screen.show_part(self._first_tab)

    def plan_visit(self) -> None:
        if self._desk.project is not None:
            self._desk.shell.go_to("visits", self._desk.project.id)

    def _move(self, target: str, reason: str, confirmed: Collection[str]) -> None:
        """From the dialog. Raises UserError: the dialog shows it and stays."""
        project = self._desk.project
        if project is None:
            return
        self._desk.services.projects.move(
            project.id, target, reason=reason or None, confirmed=confirmed, seen=project.seen
        )
        self._say(target)

    def _take(self, target: str) -> None:
        moved = self._desk.do(
            lambda project: self._desk.services.projects.move(project.id, target, seen=project.seen)
        )
        if moved:
            self._say(target)

    def _say(self, target: str) -> None:
        self._desk.shell.toast(
            _("Done: {verb}.").format(verb=step_verb(ProjectStage(target))), undo=self._desk.undo
        )


def _head(project: ProjectRecord) -> Head:
    facts = [
        project.prima_id or "",
        countries_words(share.code for share in project.countries),
        dates_words(project.actual_start or project.planned_start, project.actual_end or project.planned_end),
    ]
    notice = ""
    if project.twins:
        notice = twins_words(project.twins)
    elif project.kind is ProjectKind.EXTERNAL:
        notice = _("A project of others, known through its published results.")
    return Head(
        code=project.short_code,
        facts=tuple(facts),
        title=project.title,
        stage=project.stage,
        gender_marker=project.gender_marker,
        notice=notice,
        steps=tuple(
            (offer.target, step_verb(ProjectStage(offer.target))) for offer in project.steps if offer.may_take
        ),
        may_edit=project.may_edit,
    )


def _question(offer: StepOffer, verb: str) -> StepQuestion:
    return StepQuestion(
        verb=verb,
        to_confirm=tuple((one.code, one.label) for one in offer.missing),
        needs_reason=offer.needs_reason,
    )
