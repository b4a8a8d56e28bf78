"""Projects of the invented region with their places, budgets, spending and marks."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from desktop.models import (
    BudgetLine,
    Expenditure,
    FrameworkLink,
    KnownIssue,
    Project,
    ProjectLocation,
)
from desktop.models.ids import natural_id
from desktop.reference.frameworks import find_item
from desktop.reference.project_types import find_project_type
from desktop.rules.periods import add_months, periods_within
from desktop.rules.vocabulary import Frequency, ProjectStage, ResultLevel
from desktop.services.demo.invented import ResultSketch, Theme, Town, themes
from desktop.services.demo.matrices import MadeResult, MatrixMaker
from desktop.services.demo.people import Land
from desktop.services.demo.rows import Hand, Rows, pick

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


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeProject:
    id: UUID
    code: str
    title: str
    land: Land
    town: tuple[UUID, Town]
    """Where most of it happens: its title names it."""
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
        title, place = self._title(theme, land, number)
        code = f"{theme.prefix}.{411 + number * 7:04d}"
        hand = Hand(person_id=random.choice(land.people), office=land.code, day=start - timedelta(days=40))
        budget = Decimal(random.randrange(40, 460)) * 10_000
        project_id = self._add_project(land, theme, stage, (start, end), title, place, code, budget, hand)
        outputs = self._add_matrix(project_id, theme, place, stage, (start, end), hand)
        town = next(one for one in land.towns if one[1].name == place)
        self._add_places(project_id, land, town, hand)
        self._add_money(project_id, stage, (start, end), hand, budget)
        self._add_marks(project_id, theme, hand)
        if stage in _UNDER_WAY:
            rows.add(
                KnownIssue,
                project_id,
                hand.later(120),
                project_id=project_id,
                place_id=town[0],
                statement=random.choice(theme.issues),
                state=random.choice(("open", "recurring")),
            )
        return MadeProject(
            id=project_id,
            code=code,
            title=title,
            land=land,
            town=town,
            theme=theme,
            stage=stage,
            start=start,
            end=end,
            outputs=outputs,
        )

    def _title(self, theme: Theme, land: Land, number: int) -> tuple[str, str]:
        """One that no other project bears, as long as there are towns; and its town."""
        towns = land.country.towns
        place = towns[0].name
        title = theme.titles[0].format(place=place)
        for attempt in range(len(towns) * len(theme.titles)):
            pattern = theme.titles[(number // 2 + attempt // len(towns)) % len(theme.titles)]
            place = towns[(number + attempt) % len(towns)].name
            title = pattern.format(place=place)
            if title not in self._titles:
                break
        self._titles.add(title)
        return title, place

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
        place: str,
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
            description=f"{theme.objective.format(place=place)}. Demo data: nothing in it is real.",
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
        place: str,
        stage: ProjectStage,
        dates: tuple[date, date],
        hand: Hand,
    ) -> tuple[MadeResult, ...]:
        matrix = MatrixMaker(self._rows, project_id, hand, dates, has_figures=stage in _HAS_FIGURES)
        objective = ResultSketch(
            statement=theme.objective.format(place=place), indicators=(), below=theme.outcomes
        )
        matrix.add_below(None, (objective,), ResultLevel.OBJECTIVE, "")
        return tuple(matrix.outputs)

    def _add_places(self, project_id: UUID, land: Land, first: tuple[UUID, Town], hand: Hand) -> None:
        others = [one for one in land.towns if one != first]
        for number, (place_id, town) in enumerate((first, *self._rows.random.sample(others, 2)), 1):
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
