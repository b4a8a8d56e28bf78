"""What all offices share: the laptop refuses at once what the server would set aside, and nothing else."""

import pytest

from desktop.errors import Refused
from desktop.models import Person
from desktop.models.ids import REGION_SCOPE
from desktop.rules.roles import Deed, rights_of
from desktop.rules.vocabulary import Role
from desktop.services.accounts.access import Grant
from desktop.storage.schema_file import present_schema
from sync.merge.people import role_in
from sync.merge.rights import may_change
from tests.entity_forms import ADDS, REGISTER, make_entity_form

HELD = [
    {"RO": "manager"},
    {"RO": "monitor"},
    {"RO": "reviewer"},
    {"RO": "admin"},
    {"RO": "reader"},
    {"KG": "manager"},
    {"KG": "manager", "RO": "reviewer"},
    {"KG": "monitor", "RO": "reader"},
]


@pytest.fixture
def of_the_region(services):
    """The store's person works for the office that serves the region."""

    def work_there(roles):
        with services.database.writing("test.office") as work:
            work.find(Person, services.access.person_id).office_code = "RO"
        services.accounts.sign_in()
        services.access.sign_in(
            services.access.person_id,
            enrolled=True,
            grants=[
                Grant(role=Role(role), country=None if code == "RO" else code) for code, role in roles.items()
            ],
            held=roles.values(),
        )

    return work_there


@pytest.mark.parametrize("roles", HELD, ids=str)
def test_publishing_for_all_offices_asks_what_the_server_asks(services, of_the_region, roles):
    of_the_region(roles)
    taken = may_change(present_schema(), "forms", "*", role_in(roles, {}, "region", None))

    if not taken:
        with pytest.raises(Refused, match="publish forms"):
            make_entity_form(services, "register", REGISTER, ADDS)
        return
    form = make_entity_form(services, "register", REGISTER, ADDS)
    with services.database.reading() as work:
        assert {one.scope_id for one in work.forms.forms()} == {REGION_SCOPE}
    assert form


@pytest.mark.parametrize("roles", HELD, ids=str)
def test_filling_in_for_all_offices_asks_what_the_server_asks(services, of_the_region, roles):
    of_the_region({"RO": "manager"})
    form = make_entity_form(services, "register", REGISTER, ADDS)
    of_the_region(roles)
    taken = may_change(present_schema(), "submissions", "*", role_in(roles, {}, "region", None))

    assert taken is bool({role_in(roles, {}, "region", None)} & set(rights_of(Deed.FILL_FORM)))
    if taken:
        assert services.submissions.start(form)
        return
    with pytest.raises(Refused, match="fill in forms"):
        services.submissions.start(form)
