"""Likelihood by consequence: score, level, and what a high risk asks for (design: domain 7)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class RiskLevel(StrEnum):
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    VERY_HIGH = "very_high"


_UPPER = ((4, RiskLevel.LOW), (9, RiskLevel.MEDIUM), (16, RiskLevel.HIGH), (25, RiskLevel.VERY_HIGH))


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskFacts:
    """What of a risk is checked; residual is what remains once the treatment works."""

    likelihood: int
    consequence: int
    residual_likelihood: int | None = None
    residual_consequence: int | None = None
    treatment: bool = False
    owner: bool = False
    due: bool = False


def score(likelihood: int, consequence: int) -> int:
    if not (1 <= likelihood <= 5 and 1 <= consequence <= 5):
        raise ValueError((likelihood, consequence))
    return likelihood * consequence


def level_of(score: int) -> RiskLevel:
    return next(level for upper, level in _UPPER if score <= upper)


def is_weighty(score: int) -> bool:
    """High and above: shown to the reviewer."""
    return level_of(score) in (RiskLevel.HIGH, RiskLevel.VERY_HIGH)


def risk_faults(risk: RiskFacts) -> tuple[str, ...]:
    """Codes: residual above inherent; a weighty risk without treatment, owner or date."""
    inherent = score(risk.likelihood, risk.consequence)
    faults = []
    if risk.residual_likelihood is not None and risk.residual_consequence is not None:
        if score(risk.residual_likelihood, risk.residual_consequence) > inherent:
            faults.append("residual_above_inherent")
    elif (risk.residual_likelihood is None) is not (risk.residual_consequence is None):
        faults.append("residual_incomplete")
    if is_weighty(inherent):
        faults += [f"no_{need}" for need in ("treatment", "owner", "due") if not getattr(risk, need)]
    return tuple(faults)


def heat_map(points: Iterable[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """How many risks stand in each (likelihood, consequence); empty cells are there too."""
    counts = {(likelihood, consequence): 0 for likelihood in range(1, 6) for consequence in range(1, 6)}
    for point in points:
        counts[point] += 1
    return counts
