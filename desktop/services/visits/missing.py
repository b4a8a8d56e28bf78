"""What each step of a visit still waits for, answered once for window and command line."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from desktop.i18n import _, ngettext
from desktop.models import (
    ActionPoint,
    Attachment,
    Finding,
    Result,
    ResultRating,
    Submission,
    Visit,
    VisitNarrative,
    VisitResult,
)
from desktop.rules import visit_states
from desktop.rules.submission_states import SETTLED
from desktop.rules.transitions import Step
from desktop.rules.vocabulary import Rating, Severity, VisitState
from desktop.services.form_titles import shown_titles
from desktop.services.steps import Missing
from desktop.services.visits import missing_figures
from desktop.services.visits.missing_figures import FigureParts, figure_parts
from desktop.services.visits.sections import FORMS_NOT_DONE
from desktop.storage.work import Work

_WEIGHTY = frozenset({Severity.MAJOR, Severity.CRITICAL})


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitParts:
    """The rows of one visit that decide its next step."""

    visit: Visit
    sites: int
    scope: Sequence[VisitResult]
    ratings: Sequence[ResultRating]
    findings: Sequence[Finding]
    submissions: Sequence[Submission]
    narrative: dict[str, str]
    actions: Sequence[ActionPoint]
    attachments: Sequence[Attachment]
    results: dict[UUID, Result] = field(default_factory=dict)
    figures: FigureParts = field(default_factory=FigureParts)
    form_titles: dict[UUID, str] = field(default_factory=dict)
    """As the person reads them, by version."""

    def form_title(self, submission: Submission) -> str:
        return self.form_titles.get(submission.version_id) or submission.form_title


def parts_of(work: Work, visit: Visit) -> VisitParts:
    scope = work.visits.results_of(visit.id)
    wanted = list({row.result_id for row in scope})
    submissions = work.forms.submissions_of(visit.id)
    versions = work.forms.versions_with({row.version_id for row in submissions}) if submissions else ()
    return VisitParts(
        visit=visit,
        sites=len(work.visits.sites_of(visit.id)),
        scope=scope,
        ratings=work.visits.ratings_of(visit.id),
        findings=work.visits.findings_of(visit.id),
        submissions=submissions,
        narrative={row.section: row.text for row in work.visits.parts_of(VisitNarrative, visit.id)},
        actions=work.actions.of_visit(visit.id),
        attachments=work.attachments.of_visit(visit.id),
        results={row.id: row for row in work.results.by_ids(Result, wanted)},
        figures=figure_parts(work, visit.id),
        form_titles=shown_titles(work, versions),
    )


def facts_of(parts: VisitParts, *, reason: bool) -> visit_states.VisitFacts:
    return visit_states.VisitFacts(
        has_lead=parts.visit.lead_id is not None,
        has_dates=parts.visit.start is not None and parts.visit.end is not None,
        sites=parts.sites,
        results_in_scope=len(parts.results),
        results_unrated=len(unrated(parts)),
        forms_open=len(open_forms(parts)),
        forms_reason=bool(parts.narrative.get(FORMS_NOT_DONE, "").strip()),
        findings_unfollowed=len(unfollowed(parts)) + len(unexplained_off_track(parts)),
        differences_unexplained=len(parts.figures.unexplained),
        weak_data_unfollowed=len(missing_figures.unfollowed(parts.figures, parts.actions)),
        reason=reason,
    )


def unrated(parts: VisitParts) -> list[Result]:
    """Results in scope without any rating, in order of their numbers."""
    rated = {row.result_id for row in parts.ratings if row.rating is not None}
    waiting = [result for result_id, result in parts.results.items() if result_id not in rated]
    return sorted(waiting, key=lambda result: (result.position, result.number))


def open_forms(parts: VisitParts) -> list[Submission]:
    return [row for row in parts.submissions if row.state not in SETTLED]


def unfollowed(parts: VisitParts) -> list[Finding]:
    """Major and critical findings that lack evidence or an action point, and give no reason."""
    return [row for row in parts.findings if row.severity in _WEIGHTY and lacks_of(row, parts)]


def lacks_of(finding: Finding, parts: VisitParts) -> tuple[str, ...]:
    """Codes of what a weighty finding still needs.

    Photos, documents and action points of the visit as a whole count for each of its findings.
    """
    if finding.no_action_reason and finding.no_action_reason.strip():
        return ()
    own = {None, parts.visit.id, finding.id}
    evidence = bool(finding.evidence and finding.evidence.strip()) or any(
        row.owner_id in own for row in parts.attachments
    )
    action = any(row.finding_id in {None, finding.id} for row in parts.actions)
    return (*(() if evidence else ("evidence",)), *(() if action else ("action",)))


def unexplained_off_track(parts: VisitParts) -> list[ResultRating]:
    """Results rated off track with neither words about it nor a finding that is followed up."""
    explained = {
        row.result_id for row in parts.findings if row.result_id is not None and not lacks_of(row, parts)
    }
    return [
        row
        for row in parts.ratings
        if row.rating == Rating.OFF_TRACK
        and not (row.summary and row.summary.strip())
        and row.result_id not in explained
    ]


def missing_for(step: Step[VisitState], parts: VisitParts, *, reason: bool) -> tuple[Missing, ...]:
    """Every missing thing with the place where it is mended, in the order of the tabs."""
    codes = visit_states.missing_for(step, facts_of(parts, reason=reason))
    return tuple(one for code in codes for one in _PLACES[code](parts))


def _in_plan(code: str) -> Callable[[VisitParts], list[Missing]]:
    return lambda parts: [Missing(code=code, tab="plan")]


def _forms(parts: VisitParts) -> list[Missing]:
    return [
        Missing(
            code="form_open", tab="forms", record_id=row.id, label=row.instance_name or parts.form_title(row)
        )
        for row in open_forms(parts)
    ]


def _ratings(parts: VisitParts) -> list[Missing]:
    return [
        Missing(code="not_rated", tab="findings", record_id=row.id, label=row.number or row.statement)
        for row in unrated(parts)
    ]


def _findings(parts: VisitParts) -> list[Missing]:
    weighty = [
        Missing(code=f"finding_{code}", tab="findings", record_id=row.id, label=_short(row.statement))
        for row in unfollowed(parts)
        for code in lacks_of(row, parts)
    ]
    return weighty + [
        Missing(
            code="off_track_unexplained",
            tab="findings",
            record_id=row.result_id,
            label=_number(parts.results.get(row.result_id)),
        )
        for row in unexplained_off_track(parts)
    ]


_PLACES: dict[str, Callable[[VisitParts], list[Missing]]] = {
    "lead": _in_plan("lead"),
    "dates": _in_plan("dates"),
    "place": _in_plan("place"),
    "result": _in_plan("result"),
    "reason": lambda parts: [Missing(code="reason")],
    "forms_settled": _forms,
    "results_rated": _ratings,
    "weighty_findings_followed": _findings,
    "differences_explained": lambda parts: missing_figures.unexplained(parts.figures),
    "weak_data_followed": lambda parts: missing_figures.unfollowed(parts.figures, parts.actions),
}


def sentences(missing: Collection[Missing]) -> list[str]:
    """The missing things in words; those of one kind together."""
    by_code: dict[str, list[str]] = {}
    for one in missing:
        by_code.setdefault(one.code, []).append(one.label)
    return [_sentence(code, labels) for code, labels in by_code.items()]


def _sentence(code: str, labels: list[str]) -> str:
    names = ", ".join(label for label in labels if label)
    plain = {
        "lead": _("name the lead"),
        "dates": _("set the first and last day"),
        "place": _("add at least one site"),
        "result": _("choose at least one result to look at"),
        "reason": _("give a reason"),
    }
    if code in plain:
        return plain[code]
    if code == "form_open":
        return ngettext(
            "finish or explain {count} form", "finish or explain {count} forms", len(labels)
        ).format(count=len(labels))
    counted = {
        "not_rated": _("rate {names}"),
        "finding_evidence": _("add evidence to: {names}"),
        "finding_action": _("add an action point, or say why none, to: {names}"),
        "off_track_unexplained": _("say why {names} is off track"),
        "difference_unexplained": _("say why reported and verified differ: {names}"),
        "weak_noted": _("add a note on the weak data of: {names}"),
        "weak_followed": _("add an action point on the weak data of: {names}"),
    }
    return counted[code].format(names=names)


def _short(statement: str) -> str:
    line = " ".join(statement.split())
    return line if len(line) <= 32 else f"{line[:31].rstrip()}…"


def _number(result: Result | None) -> str:
    return (result.number or _short(result.statement)) if result else ""
