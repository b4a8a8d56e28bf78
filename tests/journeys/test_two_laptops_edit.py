"""Two people of one office edit the same records, offline, and meet at the server."""

from collections.abc import Callable
from typing import Any

import pytest

from desktop.services.roster import Services
from tests.journeys.conftest import Laptop, Office, meet

pytestmark = pytest.mark.slow
Two = tuple[Laptop, Laptop]


def in_window(laptop: Laptop, act: Callable[[Services], object]) -> None:
    """What the window does through the same services."""
    services = laptop.services()
    try:
        act(services)
    finally:
        services.close()


def sides(conflict: Any) -> list[Any]:
    return [side["value"] for side in conflict["sides"]]


def test_edits_of_different_fields_merge(two: Two) -> None:
    aigul, beka = two

    aigul.type("projects", "set", "LM.0465", "title=Skills and jobs in Osh")
    beka.type("projects", "set", "LM.0465", "donors=EU")
    aigul.sync()
    report = beka.sync()
    aigul.sync()

    assert (report["conflicts"], report["waiting"], report["quarantined"]) == (0, 0, 0)
    project = beka.type("projects", "show", "LM.0465")
    assert (project["title"], project["donors"]) == ("Skills and jobs in Osh", ["EU"])
    assert aigul.content() == beka.content()


def test_edits_of_one_field_are_a_conflict_until_a_person_decides(two: Two) -> None:
    aigul, beka = two
    aigul.type("projects", "set", "LM.0465", "title=Skills for Osh")
    beka.type("projects", "set", "LM.0465", "title=Skills for Batken")
    aigul.sync()
    assert beka.sync()["conflicts"] == 1
    aigul.sync()

    (conflict,) = aigul.type("conflicts", "list")["items"]
    assert beka.type("conflicts", "list")["items"] == [conflict]
    assert sides(conflict) == ["Skills for Osh", "Skills for Batken"]
    assert [side["shown"] for side in conflict["sides"]] == [True, False]
    assert [side["base"] for side in conflict["sides"]] == ["Skills in Osh"] * 2
    assert [side["who"] for side in conflict["sides"]] == ["Aigul", "Beka"]
    states = [one["state"] for one in beka.type("history", "LM.0465", "--field", "title")["items"]]
    assert sorted(states) == ["open", "shown", "superseded"]

    assert "2: Skills for Batken - Beka" in beka.tell("conflicts", "show", conflict["id"][:8])
    assert "Skills for Osh" in beka.tell("conflicts", "list")

    told = beka.tell(
        "conflicts", "resolve", conflict["id"][:8], "--keep", "other", "--note", "Partner's name"
    )
    assert told == "Decided: LM.0465 · Skills for Osh · Title.\n"
    meet(beka, aigul)

    for laptop in (aigul, beka):
        assert laptop.type("conflicts", "list") == {"items": [], "total": 0}
        assert laptop.type("projects", "show", "LM.0465")["title"] == "Skills for Batken"
        history = laptop.type("history", "LM.0465", "--field", "title")["items"]
        assert [one["state"] for one in history].count("shown") == 1
        assert {one["new"] for one in history} >= {"Skills for Osh", "Skills for Batken"}
        assert history[0]["reason"] == "Partner's name"
    assert aigul.content() == beka.content()


def test_a_third_value_may_be_written(two: Two) -> None:
    aigul, beka = two
    aigul.type("projects", "set", "LM.0465", "title=One")
    beka.type("projects", "set", "LM.0465", "title=Two")
    meet(aigul, beka)
    conflict = aigul.type("conflicts", "list")["items"][0]

    aigul.type("conflicts", "resolve", conflict["id"], "--value", "One and two")
    meet(aigul, beka)

    assert beka.type("projects", "show", "LM.0465")["title"] == "One and two"
    assert beka.type("conflicts", "list")["total"] == 0


def test_two_who_say_the_same_do_not_quarrel(two: Two) -> None:
    aigul, beka = two
    for laptop in two:
        laptop.type("projects", "set", "LM.0465", "title=Skills for Osh")

    meet(aigul, beka)

    assert aigul.type("conflicts", "list")["total"] == 0
    assert aigul.content() == beka.content()


def test_a_record_edited_here_and_deleted_there_lives_on_as_a_conflict(two: Two) -> None:
    aigul, beka = two
    visit = aigul.type("visits", "new", "--project", "LM.0465", "--start", "2026-11-24")["code"]
    meet(aigul, beka)

    in_window(aigul, lambda services: services.visits.delete(services.references.visit(visit)))
    beka.type("visits", "set", visit, "purpose=Recount the registers")
    meet(aigul, beka)

    (conflict,) = beka.type("conflicts", "list")["items"]
    assert conflict["field"] == "deleted"
    assert aigul.type("visits", "show", visit)["purpose"] == "Recount the registers"
    edited = next(n for n, side in enumerate(conflict["sides"], 1) if side["who"] == "Beka")
    aigul.type("conflicts", "resolve", conflict["id"], "--keep", str(edited))
    meet(aigul, beka)

    assert beka.type("conflicts", "list")["total"] == 0
    assert beka.type("visits", "show", visit)["purpose"] == "Recount the registers"
    assert aigul.content() == beka.content()


def test_a_screen_that_had_not_seen_a_pulled_change_and_saves_over_it_makes_a_branch(two: Two) -> None:
    aigul, beka = two
    services = aigul.services()
    try:
        open_on_screen = services.projects.find("LM.0465")
        beka.type("projects", "set", "LM.0465", "title=Skills for Batken")
        beka.sync()
        services.syncing.sync()

        services.projects.set_fields(open_on_screen.id, {"title": "Skills for Osh"}, seen=open_on_screen.seen)

        services.syncing.sync()
        (conflict,) = services.syncing.conflicts()
        assert {side.value for side in conflict.sides} == {"Skills for Osh", "Skills for Batken"}
    finally:
        services.close()
    beka.sync()
    assert beka.type("projects", "show", "LM.0465")["title"] == "Skills for Batken"
    assert beka.type("conflicts", "list")["total"] == 1


def test_a_screen_read_anew_after_the_pull_saves_without_a_branch(two: Two) -> None:
    aigul, beka = two
    services = aigul.services()
    try:
        beka.type("projects", "set", "LM.0465", "title=Skills for Batken")
        beka.sync()
        services.syncing.sync()
        seen_now = services.projects.find("LM.0465")

        services.projects.set_fields(seen_now.id, {"title": "Skills for Osh"}, seen=seen_now.seen)

        assert services.syncing.sync().conflicts == 0
    finally:
        services.close()


def test_the_same_table_imported_on_both_laptops_makes_no_conflict(two: Two, tmp_path: Any) -> None:
    aigul, beka = two
    table = tmp_path / "projects.csv"
    table.write_text(
        "identifier,title,country\n" + "".join(f"XM-DAC-47066-LM.000{n},Project {n},KG\n" for n in range(5)),
        encoding="utf-8",
    )
    for laptop in two:
        assert laptop.type("import", "projects", str(table))["taken"] == 5

    meet(aigul, beka)

    assert aigul.type("conflicts", "list") == {"items": [], "total": 0}
    assert aigul.type("projects", "list")["total"] == 6
    assert aigul.content() == beka.content()
    assert beka.type("import", "projects", str(table))["unchanged"] == 5


def test_an_import_taken_back_is_gone_on_both_after_a_sync(two: Two, tmp_path: Any) -> None:
    aigul, beka = two
    table = tmp_path / "projects.csv"
    table.write_text(
        "identifier,title,country\nXM-DAC-47066-LM.0001,Wells,KG\nXM-DAC-47066-LM.0002,Roads,KG\n"
    )
    aigul.type("import", "projects", str(table))
    meet(aigul, beka)
    assert beka.type("projects", "list")["total"] == 3

    assert aigul.type("undo")["left"] == 0
    meet(aigul, beka)

    for laptop in two:
        assert laptop.type("projects", "list")["total"] == 1
    assert beka.type("bin", "list")["total"] >= 2


def test_attachments_arrive_byte_for_byte(two: Two, tmp_path: Any, make_bytes: Callable[[], bytes]) -> None:
    aigul, beka = two
    photo = tmp_path / "plan.pdf"
    photo.write_bytes(make_bytes())
    visit = aigul.type("visits", "new", "--project", "LM.0465", "--start", "2026-11-24")["code"]
    attached = aigul.type("visits", "attach", visit, str(photo), "--class", "document")

    assert aigul.sync()["blobs_pending"] == 0
    assert beka.sync()["blobs_pending"] == 0

    services = beka.services()
    try:
        assert services.attachments.content(attached["id"]) == photo.read_bytes()
    finally:
        services.close()


@pytest.fixture
def make_bytes() -> Callable[[], bytes]:
    """A file of several pieces, no two of them alike."""

    def make() -> bytes:
        return b"%PDF-1.4\n" + b"".join(n.to_bytes(4, "big") for n in range(600_000))

    return make


def test_an_empty_sync_is_one_request_of_a_few_hundred_bytes(two: Two) -> None:
    report = two[0].sync()

    assert report["requests"] == 1
    assert report["bytes_sent"] + report["bytes_received"] <= 700


def test_the_office_counts_nothing_twice(office: Office, two: Two) -> None:
    before = office.type("status")["operations"]

    meet(*two)

    assert office.type("status")["operations"] == before
    assert office.type("verify") == {"ok": True, "faults": []}
