"""A scope is the unit of access: whose entities a form offers, makes and changes, and who may."""

import pytest

from desktop.errors import Refused
from desktop.models import Entity, Visit
from desktop.models.ids import country_scope, natural_id
from desktop.rules.roles import Deed, rights_of
from desktop.rules.vocabulary import Role
from desktop.services.accounts.access import Grant
from desktop.services.form_library.steps import Step
from desktop.storage.schema_file import present_schema
from tests.entity_forms import ADDS, CHANGES, CHECK, REGISTER, check, make_entity_form, register
from tests.makers import make_project, make_visit

BY_CODE = (
    ("list_name", "label", "entity_id", "create_if", "update_if"),
    ("centres", "${title}", "${code}", "1 = 1", "1 = 1"),
)
REGISTER_BY_CODE = (*REGISTER[:2], ("text", "code", "Code", "yes", ""), *REGISTER[2:])


@pytest.fixture
def adding(services):
    return make_entity_form(services, "register", REGISTER, ADDS)


@pytest.fixture
def changing(services):
    return make_entity_form(services, "check", CHECK, CHANGES)


@pytest.fixture
def visits(services):
    """A visit in the field of each of two projects."""
    made = [make_project(services, code=f"LM.000{at}", title=f"Project {at}") for at in (1, 2)]
    return [make_visit(services, project, state="in_field") for project in made]


def offered(services, form, visit_id=None):
    opened = services.submissions.start(form, visit_id=visit_id)
    return [one.label for one in opened.question("/data/centre").choices]


def known(services):
    return [(one.label, dict(one.values)) for one in services.entities.rows("centres")]


def sign_in(services, *grants):
    services.access.sign_in(services.accounts.me().person.id, enrolled=True, grants=grants)


def test_a_projects_entities_are_offered_in_that_project_alone(services, adding, changing, visits):
    first, second = visits
    register(services, adding, "Osh centre", "20", first)

    assert offered(services, changing, first) == ["Osh centre"]
    assert offered(services, changing, second) == []
    assert offered(services, changing) == []


def test_what_the_office_registers_is_offered_in_all_its_projects(services, adding, changing, visits):
    register(services, adding, "Osh centre", "20")

    assert [offered(services, changing, visit) for visit in (None, *visits)] == [["Osh centre"]] * 3


def test_one_identifier_in_two_projects_is_two_entities(services, visits):
    form = make_entity_form(services, "register", REGISTER_BY_CODE, BY_CODE)
    for visit, title in zip(visits, ("Osh centre", "Batken centre"), strict=True):
        steps = [Step("set", "/data/title", title), Step("set", "/data/code", "K-1")]
        assert services.submissions.fill(form, steps, visit_id=visit).problems == ()

    rows = services.entities.rows("centres")
    assert [(one.label, one.name, one.version) for one in rows] == [
        ("Batken centre", "K-1", 1),
        ("Osh centre", "K-1", 1),
    ]
    assert len({one.id for one in rows}) == 2
    assert services.entities.as_csv("centres").decode().count("K-1") == 2
    assert [one.place for one in rows] == ["Project 2", "Project 1"]


def test_a_visit_changes_what_its_office_registered(services, adding, changing, visits):
    register(services, adding, "Osh centre", "20")
    (centre,) = services.entities.rows("centres")
    sign_in(services, Grant(role=Role.MONITOR, country="KG"))

    check(services, changing, centre.name, places="24", visit_id=visits[0])

    assert known(services) == [("Osh centre", {"title": "Osh centre", "places": "24"})]


def test_without_the_right_to_the_offices_list_the_change_stays_with_the_project(
    services, adding, changing, visits
):
    register(services, adding, "Osh centre", "20")
    (centre,) = services.entities.rows("centres")
    with services.database.reading() as work:
        project_id = work.get(Visit, visits[0]).project_id
    sign_in(services, Grant(role=Role.MONITOR, project_id=project_id), Grant(role=Role.READER, country="KG"))

    check(services, changing, centre.name, places="24", visit_id=visits[0])

    whole = {one.id: dict(one.values) for one in services.entities.rows("centres")}
    assert whole.pop(centre.id) == {"title": "Osh centre", "places": "20"}
    assert list(whole.values()) == [{"places": "24"}]
    opened = services.submissions.start(changing, visit_id=visits[0])
    assert [one.label for one in opened.question("/data/centre").choices] == ["Osh centre"]
    opened.set("/data/centre", centre.name)
    assert opened.question("/data/told").label == "It has 24 places"


@pytest.mark.parametrize(
    ("grant", "may"),
    [
        (Grant(role=Role.MONITOR, country="KG"), True),
        (Grant(role=Role.MONITOR, country="AM"), False),
        (Grant(role=Role.ADMIN, country="KG"), False),
        (Grant(role=Role.READER, country="KG"), False),
    ],
)
def test_who_may_fill_in_forms_there_may_take_entities_out(services, adding, grant, may):
    register(services, adding, "Osh centre", "20")
    (centre,) = services.entities.rows("centres")
    sign_in(services, grant)

    if may:
        services.entities.delete(centre.id)
        assert services.entities.lists() == ()
        return
    with pytest.raises(Refused, match="take entities out"):
        services.entities.delete(centre.id)
    assert len(services.entities.rows("centres")) == 1


def test_the_server_asks_the_same_role_as_the_laptop():
    rights = present_schema().rights
    assert rights["entities"] == rights["entity_values"] == {"*": rights_of(Deed.FILL_FORM)}


def test_an_entity_from_before_scopes_counted_is_changed_where_it_is(services, adding, changing):
    entity_id = natural_id("entity", "centres", "old")
    with services.database.writing("test.entity") as work:
        work.add(
            Entity(
                id=entity_id,
                scope_id=country_scope("KG"),
                list_name="centres",
                name="old",
                label="Old centre",
                version=1,
            )
        )

    check(services, changing, "old", places="9")

    (one,) = services.entities.rows("centres")
    assert (one.id, one.label, one.values) == (entity_id, "Old centre", {"places": "9"})
