"""What a weighty finding asks for before a visit may be submitted (design: domain 2)."""

from dataclasses import dataclass

from desktop.rules.vocabulary import Rating, Severity

WEIGHTY = frozenset({Severity.MAJOR, Severity.CRITICAL})


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingFacts:
    """A finding, or a rating without one (then `severity` is None)."""

    severity: Severity | None = None
    rating: Rating | None = None
    evidence: bool = False
    action: bool = False
    reason: bool = False
    """Why there is no evidence or no action point."""


def is_weighty(finding: FindingFacts) -> bool:
    """Off track, or major and worse."""
    return finding.severity in WEIGHTY or finding.rating is Rating.OFF_TRACK


def lacking(finding: FindingFacts) -> tuple[str, ...]:
    """Codes of what a weighty finding lacks: evidence and action point, unless a reason is given."""
    if not is_weighty(finding) or finding.reason:
        return ()
    return tuple(need for need in ("evidence", "action") if not getattr(finding, need))
