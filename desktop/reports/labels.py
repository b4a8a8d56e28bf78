"""The words for the closed lists of the domain, as a report prints them."""

from desktop.i18n import _
from desktop.rules.dqa import QualityBand
from desktop.rules.risk import RiskLevel
from desktop.rules.vocabulary import (
    ActionState,
    DifferenceReason,
    IssueState,
    Priority,
    ResultLevel,
    Sensitivity,
    Severity,
    SiteState,
    SourcesSeen,
    VerificationMethod,
    VisitType,
)


def visit_type(value: VisitType) -> str:
    return {
        VisitType.MONITORING: _("Monitoring"),
        VisitType.VERIFICATION: _("Verification"),
        VisitType.JOINT: _("Joint"),
        VisitType.THIRD_PARTY: _("Third party"),
        VisitType.REMOTE: _("Remote"),
        VisitType.UNANNOUNCED: _("Unannounced"),
    }[value]


def sensitivity(value: Sensitivity) -> str:
    return {
        Sensitivity.PUBLIC: _("Public"),
        Sensitivity.INTERNAL: _("Internal"),
        Sensitivity.CONFIDENTIAL: _("Confidential"),
    }[value]


def marking(value: Sensitivity, *, is_issued: bool) -> str:
    """What stands at the head of each page: the sensitivity, and that nobody may rely on a draft."""
    word = sensitivity(value)
    return word if is_issued else _("Draft, not issued  ·  {sensitivity}").format(sensitivity=word)


def result_level(value: ResultLevel, number: str) -> str:
    """The name of a result, such as Output 1.2."""
    pattern = {
        ResultLevel.OBJECTIVE: _("Objective {number}"),
        ResultLevel.OUTCOME: _("Outcome {number}"),
        ResultLevel.OUTPUT: _("Output {number}"),
        ResultLevel.ACTIVITY: _("Activity {number}"),
    }[value]
    return pattern.format(number=number)


def severity(value: Severity) -> str:
    return {
        Severity.GOOD_PRACTICE: _("Good practice"),
        Severity.MINOR: _("Minor"),
        Severity.MAJOR: _("Major"),
        Severity.CRITICAL: _("Critical"),
    }[value]


def site_state(value: SiteState) -> str:
    return {
        SiteState.PLANNED: _("Planned"),
        SiteState.VISITED: _("Visited"),
        SiteState.NOT_REACHED: _("Not reached"),
        SiteState.ACCESS_DENIED: _("Access denied"),
    }[value]


def action_state(value: ActionState) -> str:
    return {
        ActionState.OPEN: _("Open"),
        ActionState.IN_PROGRESS: _("In progress"),
        ActionState.COMPLETED: _("Completed"),
        ActionState.VERIFIED: _("Verified"),
        ActionState.REOPENED: _("Reopened"),
        ActionState.CANCELLED: _("Cancelled"),
    }[value]


def issue_state(value: IssueState) -> str:
    return {
        IssueState.OPEN: _("Open"),
        IssueState.RECURRING: _("Recurring"),
        IssueState.RESOLVED: _("Resolved"),
    }[value]


def priority(value: Priority) -> str:
    return {Priority.NORMAL: _("Normal"), Priority.HIGH: _("High")}[value]


def method(value: VerificationMethod) -> str:
    return {
        VerificationMethod.RECOUNT: _("Recount"),
        VerificationMethod.OBSERVATION: _("Observation"),
        VerificationMethod.DOCUMENT: _("Documents"),
        VerificationMethod.CALL: _("Call"),
    }[value]


def sources(value: SourcesSeen) -> str:
    return {
        SourcesSeen.ALL: _("all sources seen"),
        SourcesSeen.SOME: _("some sources seen"),
        SourcesSeen.NONE: _("no source seen"),
    }[value]


def difference(value: DifferenceReason) -> str:
    return {
        DifferenceReason.DATA_ENTRY: _("Data entry"),
        DifferenceReason.LATE_RECORDS: _("Late records"),
        DifferenceReason.DOUBLE_COUNT: _("Double count"),
        DifferenceReason.DEFINITION: _("Definition"),
        DifferenceReason.MISSING_SOURCE: _("Missing source"),
        DifferenceReason.OTHER: _("Other"),
    }[value]


def quality(value: QualityBand) -> str:
    return {QualityBand.HIGH: _("High"), QualityBand.MEDIUM: _("Medium"), QualityBand.LOW: _("Low")}[value]


def risk_level(value: RiskLevel) -> str:
    return {
        RiskLevel.LOW: _("low"),
        RiskLevel.MEDIUM: _("medium"),
        RiskLevel.HIGH: _("high"),
        RiskLevel.VERY_HIGH: _("very high"),
    }[value]
