"""Photos, filled-in forms, documents, signatures and revisions."""

from dataclasses import dataclass, field
from datetime import date

from desktop.reports.content.counts import Count


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A photo, or with `left_out` the reason why its audience does not see it.

    `image` are the bytes of any picture file, already redacted where that was needed.
    """

    image: bytes | None = field(default=None, repr=False)
    caption: str = ""
    taken_on: date | None = None
    consent: str = ""
    left_out: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A question of a form and what was answered; groups have a question alone."""

    question: str
    answer: str = ""
    is_group: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredForm:
    """One filled-in form printed in the annex."""

    title: str
    version: str = ""
    site: str = ""
    day: date | None = None
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """A form or file that belongs to the report."""

    letter: str
    document: str
    records: Count = None
    held_in: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSeen:
    """A register or file the monitors looked at."""

    title: str
    period: str = ""
    seen_at: str = ""
    extent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A line to sign on, or the note of who signed when and how."""

    role: str
    name: str = ""
    day: date | None = None
    how: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One edition of this report and what it changed."""

    number: int
    is_issued: bool = True
    day: date | None = None
    author: str = ""
    changed: str = ""
