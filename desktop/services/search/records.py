"""What a search returns."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class HitKind(StrEnum):
    """The kinds of record a search finds."""

    PROJECT = "project"
    RESULT = "result"
    INDICATOR = "indicator"
    VISIT = "visit"
    NARRATIVE = "narrative"
    FINDING = "finding"
    ACTION = "action"
    PLACE = "place"
    PERSON = "person"
    PARTNER = "partner"
    FORM = "form"


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """One record; `opens_id` is the record whose screen shows it, `project` the title of its project."""

    kind: HitKind
    record_id: UUID
    opens_id: UUID
    title: str
    code: str | None
    project: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """A page of hits, best first, and how many there are in all."""

    items: tuple[SearchHit, ...]
    total: int
