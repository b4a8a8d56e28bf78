"""Reported beside recounted: factor, band, coverage, and what they say in words (design: domain 2, 4)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import StrEnum

from desktop.rules.arithmetic import total
from desktop.rules.vocabulary import DifferenceReason, Extent

GOOD = (Decimal("0.95"), Decimal("1.05"))
ACCEPTABLE = (Decimal("0.90"), Decimal("1.10"))


class Band(StrEnum):
    """How far the factor lies from one."""

    GOOD = "good"
    ACCEPTABLE = "acceptable"
    OVER_REPORTED = "over_reported"
    UNDER_REPORTED = "under_reported"
    NOT_APPLICABLE = "not_applicable"
    """Nothing was reported and nothing found."""
    MISMATCH = "mismatch"
    """Nothing was reported, yet something was found: kept apart, for no factor can say it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recount:
    """One verified figure of one indicator, period, place and source."""

    extent: Extent = Extent.CENSUS
    reported: Decimal | None = None
    checked: Decimal | None = None
    confirmed: Decimal | None = None

    @property
    def verified(self) -> Decimal | None:
        """Census: what was confirmed. Sample: reported x confirmed / checked, an estimate."""
        if self.extent is Extent.CENSUS:
            return self.confirmed
        if self.reported is None or self.confirmed is None or not self.checked:
            return None
        with localcontext(prec=40):
            return self.reported * self.confirmed / self.checked

    @property
    def is_estimate(self) -> bool:
        """Marked so wherever it is shown."""
        return self.extent is Extent.SAMPLE

    @property
    def covered(self) -> Decimal | None:
        """What of the reported was looked at: a sample covers what it checked."""
        return self.checked if self.extent is Extent.SAMPLE else self.reported


@dataclass(frozen=True, slots=True, kw_only=True)
class RollUp:
    """Verified rows of one indicator together; netting hides errors, so the gross difference stands beside."""

    rows: int
    factor: Decimal | None
    gross_difference: Decimal | None
    """Sum of differences without sign, by sum of reported."""
    within_ten_percent: Decimal | None
    """Share of rows, per cent."""
    coverage: Decimal | None
    """Per cent of what was reported that was checked."""
    mismatches: int
    is_estimate: bool


def factor(reported: Decimal | None, verified: Decimal | None) -> Decimal | None:
    """Verified by reported; none where nothing was reported."""
    if reported is None or verified is None or reported == 0:
        return None
    with localcontext(prec=40):
        return verified / reported


def difference(reported: Decimal | None, verified: Decimal | None) -> Decimal | None:
    """Verified less reported: below zero where more was claimed than found."""
    return None if reported is None or verified is None else verified - reported


def band(reported: Decimal | None, verified: Decimal | None) -> Band | None:
    """None while a figure is lacking."""
    if reported is None or verified is None:
        return None
    if reported == 0:
        return Band.MISMATCH if verified > 0 else Band.NOT_APPLICABLE
    # By multiplying, for 0.95 of 60 is exactly 57 and a quotient need not be.
    if GOOD[0] * reported <= verified <= GOOD[1] * reported:
        return Band.GOOD
    if ACCEPTABLE[0] * reported <= verified <= ACCEPTABLE[1] * reported:
        return Band.ACCEPTABLE
    return Band.OVER_REPORTED if verified < reported else Band.UNDER_REPORTED


def off_by_percent(reported: Decimal | None, verified: Decimal | None) -> Decimal | None:
    """ "Over-reported by 13 %": how far the reported lies from what was found, in per cent of the reported."""
    gap = difference(reported, verified)
    if gap is None or not reported:
        return None
    with localcontext(prec=40):
        return abs(gap) * 100 / abs(reported)


def coverage_percent(covered: Decimal | None, reported_in_all: Decimal | None) -> Decimal | None:
    """What was checked of what was reported."""
    if covered is None or not reported_in_all:
        return None
    with localcontext(prec=40):
        return covered * 100 / reported_in_all


def roll_up(recounts: Sequence[Recount], *, reported_in_all: Decimal | None = None) -> RollUp:
    """Within one indicator only; across indicators there are only shares of rows, never one factor."""
    done = [row for row in recounts if row.reported is not None and row.verified is not None]
    reported = total(row.reported for row in done)
    verified = total(row.verified for row in done)
    gross = total(abs(gap) for row in done if (gap := difference(row.reported, row.verified)) is not None)
    return RollUp(
        rows=len(done),
        factor=factor(reported, verified),
        gross_difference=factor(reported, gross),
        within_ten_percent=share_within_ten_percent(done),
        coverage=coverage_percent(total(row.covered for row in done), reported_in_all),
        mismatches=sum(band(row.reported, row.verified) is Band.MISMATCH for row in done),
        is_estimate=any(row.is_estimate for row in done),
    )


def share_within_ten_percent(recounts: Iterable[Recount]) -> Decimal | None:
    """Per cent of rows that are good or acceptable; rows without a factor are not counted."""
    bands = [band(row.reported, row.verified) for row in recounts]
    judged = [one for one in bands if one not in (None, Band.NOT_APPLICABLE, Band.MISMATCH)]
    if not judged:
        return None
    near = sum(one in (Band.GOOD, Band.ACCEPTABLE) for one in judged)
    with localcontext(prec=40):
        return Decimal(near) * 100 / len(judged)


def share_verified(verified_rows: int, all_rows: int) -> Decimal | None:
    """Per cent of reported rows that were verified; the only figure across indicators and projects."""
    if not all_rows:
        return None
    with localcontext(prec=40):
        return Decimal(verified_rows) * 100 / all_rows


def needs_reasons(reported: Decimal | None, verified: Decimal | None) -> bool:
    """Any difference outside the good band is explained."""
    return band(reported, verified) not in (None, Band.GOOD, Band.NOT_APPLICABLE)


def unexplained(
    reported: Decimal | None, verified: Decimal | None, reasons: Iterable[tuple[DifferenceReason, Decimal]]
) -> Decimal | None:
    """What of the difference the reasons leave open: their amounts sum to it."""
    gap = difference(reported, verified)
    if gap is None:
        return None
    return gap - sum((amount for _reason, amount in reasons), Decimal(0))


def recount_faults(row: Recount) -> tuple[str, ...]:
    """Codes of figures that cannot be: more confirmed than checked, below zero, a sample of nothing."""
    faults = []
    if any(figure is not None and figure < 0 for figure in (row.reported, row.checked, row.confirmed)):
        faults.append("below_zero")
    if row.extent is Extent.SAMPLE:
        if row.checked is not None and row.checked == 0:
            faults.append("nothing_checked")
        if row.checked is not None and row.confirmed is not None and row.confirmed > row.checked:
            faults.append("confirmed_beyond_checked")
        if row.checked is not None and row.reported is not None and row.checked > row.reported:
            faults.append("checked_beyond_reported")
    return tuple(faults)
