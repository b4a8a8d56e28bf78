"""Sync by command: a limit, a proxy, and a look at the way."""

import pytest

from desktop.settings.sync_settings import SMALL_FILE_BYTES
from sync.client import capture
from tests.journeys.conftest import Laptop, Office
from tests.journeys.hotel import Hotel
from tests.makers import make_photo, make_project, make_visit

pytestmark = pytest.mark.slow


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
    first, *_rest = services.syncing.look_at_the_way()
    services.close()
    assert (first.step, first.is_well, first.sentence) == ("server", True, "The Milepost server answers.")

    office.stop()
    assert aigul.type("sync", "--check", code=4)["well"] is False
    hotel = Hotel(office.port)
    try:
        (there,) = aigul.type("sync", "--check", code=4)["items"]
    finally:
        hotel.close()
    assert "“Welcome to Hotel Ala-Too” answers instead of the server" in there["sentence"]
    assert "Open a browser" in there["remedy"]


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
