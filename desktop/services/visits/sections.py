"""The parts of a visit report a monitor writes in her own words, by the key they are kept under.

`VisitRecord.narrative` maps these keys to text. Words about a result stand with its rating; why it is below its target
stands under `below_target(result_id)`.
"""

from uuid import UUID

from desktop.errors import BadInput
from desktop.i18n import _

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

_BELOW_TARGET = "below_target:"


def below_target(result_id: UUID) -> str:
    """Where the reasons for a result below its target stand."""
    return f"{_BELOW_TARGET}{result_id}"


def result_below_target(section: str) -> UUID | None:
    """The result whose reasons stand there; None for any other section. Raises BadInput for an unknown one."""
    if section in SECTIONS:
        return None
    try:
        result_id = UUID(section.removeprefix(_BELOW_TARGET))
    except ValueError as no_id:
        raise unknown_section(section) from no_id
    # An id has several spellings; only one of them is read again.
    if section != below_target(result_id):
        raise unknown_section(section)
    return result_id


def unknown_section(section: str) -> BadInput:
    return BadInput(
        _("A visit report has no section named {name}.").format(name=section or "“”"),
        _("Sections: {names}").format(names=", ".join(SECTIONS)),
    )
