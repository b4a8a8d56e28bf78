"""What waits for a person, asked as the roles say that the server gave her."""

import pytest

from desktop.rules.vocabulary import Role
from desktop.services.accounts.access import Grant
from desktop.services.roster import Services
from tests.makers import make_person, make_project, make_visit


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
