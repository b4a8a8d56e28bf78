"""Reported figures: one a period, place and source; drafts are typed over, approved ones corrected."""

from datetime import date
from decimal import Decimal

import pytest

from desktop.errors import BadInput, NotFound, Refused
from desktop.models import IndicatorValue, Verification
from desktop.models.ids import new_id
from desktop.rules.arithmetic import ProgressStatus
from desktop.rules.vocabulary import ValueStatus
from desktop.services.roster import Services
from tests.makers import MadeProject, make_place, make_project, make_value, make_visit


@pytest.fixture
def project(services: Services) -> MadeProject:
    made = make_project(services)
    services.results.set_indicator(
        made.indicators["1.1/A"], {"baseline": "0", "target": "1200", "frequency": "six_monthly"}
    )
    return made


def by_colleague(services: Services, value_id) -> None:
    """As if it had arrived from someone else, so that the present person may approve it."""
    with services.database.writing("test.author") as work:
        work.get(IndicatorValue, value_id).created_by = new_id()


def test_a_figure_typed_again_for_the_same_period_place_and_source_is_the_same_record(
    services: Services, project: MadeProject
) -> None:
    make_place(services)
    indicator = project.indicators["1.1/A"]

    first = services.figures.report(indicator, "2026-H2", {"value": "412"}, place="KG06")
    again = services.figures.report(indicator, "Jul-Dec 2026", {"value": "413.0"}, place="Osh")
    other = services.figures.report(indicator, "2026-H2", {"value": "7"}, place="Batken")

    assert first.id == again.id != other.id
    assert again.value == Decimal("413.0")
    assert {value.place for value in services.figures.values(indicator, period="2026-H2")} == {
        "Osh",
        "Batken",
    }


def test_an_empty_figure_is_kept_as_empty_not_as_zero(services: Services, project: MadeProject) -> None:
    value = services.figures.report(project.indicators["1.1/A"], "2026-H2", {"value": ""})

    assert value.value is None
    with pytest.raises(Refused) as refusal:
        services.figures.move(value.id, "submitted")
    assert "a figure" in refusal.value.sentence()


def test_a_percentage_follows_from_its_two_figures(services: Services, project: MadeProject) -> None:
    value = services.figures.report(
        project.indicators["1.1/A"], "2026-H2", {"numerator": "55", "denominator": "80"}
    )

    assert value.value == Decimal("68.75")


@pytest.mark.parametrize("period", ["last year", "2026-13", "", "2026-12-31..2026-01-01"])
def test_a_period_that_is_none_is_a_sentence(services: Services, project: MadeProject, period: str) -> None:
    with pytest.raises(BadInput, match="not a period"):
        services.figures.report(project.indicators["1.1/A"], period, {"value": "1"})


def test_parts_that_do_not_sum_to_the_figure_warn_a_draft_and_stop_a_submission(
    services: Services, project: MadeProject
) -> None:
    value = services.figures.report(
        project.indicators["1.1/A"],
        "2026-H2",
        {"value": "412", "cells": {"sex=female": "214", "sex=male": "191"}},
    )

    assert services.figures.grid(project.id).rows[0].warning is not None
    with pytest.raises(Refused) as refusal:
        services.figures.move(value.id, "submitted")
    assert "parts that sum to the figure" in refusal.value.sentence()


def test_nobody_approves_an_own_figure_and_an_approved_one_is_not_typed_over(
    services: Services, project: MadeProject
) -> None:
    indicator = project.indicators["1.1/A"]
    value = services.figures.report(indicator, "2026-H2", {"value": "412"})
    services.figures.move(value.id, "submitted")
    with pytest.raises(Refused) as refusal:
        services.figures.move(value.id, "approved")
    assert "nobody approves own work" in refusal.value.sentence()

    by_colleague(services, value.id)
    services.figures.move(value.id, "approved")
    with pytest.raises(Refused, match="not typed over"):
        services.figures.report(indicator, "2026-H2", {"value": "500"})

    services.figures.move(value.id, "corrected", reason="late registers")
    corrected = services.figures.report(indicator, "2026-H2", {"value": "420"})
    assert (corrected.status, corrected.status_reason) == (ValueStatus.CORRECTED, "late registers")
    assert not any(step.may_take for step in corrected.steps)
    with pytest.raises(Refused, match="cannot make this figure"):
        services.figures.move(value.id, "approved")


def test_who_typed_over_a_colleagues_draft_does_not_approve_it(
    services: Services, project: MadeProject
) -> None:
    indicator = project.indicators["1.1/A"]
    value = services.figures.report(indicator, "2026-H2", {"value": "412"})
    by_colleague(services, value.id)
    services.figures.report(indicator, "2026-H2", {"value": "413"})
    services.figures.move(value.id, "submitted")

    with pytest.raises(Refused, match="cannot make this figure"):
        services.figures.move(value.id, "approved")


def test_only_approved_figures_count_and_the_status_follows_from_what_is_due(
    services: Services, project: MadeProject
) -> None:
    make_value(services, project, value="500", period=(date(2026, 1, 1), date(2026, 6, 30)))
    make_value(services, project, value="99", status=ValueStatus.DRAFT)

    standing = services.results.matrix(project.id).indicators[0].standing

    assert standing.current == 500
    assert standing.progress is not None
    assert round(standing.progress, 2) == Decimal("41.67")
    # Half of 2026 is due by now: 181 of 730 days.
    assert standing.expected is not None
    assert round(standing.expected, 2) == Decimal("24.79")
    assert standing.status is ProgressStatus.ON_TRACK


def test_the_grid_shows_reported_beside_verified_and_leaves_gaps_empty(
    services: Services, project: MadeProject
) -> None:
    first_half = (date(2026, 1, 1), date(2026, 6, 30))
    make_value(services, project, value="288", period=first_half)
    visit_id = make_visit(services, project)
    with services.database.writing("test.verification") as work:
        work.add(
            Verification(
                scope_id=project.id,
                visit_id=visit_id,
                indicator_id=project.indicators["1.1/A"],
                period_start=first_half[0],
                period_end=first_half[1],
                reported=Decimal(288),
                confirmed=Decimal(281),
                reasons=[],
            )
        )

    grid = services.figures.grid(project.id)

    assert [str(period) for period in grid.periods] == ["2026-H1", "2026-H2"]
    cells = grid.rows[0].cells
    assert cells[0] is not None
    assert (cells[0].reported, cells[0].verified, cells[0].pending) == (288, 281, False)
    assert cells[1:] == (None,)
    standing = grid.rows[0].indicator.standing
    assert standing.coverage == 100
    assert standing.factor is not None
    assert round(standing.factor, 2) == Decimal("0.98")


def test_a_figure_that_two_visits_recount_is_covered_once_and_the_later_recount_stands(
    services: Services, project: MadeProject
) -> None:
    first_half = (date(2026, 1, 1), date(2026, 6, 30))
    make_value(services, project, value="288", period=first_half)
    for start, confirmed in ((date(2026, 9, 1), 281), (date(2026, 7, 10), 200), (date(2026, 9, 20), None)):
        visit_id = make_visit(services, project, start=start.isoformat(), end=start.isoformat())
        with services.database.writing("test.verification") as work:
            work.add(
                Verification(
                    scope_id=project.id,
                    visit_id=visit_id,
                    indicator_id=project.indicators["1.1/A"],
                    period_start=first_half[0],
                    period_end=first_half[1],
                    reported=Decimal(288),
                    confirmed=Decimal(confirmed) if confirmed is not None else None,
                    reasons=[],
                )
            )

    row = services.figures.grid(project.id).rows[0]

    assert row.cells[0] is not None
    assert row.cells[0].verified == 281
    assert row.indicator.standing.coverage == 100
    assert round(row.indicator.standing.factor or 0, 4) == round(Decimal(281) / 288, 4)


def test_a_draft_goes_into_the_bin_and_nothing_else_does(services: Services, project: MadeProject) -> None:
    indicator = project.indicators["1.1/A"]
    value = services.figures.report(indicator, "2026-H2", {"value": "412"})
    services.figures.move(value.id, "submitted")

    with pytest.raises(Refused, match="Only a draft"):
        services.figures.delete(value.id)


def test_a_retired_indicator_takes_no_new_figures(services: Services, project: MadeProject) -> None:
    services.results.set_indicator(project.indicators["1.1/A"], {"retired_on": "2026-01-01"})

    with pytest.raises(Refused, match="retired"):
        services.figures.report(project.indicators["1.1/A"], "2026-H2", {"value": "1"})


def test_a_figure_that_was_not_reported_is_said_by_its_period(
    services: Services, project: MadeProject
) -> None:
    services.figures.report(project.indicators["1.1/A"], "2026-H2", {"value": "412"}, place="Osh")

    with pytest.raises(NotFound, match="2026-H2"):
        services.figures.one(project.indicators["1.1/A"], "2026-H2")
