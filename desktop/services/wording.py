"""The words of the domain's closed lists in the person's language, for sentences and tables."""

from collections.abc import Callable
from enum import StrEnum

from desktop.i18n import _
from desktop.rules.vocabulary import (
    ActionState,
    Direction,
    Frequency,
    LinkWeight,
    Measure,
    ProjectStage,
    Rating,
    ResultLevel,
    Severity,
    SiteState,
    SubmissionState,
    ValueMode,
    ValueStatus,
    VisitState,
    VisitType,
)


def word(value: StrEnum) -> str:
    """How a state, rating, severity or type reads inside a sentence."""
    # By type first: members of two lists that are spelled alike are equal keys.
    return _LISTS[type(value)]()[value]


def _visit_words() -> dict[StrEnum, str]:
    return {
        VisitState.DRAFT: _("draft"),
        VisitState.PLANNED: _("planned"),
        VisitState.ASSIGNED: _("assigned"),
        VisitState.ACCEPTED: _("accepted"),
        VisitState.DECLINED: _("declined"),
        VisitState.IN_FIELD: _("in field"),
        VisitState.REPORTING: _("reporting"),
        VisitState.SUBMITTED: _("submitted"),
        VisitState.RETURNED: _("returned"),
        VisitState.APPROVED: _("approved"),
        VisitState.REOPENED: _("reopened"),
        VisitState.CANCELLED: _("cancelled"),
    }


def _type_words() -> dict[StrEnum, str]:
    return {
        VisitType.MONITORING: _("Monitoring"),
        VisitType.VERIFICATION: _("Verification"),
        VisitType.JOINT: _("Joint visit"),
        VisitType.THIRD_PARTY: _("Third-party visit"),
        VisitType.REMOTE: _("Remote check"),
        VisitType.UNANNOUNCED: _("Unannounced visit"),
    }


def _site_words() -> dict[StrEnum, str]:
    return {
        SiteState.PLANNED: _("to be visited"),
        SiteState.VISITED: _("visited"),
        SiteState.NOT_REACHED: _("not reached"),
        SiteState.ACCESS_DENIED: _("access denied"),
    }


def _rating_words() -> dict[StrEnum, str]:
    return {
        Rating.ON_TRACK: _("on track"),
        Rating.AT_RISK: _("at risk"),
        Rating.OFF_TRACK: _("off track"),
        Rating.NOT_MONITORED: _("not monitored"),
    }


def _severity_words() -> dict[StrEnum, str]:
    return {
        Severity.GOOD_PRACTICE: _("good practice"),
        Severity.MINOR: _("minor"),
        Severity.MAJOR: _("major"),
        Severity.CRITICAL: _("critical"),
    }


def _action_words() -> dict[StrEnum, str]:
    return {
        ActionState.OPEN: _("open"),
        ActionState.IN_PROGRESS: _("in progress"),
        ActionState.COMPLETED: _("completed"),
        ActionState.VERIFIED: _("verified"),
        ActionState.REOPENED: _("reopened"),
        ActionState.CANCELLED: _("cancelled"),
    }


def _stage_words() -> dict[StrEnum, str]:
    return {
        ProjectStage.CONCEPT: _("concept"),
        ProjectStage.PROPOSAL: _("proposal"),
        ProjectStage.IN_REVIEW: _("in review"),
        ProjectStage.RETURNED: _("returned"),
        ProjectStage.ENDORSED: _("endorsed"),
        ProjectStage.REJECTED: _("rejected"),
        ProjectStage.WITH_DONOR: _("with donor"),
        ProjectStage.DECLINED: _("declined"),
        ProjectStage.IMPLEMENTING: _("implementing"),
        ProjectStage.SUSPENDED: _("suspended"),
        ProjectStage.COMPLETING: _("completing"),
        ProjectStage.CLOSED: _("closed"),
        ProjectStage.CANCELLED: _("cancelled"),
    }


def _level_words() -> dict[StrEnum, str]:
    return {
        ResultLevel.OBJECTIVE: _("objective"),
        ResultLevel.OUTCOME: _("outcome"),
        ResultLevel.OUTPUT: _("output"),
        ResultLevel.ACTIVITY: _("activity"),
    }


def _value_words() -> dict[StrEnum, str]:
    return {
        ValueStatus.DRAFT: _("draft"),
        ValueStatus.SUBMITTED: _("submitted"),
        ValueStatus.APPROVED: _("approved"),
        ValueStatus.RETURNED: _("returned"),
        ValueStatus.CORRECTED: _("corrected"),
    }


def _measure_words() -> dict[StrEnum, str]:
    return {
        Measure.UNIT: _("number"),
        Measure.PERCENTAGE: _("percentage"),
        Measure.NOMINAL: _("nominal"),
        Measure.ORDINAL: _("ordinal"),
        Measure.QUALITATIVE: _("qualitative"),
    }


def _mode_words() -> dict[StrEnum, str]:
    return {
        ValueMode.PERIOD: _("per period"),
        ValueMode.CUMULATIVE: _("cumulative"),
        ValueMode.SNAPSHOT: _("snapshot"),
    }


def _direction_words() -> dict[StrEnum, str]:
    return {
        Direction.UP: _("rising"),
        Direction.DOWN: _("falling"),
        Direction.MAINTAIN: _("maintain"),
    }


def _frequency_words() -> dict[StrEnum, str]:
    return {
        Frequency.MONTHLY: _("monthly"),
        Frequency.QUARTERLY: _("quarterly"),
        Frequency.SIX_MONTHLY: _("6-monthly"),
        Frequency.ANNUAL: _("yearly"),
        Frequency.ONCE: _("once"),
    }


def _submission_words() -> dict[StrEnum, str]:
    return {
        SubmissionState.DRAFT: _("draft"),
        SubmissionState.FINALISED: _("finished"),
        SubmissionState.SUBMITTED: _("submitted"),
        SubmissionState.APPROVED: _("approved"),
        SubmissionState.HAS_ISSUES: _("sent back with questions"),
        SubmissionState.EDITED: _("edited"),
        SubmissionState.REJECTED: _("rejected"),
    }


def _weight_words() -> dict[StrEnum, str]:
    return {LinkWeight.PRIMARY: _("primary"), LinkWeight.SECONDARY: _("secondary")}


_LISTS: dict[type[StrEnum], Callable[[], dict[StrEnum, str]]] = {
    VisitState: _visit_words,
    VisitType: _type_words,
    SiteState: _site_words,
    Rating: _rating_words,
    Severity: _severity_words,
    ActionState: _action_words,
    ProjectStage: _stage_words,
    ResultLevel: _level_words,
    ValueStatus: _value_words,
    Measure: _measure_words,
    ValueMode: _mode_words,
    Direction: _direction_words,
    Frequency: _frequency_words,
    LinkWeight: _weight_words,
    SubmissionState: _submission_words,
}
