"""Who changed what, taking actions back and doing them again, and the bin."""

from decimal import Decimal

import pytest

from desktop.errors import BadInput, NotFound, Refused
from desktop.models.ids import new_id
from desktop.services.history.records import TakenBack
from desktop.services.history.words import told_undone
from desktop.services.roster import Services
from desktop.storage.database import Author
from tests.conftest import StandingClock
from tests.makers import make_form, make_person, make_project, make_value, make_visit


def title_of(services: Services) -> str:
    return services.projects.find("LM.0465").title


def set_title(services: Services, title: str, **more: object) -> None:
    project = services.projects.find("LM.0465")
    services.projects.set_fields(project.id, {"title": title, **more})


def test_the_history_of_a_field_names_who_what_and_why_newest_first(services: Services) -> None:
    project = make_project(services)
    set_title(services, "Skills")
    set_title(services, "Skills and jobs")

    lines = services.history.of(project.id, "title")

    assert [(line.old, line.new, line.state) for line in lines] == [
        ("Skills", "Skills and jobs", "shown"),
        ("Skills and safe labour migration", "Skills", "superseded"),
        (None, "Skills and safe labour migration", "superseded"),
    ]
    assert {line.who for line in lines} == {"Aigul Example"}


def test_a_column_of_a_group_has_the_history_of_its_group(services: Services) -> None:
    project = make_project(services, budget=Decimal("100.50"), currency="USD")
    services.projects.set_fields(project.id, {"budget": "200"})

    lines = services.history.of(project.id, "currency")

    assert [(line.old, line.new, line.state) for line in lines] == [
        ("USD", "USD", "shown"),
        (None, "USD", "superseded"),
    ]


def test_a_field_that_never_was_has_no_history_and_an_unknown_record_says_so(services: Services) -> None:
    project = make_project(services)

    assert services.history.of(project.id, "colour") == ()
    with pytest.raises(NotFound):
        services.history.of(new_id())


def test_undo_goes_back_step_by_step_and_redo_forward_again(services: Services) -> None:
    make_project(services)
    for title in ("One", "Two", "Three"):
        set_title(services, title)

    titles = []
    for step in (services.history.undo, services.history.undo, services.history.redo, services.history.redo):
        step()
        titles.append(title_of(services))

    assert titles == ["Two", "One", "Two", "Three"]
    assert services.history.redo() is None


def test_a_new_change_ends_what_redo_could_do(services: Services) -> None:
    make_project(services)
    set_title(services, "One")
    services.history.undo()
    set_title(services, "Another")

    assert services.history.redo() is None
    assert title_of(services) == "Another"


def test_undo_of_a_made_record_puts_it_into_the_bin_and_redo_takes_it_out(services: Services) -> None:
    make_project(services)
    services.projects.create({"title": "Wells", "code": "CS.0001", "countries": "KG"})

    services.history.undo()
    assert [one.words for one in services.history.bin() if one.table == "projects"] == ["Wells"]
    services.history.redo()

    assert services.projects.find("CS.0001").title == "Wells"


def test_what_someone_else_changed_since_is_left_and_said(services: Services) -> None:
    make_project(services)
    other = make_person(services)
    set_title(services, "Mine", donors="EU")
    mine = services.access.person_id
    services.database.author = Author(person_id=other, office="KG")
    set_title(services, "Theirs")
    services.database.author = Author(person_id=mine, office="KG")

    taken = services.history.undo()

    assert taken is not None
    assert (taken.written, taken.left) == (1, 1)
    project = services.projects.find("LM.0465")
    assert (project.title, project.donors) == ("Theirs", ())


def test_an_action_of_which_nothing_is_left_does_not_bar_the_way_to_those_before(services: Services) -> None:
    make_project(services)
    other = make_person(services)
    set_title(services, "First", donors="EU")
    set_title(services, "Second")
    mine = services.access.person_id
    services.database.author = Author(person_id=other, office="KG")
    set_title(services, "Theirs")
    services.database.author = Author(person_id=mine, office="KG")

    first, second = services.history.undo(), services.history.undo()

    assert first is not None
    assert second is not None
    assert (first.written, first.left) == (0, 1)
    assert (second.written, second.left) == (1, 1)
    assert services.projects.find("LM.0465").donors == ()


def test_what_stands_as_it_was_is_not_counted_as_taken_back(services: Services) -> None:
    make_project(services)
    other = make_person(services)
    mine = services.access.person_id
    set_title(services, "Mine")
    services.database.author = Author(person_id=other, office="KG")
    set_title(services, "Skills and safe labour migration")
    services.database.author = Author(person_id=mine, office="KG")

    taken = services.history.undo()

    assert taken is not None
    assert (taken.written, taken.left) == (0, 0)
    assert told_undone(taken) == "There was nothing left to take back: it is as it was before."


def test_an_undo_is_told_as_it_went() -> None:
    def told(action: str, written: int, left: int) -> str:
        return told_undone(TakenBack(action=action, written=written, left=left))

    assert told("visits.set", 1, 0) == "Taken back."
    assert told("forms.fill", 1, 0) == "Taken back: an answer of a form."
    assert told("visits.set", 2, 1).startswith("Taken back. 1 field was changed")
    assert told("visits.set", 0, 2).startswith("Nothing was taken back. 2 fields were changed")
    assert told("conflicts.decide", 0, 0).startswith("Nothing was taken back: the decision has been sent")


def test_an_answer_is_not_taken_back_from_a_visit_another_has_handed_in(services: Services) -> None:
    other, mine = make_person(services), services.access.person_id
    visit = make_visit(services, make_project(services), state="reporting")
    form = services.submissions.start(make_form(services), visit_id=visit)
    form.set("/data/arrival/centre", "Osh")
    form.set("/data/arrival/centre", "Naryn")
    services.database.author = Author(person_id=other, office="KG")
    services.visits.move(visit, "cancelled", reason="The road is closed")
    services.database.author = Author(person_id=mine, office="KG")

    with pytest.raises(Refused):
        services.history.undo()

    assert services.submissions.open(form.record.id).question("/data/arrival/centre").value == "Naryn"


def test_a_deleted_record_lies_in_the_bin_until_it_is_restored(services: Services) -> None:
    visit = make_visit(services, make_project(services))
    services.visits.delete(visit)

    binned = services.history.in_bin(str(visit)[:18])
    services.history.restore(binned.table, binned.id)

    assert services.visits.get(visit).row.id == visit
    with pytest.raises(NotFound):
        services.history.restore("visits", visit)
    with pytest.raises(BadInput):
        services.history.restore("local_settings", visit)


def test_the_story_of_a_visit_tells_of_its_parts_in_words(services: Services) -> None:
    project = make_project(services)
    visit = make_visit(services, project, state="reporting")
    services.findings.rate(visit, project.results["1.1"], "at_risk")

    told = services.history.told(visit)

    rating = next(one for one in told if one.table == "result_ratings")
    assert "1.1" in rating.title
    assert {part.field: part.value for part in rating.after}["rating"] == "at risk"
    moved = next(one for one in told if one.field == "state")
    assert [part.value for part in moved.before][:1] == ["in field"]
    assert [part.value for part in moved.after][:1] == ["reporting"]
    ids = {str(visit), str(project.id), *map(str, project.results.values())}
    assert not [part for one in told for part in (*one.before, *one.after) if str(part.value) in ids]


def test_the_story_of_a_project_keeps_numbers_and_days_as_what_they_are(services: Services) -> None:
    project = make_project(services)
    make_value(services, project, value="288.5")

    value = next(one for one in services.history.told(project.id) if one.table == "indicator_values")

    parts = {part.field: part.value for part in value.after}
    assert parts["value"] == Decimal("288.5")
    assert parts["period_start"].isoformat() == "2026-07-01"
    assert parts["indicator_id"] == "A · People trained and certified"


def test_a_record_comes_back_however_much_went_into_the_bin_after_it(services: Services) -> None:
    first = make_project(services, code="LM.0001")
    services.projects.delete(first.id)
    rows = "".join(f"AB.{number},Wells {number},KG\n" for number in range(1000, 1250))
    services.exchanging.run("projects", f"code,title,countries\n{rows}".encode(), "projects.csv")
    services.history.undo()

    found = services.history.in_bin(str(first.id))
    services.history.restore(found.table, found.id)

    assert services.projects.find("LM.0001").id == first.id


def test_a_result_comes_out_of_the_bin_with_what_stood_below_it(services: Services) -> None:
    project = make_project(services)
    services.results.delete_result(project.results["1"])
    assert services.results.matrix(project.id).results == ()

    services.history.restore("results", project.results["1"])

    matrix = services.results.matrix(project.id)
    assert [one.number for one in matrix.results] == ["1", "1.1", "1.2"]
    assert services.history.bin() == ()


def test_a_part_does_not_come_back_while_the_result_above_it_lies_in_the_bin(
    services: Services, clock: StandingClock
) -> None:
    project = make_project(services)
    services.results.delete_result(project.results["1.1"])
    clock.move(minutes=1)
    services.results.delete_result(project.results["1"])

    with pytest.raises(Refused, match="lies in the bin"):
        services.history.restore("results", project.results["1.1"])

    services.history.restore("results", project.results["1"])
    services.history.restore("results", project.results["1.1"])
    assert [one.number for one in services.results.matrix(project.id).results] == ["1", "1.1", "1.2"]


def test_undo_and_redo_name_the_action_itself_however_often(services: Services) -> None:
    make_project(services)
    set_title(services, "One")

    said = [step() for step in (services.history.undo, services.history.redo) * 2]

    assert len({one.action for one in said if one is not None}) == 1
    assert all(one is not None and one.action.startswith("projects.") for one in said)
