"""Sync by command: a limit, a proxy, and a look at the way."""

import pytest

from desktop.services.syncing import way
from desktop.settings.sync_settings import SMALL_FILE_BYTES
from sync.client import capture, transport
from tests.journeys.conftest import Laptop, Office
from tests.journeys.hotel import Hotel
from tests.makers import make_photo, make_project, make_visit
from tests.mute_server import MuteServer

pytestmark = pytest.mark.slow
STEPS = ["name", "connection", "tls", "server", "place", "clock"]
"""Of a server on this computer, for which no network is needed."""


def test_a_limit_and_a_proxy_hold_for_one_run(two: tuple[Laptop, Laptop]) -> None:
    aigul, _beka = two
    aigul.type("projects", "new", "--title", "Wells", "--country", "KG")

    assert aigul.type("sync", "--limit-kbps", "4000", "--proxy", "none")["pushed"] == 1
    assert "no limit" not in aigul.said
    aigul.type("sync", "--limit-kbps", "-3", code=2)
    assert "-3 kilobits" in aigul.said
    aigul.type("sync", "--proxy", "ftp://x", code=2)
    assert "no address of a proxy" in aigul.said


def test_on_a_line_that_is_paid_for_large_files_wait_for_another_run(two: tuple[Laptop, Laptop]) -> None:
    aigul, _beka = two
    services = aigul.services()
    visit = make_visit(services, make_project(services))
    services.attachments.attach(visit, make_photo(), "well.jpg")
    services.attachments.attach(visit, bytes(SMALL_FILE_BYTES + 1), "walk.bin", kind="document")
    services.close()

    assert aigul.type("sync", "--small-files")["blobs_pending"] == 1
    assert aigul.type("sync")["blobs_pending"] == 0


def test_a_look_at_the_way_says_what_is_well_and_what_is_not(
    office: Office, two: tuple[Laptop, Laptop]
) -> None:
    aigul, _beka = two
    services = aigul.services()
    looked = {one.step: one for one in services.syncing.look_at_the_way()}
    services.close()
    assert (looked["server"].is_well, looked["server"].sentence) == (True, "The Milepost server answers.")
    assert list(looked) == STEPS
    assert not {one.step for one in looked.values() if not one.is_well} - {"clock"}  # the tests' stands still

    office.stop()
    assert standing(aigul) == ["ok", "failed", *["not_looked"] * 4]
    hotel = Hotel(office.port)
    try:
        there = aigul.type("sync", "--check", code=4)["items"][STEPS.index("server")]
    finally:
        hotel.close()
    assert there["state"] == "failed"
    assert "“Welcome to Hotel Ala-Too” answers instead of the server" in there["sentence"]
    assert "Open a browser" in there["remedy"]


def standing(laptop: Laptop) -> list[str]:
    """How each step of the way to the server is, where one fails."""
    looked = laptop.type("sync", "--check", code=4)
    assert looked["well"] is False
    assert [one["step"] for one in looked["items"]] == STEPS
    assert all(one["remedy"] for one in looked["items"] if one["state"] == "failed")
    return [one["state"] for one in looked["items"]]


def test_a_look_names_a_server_that_is_mute(
    office: Office, two: tuple[Laptop, Laptop], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(way, "LOOK_WITHIN_S", 0.5)
    office.stop()
    mute = MuteServer(office.port)
    try:
        assert standing(two[0]) == ["ok", "ok", "ok", "failed", "not_looked", "not_looked"]
    finally:
        mute.close()


def test_a_sync_with_a_mute_server_says_so_while_it_waits_and_gives_up(
    office: Office, two: tuple[Laptop, Laptop], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "_FIRST_WITHIN_S", 10.5)
    office.stop()
    mute = MuteServer(office.port)
    try:
        two[0].sync(code=4)
    finally:
        mute.close()
    first, last = two[0].said.splitlines()
    assert first == "The server has not answered for 10 seconds."
    assert last.startswith("The server did not answer in time.")


def test_a_look_says_that_the_server_does_not_let_this_laptop_in(
    office: Office, two: tuple[Laptop, Laptop]
) -> None:
    aigul, beka = two
    device = next(one for one in office.type("device", "list")["items"] if one["email"] == aigul.email)
    office.type("device", "revoke", device["tag"])

    assert standing(aigul)[:5] == ["ok", "ok", "ok", "ok", "failed"]
    said = beka.type("sync", "--check", code=4)["items"][STEPS.index("place")]
    assert (said["state"], said["sentence"]) == ("ok", "The server knows this laptop.")


def test_the_copy_on_this_laptop_is_checked_and_mended(two: tuple[Laptop, Laptop]) -> None:
    aigul, beka = two
    project = aigul.type("projects", "new", "--title", "Wells", "--country", "KG")["id"]
    aigul.type("sync"), beka.type("sync")
    sound = beka.type("sync", "--check-copy")
    assert (sound["mended"], sound["compared"] > 0) == ([], True)
    services = beka.services()
    with services.store.database.transaction() as connection, capture.applying(connection):
        connection.exec_driver_sql("UPDATE projects SET title = 'Odd' WHERE id = ?", (project,))
        connection.exec_driver_sql("DELETE FROM sync_operations WHERE record_id = ?", (project,))
    services.close()

    (mended,) = beka.type("sync", "--check-copy")["mended"]

    assert (mended["scope_id"], mended["is_whole"]) == (project, True)
    assert "was fetched again" in mended["sentence"] or "were fetched again" in mended["sentence"]
    assert beka.type("projects", "show", project)["title"] == "Wells"
    services = beka.services()
    assert services.syncing.troubles()[0].code == "mended_operations"
    assert services.syncing.state().last_report is not None
    services.close()
    assert beka.type("sync", "--check-copy")["mended"] == []
