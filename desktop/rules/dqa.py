"""Data quality assessment: six scores, their mean, and the cap (design: domain 2, 4)."""

from collections.abc import Mapping
from decimal import Decimal
from enum import IntEnum, StrEnum

from desktop.rules.arithmetic import divided


class QualityDimension(StrEnum):
    VALIDITY = "validity"
    INTEGRITY = "integrity"
    PRECISION = "precision"
    RELIABILITY = "reliability"
    TIMELINESS = "timeliness"
    COMPLETENESS = "completeness"


class Score(IntEnum):
    """Not applicable is None."""

    WEAK = 1
    PARTLY = 2
    GOOD = 3


class QualityBand(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


HIGH_FROM = Decimal("2.5")
MEDIUM_FROM = Decimal("1.75")
_CAPPING = (QualityDimension.VALIDITY, QualityDimension.INTEGRITY)

Scores = Mapping[QualityDimension, Score | None]


def mean_score(scores: Scores) -> Decimal | None:
    """Over the dimensions that apply; None where none does."""
    given = [score for score in scores.values() if score is not None]
    return divided(Decimal(sum(given)), Decimal(len(given))) if given else None


def quality_band(scores: Scores) -> QualityBand | None:
    """High, medium, low; a weak validity or integrity is never more than medium."""
    mean = mean_score(scores)
    if mean is None:
        return None
    if mean < MEDIUM_FROM:
        return QualityBand.LOW
    capped = any(scores.get(dimension) is Score.WEAK for dimension in _CAPPING)
    return QualityBand.MEDIUM if capped or mean < HIGH_FROM else QualityBand.HIGH


def needs_note_and_action(scores: Scores) -> tuple[QualityDimension, ...]:
    """Weak dimensions: each needs a note and an action point."""
    return tuple(dimension for dimension in QualityDimension if scores.get(dimension) is Score.WEAK)
