"""What waits for a person, asked as the roles say that the server gave her."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest

from desktop.errors import Refused
from desktop.rules.vocabulary import Role
from desktop.services.accounts.access import Grant
from desktop.services.actions.records import ActionFilter
from desktop.services.roster import Services
from tests.makers import make_person, make_project, make_visit

MANAGER = [Grant(role=Role.MANAGER)]


@pytest.mark.parametrize(
    ("role", "country", "waits"),
    [(Role.MANAGER, "KG", 1), (Role.MANAGER, None, 1), (Role.MANAGER, "TJ", 0), (Role.MONITOR, "KG", 0)],
)
def test_a_visit_handed_in_waits_for_the_manager_of_its_country(
    services: Services, role: Role, country: str | None, waits: int
) -> None:
    make_visit(services, make_project(services), state="submitted")
    services.access.sign_in(make_person(services), enrolled=True, grants=[Grant(role=role, country=country)])

    assert len(services.today.overview().to_approve) == waits


def _led_before(services: Services, visit: UUID, me: UUID, colleague: UUID) -> None:
    services.visits.set_fields(visit, {"lead": me})
    services.visits.set_fields(visit, {"lead": colleague})


def _wrote_a_finding(services: Services, visit: UUID, me: UUID, colleague: UUID) -> None:
    services.findings.add(visit, statement="One register for all", severity="minor")


def _typed_over_a_finding(services: Services, visit: UUID, me: UUID, colleague: UUID) -> None:
    services.access.sign_in(colleague, enrolled=True, grants=MANAGER)
    services.database.author = replace(services.database.author, person_id=colleague)
    finding = services.findings.add(visit, statement="One register", severity="minor")
    _be(services, me)
    services.findings.set_fields(finding, {"evidence": "Seen on Monday"})


def _wrote_the_story(services: Services, visit: UUID, me: UUID, colleague: UUID) -> None:
    services.fieldwork.write(visit, "introduction", "Six centres run.")


def _be(services: Services, person: UUID) -> None:
    services.access.sign_in(person, enrolled=True, grants=MANAGER)
    services.database.author = replace(services.database.author, person_id=person)


@pytest.mark.parametrize("deed", [_led_before, _wrote_a_finding, _typed_over_a_finding, _wrote_the_story])
def test_who_led_or_wrote_a_report_neither_sees_it_to_approve_nor_approves_it(
    services: Services, deed: Callable[[Services, UUID, UUID, UUID], None]
) -> None:
    me, colleague, third = (
        make_person(services, name, f"{name}@example.org") for name in ("me", "you", "third")
    )
    _be(services, colleague)
    visit = make_visit(services, make_project(services), state="reporting")
    _be(services, me)
    deed(services, visit, me, colleague)
    _be(services, colleague)
    _hand_in(services, visit)

    _be(services, me)
    assert services.today.overview().to_approve == ()
    assert not any(step.may_take for step in services.visits.get(visit).steps if step.target == "approved")
    with pytest.raises(Refused, match="cannot judge"):
        services.visits.move(visit, "approved")

    _be(services, third)
    assert [row.id for row in services.today.overview().to_approve] == [visit]
    services.visits.move(visit, "approved")


def test_a_lead_who_hands_the_lead_over_and_hands_in_is_refused(services: Services) -> None:
    me, colleague = make_person(services, "me", "me@example.org"), make_person(services)
    _be(services, me)
    visit = make_visit(services, make_project(services), state="reporting")
    services.visits.set_fields(visit, {"lead": colleague})
    _hand_in(services, visit)

    assert services.today.overview().to_approve == ()
    with pytest.raises(Refused, match="cannot judge"):
        services.visits.move(visit, "approved")


def test_who_ever_completed_an_action_point_does_not_check_it(services: Services) -> None:
    me, colleague = make_person(services, "me", "me@example.org"), make_person(services)
    _be(services, me)
    project = make_project(services)
    action = services.actions.create(title="Mend", due="2026-12-01", project_id=project.id).row.id
    _complete(services, action)
    _be(services, colleague)
    assert _to_check(services) == [action]
    services.actions.move(action, "reopened", reason="Half of it")
    _complete(services, action)

    _be(services, me)
    assert _to_check(services) == []
    with pytest.raises(Refused, match="You completed"):
        services.actions.move(action, "verified")


def _hand_in(services: Services, visit: UUID) -> None:
    for result in services.visits.get(visit).results:
        services.findings.rate(visit, result.result_id, "on_track")
    services.visits.move(visit, "submitted")


def _complete(services: Services, action: UUID) -> None:
    services.actions.move(action, "in_progress")
    services.actions.move(action, "completed", done="Done")


def _to_check(services: Services) -> list[UUID]:
    """Today, the list and its count say the same."""
    wanted = ActionFilter(awaiting_check=True)
    listed = [row.id for row in services.actions.page(wanted)]
    assert [row.id for row in services.today.overview().to_verify] == listed
    assert services.actions.count(wanted) == len(listed)
    return listed
