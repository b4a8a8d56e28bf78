"""An action point is agreed, done, and verified by somebody else."""

from datetime import date
from uuid import UUID

import pytest

from desktop.errors import BadInput, Refused
from desktop.rules.vocabulary import ActionState, Role
from desktop.services.accounts.access import Grant
from desktop.services.actions.records import ActionFilter
from desktop.services.roster import Services
from tests.conftest import StandingClock
from tests.makers import MadeProject, make_person, make_photo, make_project, make_visit


@pytest.fixture
def project(services: Services) -> MadeProject:
    return make_project(services)


def _action(services: Services, project: MadeProject, **fields: object) -> UUID:
    given = {"title": "One register by person", "due": "2026-12-15", **fields}
    return services.actions.create(project_id=project.id, **given).row.id  # type: ignore[arg-type]


def _complete(services: Services, action: UUID) -> None:
    services.actions.move(action, "in_progress")
    services.actions.set_fields(action, {"done": "Register merged"})
    services.actions.move(action, "completed")


def test_an_action_point_is_numbered_under_its_visit_or_project(
    services: Services, project: MadeProject
) -> None:
    visit = make_visit(services, project)

    on_visit = services.actions.create(title="Repair the ramp", due=None, visit_id=visit)
    second = services.actions.create(title="Repair the door", due=None, visit_id=visit)
    on_project = services.actions.create(title="Hire", due=None, project_id=project.id)

    assert on_visit.row.code == "KG/LM.0465/2026/001/A1"
    assert second.row.code == "KG/LM.0465/2026/001/A2"
    assert on_project.row.code == "LM.0465/A1"


def test_an_action_point_hangs_on_something_and_has_a_title(services: Services, project: MadeProject) -> None:
    with pytest.raises(BadInput, match="belongs to a visit or a project"):
        services.actions.create(title="Hire", due=None)
    with pytest.raises(BadInput, match="needs a title"):
        _action(services, project, title="  ")


def test_an_owner_is_a_colleague_where_one_answers_else_an_outsider(
    services: Services, project: MadeProject
) -> None:
    colleague = make_person(services)

    inside = services.actions.get(_action(services, project, owner="bakyt@example.org"))
    outside = services.actions.get(_action(services, project, owner="Mayor's office, Osh"))

    assert (inside.row.owner_id, inside.row.owner) == (colleague, "Bakyt Example")
    assert (outside.row.owner_id, outside.row.owner) == (None, "Mayor's office, Osh")


def test_completing_asks_what_was_done_and_for_high_priority_the_evidence(
    services: Services, project: MadeProject
) -> None:
    visit = make_visit(services, project)
    action = services.actions.create(title="Ramp", due=None, visit_id=visit, priority="high").row.id
    services.actions.move(action, "in_progress")

    with pytest.raises(Refused) as refused:
        services.actions.move(action, "completed")
    assert "say what was done" in refused.value.sentence()
    assert "evidence" in refused.value.sentence()

    photo = services.attachments.attach(visit, make_photo(), "ramp.jpg", owner_id=action)
    services.actions.set_fields(action, {"done": "Repaired", "evidence": str(photo.id)})

    assert services.actions.move(action, "completed").row.state is ActionState.COMPLETED


def test_whoever_completed_it_never_verifies_it(
    services: Services, project: MadeProject, clock: StandingClock
) -> None:
    action = _action(services, project)
    _complete(services, action)
    with pytest.raises(Refused, match="You completed"):
        services.actions.move(action, "verified")

    services.access.sign_in(make_person(services), enrolled=False, grants=())

    assert services.actions.get(action).row.awaits_my_check
    assert services.actions.move(action, "verified").row.state is ActionState.VERIFIED


def test_a_check_that_fails_reopens_it_with_a_reason(services: Services, project: MadeProject) -> None:
    action = _action(services, project)
    _complete(services, action)
    services.access.sign_in(make_person(services), enrolled=False, grants=())

    with pytest.raises(Refused, match="cannot be reopened"):
        services.actions.move(action, "reopened")

    assert services.actions.move(action, "reopened", reason="Only half").state_reason == "Only half"


def test_overdue_is_computed_from_the_day(
    services: Services, project: MadeProject, clock: StandingClock
) -> None:
    action = _action(services, project, due="2026-11-25")
    assert not services.actions.get(action).row.is_overdue

    clock.move(days=9)

    row = services.actions.get(action).row
    assert (row.is_overdue, row.days_late) == (True, 9)
    assert services.actions.count(ActionFilter(overdue=True)) == 1
    _complete(services, action)
    assert services.actions.count(ActionFilter(overdue=True)) == 0


def test_comments_are_added_and_stay(services: Services, project: MadeProject) -> None:
    action = _action(services, project)
    services.actions.comment(action, "Material promised for December.")
    services.actions.comment(action, "Delivered.")

    comments = services.actions.get(action).comments

    assert [one.text for one in comments] == ["Material promised for December.", "Delivered."]
    assert comments[0].author == "Aigul Example"
    with pytest.raises(BadInput):
        services.actions.comment(action, " ")


def test_filters_and_sorts_agree_with_the_count(services: Services, project: MadeProject) -> None:
    later = _action(services, project, title="Later", due="2026-12-31", priority="high")
    sooner = _action(services, project, title="Sooner", due="2026-12-01", owner="aigul@example.org")
    undated = _action(services, project, title="Whenever", due=None)

    rows = services.actions.page(ActionFilter())
    assert [row.id for row in rows] == [sooner, later, undated]
    for wanted, expected in (
        (ActionFilter(mine=True), [sooner]),
        (ActionFilter(text="WHEN"), [undated]),
        (ActionFilter(project_id=project.id), [sooner, later, undated]),
        (ActionFilter(states=frozenset({ActionState.VERIFIED})), []),
    ):
        assert [row.id for row in services.actions.page(wanted)] == expected
        assert services.actions.count(wanted) == len(expected)
    assert [row.id for row in services.actions.page(ActionFilter(), after=sooner)] == [later, undated]


def test_a_deleted_action_point_comes_back(services: Services, project: MadeProject) -> None:
    action = _action(services, project)
    services.actions.delete(action)
    assert services.actions.count(ActionFilter()) == 0

    assert services.actions.restore(action).row.id == action


def test_a_reader_changes_nothing(services: Services, project: MadeProject) -> None:
    action = _action(services, project)
    services.access.sign_in(action, enrolled=True, grants=())

    with pytest.raises(Refused):
        services.actions.set_fields(action, {"title": "Mine"})
    with pytest.raises(Refused):
        services.actions.move(action, "in_progress")


def test_today_gathers_what_needs_the_present_person(
    services: Services, project: MadeProject, clock: StandingClock
) -> None:
    soon = make_visit(services, project, state="in_field")
    make_visit(services, project, start="2027-03-01", end="2027-03-02")
    late = _action(services, project, due="2026-11-20")
    colleague = make_person(services)
    judged = make_visit(services, project, state="submitted", lead=colleague)
    done = _action(services, project, title="Done by another")
    services.access.sign_in(colleague, enrolled=False, grants=())
    _complete(services, done)
    services.accounts.sign_in()

    today = services.today.overview()

    assert [row.id for row in today.visits] == [soon]
    assert today.newest is not None
    assert today.newest.id == soon
    assert [row.id for row in today.overdue] == [late]
    assert [row.id for row in today.to_verify] == [done]
    assert [row.id for row in today.to_approve] == [judged]
    first = today.deadlines[0]
    assert (first.record_id, first.days_left) == (late, -5)
    assert date(2026, 12, 11) in {row.due for row in today.deadlines}


def test_a_reviewer_may_verify_but_a_monitor_may_not(services: Services, project: MadeProject) -> None:
    action = _action(services, project)
    _complete(services, action)
    other = make_person(services)
    services.access.sign_in(other, enrolled=True, grants=[Grant(role=Role.MONITOR)])
    with pytest.raises(Refused, match="Your role"):
        services.actions.move(action, "verified")

    services.access.sign_in(other, enrolled=True, grants=[Grant(role=Role.REVIEWER)])

    assert services.actions.move(action, "verified").row.state is ActionState.VERIFIED
