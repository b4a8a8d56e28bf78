"""Evidence: filled forms, attachments, interviews and consent."""

from enum import StrEnum


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
