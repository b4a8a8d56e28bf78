"""Reported figures recounted, and the quality of the data behind them."""

from dataclasses import dataclass
from decimal import Decimal

from desktop.rules.vocabulary import DifferenceReason, Extent, SourcesSeen, VerificationMethod


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferencePart:
    """One reason for the difference between reported and verified, with its amount."""

    reason: DifferenceReason
    amount: Decimal | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """A reported figure recounted; `verified` None means it was not verified and `note` says why.

    Factor and band are computed where they are printed.
    """

    indicator: str
    site: str = ""
    reported: Decimal | None = None
    checked: Decimal | None = None
    confirmed: Decimal | None = None
    verified: Decimal | None = None
    extent: Extent = Extent.CENSUS
    method: VerificationMethod | None = None
    sources: SourcesSeen | None = None
    differences: tuple[DifferencePart, ...] = ()
    note: str = ""
    unsent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationTotal:
    """The roll-up of the verified rows of one indicator."""

    indicator: str
    reported: Decimal
    verified: Decimal
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataQuality:
    """Scores 1 to 3 of an indicator's data; None is not applicable. The level follows from them."""

    indicator: str
    validity: int | None = None
    integrity: int | None = None
    precision: int | None = None
    reliability: int | None = None
    timeliness: int | None = None
    completeness: int | None = None
    action: str = ""
    note: str = ""
