"""Projects: their stages, markers, frameworks, work and risks."""

from enum import StrEnum


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


class Framework(StrEnum):
    """Lists of aims that projects and results are linked to."""

    MIGOF = "migof"
    SDG = "sdg"
    GCM = "gcm"
    SRF = "srf"
    PRIORITY = "priority"
    ENABLER = "enabler"


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
