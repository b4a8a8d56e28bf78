"""The parts of a visit report a monitor writes in her own words, by the key they are kept under.

`VisitRecord.narrative` maps these keys to text. Words about a result stand with its rating; why it is below its target
stands under `below_target(result_id)`.
"""

from uuid import UUID

MESSAGES = "messages"
"""3-5 key findings for the first page, one a paragraph."""
DECISIONS = "decisions"
"""Actions required of the reader, one a paragraph."""
LIMITS = "limits"
DISTRIBUTION = "distribution"
INTRODUCTION = "introduction"
"""Before the findings by result."""
PARTNERSHIP = "partnership"
CONTEXT = "context"
CHALLENGES = "challenges"
"""Top three, one a paragraph."""
GENDER = "gender"
RIGHTS = "rights"
PROTECTION = "protection"
AAP = "aap"
WORKPLAN = "workplan"
LESSONS = "lessons"
FORMS_NOT_DONE = "forms_not_done"
"""Why a form is not final; asked for before *reporting*."""

SECTIONS = (
    MESSAGES,
    DECISIONS,
    LIMITS,
    DISTRIBUTION,
    INTRODUCTION,
    PARTNERSHIP,
    CONTEXT,
    CHALLENGES,
    GENDER,
    RIGHTS,
    PROTECTION,
    AAP,
    WORKPLAN,
    LESSONS,
    FORMS_NOT_DONE,
)


def below_target(result_id: UUID) -> str:
    """Where the reasons for a result below its target stand."""
    return f"below_target:{result_id}"
