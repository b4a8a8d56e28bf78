"""What visits found in a project: words by result, lessons, what is agreed, what comes next."""

from uuid import UUID

from desktop.i18n import _
from desktop.models import Finding, Visit, VisitNarrative
from desktop.reports import content, labels
from desktop.rules import action_states
from desktop.rules.vocabulary import ActionState, Rating, ResultLevel, Severity, VisitState
from desktop.services.accounts.access import Access
from desktop.services.actions.reading import rows_of as action_rows
from desktop.services.reporting.project_source import WAS_THERE, NumberedResult, ProjectSource
from desktop.services.reporting.project_state import manager
from desktop.services.visits import sections

_BELOW = (Rating.AT_RISK, Rating.OFF_TRACK)
_WEIGHTY = (Severity.CRITICAL, Severity.MAJOR)
_AHEAD = frozenset({VisitState.PLANNED, VisitState.ASSIGNED, VisitState.ACCEPTED})
_MOST_ACTIONS, _MOST_LESSONS = 60, 10


def findings(source: ProjectSource) -> tuple[tuple[Finding, Visit], ...]:
    """Of visits that somebody went on, the newest first."""
    return tuple(
        (finding, visit)
        for finding, visit in source.work.reports.findings_in(source.project.id)
        if visit.state in WAS_THERE and source.may_show(finding.id)
    )


def narratives(source: ProjectSource) -> tuple[content.Narrative, ...]:
    """By result: why it is below its target, and the grave findings of the visit that looked at it last."""
    sections_of = _Sections(source)
    found = findings(source)
    told: list[content.Narrative] = []
    for one in source.results:
        texts = [*_below_target(source, one, sections_of), *_grave(one, found)]
        number = labels.result_level(ResultLevel(one.result.level), one.number)
        heading = f"{number}  {one.result.statement}"
        told += [content.Narrative(heading="" if at else heading, text=text) for at, text in enumerate(texts)]
    return tuple(told)


class _Sections:
    """The monitors' own words of each visit, each visit read once."""

    def __init__(self, source: ProjectSource) -> None:
        went = [visit.id for visit in source.visits if visit.state in WAS_THERE]
        self._texts: dict[tuple[UUID, str], str] = {
            (row.visit_id, row.section): row.text.strip()
            for row in source.work.visits.parts_of_many(VisitNarrative, went)
            if source.may_show(row.id)
        }

    def of(self, visit_id: UUID, section: str) -> str:
        return self._texts.get((visit_id, section), "")


def _below_target(source: ProjectSource, one: NumberedResult, said: _Sections) -> list[str]:
    last = source.ratings.get(one.result.id)
    if last is None or last.rating not in _BELOW:
        return []
    why = said.of(last.visit.id, sections.below_target(one.result.id))
    return [_("Below target: {why}").format(why=why)] if why else []


def _grave(one: NumberedResult, found: tuple[tuple[Finding, Visit], ...]) -> list[str]:
    of_result = [
        (finding, visit)
        for finding, visit in found
        if finding.result_id == one.result.id and finding.severity in _WEIGHTY
    ]
    if not of_result:
        return []
    newest = of_result[0][1]
    return [
        # Translators: what a visit found, and the code of the visit
        _("{finding} (visit {code})").format(finding=" ".join(finding.statement.split()), code=visit.code)
        for finding, visit in of_result
        if visit.id == newest.id
    ]


def actions(source: ProjectSource, access: Access) -> tuple[content.ActionPoint, ...]:
    """What is still open, the earliest due first."""
    if not source.view.follow_up:
        return ()
    open_ones = [
        row
        for row in source.work.actions.of_project(source.project.id)
        if ActionState(row.state) not in action_states.DONE and source.may_show(row.id)
    ]
    numbers = {one.result.id: one.number for one in source.results}
    of_finding = {
        finding.id: numbers.get(finding.result_id or finding.id, "") for finding, _v in findings(source)
    }
    rows = action_rows(source.work, open_ones[:_MOST_ACTIONS], access, source.made_on)
    return tuple(
        content.ActionPoint(
            text=one.title,
            reference=one.code,
            result=of_finding.get(one.finding_id, "") if one.finding_id else "",
            owner=one.owner or "",
            due=one.due,
            priority=one.priority,
            state=one.state,
            unsent=one.id in source.unsent,
        )
        for one in rows
    )


def lessons(source: ProjectSource) -> tuple[content.Narrative, ...]:
    """Good practice found, and the lessons monitors wrote, the newest visit first."""
    said = _Sections(source)
    good = dict.fromkeys(
        finding.statement.strip()
        for finding, _visit in findings(source)
        if finding.severity == Severity.GOOD_PRACTICE
    )
    written: dict[str, str] = {}
    for visit in source.visits:
        written.setdefault(said.of(visit.id, sections.LESSONS), visit.code)
    return (
        *(content.Narrative(heading=_("Good practice"), text=text) for text in list(good)[:_MOST_LESSONS]),
        *(
            content.Narrative(heading=_("Lessons of visit {code}").format(code=code), text=text)
            for text, code in list(written.items())[:_MOST_LESSONS]
            if text
        ),
    )


def next_period(source: ProjectSource) -> str:
    """Visits still to come; where monitors will be is told to nobody outside the office."""
    if not source.view.internal_words:
        return ""
    ahead = sorted(
        (one.start, one.code)
        for one in source.visits
        if one.state in _AHEAD and one.start is not None and one.start >= source.made_on
    )
    if not ahead:
        return ""
    listed = source.formats.listed(
        # Translators: the code of a planned visit, and its first day
        _("{code} on {day}").format(code=code, day=source.formats.day(day))
        for day, code in ahead
    )
    return _("Visits planned: {visits}.").format(visits=listed)


def signatures(source: ProjectSource) -> tuple[content.Signature, ...]:
    return (
        content.Signature(role=_("Project manager"), name=manager(source)),
        content.Signature(role=_("For the country office")),
    )
