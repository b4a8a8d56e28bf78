"""A results matrix as the linter sees it: plain values, nothing of the store."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from desktop.rules.vocabulary import (
    Direction,
    Frequency,
    GenderMarker,
    Measure,
    ResultLevel,
    TargetBasis,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixTarget:
    value: Decimal | None = None
    due: date | None = None
    basis: TargetBasis = TargetBasis.ABSOLUTE


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixIndicator:
    path: str
    title: str
    unit: str = ""
    measure: Measure = Measure.UNIT
    direction: Direction = Direction.UP
    baseline: Decimal | None = None
    baseline_due: date | None = None
    targets: tuple[MatrixTarget, ...] = ()
    data_source: str = ""
    method: str = ""
    responsible: str = ""
    frequency: Frequency | None = None
    dimensions: frozenset[str] = frozenset()
    counts_persons: bool = False
    waiver: str = ""
    """Why persons are not told apart by sex and age, e.g. an anonymous hotline."""
    percentage_defined: bool = False
    """Numerator and denominator are described."""

    @property
    def has_baseline(self) -> bool:
        return self.baseline is not None or self.baseline_due is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixResult:
    path: str
    level: ResultLevel
    statement: str
    parent: str | None = None
    assumptions: str = ""
    indicators: tuple[MatrixIndicator, ...] = ()
    in_workplan: bool = False
    in_budget: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    results: tuple[MatrixResult, ...] = ()
    start: date | None = None
    end: date | None = None
    language: str = "en"
    has_framework_link: bool = False
    gender_marker: GenderMarker | None = None
    gender_evidence: GenderMarker | None = None
    """The marker that needs assessment, activities and outputs bear out."""
    risks: tuple[str, ...] = ()
    evaluation_planned: bool = False
    reporting_months: int | None = None
    """How often the donor is reported to."""
    defined_words: frozenset[str] = frozenset()
    """Vague words that the project has given a meaning."""

    def children_of(self, path: str) -> tuple[MatrixResult, ...]:
        return tuple(result for result in self.results if result.parent == path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Word lists of one language; an entry that ends in * matches by its beginning."""

    change: tuple[str, ...] = ()
    activity: tuple[str, ...] = ()
    delivered: tuple[str, ...] = ()
    impact: tuple[str, ...] = ()
    finite: tuple[str, ...] = ()
    """Verbs that make a sentence of their own."""
    joiners: tuple[str, ...] = ()
    conjunctions: tuple[str, ...] = ()
    direction: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    vague: tuple[str, ...] = ()
    count: tuple[str, ...] = ()
    counted_outputs: tuple[str, ...] = ()
