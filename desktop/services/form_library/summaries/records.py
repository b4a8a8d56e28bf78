"""What a summary of a form says."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from desktop.rules.vocabulary import SubmissionState


class AnswerKind(StrEnum):
    """How the answers of a question are summed up."""

    CHOICES = "choices"
    NUMBERS = "numbers"
    DAYS = "days"
    TEXTS = "texts"
    PLACES = "places"
    FILES = "files"


@dataclass(frozen=True, slots=True)
class Count:
    """How often something was answered; `value` is the choice's name, `label` its words.

    Of what is put in order: how often it was put first, and its mean place, from 1.
    """

    value: str
    label: str
    count: int
    place: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Bin:
    """How many numbers lie from `low` to below `high`; both are the number itself where single numbers are counted."""

    low: Decimal
    high: Decimal
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    minimum: Decimal
    median: Decimal
    mean: Decimal
    maximum: Decimal
    total: Decimal
    bins: tuple[Bin, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionSummary:
    """`asked` counts submissions, or for a question of a list its entries; `answered` those that hold an answer.

    `counts` are choices in the order of the form, months, or the most frequent texts; `others` counts answers beyond them.
    """

    path: str
    label: str
    kind: AnswerKind
    asked: int
    answered: int
    counts: tuple[Count, ...] = ()
    others: int = 0
    numbers: Numbers | None = None
    points: tuple[tuple[float, float], ...] = ()
    """Latitude and longitude."""


@dataclass(frozen=True, slots=True)
class SummaryColumn:
    path: str
    label: str
    is_number: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryRow:
    """A submission as a row: `cells` as people read them, `values` as they are ordered (None: nothing answered)."""

    submission_id: UUID
    name: str
    state: SubmissionState
    visit_code: str
    at: datetime
    author: str
    cells: tuple[str, ...]
    values: tuple[Decimal | str | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSummary:
    form_id: str
    title: str
    language: str
    columns: tuple[SummaryColumn, ...]
    rows: tuple[SummaryRow, ...]
    questions: tuple[QuestionSummary, ...]
    unreadable: int
    """Submissions that are damaged and left out."""
