"""Bundles where the disk or the name of a file is not as it should be."""

from pathlib import Path

import pytest

from desktop.errors import StoreProblem
from desktop.services.roster import Services
from desktop.storage.arriving_files import ArrivingFiles
from sync.bundle.keys import DeviceKey, key_line
from tests.makers import make_project, make_visit

SCOPE = "0190a000-0000-7000-8000-0000000000f1"


@pytest.fixture
def bundle(services: Services, tmp_path: Path) -> Path:
    """For a server that somebody typed the key of: a visit with a document."""
    visit = make_visit(services, make_project(services))
    services.attachments.attach(visit, b"minutes " * 500, "minutes.txt")
    office = services.bundles.add_key(key_line("Office", DeviceKey.make().public, is_server=True))
    made = services.bundles.export([office.id], tmp_path / "work.milepost")
    assert made.files == 1
    return made.path


def test_a_damaged_attachment_keeps_no_other_work_from_the_stick(services: Services, bundle: Path) -> None:
    for file in services.database.profile.attachments.glob("??/*"):
        file.write_bytes(b"zeros where a document was")
    (office,) = services.bundles.recipients()

    written = services.bundles.export([office.id], bundle.with_name("again.milepost"))

    assert written.changes > 0
    assert written.files == 0


def test_a_bundle_of_any_name_is_carried(services: Services, bundle: Path) -> None:
    carried = services.bundles.carry(bundle.rename(bundle.with_name("work.milepost.part")))

    assert services.bundles.carried() == (carried,)


def test_a_disk_that_takes_no_piece_is_a_sentence(services: Services) -> None:
    folder = services.database.profile.attachments
    folder.mkdir(exist_ok=True)
    (folder / "arriving").write_bytes(b"a file where the folder should be")
    files = ArrivingFiles(services.store, services.files)

    with pytest.raises(StoreProblem, match="could not be used"):
        files.write(SCOPE, "a" * 64, 0, b"piece")
