"""Decides the parts of the report, their state, and when its page is drawn anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol
from uuid import UUID

from desktop.errors import UserError
from desktop.i18n import _
from desktop.rules.vocabulary import Rating
from desktop.services.visits import sections
from desktop.services.visits.records import ScopedResult, VisitRecord
from desktop.ui.jobs import JobHandle
from desktop.ui.screens.visits.desk import VisitDesk
from desktop.ui.screens.visits.photos.presenter import write_copy

FIELD, SUMMARY, NARRATIVE = "field", "summary", "narrative"


class PartState(StrEnum):
    DONE = "done"
    MISSING = "missing"
    OPTIONAL = "optional"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One text field. `home` says where its words are kept, `key` under which name."""

    home: str
    key: str
    label: str
    text: str
    hint: str = ""
    result_id: UUID | None = None
    """Its findings may be put into the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A section of the report."""

    key: str
    title: str
    passages: tuple[Passage, ...]
    state: PartState
    asks_rating: bool = False


class ReportScreen(Protocol):
    def is_seen(self) -> bool:
        """Whether the tab is in front; one that is not is told when it comes forward."""

    def show_parts(self, parts: Sequence[Part], visit: VisitRecord) -> None: ...

    def show_drawing(self) -> None: ...

    def show_pdf(self, pdf: bytes, seconds: float) -> None: ...

    def show_no_pdf(self, problem: UserError) -> None: ...


class ReportPresenter:
    def __init__(self, screen: ReportScreen, desk: VisitDesk) -> None:
        self._screen, self._desk = screen, desk
        self._job: JobHandle | None = None
        self._wanted = 0

    def begin(self) -> None:
        self._desk.watch(lambda visit: self._screen.show_parts(parts_of(visit), visit), self._screen.is_seen)

    def edited(self, passage: Passage, text: str) -> None:
        services = self._desk.services

        def save(visit: VisitRecord, token: str) -> None:
            if passage.home == FIELD:
                services.visits.set_fields(visit.row.id, {passage.key: text}, seen=visit.seen, editing=token)
            elif passage.home == SUMMARY and passage.result_id is not None:
                services.findings.summarise(
                    visit.row.id, passage.result_id, text, seen=visit.seen, editing=token
                )
            else:
                services.fieldwork.write(visit.row.id, passage.key, text, seen=visit.seen, editing=token)

        self._desk.keep(f"report/{passage.key}/{passage.result_id}", save)

    def rated(self, rating: Rating) -> None:
        """The lead's own rating of the whole visit."""
        self._desk.do(
            lambda visit: self._desk.services.findings.rate(visit.row.id, None, rating, seen=visit.seen)
        )

    def findings_of(self, result_id: UUID) -> list[str]:
        """Statements that may be put into the words about a result."""
        visit = self._desk.visit
        return [one.statement for one in visit.findings if one.result_id == result_id] if visit else []

    def draw(self) -> None:
        """Draw the page anew, off the window's turn; the old one stays until then."""
        visit = self._desk.visit
        if visit is None:
            return
        visit_id = visit.row.id
        render = self._desk.services.reporting.visit_pdf
        self._wanted += 1
        wanted = self._wanted
        begun = self._desk.services.clock()
        self._screen.show_drawing()

        def drawn(pdf: bytes) -> None:
            if wanted == self._wanted:
                took = (self._desk.services.clock() - begun).total_seconds()
                self._screen.show_pdf(pdf, took)

        def failed(problem: UserError) -> None:
            if wanted == self._wanted:
                self._screen.show_no_pdf(problem)

        self._job = self._desk.shell.jobs.start(
            lambda progress: render(visit_id, progress=progress), done=drawn, failed=failed
        )

    def issue(self) -> None:
        """Ask once more: what is issued stays as it is for good."""
        visit = self._desk.visit
        if visit is None:
            return
        self._desk.flush()
        self._desk.shell.confirm(
            _("Issue the report of {code}?").format(code=visit.row.code),
            _("Its words and figures are frozen as they stand. A later change becomes the next revision."),
            verb=_("Issue report"),
            then=lambda: self._issue(visit.row.id),
            danger=False,
        )

    def _issue(self, visit_id: UUID) -> None:
        issue = self._desk.services.reporting.issue_visit
        self._desk.shell.jobs.start(
            lambda progress: issue(visit_id, progress=progress),
            done=lambda _made: self._issued(),
            failed=self._desk.shell.show_problem,
            title=_("Issuing the report"),
        )

    def _issued(self) -> None:
        self._desk.shell.toast(_("The report is issued."))
        self.draw()

    def save_pdf(self, pdf: bytes) -> None:
        visit = self._desk.visit
        if visit is None:
            return
        name = visit.row.code.replace("/", "-") + ".pdf"
        target: Path | None = self._desk.shell.choose_target(
            _("Save the report"), name, ((_("PDF"), ("*.pdf",)),)
        )
        if target is None:
            return
        try:
            write_copy(target, pdf)
        except UserError as problem:
            self._desk.shell.show_problem(problem)
            return
        self._desk.shell.exported(target)


def parts_of(visit: VisitRecord) -> list[Part]:
    """In the order of the pages."""
    return [
        _messages(visit),
        _part(visit, "methods", _("Methods and limits"), _method_passages(visit), wanted=1),
        _findings(visit),
        _part(visit, "around", _("Partnership and context"), _around_passages(visit)),
        _part(visit, "cross_cutting", _("Gender, rights, AAP"), _cross_cutting(visit), wanted=1),
        _part(
            visit,
            "workplan",
            _("Workplan and budget"),
            [_words(visit, sections.WORKPLAN, _("Workplan and budget"))],
        ),
        _part(
            visit,
            "lessons",
            _("Lessons"),
            [_words(visit, sections.LESSONS, _("Good practice and lessons"))],
        ),
    ]


def _part(visit: VisitRecord, key: str, title: str, passages: Sequence[Passage], *, wanted: int = 0) -> Part:
    """`wanted`: how many of the first passages a complete report has."""
    has_any = any(one.text.strip() for one in passages)
    lacks = any(not one.text.strip() for one in passages[:wanted])
    state = PartState.MISSING if lacks else PartState.DONE if has_any else PartState.OPTIONAL
    return Part(key=key, title=title, passages=tuple(passages), state=state)


def _words(visit: VisitRecord, key: str, label: str, hint: str = "") -> Passage:
    return Passage(home=NARRATIVE, key=key, label=label, text=visit.narrative.get(key, ""), hint=hint)


def _messages(visit: VisitRecord) -> Part:
    passages = (
        Passage(
            home=FIELD,
            key="overall_summary",
            label=_("The visit in two sentences"),
            text=visit.overall_summary or "",
        ),
        _words(visit, sections.MESSAGES, _("Key findings"), _("Three to five, one a paragraph")),
        _words(visit, sections.DECISIONS, _("Actions required"), _("Who is to decide what, by when")),
    )
    is_done = visit.row.overall_rating is not None and bool(passages[1].text.strip())
    return Part(
        key="messages",
        title=_("Messages and rating"),
        passages=passages,
        state=PartState.DONE if is_done else PartState.MISSING,
        asks_rating=True,
    )


def _method_passages(visit: VisitRecord) -> list[Passage]:
    return [
        Passage(home=FIELD, key="methods", label=_("Methods"), text=visit.methods or ""),
        _words(visit, sections.LIMITS, _("Limits"), _("What you could not see, and why")),
        _words(visit, sections.DISTRIBUTION, _("Distribution")),
    ]


def _findings(visit: VisitRecord) -> Part:
    passages = [
        _words(visit, sections.INTRODUCTION, _("Introduction")),
        *(one for result in visit.results for one in _of_result(visit, result)),
    ]
    lacks = any(one.rating is None for one in visit.results) or not visit.results
    state = PartState.MISSING if lacks else PartState.DONE
    return Part(key="findings", title=_("Findings by result"), passages=tuple(passages), state=state)


def _of_result(visit: VisitRecord, result: ScopedResult) -> list[Passage]:
    name = result.number or result.statement
    hint = (
        ""
        if result.rating is not None
        else _("No rating yet. Rate it under Findings, or write why it was not monitored.")
    )
    own = Passage(
        home=SUMMARY,
        key="summary",
        label=_("Result {name}, in your words").format(name=name),
        text=result.summary or "",
        hint=hint,
        result_id=result.result_id,
    )
    if result.rating not in (Rating.AT_RISK, Rating.OFF_TRACK):
        return [own]
    why = sections.below_target(result.result_id)
    return [own, _words(visit, why, _("Result {name}: why below target").format(name=name))]


def _around_passages(visit: VisitRecord) -> list[Passage]:
    return [
        _words(visit, sections.PARTNERSHIP, _("Partnership")),
        _words(visit, sections.CONTEXT, _("Context")),
        _words(visit, sections.CHALLENGES, _("Top three challenges"), _("One a paragraph")),
    ]


def _cross_cutting(visit: VisitRecord) -> list[Passage]:
    return [
        _words(visit, sections.GENDER, _("Gender")),
        _words(visit, sections.RIGHTS, _("Human rights")),
        _words(visit, sections.PROTECTION, _("Protection")),
        _words(visit, sections.AAP, _("Accountability to affected populations")),
    ]
