"""The closed word lists of the domain, as stored: snake case, the field's standard terms (design: domain 1-3)."""

from enum import StrEnum


class Role(StrEnum):
    """What a post lets its holder do, per project, country or region."""

    MONITOR = "monitor"
    MANAGER = "manager"
    REVIEWER = "reviewer"
    ADMIN = "admin"
    READER = "reader"


class Sensitivity(StrEnum):
    PUBLIC = "public"
    INTERNAL = "internal"
    CONFIDENTIAL = "confidential"


class OfficeType(StrEnum):
    REGIONAL = "regional"
    SUB_REGIONAL = "sub_regional"
    SUPPORT = "support"
    COUNTRY = "country"
    SUB = "sub"
    FIELD = "field"


class PlaceCodeSystem(StrEnum):
    OCHA_PCODE = "ocha_pcode"
    GADM = "gadm"
    OFFICE = "office"


class PartnerType(StrEnum):
    GOVERNMENT = "government"
    UN = "un"
    NGO = "ngo"
    CIVIL_SOCIETY = "civil_society"
    PRIVATE = "private"


class ProjectStage(StrEnum):
    CONCEPT = "concept"
    PROPOSAL = "proposal"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    ENDORSED = "endorsed"
    REJECTED = "rejected"
    WITH_DONOR = "with_donor"
    DECLINED = "declined"
    IMPLEMENTING = "implementing"
    SUSPENDED = "suspended"
    COMPLETING = "completing"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class ProjectKind(StrEnum):
    """Own projects are managed here; external ones are known through their published results."""

    OWN = "own"
    EXTERNAL = "external"


class GenderMarker(StrEnum):
    AIM = "2b"
    ALL = "2a"
    SOME = "1"
    NONE = "0"
    NOT_APPLICABLE = "n/a"


class LinkWeight(StrEnum):
    PRIMARY = "primary"
    SECONDARY = "secondary"


class ResultLevel(StrEnum):
    OBJECTIVE = "objective"
    OUTCOME = "outcome"
    OUTPUT = "output"
    ACTIVITY = "activity"


class Measure(StrEnum):
    """IATI IndicatorMeasure: 1 unit, 2 percentage, 3 nominal, 4 ordinal, 5 qualitative."""

    UNIT = "unit"
    PERCENTAGE = "percentage"
    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    QUALITATIVE = "qualitative"


class ValueMode(StrEnum):
    PERIOD = "period"
    CUMULATIVE = "cumulative"
    SNAPSHOT = "snapshot"


class Direction(StrEnum):
    UP = "up"
    DOWN = "down"
    MAINTAIN = "maintain"


class TargetBasis(StrEnum):
    ABSOLUTE = "absolute"
    INCREMENT = "increment"


class Aggregation(StrEnum):
    SUM = "sum"
    RATIO = "ratio"
    WEIGHTED_MEAN = "weighted_mean"
    LATEST = "latest"
    NONE = "none"


class Frequency(StrEnum):
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    SIX_MONTHLY = "six_monthly"
    ANNUAL = "annual"
    ONCE = "once"


class ValueStatus(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    RETURNED = "returned"
    CORRECTED = "corrected"


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


class SubmissionState(StrEnum):
    DRAFT = "draft"
    FINALISED = "finalised"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    HAS_ISSUES = "has_issues"
    EDITED = "edited"
    REJECTED = "rejected"


class AnswerMark(StrEnum):
    """Why a question has no answer."""

    DONT_KNOW = "dont_know"
    NOT_APPLICABLE = "not_applicable"
    REFUSED = "refused"


class AttachmentClass(StrEnum):
    PHOTO = "photo"
    DOCUMENT = "document"
    PERSONAL = "personal"


class ConsentPurpose(StrEnum):
    RECORD = "record"
    INTERNAL = "internal"
    DONOR = "donor"
    PUBLICATION = "publication"


class IssueState(StrEnum):
    OPEN = "open"
    RECURRING = "recurring"
    RESOLVED = "resolved"


class Sex(StrEnum):
    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    UNKNOWN = "unknown"


class Driver(StrEnum):
    CONFLICT = "conflict"
    DISASTER = "disaster"
    CLIMATE = "climate"
    POVERTY = "poverty"
    HEALTH = "health"
    OTHER = "other"


class WorkStatus(StrEnum):
    """How a workplan item stands."""

    NOT_STARTED = "not_started"
    ON_TIME = "on_time"
    DELAYED = "delayed"
    DONE = "done"
    DROPPED = "dropped"


class RiskCategory(StrEnum):
    CONTEXT = "context"
    PROGRAMME = "programme"
    INSTITUTIONAL = "institutional"
    FINANCIAL = "financial"
    PROTECTION = "protection"
    DATA = "data"
    SECURITY = "security"


class RiskResponse(StrEnum):
    AVOID = "avoid"
    REDUCE = "reduce"
    SHARE = "share"
    ACCEPT = "accept"


class RiskStatus(StrEnum):
    OPEN = "open"
    OCCURRED = "occurred"
    CLOSED = "closed"


class InterviewMethod(StrEnum):
    """Key informant interview, focus group, observation, documents."""

    KII = "kii"
    FGD = "fgd"
    OBS = "obs"
    DOC = "doc"


class ConsentMode(StrEnum):
    WRITTEN = "written"
    ORAL_WITNESSED = "oral_witnessed"
    RECORDED_VERBAL = "recorded_verbal"
    GUARDIAN_ASSENT = "guardian_assent"


class AgeGroup(StrEnum):
    """Age bands in which persons are counted."""

    TO_4 = "0-4"
    TO_11 = "5-11"
    TO_17 = "12-17"
    TO_59 = "18-59"
    FROM_60 = "60+"
    UNKNOWN = "unknown"


class Audience(StrEnum):
    """For whom an edition of a report is made."""

    OFFICE = "office"
    DONOR = "donor"
    PARTNER = "partner"
    PUBLIC = "public"


class ReportState(StrEnum):
    DRAFT = "draft"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    APPROVED = "approved"
    ISSUED = "issued"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class RecommendationState(StrEnum):
    DRAFT = "draft"
    RESPONDED = "responded"
    APPROVED = "approved"
    CLOSED = "closed"


class ManagementResponse(StrEnum):
    ACCEPTED = "accepted"
    PARTIALLY_ACCEPTED = "partially_accepted"
    NOT_ACCEPTED = "not_accepted"


class LessonState(StrEnum):
    DRAFT = "draft"
    REVIEWED = "reviewed"
    PUBLISHED = "published"


class Framework(StrEnum):
    """Lists of aims that projects and results are linked to."""

    MIGOF = "migof"
    SDG = "sdg"
    GCM = "gcm"
    SRF = "srf"
    PRIORITY = "priority"
    ENABLER = "enabler"
