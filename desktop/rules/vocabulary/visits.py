"""Visits: their states, findings, recounts, actions and known issues."""

from enum import StrEnum


class VisitType(StrEnum):
    MONITORING = "monitoring"
    VERIFICATION = "verification"
    JOINT = "joint"
    THIRD_PARTY = "third_party"
    REMOTE = "remote"
    UNANNOUNCED = "unannounced"


class VisitState(StrEnum):
    DRAFT = "draft"
    PLANNED = "planned"
    ASSIGNED = "assigned"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    IN_FIELD = "in_field"
    REPORTING = "reporting"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    REOPENED = "reopened"
    CANCELLED = "cancelled"


class SiteState(StrEnum):
    PLANNED = "planned"
    VISITED = "visited"
    NOT_REACHED = "not_reached"
    ACCESS_DENIED = "access_denied"


class Rating(StrEnum):
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    NOT_MONITORED = "not_monitored"


class Severity(StrEnum):
    GOOD_PRACTICE = "good_practice"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"


class Criterion(StrEnum):
    """OECD-DAC evaluation criteria (2019)."""

    RELEVANCE = "relevance"
    COHERENCE = "coherence"
    EFFECTIVENESS = "effectiveness"
    EFFICIENCY = "efficiency"
    IMPACT = "impact"
    SUSTAINABILITY = "sustainability"


class FindingTag(StrEnum):
    GENDER = "gender"
    HUMAN_RIGHTS = "human_rights"
    PROTECTION = "protection"
    AAP = "aap"
    DISABILITY = "disability"
    ENVIRONMENT = "environment"


class Extent(StrEnum):
    CENSUS = "census"
    SAMPLE = "sample"


class VerificationMethod(StrEnum):
    RECOUNT = "recount"
    OBSERVATION = "observation"
    DOCUMENT = "document"
    CALL = "call"


class SourcesSeen(StrEnum):
    ALL = "all"
    SOME = "some"
    NONE = "none"


class DifferenceReason(StrEnum):
    DATA_ENTRY = "data_entry"
    LATE_RECORDS = "late_records"
    DOUBLE_COUNT = "double_count"
    DEFINITION = "definition"
    MISSING_SOURCE = "missing_source"
    OTHER = "other"


class ActionState(StrEnum):
    OPEN = "open"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    VERIFIED = "verified"
    REOPENED = "reopened"
    CANCELLED = "cancelled"


class Priority(StrEnum):
    NORMAL = "normal"
    HIGH = "high"


class IssueState(StrEnum):
    OPEN = "open"
    RECURRING = "recurring"
    RESOLVED = "resolved"
