"""The results matrices of invented projects: results, indicators, targets and figures by quarter."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from desktop.models import Indicator, IndicatorValue, Result, Target
from desktop.rules.periods import periods_within
from desktop.rules.vocabulary import Frequency, ResultLevel, ValueStatus
from desktop.services.demo.invented import IndicatorSketch, ResultSketch
from desktop.services.demo.rows import Hand, Rows
from desktop.services.results.figures import value_id_of

_QUARTERS_KEPT = 6
SOURCE = "Implementing partner"
"""Who reported the figures; a recount names it as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeIndicator:
    id: UUID
    sketch: IndicatorSketch
    reported: tuple[tuple[date, date, Decimal], ...]
    """Approved quarters, the oldest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeResult:
    id: UUID
    number: str
    level: ResultLevel
    indicators: tuple[MadeIndicator, ...]


class MatrixMaker:
    """Results of one project as they are added, parents first."""

    def __init__(
        self, rows: Rows, project_id: UUID, hand: Hand, dates: tuple[date, date], *, has_figures: bool
    ) -> None:
        self._rows, self._project_id, self._hand = rows, project_id, hand
        self._has_figures, self._dates = has_figures, dates
        self._position = 0
        self.outputs: list[MadeResult] = []

    def add_below(
        self, parent: UUID | None, sketches: tuple[ResultSketch, ...], level: ResultLevel, prefix: str
    ) -> None:
        levels = list(ResultLevel)
        for count, sketch in enumerate(sketches, 1):
            number = "0" if level is ResultLevel.OBJECTIVE else f"{prefix}.{count}" if prefix else str(count)
            result_id = self._add_result(parent, sketch, level, number)
            indicators = tuple(
                self._add_indicator(result_id, at, one) for at, one in enumerate(sketch.indicators)
            )
            if level is ResultLevel.OUTPUT:
                made = MadeResult(id=result_id, number=number, level=level, indicators=indicators)
                self.outputs.append(made)
            if sketch.below:
                inner = "" if level is ResultLevel.OBJECTIVE else number
                self.add_below(result_id, sketch.below, levels[levels.index(level) + 1], inner)

    def _add_result(self, parent: UUID | None, sketch: ResultSketch, level: ResultLevel, number: str) -> UUID:
        self._position += 1
        return self._rows.add(
            Result,
            self._project_id,
            self._hand,
            project_id=self._project_id,
            parent_id=parent,
            level=level,
            number=number,
            position=self._position,
            statement=sketch.statement,
            responsible="Project team",
        )

    def _add_indicator(self, result_id: UUID, position: int, sketch: IndicatorSketch) -> MadeIndicator:
        random, rows = self._rows.random, self._rows
        is_share = sketch.measure == "percentage"
        target = random.randint(sketch.low, sketch.high)
        indicator_id = rows.add(
            Indicator,
            self._project_id,
            self._hand,
            project_id=self._project_id,
            result_id=result_id,
            position=position,
            code=sketch.code,
            title=sketch.title,
            unit=sketch.unit,
            measure=sketch.measure,
            value_mode="snapshot" if is_share else "period",
            time_aggregation="latest" if is_share else "sum",
            place_aggregation="latest" if is_share else "sum",
            baseline=Decimal(random.randint(20, 50) if is_share else 0),
            baseline_date=self._dates[0],
            data_source="Partner registers",
            method="Count of registers",
            frequency=Frequency.QUARTERLY,
            responsible="Monitoring officer",
            dimensions=["sex", "age"] if sketch.persons else [],
            counts_persons=sketch.persons,
        )
        rows.add(
            Target,
            self._project_id,
            self._hand,
            project_id=self._project_id,
            indicator_id=indicator_id,
            value=Decimal(target),
            due=self._dates[1],
            basis="absolute",
            valid_from=self._dates[0],
        )
        reported = self._add_values(indicator_id, sketch, target) if self._has_figures else ()
        return MadeIndicator(id=indicator_id, sketch=sketch, reported=reported)

    def _add_values(
        self, indicator_id: UUID, sketch: IndicatorSketch, target: int
    ) -> tuple[tuple[date, date, Decimal], ...]:
        """Quarter by quarter up to the last whole one; the newest is still being checked."""
        random, rows = self._rows.random, self._rows
        quarters = periods_within(*self._dates, Frequency.QUARTERLY)
        past = [quarter for quarter in quarters if quarter.end < rows.today][-_QUARTERS_KEPT:]
        pace = random.choice((0.5, 0.75, 0.95, 1.0, 1.1))
        approved = []
        for at, quarter in enumerate(past):
            is_newest = at == len(past) - 1
            usual = target / max(len(quarters), 1)
            value = Decimal(max(0, round(usual * pace * random.uniform(0.7, 1.3))))
            if sketch.measure == "percentage":
                value = Decimal(min(100, round(target * pace * random.uniform(0.85, 1.0))))
            status = ValueStatus.APPROVED
            if is_newest and quarter.end > rows.today - timedelta(days=40):
                status = random.choice((ValueStatus.SUBMITTED, ValueStatus.DRAFT))
            else:
                approved.append((quarter.start, quarter.end, value))
            rows.add(
                IndicatorValue,
                self._project_id,
                Hand(
                    person_id=self._hand.person_id,
                    office=self._hand.office,
                    day=quarter.end + timedelta(days=6),
                ),
                id=value_id_of(indicator_id, quarter.start, quarter.end, None, SOURCE),
                project_id=self._project_id,
                indicator_id=indicator_id,
                period_start=quarter.start,
                period_end=quarter.end,
                source=SOURCE,
                value=value,
                status=status,
                status_by=self._hand.person_id,
            )
        return tuple(approved)
