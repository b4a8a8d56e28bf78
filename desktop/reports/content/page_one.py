"""What page 1 tells a head of office."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from desktop.rules.vocabulary import Rating, ResultLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class OverallRating:
    """The lead's own rating of the whole visit, and why."""

    rating: Rating
    summary: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRating:
    """How one result stands at one site."""

    site: str
    rating: Rating
    summary: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedResult:
    """A result in the scope of the visit; `rating` None means it has not been rated yet."""

    number: str
    title: str = ""
    level: ResultLevel | None = None
    rating: Rating | None = None
    summary: str = ""
    by_site: tuple[SiteRating, ...] = ()
    below_target: str = ""
    unsent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """One of the large figures of page 1; a Decimal is written with its own number of decimals."""

    value: Decimal | int | str
    label: str
    note: str = ""
    percent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One thing the reader should know: a short bold sentence, then the detail."""

    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What the reader is asked to decide, who, by when."""

    text: str
    reference: str = ""
    who: str = ""
    by: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsent:
    """How much of this report exists on this device alone."""

    records: int = 0
    of: int = 0
    findings: int = 0
    values: int = 0
