"""A project in the bin takes everything that hangs on it out of sight, and brings it back whole."""

import pytest

from desktop.models import Visit
from desktop.rules.vocabulary import ValueStatus
from desktop.services.actions.records import ActionFilter
from desktop.services.roster import Services
from desktop.services.visits.records import VisitFilter
from tests.makers import MadeProject, make_project, make_value, make_visit


@pytest.fixture
def project(services: Services) -> MadeProject:
    """Under way, with a visit, a finding, a late action point, a figure and words of its own."""
    made = make_project(services)
    visit = make_visit(services, made, state="in_field", title="Osh walnut centre")
    services.findings.add(visit, statement="Walnut register kept twice", severity="major")
    services.actions.create(title="One walnut register", due="2026-06-30", visit_id=visit)
    services.fieldwork.write(visit, "introduction", "Walnut season.")
    make_value(services, made, status=ValueStatus.APPROVED)
    return made


def in_sight(services: Services, project: MadeProject) -> dict[str, object]:
    today = services.today.overview()
    return {
        "found": sorted(hit.kind for hit in services.search.find("walnut").items),
        "counted": services.search.find("walnut", limit=1).total,
        "project": sorted(hit.kind for hit in services.search.find(project.code).items),
        "my visits": len(today.visits),
        "newest": today.newest is not None,
        "overdue": len(today.overdue),
        "deadlines": len(today.deadlines) > 0,
        "visits": services.visits.count(VisitFilter()),
        "actions": services.actions.count(ActionFilter()),
        "years": services.visits.years(),
    }


def test_what_hangs_on_a_binned_project_is_neither_found_nor_shown(
    services: Services, project: MadeProject
) -> None:
    before = in_sight(services, project)
    assert before["found"] == ["action", "finding", "narrative", "visit"]

    services.projects.delete(project.id)

    assert in_sight(services, project) == {
        "found": [],
        "counted": 0,
        "project": [],
        "my visits": 0,
        "newest": False,
        "overdue": 0,
        "deadlines": False,
        "visits": 0,
        "actions": 0,
        "years": (),
    }


def test_a_project_comes_back_from_the_bin_with_all_that_hung_on_it(
    services: Services, project: MadeProject
) -> None:
    before = in_sight(services, project)
    visit = services.visits.of_project(project.id)[0].id
    as_it_was = services.visits.get(visit)
    matrix = services.results.matrix(project.id)
    grid = services.figures.grid(project.id)
    services.projects.delete(project.id)
    in_sight(services, project)

    services.projects.restore(project.id)

    again = services.visits.get(visit)
    assert in_sight(services, project) == before
    assert (again.row, again.findings, again.actions, again.narrative) == (
        as_it_was.row,
        as_it_was.findings,
        as_it_was.actions,
        as_it_was.narrative,
    )
    assert [row.statement for row in services.results.matrix(project.id).results] == [
        row.statement for row in matrix.results
    ]
    assert services.figures.grid(project.id).rows == grid.rows


def test_what_lay_in_the_bin_before_its_project_stays_there(services: Services, project: MadeProject) -> None:
    gone = make_visit(services, project, title="Deleted before")
    services.visits.delete(gone)
    services.projects.delete(project.id)

    services.projects.restore(project.id)

    with services.database.reading() as work:
        assert work.find(Visit, gone) is None
    assert [one.id for one in services.history.bin()] == [gone]
