"""Projects of the invented region with their matrices, targets, figures by quarter, budgets and marks."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from desktop.models import (
    BudgetLine,
    Expenditure,
    FrameworkLink,
    Indicator,
    IndicatorValue,
    KnownIssue,
    Project,
    ProjectLocation,
    Result,
    Target,
)
from desktop.models.ids import natural_id
from desktop.reference.frameworks import find_item
from desktop.reference.project_types import find_project_type
from desktop.rules.periods import add_months, periods_within
from desktop.rules.vocabulary import Frequency, ProjectStage, ResultLevel, ValueStatus
from desktop.services.demo.invented import IndicatorSketch, ResultSketch, Theme, themes
from desktop.services.demo.people import Land
from desktop.services.demo.rows import Hand, Rows, pick
from desktop.services.results.figures import value_id_of

_STAGES = (
    *[ProjectStage.IMPLEMENTING] * 3, ProjectStage.CLOSED, ProjectStage.IMPLEMENTING, ProjectStage.PROPOSAL,
    *[ProjectStage.IMPLEMENTING] * 3, ProjectStage.IN_REVIEW, ProjectStage.COMPLETING,
    *[ProjectStage.IMPLEMENTING] * 2, ProjectStage.CONCEPT, ProjectStage.ENDORSED, ProjectStage.CLOSED,
    *[ProjectStage.IMPLEMENTING] * 2, ProjectStage.WITH_DONOR, ProjectStage.SUSPENDED,
)  # fmt: skip
"""In turn, so that a small region has the usual ones and a large one all of them."""

_UNDER_WAY = frozenset({ProjectStage.IMPLEMENTING, ProjectStage.COMPLETING, ProjectStage.SUSPENDED})
_HAS_FIGURES = _UNDER_WAY | {ProjectStage.CLOSED}
_DONORS = ("Government of Norrland", "European Solidarity Fund", "Republic of Estmark", "Regional Trust Fund")
_QUARTERS_KEPT = 6
_SOURCE = "Implementing partner"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeProject:
    id: UUID
    code: str
    title: str
    land: Land
    theme: Theme
    stage: ProjectStage
    start: date
    end: date
    outputs: tuple[MadeResult, ...]

    @property
    def is_visited(self) -> bool:
        return self.stage in _HAS_FIGURES


class ProjectMaker:
    def __init__(self, rows: Rows, lands: tuple[Land, ...]) -> None:
        self._rows, self._lands = rows, lands
        self._titles: set[str] = set()

    def make(self, number: int) -> MadeProject:
        """The first is at home and under way, and every fourth is at home."""
        rows, random = self._rows, self._rows.random
        land = self._lands[0 if number % 4 == 0 else 1 + (number - number // 4 - 1) % (len(self._lands) - 1)]
        theme = themes()[number % len(themes())]
        stage = _STAGES[number % len(_STAGES)]
        start, end = self._dates(stage)
        title = self._title(theme, land, number)
        code = f"{theme.prefix}.{411 + number * 7:04d}"
        hand = Hand(person_id=random.choice(land.people), office=land.code, day=start - timedelta(days=40))
        budget = Decimal(random.randrange(40, 460)) * 10_000
        project_id = self._add_project(land, theme, stage, (start, end), title, code, budget, hand)
        outputs = self._add_matrix(project_id, theme, land, stage, (start, end), hand)
        self._add_places(project_id, land, hand)
        self._add_money(project_id, stage, (start, end), hand, budget)
        self._add_marks(project_id, theme, hand)
        if stage in _UNDER_WAY:
            rows.add(
                KnownIssue,
                project_id,
                hand.later(120),
                project_id=project_id,
                place_id=land.towns[0][0],
                statement=random.choice(theme.issues),
                state=random.choice(("open", "recurring")),
            )
        return MadeProject(
            id=project_id,
            code=code,
            title=title,
            land=land,
            theme=theme,
            stage=stage,
            start=start,
            end=end,
            outputs=outputs,
        )

    def _title(self, theme: Theme, land: Land, number: int) -> str:
        """One that no other project bears, as long as there are towns."""
        towns = land.country.towns
        title = theme.titles[0].format(place=towns[0].name)
        for attempt in range(len(towns) * len(theme.titles)):
            pattern = theme.titles[(number // 2 + attempt // len(towns)) % len(theme.titles)]
            title = pattern.format(place=towns[(number + attempt) % len(towns)].name)
            if title not in self._titles:
                break
        self._titles.add(title)
        return title

    def _dates(self, stage: ProjectStage) -> tuple[date, date]:
        """The first day of a month, and the last of another 18 to 36 months on."""
        random, today = self._rows.random, self._rows.today
        length = random.choice((18, 24, 30, 36))
        if stage is ProjectStage.CLOSED:
            begun = -(length + random.randint(2, 8))
        elif stage is ProjectStage.COMPLETING:
            begun = -length
        else:
            begun = -random.randint(7, 16) if stage in _UNDER_WAY else random.randint(1, 5)
        start = add_months(today.replace(day=1), begun)
        return start, add_months(start, length) - timedelta(days=1)

    def _add_project(
        self,
        land: Land,
        theme: Theme,
        stage: ProjectStage,
        dates: tuple[date, date],
        title: str,
        code: str,
        budget: Decimal,
        hand: Hand,
    ) -> UUID:
        random, rows = self._rows.random, self._rows
        kind = find_project_type(theme.prefix)
        project_id = rows.new_id("project")
        begun = stage in _HAS_FIGURES
        return rows.add(
            Project,
            project_id,
            hand,
            id=project_id,
            kind="own",
            code=code,
            iati_id=f"XM-DAC-47066-{code}",
            title=title,
            description=f"{theme.objective.format(place=title)}. Demo data: nothing in it is real.",
            drivers=random.sample(["conflict", "disaster", "climate", "poverty"], 2),
            project_type=theme.prefix,
            project_type_name=kind.name if kind else None,
            thematic_area=kind.area if kind else None,
            planned_start=dates[0],
            planned_end=dates[1],
            actual_start=dates[0] if begun else None,
            actual_end=dates[1] if stage is ProjectStage.CLOSED else None,
            countries=[{"code": land.code, "share": 100}],
            sectors=[{"code": theme.sector, "share": 100}],
            donors=[random.choice(_DONORS)],
            target_groups=["returnees", "host community"],
            budget=budget,
            currency="USD",
            budget_date=dates[0],
            manager_id=hand.person_id,
            gender_marker=pick(random, {"2a": 4, "1": 4, "2b": 1, "0": 1}),
            stage=stage,
            stage_by=hand.person_id,
        )

    def _add_matrix(
        self,
        project_id: UUID,
        theme: Theme,
        land: Land,
        stage: ProjectStage,
        dates: tuple[date, date],
        hand: Hand,
    ) -> tuple[MadeResult, ...]:
        matrix = _Matrix(self._rows, project_id, hand, stage, dates)
        place = land.country.towns[0].name
        objective = ResultSketch(
            statement=theme.objective.format(place=place), indicators=(), below=theme.outcomes
        )
        matrix.add_below(None, (objective,), ResultLevel.OBJECTIVE, "")
        return tuple(matrix.outputs)

    def _add_places(self, project_id: UUID, land: Land, hand: Hand) -> None:
        for number, (place_id, town) in enumerate(self._rows.random.sample(land.towns, 3), 1):
            self._rows.add(
                ProjectLocation,
                project_id,
                hand,
                project_id=project_id,
                ref=f"L{number}",
                name=town.name,
                place_id=place_id,
                lat=town.lat,
                lon=town.lon,
            )

    def _add_money(
        self, project_id: UUID, stage: ProjectStage, dates: tuple[date, date], hand: Hand, budget: Decimal
    ) -> None:
        """Three lines that make up the budget, and what each quarter cost; some spend slower than time runs."""
        random, rows = self._rows.random, self._rows
        for title, tenths in (("Staff and office", 3), ("Activities", 6), ("Monitoring and evaluation", 1)):
            rows.add(
                BudgetLine,
                project_id,
                hand,
                project_id=project_id,
                description=title,
                amount=budget * tenths / 10,
                currency="USD",
                period_start=dates[0],
                period_end=dates[1],
            )
        quarters = periods_within(*dates, Frequency.QUARTERLY)
        pace = Decimal(random.choice(("0.6", "0.85", "0.95", "1")))
        for quarter in quarters:
            if stage not in _HAS_FIGURES or quarter.end >= rows.today:
                break
            usual = budget / len(quarters) * pace
            amount = usual * Decimal(random.randint(80, 120)) / 100
            rows.add(
                Expenditure,
                project_id,
                hand.later(60),
                project_id=project_id,
                month=quarter.start,
                amount=amount.quantize(Decimal("0.01")),
                currency="USD",
            )

    def _add_marks(self, project_id: UUID, theme: Theme, hand: Hand) -> None:
        for framework, codes in (("migof", theme.migof), ("sdg", theme.sdg)):
            for at, code in enumerate(codes):
                item = find_item(framework, code)
                if item is None:
                    continue
                self._rows.add(
                    FrameworkLink,
                    project_id,
                    hand,
                    id=natural_id("framework_link", project_id, "", framework, item.key),
                    project_id=project_id,
                    framework=framework,
                    item=item.key,
                    weight="primary" if at == 0 else "secondary",
                )


class _Matrix:
    """Results of one project as they are added, parents first."""

    def __init__(
        self, rows: Rows, project_id: UUID, hand: Hand, stage: ProjectStage, dates: tuple[date, date]
    ) -> None:
        self._rows, self._project_id, self._hand = rows, project_id, hand
        self._has_figures, self._dates = stage in _HAS_FIGURES, dates
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
                id=value_id_of(indicator_id, quarter.start, quarter.end, None, _SOURCE),
                project_id=self._project_id,
                indicator_id=indicator_id,
                period_start=quarter.start,
                period_end=quarter.end,
                source=_SOURCE,
                value=value,
                status=status,
                status_by=self._hand.person_id,
            )
        return tuple(approved)
