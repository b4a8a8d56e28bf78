"""A visit is planned, recorded, numbered, listed and found again."""

from datetime import date
from uuid import UUID

import pytest

from desktop.errors import BadInput, NotFound, Refused
from desktop.rules.vocabulary import VisitState
from desktop.services.roster import Services
from desktop.services.visits.records import VisitFilter
from tests.makers import make_person, make_place, make_project, make_visit


def test_a_visit_gets_a_code_of_country_project_year_and_number(services: Services) -> None:
    project = make_project(services)

    first = services.visits.create(project_id=project.id, start="2026-11-24", end="2026-11-27")
    second = services.visits.create(project_id=project.id, start="2026-12-01", end="2026-12-01")

    assert (first.row.code, second.row.code) == ("KG/LM.0465/2026/001", "KG/LM.0465/2026/002")


def test_a_deleted_visits_code_is_never_given_again(services: Services) -> None:
    project = make_project(services)
    first = make_visit(services, project)
    services.visits.delete(first)

    again = services.visits.get(make_visit(services, project))

    assert again.row.code == "KG/LM.0465/2026/002"


def test_an_enrolled_laptop_numbers_under_its_own_tag(services: Services) -> None:
    project = make_project(services)
    make_visit(services, project)
    with services.database.writing("test.tag") as work:
        work.settings.keep("device_tag", "K7")

    assert services.visits.get(make_visit(services, project)).row.code == "KG/LM.0465/2026/K7-001"


def test_the_country_of_a_code_is_that_of_the_first_known_site(services: Services) -> None:
    project = make_project(services, countries=("KG", "TJ"))
    make_place(services, code="TJ01", name="Khujand", country="TJ")

    visit = services.visits.create(project_id=project.id, start="2026-11-24", sites=("TJ01",))

    assert visit.row.code.startswith("TJ/")
    assert visit.sites[0].name == "Khujand"
    assert visit.sites[0].lat is not None


def test_whoever_records_a_visit_leads_it_until_told_otherwise(services: Services) -> None:
    project = make_project(services)
    colleague = make_person(services)

    mine = services.visits.create(project_id=project.id)
    hers = services.visits.create(project_id=project.id, lead="bakyt@example.org")

    assert mine.row.lead == "Aigul Example"
    assert hers.row.lead_id == colleague


def test_an_unplanned_visit_starts_in_the_field_with_nothing_else_known(services: Services) -> None:
    visit = services.visits.create(project_id=make_project(services).id, unplanned=True)

    assert visit.row.state is VisitState.IN_FIELD
    assert {one.code for one in visit.missing_at_submit} == {"dates", "place", "result"}


def test_a_visit_of_one_day_needs_only_its_first_day(services: Services) -> None:
    visit = services.visits.create(project_id=make_project(services).id, start="2026-11-24")

    assert (visit.row.start, visit.row.end) == (date(2026, 11, 24), date(2026, 11, 24))


def test_days_in_the_wrong_order_are_refused_and_nothing_is_kept(services: Services) -> None:
    project = make_project(services)

    with pytest.raises(BadInput, match="before it starts"):
        services.visits.create(project_id=project.id, start="2026-11-24", end="2026-11-20")

    assert services.visits.count(VisitFilter()) == 0


def test_a_result_of_another_project_cannot_come_into_scope(services: Services) -> None:
    project = make_project(services)
    other = make_project(services, code="RR.0731")
    visit = make_visit(services, project)

    with pytest.raises(BadInput, match="another project"):
        services.visit_plans.set_scope(visit, [other.results["1.1"]])


def test_a_result_taken_out_of_scope_comes_back_as_the_same_row(services: Services) -> None:
    project = make_project(services)
    visit = make_visit(services, project)
    services.visit_plans.remove_result(visit, project.results["1.2"])

    services.visit_plans.add_result(visit, "1.2")

    assert [one.number for one in services.visits.get(visit).results] == ["1.1", "1.2"]


def test_one_indicator_of_a_result_can_be_in_scope(services: Services) -> None:
    project = make_project(services)
    visit = make_visit(services, project, results=("1.1/A",))

    (scoped,) = services.visits.get(visit).results

    assert scoped.number == "1.1"
    assert scoped.indicator_ids == (project.indicators["1.1/A"],)


def test_a_site_no_register_knows_stays_as_it_was_typed(services: Services) -> None:
    visit = make_visit(services, make_project(services), sites=("Ак-Турпак, дом культуры",))

    assert services.visits.get(visit).sites[0].name == "Ак-Турпак, дом культуры"


def test_a_site_not_reached_says_why(services: Services) -> None:
    visit = make_visit(services, make_project(services))
    site = services.visits.get(visit).sites[0]

    with pytest.raises(BadInput, match="Why was Osh centre not visited"):
        services.visit_plans.set_site(site.id, {"state": "not_reached"})
    services.visit_plans.set_site(site.id, {"state": "not_reached", "reason": "Snow on the pass"})

    assert services.visits.get(visit).sites[0].state_reason == "Snow on the pass"


@pytest.mark.parametrize(("lat", "lon"), [("91", "10"), ("10", "181"), ("10", None)])
def test_a_position_off_the_globe_is_refused(services: Services, lat: str, lon: str | None) -> None:
    visit = make_visit(services, make_project(services))
    site = services.visits.get(visit).sites[0]

    with pytest.raises(BadInput):
        services.visit_plans.set_site(site.id, {"lat": lat, "lon": lon})


def test_a_colleague_joins_the_team_once(services: Services) -> None:
    visit = make_visit(services, make_project(services))
    make_person(services)

    services.visit_plans.add_member(visit, "bakyt@example.org")
    services.visit_plans.add_member(visit, "Bakyt Example", "interpreter")

    (member,) = services.visits.get(visit).team
    assert (member.name, member.duty) == ("Bakyt Example", "interpreter")


def test_a_trip_groups_the_visits_of_one_journey(services: Services) -> None:
    project = make_project(services)
    first, second = make_visit(services, project), make_visit(services, project)

    trip = services.visit_plans.create_trip(first, title="South, November")
    services.visits.set_fields(second, {"trip": trip.id})

    assert services.visits.get(second).trip == trip
    assert trip.start == date(2026, 11, 24)


def test_an_unknown_field_is_named_with_those_that_exist(services: Services) -> None:
    visit = make_visit(services, make_project(services))

    with pytest.raises(BadInput, match="no field named colour") as refused:
        services.visits.set_fields(visit, {"colour": "red"})

    assert "purpose" in refused.value.what_now()


def test_long_text_in_any_script_comes_back_as_typed(services: Services) -> None:
    visit = make_visit(services, make_project(services))
    text = "Қыргызча, հայերեն, ქართული, עברית, العربية 👩🏽‍🌾\nsecond line\n" + "я" * 500_000

    services.visits.set_fields(visit, {"purpose": text})

    assert services.visits.get(visit).purpose == text


def test_a_title_nobody_typed_is_made_of_kind_and_places(services: Services) -> None:
    visit = make_visit(services, make_project(services), type="verification", sites=("Batken", "Osh"))

    assert services.visits.get(visit).row.title == "Verification: Batken, Osh"


def test_the_report_is_due_ten_working_days_after_the_last_day(services: Services) -> None:
    visit = make_visit(services, make_project(services), state="in_field")

    assert services.visits.get(visit).row.report_due == date(2026, 12, 11)


def test_pages_follow_each_other_without_gap_or_repeat(services: Services) -> None:
    project = make_project(services)
    dated = [
        make_visit(services, project, start=f"2026-03-{day:02}", end=f"2026-03-{day:02}") for day in (3, 1, 2)
    ]
    undated = [services.visits.create(project_id=project.id).row.id for _ in range(2)]

    seen: list[UUID] = []
    while page := services.visits.page(VisitFilter(), after=seen[-1] if seen else None, limit=2):
        seen += [row.id for row in page]

    assert seen[:3] == [dated[0], dated[2], dated[1]]
    assert set(seen[3:]) == set(undated)
    assert len(seen) == 5


def test_filters_narrow_the_list_and_count_alike(services: Services) -> None:
    project = make_project(services)
    other = make_project(services, code="RR.0731", title="Return and reintegration")
    colleague = make_person(services)
    mine = make_visit(services, project, state="planned")
    make_visit(services, project, start="2025-05-01", end="2025-05-02", lead=colleague)
    make_visit(services, other, sites=("Батken",), lead=colleague)

    for wanted, expected in (
        (VisitFilter(mine=True), 1),
        (VisitFilter(year=2026), 2),
        (VisitFilter(states=frozenset({VisitState.PLANNED})), 1),
        (VisitFilter(project_id=other.id), 1),
        (VisitFilter(office="KG"), 3),
        (VisitFilter(office="TJ"), 0),
        (VisitFilter(text="reintegration"), 1),
        (VisitFilter(text="БАТ"), 1),
        (VisitFilter(text="100%_"), 0),
    ):
        assert services.visits.count(wanted) == len(services.visits.page(wanted)) == expected
    assert services.visits.page(VisitFilter(mine=True))[0].id == mine


def test_a_team_member_finds_the_visit_among_her_own(services: Services) -> None:
    colleague = make_person(services)
    visit = make_visit(services, make_project(services), lead=colleague)
    assert services.visits.count(VisitFilter(mine=True)) == 0

    services.visit_plans.add_member(visit, "aigul@example.org")

    assert services.visits.count(VisitFilter(mine=True)) == 1


def test_a_row_says_how_many_results_wait_for_a_rating(services: Services) -> None:
    project = make_project(services)
    visit = make_visit(services, project)
    services.findings.rate(visit, project.results["1.1"], "on_track")

    assert services.visits.page(VisitFilter())[0].unrated == 1


def test_an_unknown_sort_is_answered_with_the_known_ones(services: Services) -> None:
    with pytest.raises(BadInput, match="cannot be sorted by size"):
        services.visits.page(VisitFilter(), sort="size")


def test_a_deleted_visit_is_gone_until_it_is_restored(services: Services) -> None:
    visit = make_visit(services, make_project(services))
    services.visits.delete(visit)
    with pytest.raises(NotFound):
        services.visits.get(visit)

    assert services.visits.restore(visit).row.id == visit


def test_a_visit_answers_to_its_code_and_to_a_prefix_of_its_id(services: Services) -> None:
    visit = make_visit(services, make_project(services))

    assert services.references.visit("KG/LM.0465/2026/001") == visit
    assert services.references.visit(str(visit)[:30]) == visit
    with pytest.raises(NotFound):
        services.references.visit("KG/LM.0465/2026/999")


def test_a_reader_may_look_but_not_plan(services: Services) -> None:
    project = make_project(services)
    visit = make_visit(services, project)
    services.access.sign_in(services.access.person_id or visit, enrolled=True, grants=())

    assert services.visits.get(visit).may_edit is False
    with pytest.raises(Refused):
        services.visits.create(project_id=project.id)
    with pytest.raises(Refused):
        services.visits.set_fields(visit, {"title": "Mine now"})


def test_a_p_code_that_no_place_has_is_no_name_of_a_site(services: Services) -> None:
    project = make_project(services)
    visit = make_visit(services, project)

    with pytest.raises(BadInput, match="KG0200000000"):
        services.visit_plans.add_site(visit, "KG0200000000")
