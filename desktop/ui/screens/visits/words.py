"""The words of the visit screens; free of Qt."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from desktop.i18n import _, language, ngettext, pgettext
from desktop.rules.dqa import QualityBand, QualityDimension
from desktop.rules.verification import Band
from desktop.rules.vocabulary import (
    Criterion,
    DifferenceReason,
    FindingTag,
    ResultLevel,
    SiteState,
    SourcesSeen,
    VerificationMethod,
    VisitState,
    VisitType,
)
from desktop.services.steps import Missing
from desktop.services.visits.missing import sentences
from desktop.services.visits.records import VisitTwin
from desktop.services.wording import word
from desktop.ui import formats

WAY = (
    VisitState.DRAFT,
    VisitState.PLANNED,
    VisitState.ASSIGNED,
    VisitState.ACCEPTED,
    VisitState.IN_FIELD,
    VisitState.REPORTING,
    VisitState.SUBMITTED,
    VisitState.APPROVED,
)
"""The steps the stepper draws."""

_STANDS_AT = {
    VisitState.DECLINED: VisitState.PLANNED,
    VisitState.RETURNED: VisitState.REPORTING,
    VisitState.REOPENED: VisitState.REPORTING,
    VisitState.CANCELLED: VisitState.DRAFT,
}


def way_words() -> list[str]:
    return [
        pgettext("visit", "Draft"),
        pgettext("visit", "Planned"),
        pgettext("visit", "Assigned"),
        pgettext("visit", "Accepted"),
        pgettext("visit", "In field"),
        pgettext("visit", "Reporting"),
        pgettext("visit", "Submitted"),
        pgettext("visit", "Approved"),
    ]


def way_position(state: VisitState) -> int:
    """Where a state stands on the usual way; past the end once approved."""
    if state is VisitState.APPROVED:
        return len(WAY)
    return WAY.index(_STANDS_AT.get(state, state))


def step_verb(target: str) -> str:
    """What the button does, in a verb."""
    return {
        VisitState.DRAFT: _("Back to draft"),
        VisitState.PLANNED: _("Mark as planned"),
        VisitState.ASSIGNED: _("Assign"),
        VisitState.ACCEPTED: _("Accept"),
        VisitState.DECLINED: _("Decline"),
        VisitState.IN_FIELD: _("Start the visit"),
        VisitState.REPORTING: _("Start reporting"),
        VisitState.SUBMITTED: _("Submit report"),
        VisitState.RETURNED: _("Return with comments"),
        VisitState.APPROVED: _("Approve report"),
        VisitState.REOPENED: _("Reopen"),
        VisitState.CANCELLED: _("Cancel the visit"),
    }[VisitState(target)]


def missing_parts(target: str, missing: Sequence[Missing]) -> list[tuple[str, str]]:
    """A strong lead and its rest for the notice strip."""
    if not missing:
        return []
    lead = _("Before “{state}”:").format(state=way_word(target))
    rest = ", ".join(sentences(missing))
    return [(lead, rest if rest.endswith("…") else f"{rest}.")]


def way_word(target: str) -> str:
    state = VisitState(target)
    return way_words()[WAY.index(state)] if state in WAY else word(state)


def dates_of(start: date | None, end: date | None) -> str:
    """24-27 Nov 2026, one day, or nothing."""
    return "" if start is None else _days(start, end or start, language())


@lru_cache(maxsize=4096)
def _days(first: date, last: date, _language: str) -> str:
    """A list paints the same days again and again while one scrolls."""
    return formats.days(first, last)


def team_words(count: int) -> str:
    return ngettext("Team of {count}", "Team of {count}", count).format(count=count) if count > 1 else ""


def unrated_words(count: int) -> str:
    return ngettext("{count} not rated", "{count} not rated", count).format(count=count)


def forms_words(count: int) -> str:
    return ngettext("{count} form unfinished", "{count} forms unfinished", count).format(count=count)


def level_word(level: ResultLevel) -> str:
    return {
        ResultLevel.OBJECTIVE: _("Objective"),
        ResultLevel.OUTCOME: _("Outcome"),
        ResultLevel.OUTPUT: _("Output"),
        ResultLevel.ACTIVITY: _("Activity"),
    }[level]


def site_state_word(state: SiteState) -> str:
    return {
        SiteState.PLANNED: _("To be visited"),
        SiteState.VISITED: _("Visited"),
        SiteState.NOT_REACHED: _("Not reached"),
        SiteState.ACCESS_DENIED: _("Access denied"),
    }[state]


def type_word(kind: VisitType) -> str:
    return word(kind)


def criterion_word(criterion: Criterion) -> str:
    return {
        Criterion.RELEVANCE: _("Relevance"),
        Criterion.COHERENCE: _("Coherence"),
        Criterion.EFFECTIVENESS: _("Effectiveness"),
        Criterion.EFFICIENCY: _("Efficiency"),
        Criterion.IMPACT: _("Impact"),
        Criterion.SUSTAINABILITY: _("Sustainability"),
    }[criterion]


def tag_word(tag: FindingTag) -> str:
    return {
        FindingTag.GENDER: _("Gender"),
        FindingTag.HUMAN_RIGHTS: _("Human rights"),
        FindingTag.PROTECTION: _("Protection"),
        FindingTag.AAP: _("Accountability"),
        FindingTag.DISABILITY: _("Disability"),
        FindingTag.ENVIRONMENT: _("Environment"),
    }[tag]


def method_word(method: VerificationMethod) -> str:
    return {
        VerificationMethod.RECOUNT: _("Recount"),
        VerificationMethod.OBSERVATION: _("Observation"),
        VerificationMethod.DOCUMENT: _("Document"),
        VerificationMethod.CALL: _("Call"),
    }[method]


def reason_word(reason: DifferenceReason) -> str:
    return {
        DifferenceReason.DATA_ENTRY: _("Data entry"),
        DifferenceReason.LATE_RECORDS: _("Late records"),
        DifferenceReason.DOUBLE_COUNT: _("Double count"),
        DifferenceReason.DEFINITION: _("Definition"),
        DifferenceReason.MISSING_SOURCE: _("Missing source"),
        DifferenceReason.OTHER: _("Other"),
    }[reason]


def sources_word(sources: SourcesSeen) -> str:
    return {SourcesSeen.ALL: _("All"), SourcesSeen.SOME: _("Some"), SourcesSeen.NONE: _("None")}[sources]


def twins_words(twins: Sequence[VisitTwin]) -> str:
    """The notice about others under the same code; no text where there are none."""
    if not twins:
        return ""
    named = [f"{twin.title} ({twin.created_by})" if twin.created_by else twin.title for twin in twins]
    return _(
        "Another visit bears the same code: {titles}. Both stay; say which one you mean by its title."
    ).format(titles=", ".join(named))


def band_word(band: Band | None) -> str:
    if band is None:
        return _("Not verified")
    return {
        Band.GOOD: _("Good"),
        Band.ACCEPTABLE: _("Acceptable"),
        Band.OVER_REPORTED: _("Poor, over-reported"),
        Band.UNDER_REPORTED: _("Poor, under-reported"),
        Band.NOT_APPLICABLE: _("Not applicable"),
        Band.MISMATCH: _("Mismatch"),
    }[band]


def dimension_word(dimension: QualityDimension) -> str:
    return {
        QualityDimension.VALIDITY: _("Validity"),
        QualityDimension.INTEGRITY: _("Integrity"),
        QualityDimension.PRECISION: _("Precision"),
        QualityDimension.RELIABILITY: _("Reliability"),
        QualityDimension.TIMELINESS: _("Timeliness"),
        QualityDimension.COMPLETENESS: _("Completeness"),
    }[dimension]


def quality_word(band: QualityBand) -> str:
    return {QualityBand.HIGH: _("High"), QualityBand.MEDIUM: _("Medium"), QualityBand.LOW: _("Low")}[band]


def sort_words() -> list[tuple[str, str]]:
    """Ways to sort the list, in the order of the menu."""
    return [
        ("newest", _("Newest first")),
        ("start", _("Oldest first")),
        ("code", _("By code")),
        ("title", _("By title")),
        ("state", _("By state")),
    ]
