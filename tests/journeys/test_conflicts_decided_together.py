"""Conflicts handed to a colleague and decided several at once, by services and commands."""

from dataclasses import replace

import pytest

from desktop.errors import BadInput
from desktop.services.roster import Services
from tests.journeys.conftest import Laptop, Office

pytestmark = pytest.mark.slow
Pair = tuple[Services, Services]
FIELDS = ("title", "description", "programme")


def meet(*services: Services) -> None:
    for one in (*services, *services):
        one.syncing.sync()


def disagree(pair: Pair, *fields: str) -> None:
    for services in pair:
        project = services.projects.find("LM.0465")
        who = services.accounts.me().person.name
        services.projects.set_fields(project.id, {field: f"{field} of {who}" for field in fields})
    meet(*pair)


def said(services: Services) -> list[str | None]:
    project = services.projects.find("LM.0465")
    return [getattr(project, field) for field in FIELDS]


@pytest.mark.parametrize(
    ("laptop", "keep", "whose"),
    [
        (0, "office", "Aigul"),
        (0, "newest", "Beka"),
        (1, "mine", "Beka"),
        (0, "mine", "Aigul"),
        (1, 2, "Beka"),
    ],
)
def test_several_are_decided_alike_in_one_step(pair: Pair, laptop: int, keep, whose: str) -> None:
    disagree(pair, *FIELDS)
    services = pair[laptop]
    listed = services.syncing.conflicts()

    done = services.syncing.resolve_many([one.id for one in listed], keep=keep, note="Agreed", shown=listed)

    assert len(done.decided) == 3
    assert done.left == ()
    assert said(services) == [f"{field} of {whose}" for field in FIELDS]
    meet(*pair)
    assert all(said(one) == said(services) and one.syncing.conflicts() == () for one in pair)
    assert pair[0].history.of(listed[0].record_id, "title")[0].reason == "Agreed"


def test_one_undo_opens_all_of_them_again(pair: Pair) -> None:
    disagree(pair, *FIELDS)
    aigul, beka = pair
    listed = aigul.syncing.conflicts()
    aigul.syncing.ask_to_decide([listed[0].id], beka.accounts.me().person.id)
    aigul.syncing.resolve_many([one.id for one in listed], keep="newest")

    taken = aigul.history.undo()

    assert taken is not None
    assert {one.id for one in aigul.syncing.conflicts()} == {one.id for one in listed}
    assert said(aigul) == [f"{field} of Aigul" for field in FIELDS]
    asked = {one.id: [person.name for person in one.asked] for one in aigul.syncing.conflicts()}
    assert asked[listed[0].id] == ["Beka"]


def test_nothing_is_decided_about_a_value_nobody_looked_at(pair: Pair) -> None:
    disagree(pair, *FIELDS)
    listed = pair[0].syncing.conflicts()
    looked_at = [replace(listed[0], sides=listed[0].sides[:1]), *listed[1:]]

    with pytest.raises(BadInput):
        pair[0].syncing.resolve_many([one.id for one in listed], keep="newest", shown=looked_at)

    assert len(pair[0].syncing.conflicts()) == 3


def test_a_monitor_leaves_to_the_office_what_only_the_office_may_decide(office: Office, pair: Pair) -> None:
    disagree(pair, "title")
    aigul, _beka = pair
    office.type("user", "add", "aigul@example.org", "--office", "KG", "--role", "monitor")
    aigul.syncing.sync()
    (conflict,) = aigul.syncing.conflicts()

    done = aigul.syncing.resolve_many([conflict.id], keep="office")

    assert done.decided == ()
    assert [one.why for one in done.left] == ["Your role does not let you decide this."]


def test_a_conflict_is_handed_to_a_colleague_and_is_hers_on_every_laptop(pair: Pair) -> None:
    disagree(pair, "title")
    aigul, beka = pair
    (conflict,) = aigul.syncing.conflicts()
    assert conflict.is_mine

    aigul.syncing.ask_to_decide([conflict.id], beka.accounts.me().person.id, "You know the donor")
    meet(*pair)

    for services, is_mine in zip(pair, (False, True), strict=True):
        (told,) = services.syncing.conflicts()
        (asked,) = told.asked
        assert (asked.name, asked.by, asked.why) == ("Beka", "Aigul", "You know the donor")
        assert told.is_mine is is_mine
        assert told.project == "LM.0465 · title of Aigul"


def test_two_people_who_ask_different_colleagues_ask_both(pair: Pair) -> None:
    disagree(pair, "title")
    conflict_id = pair[0].syncing.conflicts()[0].id
    for services in pair:
        services.syncing.ask_to_decide([conflict_id], services.accounts.me().person.id)
    meet(*pair)

    for services in pair:
        (conflict,) = services.syncing.conflicts()
        assert sorted(one.name for one in conflict.asked) == ["Aigul", "Beka"]
        assert conflict.is_mine


def test_a_decision_ends_the_question(pair: Pair) -> None:
    disagree(pair, "title")
    aigul, beka = pair
    conflict_id = aigul.syncing.conflicts()[0].id
    aigul.syncing.ask_to_decide([conflict_id], beka.accounts.me().person.id)
    meet(*pair)
    beka.syncing.resolve(conflict_id, keep="mine")
    meet(*pair)
    for services, title in zip(pair, ("One", "Two"), strict=True):
        services.projects.set_fields(services.projects.find("LM.0465").id, {"title": title})
    meet(*pair)

    (again,) = aigul.syncing.conflicts()
    assert again.id == conflict_id
    assert again.asked == ()


def test_parallel_edits_of_other_fields_are_told_once_to_the_laptop_that_came_second(pair: Pair) -> None:
    aigul, beka = pair
    project = aigul.projects.find("LM.0465")
    aigul.projects.set_fields(project.id, {"description": "Six centres"})
    beka.projects.set_fields(project.id, {"programme": "Skills"})
    aigul.syncing.sync()
    beka.syncing.sync()
    aigul.syncing.sync()

    (told,) = beka.syncing.parallel_edits()
    assert (told.who, told.record_id, told.title) == ("Aigul", project.id, "Skills in Osh")
    assert (told.my_fields, told.their_fields) == (("programme",), ("description",))
    assert aigul.syncing.parallel_edits() == ()
    assert beka.syncing.conflicts() == ()

    beka.syncing.parallel_edits_seen([told])
    assert beka.syncing.parallel_edits() == ()


def test_a_field_that_both_changed_is_told_as_a_conflict_and_nowhere_else(pair: Pair) -> None:
    for services, words in zip(pair, ("One", "Two"), strict=True):
        project = services.projects.find("LM.0465")
        services.projects.set_fields(project.id, {"title": words})
        services.projects.set_fields(project.id, {"programme": words})
    meet(*pair)

    assert [len(one.syncing.conflicts()) for one in pair] == [2, 2]
    assert [one.syncing.parallel_edits() for one in pair] == [(), ()]


def test_edits_one_after_the_other_are_no_parallel_ones(pair: Pair) -> None:
    aigul, beka = pair
    project = aigul.projects.find("LM.0465")
    aigul.projects.set_fields(project.id, {"description": "Six centres"})
    meet(*pair)
    beka.projects.set_fields(project.id, {"programme": "Skills"})
    meet(*pair)

    assert [one.syncing.parallel_edits() for one in pair] == [(), ()]


def test_commands_list_search_hand_on_and_decide_several(two: tuple[Laptop, Laptop]) -> None:
    aigul, beka = two
    for laptop in two:
        name = laptop.folder.name
        laptop.type("projects", "set", "LM.0465", *(f"{field}={field} of {name}" for field in FIELDS))
    for laptop in (*two, *two):
        laptop.sync()
    listed = aigul.type("conflicts", "list")
    assert listed["total"] == 3
    ids = [one["id"] for one in listed["items"]]
    assert aigul.type("conflicts", "list", "--search", "progr lm.0465")["total"] == 1
    assert len(aigul.type("conflicts", "list", "--sort=-newest", "--limit", "2")["items"]) == 2
    assert "not by size" in _refused(aigul, "conflicts", "list", "--sort", "size")

    aigul.type("conflicts", "resolve", ids[0], "--assign", "beka@example.org", "--note", "Yours")
    aigul.sync()
    beka.sync()
    assert aigul.type("conflicts", "list", "--mine")["total"] == 2
    assert beka.type("conflicts", "list", "--mine")["total"] == 3
    assert "Beka was asked by Aigul: Yours" in beka.tell("conflicts", "show", ids[0])
    assert "name only one" in _refused(beka, "conflicts", "resolve", *ids, "--value", "x")
    assert "one of --keep" in _refused(
        beka, "conflicts", "resolve", ids[0], "--keep", "1", "--assign", "Beka"
    )

    assert beka.type("conflicts", "resolve", *ids, "--keep", "office", "--note", "As agreed")["left"] == []
    beka.sync()
    aigul.sync()

    for laptop in two:
        assert laptop.type("conflicts", "list") == {"items": [], "total": 0}
        assert laptop.type("projects", "show", "LM.0465")["title"] == "title of aigul"


def _refused(laptop: Laptop, *words: str) -> str:
    laptop.type(*words, code=2)
    return laptop.said
