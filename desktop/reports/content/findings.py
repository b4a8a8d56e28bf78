"""What was found, and the circumstances it was found in."""

from dataclasses import dataclass
from datetime import date

from desktop.rules.vocabulary import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was found; `result` is the number of a rated result, or empty for the whole visit."""

    statement: str
    result: str = ""
    evidence: str = ""
    severity: Severity | None = None
    site: str = ""
    criterion: str = ""
    tags: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    unsent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrative:
    """A headed passage of free text."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextFigure:
    """Displacement figures of a place, with their source."""

    place: str
    day: date | None = None
    individuals: int | None = None
    households: int | None = None
    source: str = ""
