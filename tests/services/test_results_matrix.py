"""The results matrix is edited in place: numbers, levels, order, indicators, targets, marks."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from desktop.errors import BadInput, NotFound, Refused
from desktop.rules.vocabulary import Aggregation, Role
from desktop.services.accounts.access import Grant
from desktop.services.results.records import IndicatorRecord
from desktop.services.roster import Services
from tests.makers import MadeProject, make_project, make_value


@pytest.fixture
def project(services: Services) -> UUID:
    return services.projects.create(
        {"title": "Skills", "countries": "KG", "planned_start": "2026-01-01", "planned_end": "2027-12-31"}
    ).id


@pytest.fixture
def matrix(services: Services, project: UUID) -> dict[str, UUID]:
    """0 > 1 > 1.1, 1.2."""
    top = services.results.add_result(project, "objective", "Migrants use safe routes")
    outcome = services.results.add_result(project, "outcome", "Young people gain skills", parent_id=top)
    first = services.results.add_result(project, "output", "Centres run courses", parent_id=outcome)
    second = services.results.add_result(project, "output", "Employers take part", parent_id=outcome)
    return {"0": top, "1": outcome, "1.1": first, "1.2": second}


def outline(services: Services, project: UUID) -> list[str]:
    return [f"{row.number} {row.level} {row.statement}" for row in services.results.matrix(project).results]


def only_indicator(services: Services, project: UUID) -> IndicatorRecord:
    (one,) = services.results.matrix(project).indicators
    return one


def test_results_are_numbered_as_they_stand(
    services: Services, project: UUID, matrix: dict[str, UUID]
) -> None:
    assert outline(services, project) == [
        "0 objective Migrants use safe routes",
        "1 outcome Young people gain skills",
        "1.1 output Centres run courses",
        "1.2 output Employers take part",
    ]


def test_a_result_added_behind_another_takes_the_next_number(
    services: Services, project: UUID, matrix: dict[str, UUID]
) -> None:
    services.results.add_result(
        project, "output", "Rights are known", parent_id=matrix["1"], after_id=matrix["1.1"]
    )

    assert outline(services, project)[3:] == ["1.2 output Rights are known", "1.3 output Employers take part"]


def test_moving_down_swaps_numbers_and_stops_at_the_edge(
    services: Services, project: UUID, matrix: dict[str, UUID]
) -> None:
    services.results.move(matrix["1.1"], 1)
    services.results.move(matrix["1.1"], 1)

    assert outline(services, project)[2:] == [
        "1.1 output Employers take part",
        "1.2 output Centres run courses",
    ]


def test_indenting_makes_an_activity_of_an_output_and_outdenting_takes_it_back(
    services: Services, project: UUID, matrix: dict[str, UUID]
) -> None:
    before = outline(services, project)

    services.results.indent(matrix["1.2"])
    assert outline(services, project)[3] == "1.1.1 activity Employers take part"
    services.results.outdent(matrix["1.2"])

    assert outline(services, project) == before


def test_what_cannot_be_indented_is_refused_and_stays(
    services: Services, project: UUID, matrix: dict[str, UUID]
) -> None:
    before = outline(services, project)

    with pytest.raises(Refused, match="no result before it"):
        services.results.indent(matrix["1.1"])
    with pytest.raises(Refused, match="at the top"):
        services.results.outdent(matrix["0"])

    assert outline(services, project) == before


def test_an_activity_goes_no_deeper(services: Services, project: UUID, matrix: dict[str, UUID]) -> None:
    services.results.add_result(project, "activity", "Renovate", parent_id=matrix["1.1"])
    second = services.results.add_result(project, "activity", "Train", parent_id=matrix["1.1"])

    with pytest.raises(Refused, match="cannot go further"):
        services.results.indent(second)


def test_nothing_stands_below_an_activity_and_no_objective_below_anything(
    services: Services, project: UUID, matrix: dict[str, UUID]
) -> None:
    activity = services.results.add_result(project, "activity", "Renovate", parent_id=matrix["1.1"])

    with pytest.raises(BadInput):
        services.results.add_result(project, "activity", "Paint", parent_id=activity)
    with pytest.raises(BadInput):
        services.results.add_result(project, "objective", "Peace", parent_id=matrix["1"])


def test_a_deleted_branch_comes_back_with_everything_below(
    services: Services, project: UUID, matrix: dict[str, UUID]
) -> None:
    services.results.add_indicator(matrix["1.1"], "People trained")
    before = outline(services, project)

    services.results.delete_result(matrix["1"])
    assert outline(services, project) == ["0 objective Migrants use safe routes"]
    services.results.restore_result(matrix["1"])

    assert outline(services, project) == before
    assert only_indicator(services, project).path == "1.1/a"


def test_what_has_figures_is_retired_not_deleted(services: Services) -> None:
    made: MadeProject = make_project(services)
    make_value(services, made)

    with pytest.raises(Refused, match="not deleted"):
        services.results.delete_result(made.results["1.1"])
    with pytest.raises(Refused, match="not deleted"):
        services.results.delete_indicator(made.indicators["1.1/A"])
    services.results.set_indicator(made.indicators["1.1/A"], {"retired_on": "2026-11-25"})

    assert services.results.matrix(made.id).counts.total == 0


def test_an_indicator_without_a_code_gets_the_next_letter(
    services: Services, project: UUID, matrix: dict[str, UUID]
) -> None:
    for title in ("People trained", "People certified"):
        services.results.add_indicator(matrix["1.1"], title)

    assert [one.path for one in services.results.matrix(project).indicators] == ["1.1/a", "1.1/b"]
    with pytest.raises(BadInput, match="Another indicator"):
        services.results.add_indicator(matrix["1.1"], "Third", {"code": "a"})


def test_a_percentage_is_added_up_as_two_figures_not_as_a_mean(
    services: Services, project: UUID, matrix: dict[str, UUID]
) -> None:
    services.results.add_indicator(matrix["1"], "In a matching job", {"measure": "percentage", "unit": "%"})

    one = only_indicator(services, project)

    assert (one.place_aggregation, one.time_aggregation) == (Aggregation.RATIO, Aggregation.RATIO)


def test_a_target_is_written_over_while_the_project_is_planned(
    services: Services, project: UUID, matrix: dict[str, UUID]
) -> None:
    indicator = services.results.add_indicator(matrix["1.1"], "People trained", {"target": "1000"})

    services.results.set_indicator(indicator, {"target": "1200.50", "target_date": "2027-06-30"})

    standing = only_indicator(services, project).standing
    assert (standing.target, standing.target_due) == (Decimal("1200.50"), date(2027, 6, 30))
    with services.database.reading() as work:
        assert len(work.results.targets_of(project)) == 1


def test_a_target_of_a_running_project_is_amended_and_the_old_one_stays(services: Services, clock) -> None:
    made = make_project(services)
    services.results.set_indicator(made.indicators["1.1/A"], {"target": "1000"})
    clock.move(days=30)

    services.results.set_indicator(made.indicators["1.1/A"], {"target": "1200"})

    assert only_indicator(services, made.id).standing.target == 1200
    with services.database.reading() as work:
        assert sorted(target.value for target in work.results.targets_of(made.id)) == [1000, 1200]


def test_an_emptied_target_is_taken_away_and_is_not_zero(
    services: Services, project: UUID, matrix: dict[str, UUID]
) -> None:
    indicator = services.results.add_indicator(matrix["1.1"], "People trained", {"target": "1000"})

    services.results.set_indicator(indicator, {"target": ""})

    assert only_indicator(services, project).standing.target is None


def test_the_linter_names_place_reason_and_the_cell_that_mends_it(
    services: Services, project: UUID, matrix: dict[str, UUID]
) -> None:
    services.results.add_indicator(
        matrix["1.1"], "People trained", {"unit": "persons", "baseline": "0", "target": "10"}
    )

    marks = {(mark.code, mark.path): mark for mark in services.results.lint(project)}

    source = marks["RM13", "1.1/a"]
    assert (source.severity, source.field) == ("error", "data_source")
    assert source.indicator_id is not None
    assert ("RM04", "1.2") in marks
    assert ("RM08", "1.1/a") not in marks


def test_a_mended_matrix_has_no_errors_left(
    services: Services, project: UUID, matrix: dict[str, UUID]
) -> None:
    services.results.delete_result(matrix["1.2"])
    services.results.add_result(project, "activity", "Train 48 instructors", parent_id=matrix["1.1"])
    for place in ("0", "1", "1.1"):
        services.results.add_indicator(
            matrix[place],
            f"Centres accredited {place}",
            {
                "unit": "centres",
                "baseline": "1",
                "target": "6",
                "data_source": "Ministry list",
                "method": "count",
                "responsible": "M&E officer",
                "frequency": "annual",
            },
        )

    assert [mark for mark in services.results.lint(project) if mark.severity == "error"] == []


def test_a_monitor_does_not_edit_the_matrix(
    services: Services, project: UUID, matrix: dict[str, UUID]
) -> None:
    me = services.accounts.me().person.id
    services.access.sign_in(me, enrolled=True, grants=[Grant(role=Role.MONITOR)])

    assert services.results.matrix(project).may_edit is False
    with pytest.raises(Refused):
        services.results.set_result(matrix["1"], {"statement": "Mine"})


def test_a_path_that_does_not_exist_is_a_sentence(services: Services, project: UUID) -> None:
    with pytest.raises(NotFound, match=r"no result 9\.9"):
        services.results.result_id(project, "9.9")
