"""Where in a filled form a finding or a figure was first said."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSource:
    """`path` is that of the question in the submission."""

    submission_id: UUID
    form_title: str
    path: str
