"""What a laptop says, and keeps, when the server or the way to it fails."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.conftest import Laptop, Office, meet
from tests.journeys.hotel import Hotel

pytestmark = pytest.mark.slow
Two = tuple[Laptop, Laptop]


@pytest.fixture
def hotel() -> Iterator[Hotel]:
    made = Hotel()
    yield made
    made.close()


def test_a_server_that_is_gone_is_said_and_the_work_waits(office: Office, two: Two) -> None:
    aigul, beka = two
    aigul.type("projects", "set", "LM.0465", "title=Skills for Osh")
    office.stop()

    aigul.sync(code=4)

    assert "cannot be reached" in aigul.said
    assert "safe on this laptop" in aigul.said
    assert aigul.type("projects", "show", "LM.0465")["title"] == "Skills for Osh"
    office.start()
    meet(aigul, beka)
    assert beka.type("projects", "show", "LM.0465")["title"] == "Skills for Osh"


def test_the_login_page_of_a_network_is_no_server(hotel: Hotel, newcomer: Laptop) -> None:
    newcomer.type("enrol", hotel.url, "ABCD-EFGH", code=4)

    assert "answers instead of the server, such as the login page of a hotel" in newcomer.said
    assert "sign in to the network" in newcomer.said


def test_a_login_page_in_the_way_of_a_sync_changes_nothing(office: Office, two: Two) -> None:
    aigul, beka = two
    aigul.type("projects", "set", "LM.0465", "title=Skills for Osh")
    office.stop()
    hotel = Hotel(office.port)

    aigul.sync(code=4)

    assert "answers instead of the server, such as the login page of a hotel" in aigul.said
    hotel.close()
    office.start()
    meet(aigul, beka)
    assert beka.type("projects", "show", "LM.0465")["title"] == "Skills for Osh"


def test_a_wrong_code_and_a_used_one_are_told_apart(
    new_office: Office, newcomer: Laptop, another: Laptop
) -> None:
    newcomer.type("enrol", new_office.url, "NOT-A-CODE", code=2)
    assert "does not know this enrolment code" in newcomer.said

    code = new_office.code_for(newcomer.email)
    newcomer.type("enrol", new_office.url, code)
    another.type("enrol", new_office.url, code, code=2)
    assert "has been used already" in another.said
    newcomer.type("enrol", new_office.url, code)  # a lost answer is asked for again


def test_an_address_without_encryption_is_refused_before_anything_is_sent(newcomer: Laptop) -> None:
    newcomer.type("enrol", "http://sync.example.org", "ABCD-EFGH", code=2)

    assert "must begin with https" in newcomer.said


def test_a_store_that_is_not_enrolled_says_where_to_begin(newcomer: Laptop) -> None:
    newcomer.sync(code=5)

    assert "not enrolled" in newcomer.said
    assert "Ask your office" in newcomer.said


def test_a_revoked_laptop_is_told_and_keeps_its_work(office: Office, two: Two) -> None:
    aigul, _beka = two
    tag = next(one["tag"] for one in office.type("device", "list")["items"] if one["email"] == aigul.email)
    aigul.type("projects", "set", "LM.0465", "title=Skills for Osh")
    office.type("device", "revoke", tag)

    aigul.sync(code=5)

    assert "may no longer sync" in aigul.said
    assert aigul.type("projects", "show", "LM.0465")["title"] == "Skills for Osh"


def test_what_a_role_may_not_change_is_set_aside_and_the_rest_goes_on(office: Office, two: Two) -> None:
    aigul, beka = two
    aigul.type("projects", "set", "LM.0465", "title=Skills for Osh")
    office.type("user", "add", aigul.email, "--office", "KG", "--role", "reader")

    report = aigul.sync(code=1)

    assert report["quarantined"] == 1
    (aside,) = aigul.type("quarantine", "list")["items"]
    assert aside["code"] == "no_right"
    assert "Your role does not allow" in aside["sentence"]
    states = [one["state"] for one in aigul.type("history", "LM.0465", "--field", "title")["items"]]
    assert states[0] == "quarantined"
    office.type("user", "add", aigul.email, "--office", "KG", "--role", "manager")
    aigul.type("quarantine", "retry")
    meet(aigul, beka)
    assert beka.type("projects", "show", "LM.0465")["title"] == "Skills for Osh"


def test_a_server_killed_again_and_again_loses_nothing(office: Office, two: Two) -> None:
    aigul, beka = two
    for turn in range(4):
        aigul.type("projects", "set", "LM.0465", f"title=Turn {turn}")
        beka.type("projects", "new", "--title", f"Beka's {turn}", "--country", "KG")
        aigul.sync()
        office.stop(9)
        beka.sync(code=4)
        office.start()
        beka.sync()

    meet(aigul, beka)

    assert aigul.type("projects", "show", "LM.0465")["title"] == "Turn 3"
    assert aigul.type("projects", "list")["total"] == 5
    assert aigul.content() == beka.content()
    assert office.type("verify")["ok"] is True


def test_a_sync_killed_at_any_moment_loses_nothing(
    office: Office, two: Two, start_sync: Callable[[Laptop], "subprocess.Popen[bytes]"], tmp_path: Path
) -> None:
    aigul, beka = two
    table = tmp_path / "projects.csv"
    rows = "".join(f"XM-DAC-47066-LM.{n:04},Project {n},KG\n" for n in range(1000, 1400))
    table.write_text(f"identifier,title,country\n{rows}", encoding="utf-8")
    aigul.type("import", "projects", str(table))
    for wait_s in (0.5, 0.8, 1.0, 1.2, 1.4, 1.7):
        for laptop in two:
            running = start_sync(laptop)
            try:
                running.wait(timeout=wait_s)
            except subprocess.TimeoutExpired:
                running.kill()
                running.wait()

    meet(aigul, beka)

    assert aigul.type("projects", "list", "--limit", "1")["total"] == 401
    assert aigul.content() == beka.content()
    for laptop in two:
        assert laptop.type("doctor")["ok"] is True
    assert office.type("verify") == {"ok": True, "faults": []}


@pytest.fixture
def start_sync() -> Callable[[Laptop], Any]:
    """`milepost sync` as a process of its own, to be killed."""
    import sys

    program = "import sys; from desktop.app.main import main; sys.exit(main())"

    def start(laptop: Laptop) -> Any:
        return subprocess.Popen(
            [sys.executable, "-c", program, "--store", str(laptop.folder), "sync"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    return start
