"""The words of the domain's closed lists in the person's language, for sentences and tables."""

from collections.abc import Callable
from enum import StrEnum

from desktop.i18n import _
from desktop.rules.vocabulary import (
    ActionState,
    Aggregation,
    AnswerMark,
    AttachmentClass,
    Criterion,
    Direction,
    Extent,
    FindingTag,
    Frequency,
    GenderMarker,
    IssueState,
    LinkWeight,
    Measure,
    OfficeType,
    PartnerType,
    Priority,
    ProjectKind,
    ProjectStage,
    Rating,
    ResultLevel,
    Role,
    Sensitivity,
    Severity,
    Sex,
    SiteState,
    SourcesSeen,
    SubmissionState,
    TargetBasis,
    ValueMode,
    ValueStatus,
    VerificationMethod,
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


def _mark_words() -> dict[StrEnum, str]:
    return {
        AnswerMark.DONT_KNOW: _("don't know"),
        AnswerMark.NOT_APPLICABLE: _("not applicable"),
        AnswerMark.REFUSED: _("refused"),
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


def _kind_words() -> dict[StrEnum, str]:
    return {ProjectKind.OWN: _("our own"), ProjectKind.EXTERNAL: _("known from outside")}


def _gender_words() -> dict[StrEnum, str]:
    return {
        GenderMarker.AIM: _("2b, the main aim"),
        GenderMarker.ALL: _("2a, in all parts"),
        GenderMarker.SOME: _("1, in some parts"),
        GenderMarker.NONE: _("0, none"),
        GenderMarker.NOT_APPLICABLE: _("not applicable"),
    }


def _basis_words() -> dict[StrEnum, str]:
    return {TargetBasis.ABSOLUTE: _("in all"), TargetBasis.INCREMENT: _("above the baseline")}


def _aggregation_words() -> dict[StrEnum, str]:
    return {
        Aggregation.SUM: _("sum"),
        Aggregation.RATIO: _("ratio"),
        Aggregation.WEIGHTED_MEAN: _("weighted mean"),
        Aggregation.LATEST: _("the latest"),
        Aggregation.NONE: _("not added up"),
    }


def _criterion_words() -> dict[StrEnum, str]:
    return {
        Criterion.RELEVANCE: _("relevance"),
        Criterion.COHERENCE: _("coherence"),
        Criterion.EFFECTIVENESS: _("effectiveness"),
        Criterion.EFFICIENCY: _("efficiency"),
        Criterion.IMPACT: _("impact"),
        Criterion.SUSTAINABILITY: _("sustainability"),
    }


def _tag_words() -> dict[StrEnum, str]:
    return {
        FindingTag.GENDER: _("gender"),
        FindingTag.HUMAN_RIGHTS: _("human rights"),
        FindingTag.PROTECTION: _("protection"),
        FindingTag.AAP: _("accountability"),
        FindingTag.DISABILITY: _("disability"),
        FindingTag.ENVIRONMENT: _("environment"),
    }


def _extent_words() -> dict[StrEnum, str]:
    return {Extent.CENSUS: _("all of it"), Extent.SAMPLE: _("a sample")}


def _method_words() -> dict[StrEnum, str]:
    return {
        VerificationMethod.RECOUNT: _("recount"),
        VerificationMethod.OBSERVATION: _("observation"),
        VerificationMethod.DOCUMENT: _("document"),
        VerificationMethod.CALL: _("call"),
    }


def _sources_words() -> dict[StrEnum, str]:
    return {SourcesSeen.ALL: _("all"), SourcesSeen.SOME: _("some"), SourcesSeen.NONE: _("none")}


def _priority_words() -> dict[StrEnum, str]:
    return {Priority.NORMAL: _("normal"), Priority.HIGH: _("high")}


def _attachment_words() -> dict[StrEnum, str]:
    return {
        AttachmentClass.PHOTO: _("photo"),
        AttachmentClass.DOCUMENT: _("document"),
        AttachmentClass.PERSONAL: _("personal data"),
    }


def _issue_words() -> dict[StrEnum, str]:
    return {
        IssueState.OPEN: _("open"),
        IssueState.RECURRING: _("recurring"),
        IssueState.RESOLVED: _("resolved"),
    }


def _sex_words() -> dict[StrEnum, str]:
    return {
        Sex.FEMALE: _("female"),
        Sex.MALE: _("male"),
        Sex.OTHER: _("other"),
        Sex.UNKNOWN: _("unknown"),
    }


def _role_words() -> dict[StrEnum, str]:
    return {
        Role.MONITOR: _("monitor"),
        Role.MANAGER: _("manager"),
        Role.REVIEWER: _("reviewer"),
        Role.ADMIN: _("administrator"),
        Role.READER: _("reader"),
    }


def _sensitivity_words() -> dict[StrEnum, str]:
    return {
        Sensitivity.PUBLIC: _("public"),
        Sensitivity.INTERNAL: _("internal"),
        Sensitivity.CONFIDENTIAL: _("confidential"),
    }


def _office_words() -> dict[StrEnum, str]:
    return {
        OfficeType.REGIONAL: _("regional office"),
        OfficeType.SUB_REGIONAL: _("sub-regional office"),
        OfficeType.SUPPORT: _("support office"),
        OfficeType.COUNTRY: _("country office"),
        OfficeType.SUB: _("sub-office"),
        OfficeType.FIELD: _("field office"),
    }


def _partner_words() -> dict[StrEnum, str]:
    return {
        PartnerType.GOVERNMENT: _("government"),
        PartnerType.UN: _("United Nations"),
        PartnerType.NGO: _("non-governmental organisation"),
        PartnerType.CIVIL_SOCIETY: _("civil society"),
        PartnerType.PRIVATE: _("private sector"),
    }


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
    AnswerMark: _mark_words,
    ProjectKind: _kind_words,
    GenderMarker: _gender_words,
    TargetBasis: _basis_words,
    Aggregation: _aggregation_words,
    Criterion: _criterion_words,
    FindingTag: _tag_words,
    Extent: _extent_words,
    VerificationMethod: _method_words,
    SourcesSeen: _sources_words,
    Priority: _priority_words,
    AttachmentClass: _attachment_words,
    IssueState: _issue_words,
    Sex: _sex_words,
    Role: _role_words,
    Sensitivity: _sensitivity_words,
    OfficeType: _office_words,
    PartnerType: _partner_words,
}
