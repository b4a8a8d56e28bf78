"""Projects are listed, written, linked, taken from stage to stage, binned and restored."""

from datetime import date
from decimal import Decimal

import pytest

from desktop.errors import BadInput, NotFound, Refused
from desktop.models import Project
from desktop.rules.vocabulary import ProjectStage, Role
from desktop.services.accounts.access import Grant
from desktop.services.actions.records import ActionFilter
from desktop.services.projects.records import ProjectFilter, ProjectRecord
from desktop.services.roster import Services
from desktop.services.visits.records import VisitFilter
from tests.makers import make_project, make_visit

EVERYTHING = ProjectFilter()


def make_concept(services: Services, **fields: str) -> ProjectRecord:
    return services.projects.create(
        {"title": "Skills in Osh", "code": "LM.0465", "countries": "KG", "project_type": "LM", **fields}
    )


def enrol_as(services: Services, *roles: Role, country: str | None = None) -> None:
    me = services.accounts.me().person.id
    services.access.sign_in(me, enrolled=True, grants=[Grant(role=role, country=country) for role in roles])


def test_a_new_project_is_a_concept_with_its_type_and_theme(services: Services) -> None:
    project = make_concept(services, budget="2400000.10", currency="usd")

    assert (project.stage, project.iati_status) == (ProjectStage.CONCEPT, 1)
    assert (project.project_type_name, project.thematic_area) == (
        "Labour Migration",
        "Facilitating Migration",
    )
    assert (project.budget, project.currency) == (Decimal("2400000.10"), "USD")
    assert services.projects.get(project.id).title == "Skills in Osh"


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("title", "  ", "needs a title"),
        ("code", "osh-1", "not an identifier"),
        ("countries", "KG:60;TJ:30", "do not sum to 100"),
        ("countries", "Atlantis", "No country"),
        ("countries", "KG;KG", "twice"),
        ("sectors", "99999", "list of sectors"),
        ("currency", "ZZZ", "No currency"),
        ("budget", "-5", "below zero"),
        ("planned_start", "01/02/2026", "not a date"),
        ("gender_marker", "3", "not one of the words"),
        ("manager", "nobody@example.org", "Nothing in this store"),
        ("colour", "blue", "no field"),
    ],
)
def test_what_cannot_be_kept_is_said_and_changes_nothing(
    services: Services, field: str, value: str, said: str
) -> None:
    project = make_concept(services)

    with pytest.raises((BadInput, NotFound)) as problem:
        services.projects.set_fields(project.id, {field: value})

    assert said in problem.value.sentence()
    before, after = project, services.projects.get(project.id)
    assert (before.title, before.countries, before.budget) == (after.title, after.countries, after.budget)


def test_an_end_before_the_start_is_refused(services: Services) -> None:
    project = make_concept(services, planned_start="2026-01-01")

    with pytest.raises(BadInput, match="does not lie after"):
        services.projects.set_fields(project.id, {"planned_end": "2025-12-31"})


def test_countries_without_shares_get_even_ones_that_sum_to_100(services: Services) -> None:
    project = make_concept(services, countries="KG; TJ; UZ")

    assert [share.code for share in project.countries] == ["KG", "TJ", "UZ"]
    assert sum(share.share or 0 for share in project.countries) == 100


def test_two_projects_under_one_code_are_flagged(services: Services) -> None:
    first = make_concept(services)
    second = make_concept(services, title="The same again")

    assert [(twin.id, twin.shares) for twin in second.twins] == [(first.id, ("code",))]
    assert [twin.id for twin in services.projects.bearing(" LM.0465 ", but=second.id)] == [first.id]
    assert services.projects.bearing("") == ()


def test_the_last_reference_of_a_project_is_not_emptied(services: Services) -> None:
    project = make_concept(services)

    with pytest.raises(Refused, match="keeps at least one"):
        services.projects.set_fields(project.id, {"code": ""})
    services.projects.set_fields(project.id, {"code": "", "prima_id": "LM10P0465"})

    kept = services.projects.get(project.id)
    assert (kept.code, kept.prima_id) == (None, "LM10P0465")


def test_a_known_identifier_is_not_made_twice(services: Services) -> None:
    make_concept(services, iati_id="XM-DAC-47066-LM.0465")

    with pytest.raises(BadInput, match="exists already"):
        make_concept(services, iati_id="XM-DAC-47066-LM.0465")


def test_a_concept_without_its_marks_says_everything_that_is_missing(services: Services) -> None:
    project = make_concept(services)

    with pytest.raises(Refused) as refusal:
        services.projects.move(project.id, "proposal")

    assert "a mark in MiGOF; a mark in the SDGs" in refusal.value.sentence()
    assert refusal.value.exit_code == 5
    offer = next(step for step in project.steps if step.target == "proposal")
    assert [missing.code for missing in offer.missing] == ["migof_link", "sdg_link"]


def test_with_its_marks_a_concept_becomes_a_proposal(services: Services) -> None:
    project = make_concept(services)
    services.projects.link(project.id, "migof", "O1")
    marked = services.projects.link(project.id, "sdg", "10.7", weight="secondary", reason="safe routes")

    moved = services.projects.move(project.id, "proposal")

    assert moved.stage is ProjectStage.PROPOSAL
    assert {(link.framework, link.item, link.weight) for link in marked.links} == {
        ("migof", "O1", "primary"),
        ("sdg", "10.7", "secondary"),
    }


def test_a_mark_taken_away_and_set_again_is_one_mark(services: Services) -> None:
    project = make_concept(services)
    link = services.projects.link(project.id, "migof", "O1").links[0]

    assert services.projects.unlink(link.id).links == ()
    assert len(services.projects.link(project.id, "migof", "O1").links) == 1


def test_what_lies_outside_the_store_is_vouched_for_and_kept_as_reason(services: Services) -> None:
    project = make_project(services, stage=ProjectStage.WITH_DONOR, budget=Decimal(1000), currency="USD")

    with pytest.raises(Refused, match="cannot become"):
        services.projects.move(project.id, "implementing")
    moved = services.projects.move(project.id, "implementing", confirmed=["agreement"])

    assert moved.stage is ProjectStage.IMPLEMENTING
    assert moved.stage_reason == "Confirmed: the agreement is signed"


def test_a_stage_that_does_not_follow_is_refused(services: Services) -> None:
    project = make_concept(services)

    with pytest.raises(Refused, match="cannot become"):
        services.projects.move(project.id, "closed")


def test_nobody_endorses_own_work(services: Services) -> None:
    project = make_concept(services)
    with services.database.writing("test.stage") as work:
        work.get(Project, project.id).stage = ProjectStage.IN_REVIEW

    with pytest.raises(Refused) as refusal:
        services.projects.move(
            project.id, "endorsed", confirmed=["checklist_complete", "themes_cleared", "conditions_dated"]
        )
    assert "nobody reviews own work" in refusal.value.sentence()


def test_a_monitor_reads_but_does_not_change_a_project(services: Services) -> None:
    project = make_concept(services)
    enrol_as(services, Role.MONITOR, country="KG")

    assert services.projects.get(project.id).may_edit is False
    with pytest.raises(Refused):
        services.projects.set_fields(project.id, {"title": "Mine now"})


def test_a_manager_of_another_country_does_not_either(services: Services) -> None:
    project = make_concept(services)
    enrol_as(services, Role.MANAGER, country="GE")

    with pytest.raises(Refused):
        services.projects.delete(project.id)


def test_a_deleted_project_leaves_the_list_and_comes_back_whole(services: Services) -> None:
    project = make_concept(services)

    services.projects.delete(project.id)

    assert services.projects.count(EVERYTHING) == 0
    binned = services.projects.page(ProjectFilter(deleted=True))
    assert [row.id for row in binned] == [project.id]
    assert services.projects.restore(project.id).deleted is False
    assert services.projects.count(EVERYTHING) == 1


def test_the_list_is_filtered_by_stage_country_area_and_words(services: Services) -> None:
    osh = make_project(services, title="Навыки в Оше", countries=("KG", "TJ"))
    tbilisi = make_project(services, code="RR.0731", title="Reintegration", countries=("GE",), stage="closed")

    def ids(**wanted: object) -> set[object]:
        return {row.id for row in services.projects.page(ProjectFilter(**wanted))}  # type: ignore[arg-type]

    assert ids(countries=frozenset({"TJ"})) == {osh.id}
    assert ids(stages=frozenset({ProjectStage.CLOSED})) == {tbilisi.id}
    assert ids(text="навыки") == {osh.id}
    assert ids(text="rr.07") == {tbilisi.id}
    assert ids(running_on=date(2028, 1, 1)) == set()


def test_pages_by_key_give_every_project_once_in_order(services: Services) -> None:
    for number in range(7):
        make_project(services, code=f"LM.000{number}", title=f"Project {6 - number}")

    seen: list[str] = []
    after = None
    while page := services.projects.page(EVERYTHING, after=after, limit=3):
        seen += [row.title for row in page]
        after = page[-1].id

    assert seen == [f"Project {number}" for number in range(7)]


def test_budgets_are_summed_by_currency_and_exactly(services: Services) -> None:
    for budget, currency in (("0.10", "USD"), ("0.20", "USD"), ("5", "EUR")):
        make_project(services, budget=Decimal(budget), currency=currency)

    total = services.projects.sum(EVERYTHING)

    assert total.count == 3
    assert {money.currency: money.amount for money in total.budgets} == {
        "USD": Decimal("0.30"),
        "EUR": Decimal(5),
    }


def test_a_line_tells_the_last_visit_and_what_its_lead_said(services: Services) -> None:
    project = make_project(services)
    make_visit(services, project, state="reporting", start="2026-09-22", end="2026-09-23")
    make_visit(services, project, state="draft", start="2026-12-01", end="2026-12-02")

    row = services.projects.page(EVERYTHING)[0]

    assert row.last_visit == date(2026, 9, 22)
    assert row.last_rating is None


def test_sorting_by_an_unknown_word_is_a_sentence(services: Services) -> None:
    with pytest.raises(BadInput, match="cannot be sorted"):
        services.projects.page(EVERYTHING, sort="colour")


def test_choices_count_what_each_filter_would_show(services: Services) -> None:
    make_project(services, countries=("KG", "TJ"))
    make_project(services, countries=("KG",), stage="closed")

    choices = services.projects.choices()

    assert [(one.word, one.count) for one in choices.countries] == [("KG", 2), ("TJ", 1)]
    assert [(one.word, one.count) for one in choices.stages] == [("implementing", 1), ("closed", 1)]


def test_what_hangs_on_a_project_in_the_bin_is_in_no_list_until_it_is_back(services: Services) -> None:
    project = make_project(services)
    visit = make_visit(services, project, state="in_field")
    services.actions.create(title="Mend", due="2026-11-01", visit_id=visit)

    def listed() -> list[int]:
        visits, actions = VisitFilter(), ActionFilter(overdue=True)
        today = services.today.overview()
        return [
            len(services.visits.page(visits)),
            services.visits.count(visits),
            len(services.actions.page(actions)),
            services.actions.count(actions),
            today.visits_in_all,
            len(today.overdue),
        ]

    services.projects.delete(project.id)
    assert listed() == [0] * 6

    services.projects.restore(project.id)
    assert listed() == [1] * 6
