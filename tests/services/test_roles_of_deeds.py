"""Every role against every kind of deed, through the services that window and command line both use."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest

from desktop.clock import today_of
from desktop.errors import NotFound, Refused
from desktop.models import Post
from desktop.models.ids import REGION_SCOPE, new_id
from desktop.rules.roles import RIGHTS, Deed
from desktop.rules.vocabulary import Role
from desktop.services.accounts.access import Grant
from desktop.services.roster import Services
from desktop.services.visits.recounting import Recounted
from tests.makers import MadeProject, make_form_file, make_person, make_project, make_value, make_visit


@dataclass(frozen=True, slots=True)
class Desk:
    """What the acts act on."""

    services: Services
    project: MadeProject
    visit: UUID
    finding: UUID
    action: UUID
    colleague: UUID


Act = Callable[[Desk], object]
ACTS: dict[str, tuple[Deed, Act]] = {
    "plan a visit": (Deed.RECORD_VISIT, lambda d: d.services.visits.create(project_id=d.project.id)),
    "set a field of a visit": (
        Deed.RECORD_VISIT,
        lambda d: d.services.visits.set_fields(d.visit, {"title": "Osh"}),
    ),
    "put a visit into the bin": (Deed.RECORD_VISIT, lambda d: d.services.visits.delete(d.visit)),
    "add a site": (Deed.RECORD_VISIT, lambda d: d.services.visit_plans.add_site(d.visit, "Batken")),
    "write a narrative": (
        Deed.RECORD_VISIT,
        lambda d: d.services.fieldwork.write(d.visit, "context", "We asked."),
    ),
    "note a known issue": (
        Deed.RECORD_VISIT,
        lambda d: d.services.fieldwork.add_issue(d.project.id, "No ramp"),
    ),
    "attach a file": (
        Deed.RECORD_VISIT,
        lambda d: d.services.attachments.attach(d.visit, b"text", "notes.txt"),
    ),
    "note a finding": (Deed.RECORD_FINDING, lambda d: d.services.findings.add(d.visit, statement="Wet")),
    "change a finding": (
        Deed.RECORD_FINDING,
        lambda d: d.services.findings.set_fields(d.finding, {"text": "Dry"}),
    ),
    "rate a result": (
        Deed.RECORD_FINDING,
        lambda d: d.services.findings.rate(d.visit, d.project.results["1.1"], "on_track"),
    ),
    "recount a figure": (
        Deed.VERIFY_FIGURE,
        lambda d: d.services.verifications.verify(
            d.visit, d.project.indicators["1.1/A"], "2026-H2", Recounted(verified="7")
        ),
    ),
    "report a figure": (
        Deed.REPORT_FIGURE,
        lambda d: d.services.figures.report(d.project.indicators["1.1/A"], "2026-H1", {"value": "7"}),
    ),
    "make an action point": (
        Deed.WRITE_ACTION,
        lambda d: d.services.actions.create(title="Mend", due="2026-12-01", project_id=d.project.id),
    ),
    "change an action point": (
        Deed.WRITE_ACTION,
        lambda d: d.services.actions.set_fields(d.action, {"title": "Mend it"}),
    ),
    "comment on an action point": (
        Deed.WRITE_ACTION,
        lambda d: d.services.actions.comment(d.action, "Called them."),
    ),
    "set a field of a project": (
        Deed.EDIT_PROJECT,
        lambda d: d.services.projects.set_fields(d.project.id, {"title": "Skills"}),
    ),
    "put a project into the bin": (Deed.EDIT_PROJECT, lambda d: d.services.projects.delete(d.project.id)),
    "mark a framework": (Deed.EDIT_PROJECT, lambda d: d.services.projects.link(d.project.id, "gcm", "5")),
    "add a result": (
        Deed.EDIT_MATRIX,
        lambda d: d.services.results.add_result(
            d.project.id, "output", "Courses", parent_id=d.project.results["1"]
        ),
    ),
    "set an indicator": (
        Deed.EDIT_MATRIX,
        lambda d: d.services.results.set_indicator(d.project.indicators["1.1/A"], {"baseline": "3"}),
    ),
    "import a form": (
        Deed.PUBLISH_FORM,
        lambda d: d.services.form_library.import_form(make_form_file(), "form.xlsx"),
    ),
    "import projects": (
        Deed.IMPORT,
        lambda d: d.services.exchanging.run("projects", b"code,title,countries\nAB.1234,Wells,KG\n", "p.csv"),
    ),
    "issue a report": (Deed.ISSUE_REPORT, lambda d: d.services.reporting.issue_visit(d.visit)),
    "add a colleague": (Deed.RECORD_VISIT, lambda d: d.services.accounts.add_person("Cholpon")),
}
EVERYWHERE = ("import a form", "add a colleague")


@pytest.fixture
def desk(services: Services) -> Desk:
    project = make_project(services)
    make_value(services, project, value="8")
    visit = make_visit(services, project, state="in_field")
    return Desk(
        services,
        project,
        visit,
        services.findings.add(visit, statement="The roof leaks."),
        services.actions.create(title="Mend the roof", due="2026-12-01", visit_id=visit).row.id,
        make_person(services),
    )


def is_allowed(desk: Desk, act: Act, *grants: Grant) -> bool:
    desk.services.access.sign_in(desk.colleague, enrolled=True, grants=grants)
    try:
        act(desk)
    except Refused:
        return False
    except NotFound:  # another role has put it into the bin before
        return True
    return True


@pytest.mark.parametrize("name", ACTS)
def test_a_role_does_what_is_its_own_and_nothing_else(desk: Desk, name: str) -> None:
    deed, act = ACTS[name]
    expected = RIGHTS[deed]
    if name == "add a colleague":  # whoever writes brings in the people she writes about
        expected = frozenset(Role) - {Role.READER}
    if name == "issue a report":  # its PDF is an attachment
        expected &= RIGHTS[Deed.WRITE_ACTION]
    refused_first = sorted(Role, key=lambda role: role in expected)

    assert {
        role for role in refused_first if is_allowed(desk, act, Grant(role=role, country="KG"))
    } == expected


@pytest.mark.parametrize("name", [name for name in ACTS if name not in EVERYWHERE])
def test_a_role_in_another_country_is_none_here(desk: Desk, name: str) -> None:
    assert not is_allowed(desk, ACTS[name][1], *(Grant(role=role, country="TJ") for role in Role))


@pytest.mark.parametrize(
    ("begins", "ends", "holds"),
    [(None, None, True), (-9, 0, True), (0, 9, True), (-9, -1, False), (1, 9, False)],
)
def test_a_post_gives_its_role_from_its_first_to_its_last_day(
    services: Services, begins: int | None, ends: int | None, holds: bool
) -> None:
    me, today = services.accounts.sign_in().person.id, today_of(services.clock)

    def day(away: int | None) -> object:
        return None if away is None else today + timedelta(days=away)

    with services.database.writing("test.post") as work:
        work.add(
            Post(
                id=new_id(),
                scope_id=REGION_SCOPE,
                person_id=me,
                role=Role.REVIEWER,
                office_code="RO",
                held_from=day(begins),
                held_to=day(ends),
            )
        )
    with services.database.transaction() as connection:
        connection.exec_driver_sql(
            "INSERT INTO sync_replica (one, replica_id, incarnation, token) VALUES (1, 'a', 1, 'b')"
            " ON CONFLICT (one) DO UPDATE SET token = 'b'"
        )

    assert services.accounts.sign_in().roles == ({Role.REVIEWER} if holds else set())


@pytest.mark.parametrize(("holder", "may"), [(None, True), ("KG", True), ("KG-OSH", True), ("TR", False)])
def test_a_role_counts_for_what_its_office_holds_of_other_countries(
    services: Services, holder: str | None, may: bool
) -> None:
    project = make_project(services, countries=("TR",), office="TR")
    visit = make_visit(services, project)
    with services.database.transaction() as connection:
        connection.exec_driver_sql(
            "INSERT INTO sync_replica (one, replica_id, incarnation, token, roles)"
            """ VALUES (1, 'a', 1, 'b', '{"KG": "manager"}')"""
            " ON CONFLICT (one) DO UPDATE SET token = 'b', roles = excluded.roles"
        )
        if holder is not None:
            connection.exec_driver_sql(
                "INSERT INTO sync_scopes (scope_id, kind, office) VALUES (?, 'project', ?)",
                (str(project.id), holder),
            )
    services.accounts.sign_in()

    if may:
        services.visits.set_fields(visit, {"title": "Gaziantep"})
        return
    with pytest.raises(Refused):
        services.visits.set_fields(visit, {"title": "Gaziantep"})
