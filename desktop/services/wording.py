"""The words of the domain's closed lists in the person's language, for sentences and tables."""

from collections.abc import Callable
from enum import StrEnum

from desktop.i18n import _
from desktop.rules.vocabulary import ActionState, Rating, Severity, SiteState, VisitState, VisitType


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


_LISTS: dict[type[StrEnum], Callable[[], dict[StrEnum, str]]] = {
    VisitState: _visit_words,
    VisitType: _type_words,
    SiteState: _site_words,
    Rating: _rating_words,
    Severity: _severity_words,
    ActionState: _action_words,
}
