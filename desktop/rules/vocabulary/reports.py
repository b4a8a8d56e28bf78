"""Reports, and what became of what they recommend."""

from enum import StrEnum


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
