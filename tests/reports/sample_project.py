"""An invented project with a framework, charts and a breakdown."""

from datetime import date
from decimal import Decimal as D

from desktop.reports.content import Hidden, KeyFigure, Message, Narrative, RatedResult
from desktop.reports.project_content import (
    Breakdown,
    Dimension,
    Identity,
    IndicatorPath,
    IndicatorRow,
    Point,
    ProjectReport,
    ResultFrame,
    Spending,
)
from desktop.rules.dqa import QualityBand
from desktop.rules.vocabulary import Rating, ResultLevel
from tests.reports.sample import MADE_AT


def points(*pairs: tuple[str, int]) -> tuple[Point, ...]:
    return tuple(Point(day=date.fromisoformat(day), value=D(value)) for day, value in pairs)


PLAN = points(("2025-03-01", 0), ("2025-09-01", 40), ("2026-03-01", 125), ("2027-02-28", 240))
REPORTED = points(
    ("2025-06-01", 18), ("2025-09-01", 52), ("2025-12-01", 88), ("2026-06-01", 170), ("2026-09-01", 214)
)
VERIFIED = points(("2026-03-01", 127), ("2026-09-01", 193))


def make_project() -> ProjectReport:
    """A project report with every section of its first pages."""
    return ProjectReport(
        reference="GE/RT.1432/PMR/2026/3",
        title="Community-based reintegration of returnees in western Georgia",
        made_at=MADE_AT,
        zone="Europe/Vienna",
        period_start=date(2026, 1, 1),
        period_end=date(2026, 9, 30),
        offices=("Country office Georgia", "Regional migration office"),
        identity=Identity(
            code="RT.1432",
            prima_id="RT10P1432",
            iati_id="XM-DAC-47066-RT.1432",
            start=date(2025, 3, 1),
            end=date(2027, 2, 28),
            budget=D("1240000"),
            currency="EUR",
            status="Implementing",
            donors=("Regional Return Fund",),
            partners=("Enguri Community Fund", "3 municipalities"),
            frameworks=("MiGOF O3 primary", "SDG 10.7", "8.5"),
            gender_marker="2a",
            manager="Project manager, Tbilisi",
            last_visit="GE/RT.1432/2026/007",
        ),
        figures=(
            KeyFigure(value="3 of 7", label="results on track", note="2 at risk, 1 off, 1 not monitored"),
            KeyFigure(value=D("0.79"), percent=True, label="of the time elapsed"),
            KeyFigure(
                value=D("0.58"), percent=True, label="of the budget spent", note="21 points behind time"
            ),
        ),
        messages=(
            Message(
                lead="On course:",
                text="training reaches 89 % of its final target five months before the end.",
            ),
            Message(lead="Behind:", text="grants at 42 % of target where 75 % was expected."),
        ),
        spending=Spending(
            planned=points(("2025-03-01", 0), ("2025-09-01", 18), ("2026-03-01", 45), ("2027-02-28", 100)),
            spent=points(("2025-03-01", 0), ("2025-06-01", 3), ("2026-06-01", 38), ("2026-09-30", 58)),
            today=date(2026, 9, 30),
            note="EUR 719,200",
        ),
        results=(
            RatedResult(
                number="1.1",
                title="Vocational training",
                rating=Rating.ON_TRACK,
                summary="214 of 240 completed",
            ),
            RatedResult(number="1.2", title="Small grants", rating=Rating.OFF_TRACK, summary="38 of 90 paid"),
            RatedResult(
                number="2.2", title="Community workshops", rating=Rating.NOT_MONITORED, summary="Road closed"
            ),
        ),
        framework=(
            ResultFrame(
                number="1.1",
                level=ResultLevel.OUTPUT,
                title="Vocational training",
                indicators=(
                    IndicatorRow(
                        code="1.1a",
                        title="Persons completing a course",
                        baseline=D(0),
                        target=D(240),
                        current=D(214),
                        progress_percent=D(89),
                        verified_percent=D(70),
                        expected_percent=D(79),
                        reported=D(320),
                        verified=D(289),
                        quality=QualityBand.MEDIUM,
                        status=Rating.ON_TRACK,
                    ),
                    IndicatorRow(
                        code="1.1b",
                        title="Women among them",
                        unit="%",
                        target=D(50),
                        current=D(55),
                        progress_percent=D(110),
                        expected_percent=D(100),
                        status=Rating.ON_TRACK,
                    ),
                ),
            ),
            ResultFrame(
                number="1.2",
                level=ResultLevel.OUTPUT,
                title="Small grants",
                indicators=(
                    IndicatorRow(code="1.2b", title="Enterprises open after 6 months", target=D(70)),
                ),
            ),
        ),
        framework_note="Totals include approved values. A verified figure never replaces a reported one.",
        paths=(
            IndicatorPath(
                title="1.1a Persons completing a course",
                planned=PLAN,
                reported=REPORTED,
                verified=VERIFIED,
                status=Rating.ON_TRACK,
                note="Above plan since March 2026.",
            ),
            IndicatorPath(
                title="1.2a Grants paid", planned=PLAN, reported=REPORTED[:2], status=Rating.OFF_TRACK
            ),
            IndicatorPath(title="2.2a Workshop participants"),
        ),
        breakdowns=(
            Breakdown(
                title="persons completing a course",
                dimensions=(
                    Dimension(title="By sex", cells=(("Female", 118), ("Male", 95), ("Unknown", 1))),
                    Dimension(
                        title="By age", cells=(("12–17", 9), ("18–59", 187), ("60+", Hidden.BELOW_FIVE))
                    ),
                ),
                note="Each dimension sums to 214.",
            ),
        ),
        narratives=(
            Narrative(
                heading="Outcome 1", text="Thirty of 42 former trainees traced in October are in paid work."
            ),
        ),
        next_period="Six committee dates until March 2027.",
    )
