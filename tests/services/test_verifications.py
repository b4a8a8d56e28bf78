"""A recount stands beside what was reported, never in its place."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.errors import BadInput, Refused
from desktop.rules.periods import parse_period
from desktop.rules.verification import Band
from desktop.services.roster import Services
from desktop.services.visits.figure_records import figure_label
from desktop.services.visits.verifications import Recounted
from tests.makers import MadeProject, make_place, make_project, make_value, make_visit

PERIOD = "2026-H2"


@pytest.fixture
def project(services: Services) -> MadeProject:
    return make_project(services)


def test_the_reported_figure_is_copied_and_the_factor_says_how_far_it_is_off(
    services: Services, project: MadeProject
) -> None:
    make_place(services)
    make_value(services, project, value="288", place="KG06")
    visit = make_visit(services, project)

    row = services.verifications.verify(
        visit, project.indicators["1.1/A"], PERIOD, Recounted(verified="251"), place="KG06"
    )

    assert (row.reported, row.verified, row.difference) == (288, 251, -37)
    assert (round(row.factor or 0, 2), row.band, row.is_estimate) == (
        Decimal("0.87"),
        Band.OVER_REPORTED,
        False,
    )
    assert row.needs_reason


def test_a_sample_gives_an_estimate_that_is_marked_so(services: Services, project: MadeProject) -> None:
    make_value(services, project, value="124")
    visit = make_visit(services, project)

    row = services.verifications.verify(
        visit, project.indicators["1.1/A"], PERIOD, Recounted(checked="60", confirmed="57")
    )

    assert row.verified == Decimal("124") * 57 / 60
    assert row.is_estimate


def test_a_stored_value_is_never_overruled_by_a_typed_one(services: Services, project: MadeProject) -> None:
    make_value(services, project, value="288")
    visit = make_visit(services, project)

    with pytest.raises(BadInput, match="A value is stored for this period and place: 288"):
        services.verifications.verify(
            visit, project.indicators["1.1/A"], PERIOD, Recounted(verified="251"), reported="300"
        )


def test_a_figure_nobody_stored_may_be_typed(services: Services, project: MadeProject) -> None:
    visit = make_visit(services, project)

    row = services.verifications.verify(
        visit, project.indicators["1.1/A"], PERIOD, Recounted(verified="14"), reported="16", place="Osh"
    )

    assert (row.reported, row.place) == (16, "Osh")


def test_what_is_approved_goes_before_what_is_not(services: Services, project: MadeProject) -> None:
    make_value(services, project, value="300", status="draft", place="Osh")
    make_value(services, project, value="288", place="Batken")
    visit = make_visit(services, project)

    row = services.verifications.verify(visit, project.indicators["1.1/A"], PERIOD, Recounted(verified="251"))

    assert (row.reported, row.unapproved) == (288, None)


def test_without_a_place_all_places_are_compared_together(services: Services, project: MadeProject) -> None:
    make_value(services, project, value="288", place="Osh")
    make_value(services, project, value="124", place="Batken")
    visit = make_visit(services, project)

    row = services.verifications.verify(visit, project.indicators["1.1/A"], PERIOD, Recounted(verified="372"))

    assert row.reported == 412


def test_recounting_again_corrects_the_row_and_keeps_what_was_reported(
    services: Services, project: MadeProject
) -> None:
    make_value(services, project, value="288")
    visit = make_visit(services, project)
    indicator = project.indicators["1.1/A"]
    services.verifications.verify(visit, indicator, PERIOD, Recounted(verified="251", note="37 twice"))
    with services.database.writing("test.approve") as work:
        work.results.values_of(project.id)[0].value = Decimal(300)

    row = services.verifications.verify(visit, indicator, PERIOD, Recounted(verified="252"))

    assert (row.reported, row.verified, row.note) == (288, 252, "37 twice")
    assert len(services.visits.get(visit).verifications) == 1


def test_one_reason_explains_the_whole_difference_and_follows_a_correction(
    services: Services, project: MadeProject
) -> None:
    make_value(services, project, value="288")
    visit = make_visit(services, project)
    row = services.verifications.verify(visit, project.indicators["1.1/A"], PERIOD, Recounted(verified="251"))

    explained = services.verifications.set_fields(row.id, {"reasons": [("double_count", None)]})
    corrected = services.verifications.set_fields(row.id, {"verified": "250"})

    assert (explained.reasons[0].amount, explained.needs_reason) == (-37, False)
    assert (corrected.reasons[0].amount, corrected.unexplained) == (-38, 0)


def test_amounts_typed_for_several_reasons_stay_as_typed(services: Services, project: MadeProject) -> None:
    make_value(services, project, value="288")
    visit = make_visit(services, project)
    row = services.verifications.verify(visit, project.indicators["1.1/A"], PERIOD, Recounted(verified="251"))
    parts = [("double_count", "-30"), ("late_records", "-5")]
    services.verifications.set_fields(row.id, {"reasons": parts})

    corrected = services.verifications.set_fields(row.id, {"verified": "252"})

    assert [one.amount for one in corrected.reasons] == [-30, -5]
    assert corrected.unexplained == -1


@pytest.mark.parametrize(
    "recounted",
    [
        Recounted(),
        Recounted(checked="60"),
        Recounted(verified="3", checked="4", confirmed="3"),
        Recounted(checked="4", confirmed="5"),
        Recounted(checked="0", confirmed="0"),
        Recounted(checked="500", confirmed="3"),
        Recounted(verified="-1"),
        Recounted(verified="many"),
    ],
)
def test_counts_that_cannot_be_are_refused_and_leave_no_row(
    services: Services, project: MadeProject, recounted: Recounted
) -> None:
    make_value(services, project, value="288")
    visit = make_visit(services, project)

    with pytest.raises(BadInput):
        services.verifications.verify(visit, project.indicators["1.1/A"], PERIOD, recounted)

    assert services.visits.get(visit).verifications == ()


@pytest.mark.parametrize(
    "typed", [{"confirmed": "61"}, {"checked": "56"}, {"checked": "0"}, {"confirmed": "-1"}]
)
def test_a_sample_typed_over_with_more_right_than_looked_at_stays_as_it_was(
    services: Services, project: MadeProject, typed: dict[str, str]
) -> None:
    make_value(services, project, value="288")
    visit = make_visit(services, project)
    row = services.verifications.verify(
        visit, project.indicators["1.1/A"], PERIOD, Recounted(checked="60", confirmed="57")
    )

    with pytest.raises(BadInput):
        services.verifications.set_fields(row.id, typed)

    kept = services.visits.get(visit).verifications[0]
    assert (kept.checked, kept.confirmed) == (60, 57)


def test_a_period_nobody_can_read_is_answered_with_examples(services: Services, project: MadeProject) -> None:
    visit = make_visit(services, project)

    with pytest.raises(BadInput) as refused:
        services.verifications.verify(
            visit, project.indicators["1.1/A"], "last summer", Recounted(verified="1")
        )

    assert "2026-H2" in refused.value.what_now()


def test_a_place_recounted_beside_the_whole_is_not_added_to_it(
    services: Services, project: MadeProject
) -> None:
    make_place(services)
    make_value(services, project, value="288", place="KG06")
    visit = make_visit(services, project)
    indicator = project.indicators["1.1/A"]

    services.verifications.verify(visit, indicator, PERIOD, Recounted(verified="288"))
    services.verifications.verify(visit, indicator, PERIOD, Recounted(verified="251"), place="KG06")

    rows, totals = services.verifications.of_visit(visit)
    assert [row.reported for row in rows] == [288, 288]
    assert totals == ()


def test_rows_of_one_indicator_roll_up_and_coverage_is_of_all_that_was_reported(
    services: Services, project: MadeProject
) -> None:
    for place, value in (("Osh", "288"), ("Batken", "124"), ("Leilek", "88")):
        make_value(services, project, value=value, place=place)
    visit = make_visit(services, project)
    indicator = project.indicators["1.1/A"]
    services.verifications.verify(visit, indicator, PERIOD, Recounted(verified="251"), place="Osh")
    services.verifications.verify(visit, indicator, PERIOD, Recounted(verified="121"), place="Batken")

    _rows, (summed,) = services.verifications.of_visit(visit)

    assert (summed.reported, summed.verified, summed.places) == (412, 372, 2)
    assert (round(summed.factor or 0, 2), summed.band) == (Decimal("0.90"), Band.ACCEPTABLE)
    assert round(summed.coverage or 0) == 82


def test_figures_not_yet_recounted_are_offered_and_planned_with_nothing_counted(
    services: Services, project: MadeProject
) -> None:
    make_value(services, project, value="288", place="Osh")
    visit = make_visit(services, project)
    (offered,) = services.verifications.to_recount(visit)

    services.verifications.plan(visit, [offered])

    (row,) = services.visits.get(visit).verifications
    assert (row.reported, row.verified, row.band) == (288, None, None)
    assert services.verifications.to_recount(visit) == ()


def test_a_weak_integrity_caps_the_mark_at_medium(services: Services, project: MadeProject) -> None:
    visit = make_visit(services, project)
    indicator = project.indicators["1.1/A"]
    scores = {"validity": 3, "integrity": 1, "precision": 3, "reliability": 3, "timeliness": 3}

    record = services.verifications.score(visit, indicator, {**scores, "completeness": 3})

    assert (record.band, record.weak) == ("medium", ("integrity",))
    assert round(record.mean or 0, 2) == Decimal("2.67")


def test_not_applicable_is_not_the_same_as_not_yet_asked(services: Services, project: MadeProject) -> None:
    visit = make_visit(services, project)

    record = services.verifications.score(visit, project.indicators["1.1/A"], {"validity": 0, "integrity": 3})

    assert record.scores == {"validity": 0, "integrity": 3}
    assert record.mean == 3
    with pytest.raises(BadInput, match="not a score"):
        services.verifications.score(visit, project.indicators["1.1/A"], {"validity": 4})


def test_a_submitted_visit_is_not_recounted(services: Services, project: MadeProject) -> None:
    visit = make_visit(services, project, state="submitted")

    with pytest.raises(Refused):
        services.verifications.verify(visit, project.indicators["1.1/A"], PERIOD, Recounted(verified="1"))


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    reported=st.decimals(min_value=0, max_value=10**9, places=2),
    verified=st.decimals(min_value=0, max_value=10**9, places=2),
)
def test_no_digit_of_a_typed_figure_is_ever_lost(
    services: Services, reported: Decimal, verified: Decimal
) -> None:
    project = make_project(services)
    visit = services.visits.create(project_id=project.id).row.id

    row = services.verifications.verify(
        visit,
        project.indicators["1.1/A"],
        parse_period("2026") or PERIOD,
        Recounted(verified=format(verified, "f")),
        reported=format(reported, "f"),
    )

    kept = services.visits.get(visit).verifications[0]
    assert (kept.reported, kept.verified) == (reported, verified)
    assert row.difference == verified - reported


@pytest.mark.parametrize("status", ["draft", "submitted", "returned"])
def test_a_figure_nobody_approved_is_compared_with_and_told(
    services: Services, project: MadeProject, status: str
) -> None:
    make_value(services, project, value="288", status=status)
    visit, indicator = make_visit(services, project), project.indicators["1.1/A"]

    row = services.verifications.verify(visit, indicator, PERIOD, Recounted(verified="251"))

    assert (row.reported, row.unapproved, row.difference) == (288, 288, -37)
    with pytest.raises(BadInput, match="A value is stored for this period and place: 288"):
        services.verifications.verify(visit, indicator, PERIOD, Recounted(verified="251"), reported="300")


def test_a_long_code_stands_apart_from_the_number_of_its_result() -> None:
    assert [figure_label("1.1", code) for code in ("a", "OUT1", None)] == ["1.1a", "1.1/OUT1", "1.1"]
