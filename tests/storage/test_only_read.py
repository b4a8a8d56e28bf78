"""A store on a full disk or in a folder that is not to be written is read all the same, with all that was saved in it."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.app.wiring import Milepost
from desktop.clock import Clock
from desktop.errors import StoreProblem
from desktop.models import Partner
from desktop.models.ids import REGION_SCOPE, new_id
from desktop.services.accounts.service import create_store
from desktop.services.roster import Services
from desktop.storage import migrate
from tests.conftest import PASSPHRASE
from tests.failing_disk import a_disk_that_stops_at
from tests.small_disk import SmallDisk, a_small_disk

Open = Callable[[Path], Services]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with a_small_disk(tmp_path / "disk") as made:
        yield made


@pytest.fixture
def open_it(clock: Clock) -> Iterator[Open]:
    opened: list[Services] = []

    def open_services(folder: Path) -> Services:
        opened.append(Milepost(clock).open_services(folder, PASSPHRASE))
        return opened[-1]

    yield open_services
    for one in opened:
        one.close()


def write(services: Services, name: str) -> None:
    with services.database.writing("test.partner") as work:
        work.add(Partner(id=new_id(), scope_id=REGION_SCOPE, name=name))


def names(services: Services) -> list[str]:
    with services.database.reading() as work:
        return sorted(partner.name for partner in work.people.partners())


def with_a_partner(folder: Path, to: Path, open_it: Open) -> Path:
    services = open_it(folder)
    write(services, "Saved before")
    services.close()
    return shutil.copytree(folder, to)


def cut_off(folder: Path, to: Path, open_it: Open) -> Path:
    """As a power cut leaves it: what was saved last stands in the log alone."""
    services = open_it(folder)
    write(services, "Saved before")
    shutil.copytree(folder, to)
    services.close()
    assert (to / "store.db-wal").stat().st_size
    return to


def test_on_a_full_disk_it_is_read_and_goes_on_once_there_is_room(
    disk: SmallDisk, profile_folder: Path, open_it: Open
) -> None:
    folder = with_a_partner(profile_folder, disk.folder / "profile", open_it)
    disk.fill()

    services = open_it(folder)

    assert names(services) == ["Saved before"]
    assert services.upkeep.why_only_read().startswith("The disk is full, so nothing can be saved.")
    with pytest.raises(StoreProblem) as problem:
        write(services, "Refused")
    assert problem.value.what() == "The disk is full, so this could not be saved."
    assert problem.value.exit_code == 3
    disk.free()
    write(services, "Saved after")
    assert services.upkeep.why_only_read() == ""
    assert names(services) == ["Saved after", "Saved before"]
    services.close()
    assert names(open_it(folder)) == ["Saved after", "Saved before"]


def test_what_stands_in_the_log_alone_is_read_on_a_full_disk(
    disk: SmallDisk, profile_folder: Path, open_it: Open
) -> None:
    folder = cut_off(profile_folder, disk.folder / "profile", open_it)
    disk.fill()

    services = open_it(folder)

    assert names(services) == ["Saved before"]
    disk.free()
    write(services, "Saved after")
    assert names(services) == ["Saved after", "Saved before"]


@pytest.mark.parametrize("made", [with_a_partner, cut_off])
def test_in_a_folder_that_is_not_to_be_written_it_is_read(
    disk: SmallDisk, profile_folder: Path, open_it: Open, made: Callable[[Path, Path, Open], Path]
) -> None:
    folder = made(profile_folder, disk.folder / "profile", open_it)
    disk.turn("ro")

    services = open_it(folder)

    assert names(services) == ["Saved before"]
    assert "cannot be written" in services.upkeep.why_only_read()
    with pytest.raises(StoreProblem) as problem:
        write(services, "Refused")
    assert "cannot be written" in problem.value.what()
    disk.turn("rw")
    write(services, "Saved after")
    assert names(services) == ["Saved after", "Saved before"]


def test_saved_work_that_cannot_be_read_is_never_passed_over(
    disk: SmallDisk, profile_folder: Path, open_it: Open
) -> None:
    folder = cut_off(profile_folder, disk.folder / "profile", open_it)
    (folder / "store.db-shm").unlink()
    disk.turn("ro")

    with pytest.raises(StoreProblem) as problem:
        open_it(folder)

    assert "can be read only where the folder of the store can be written" in problem.value.what()
    assert "copy the whole folder" in problem.value.what_now()


def test_a_folder_that_can_be_written_again_is_left_to_who_took_it_meanwhile(
    disk: SmallDisk, profile_folder: Path, open_it: Open
) -> None:
    folder = with_a_partner(profile_folder, disk.folder / "profile", open_it)
    (folder / "store.lock").unlink(missing_ok=True)
    disk.turn("ro")
    reader = open_it(folder)
    disk.turn("rw")
    open_it(folder)

    with pytest.raises(StoreProblem) as problem:
        write(reader, "Refused")

    assert "already open" in problem.value.what()
    assert names(reader) == ["Saved before"]


def test_what_a_search_finds_on_a_full_disk_is_what_it_found_before(
    disk: SmallDisk, profile_folder: Path, open_it: Open
) -> None:
    services = open_it(profile_folder)
    write(services, "Indexed before")
    services.search.catch_up()
    write(services, "Behind the index")
    services.close()
    folder = shutil.copytree(profile_folder, disk.folder / "profile")
    disk.fill()

    found = open_it(folder).search.find("before")

    assert [hit.title for hit in found.items] == ["Indexed before"]


def test_a_disk_that_takes_no_byte_lets_the_store_be_read(profile_folder: Path, open_it: Open) -> None:
    open_it(profile_folder).close()

    with a_disk_that_stops_at(0):
        services = open_it(profile_folder)
        assert [person.name for person in services.accounts.people()] == ["Aigul Example"]
        assert "does not answer" in services.upkeep.why_only_read()
        with pytest.raises(StoreProblem):
            write(services, "Refused")

    write(services, "Saved after")
    assert names(services) == ["Saved after"]


@pytest.mark.parametrize("room", [1024, 8192, 40_000])
def test_a_new_store_on_a_disk_without_room_for_it_is_refused_in_one_sentence(
    tmp_path: Path, clock: Clock, room: int
) -> None:
    with a_disk_that_stops_at(room), pytest.raises(StoreProblem) as problem:
        create_store(
            tmp_path / "new", passphrase=PASSPHRASE, name="A", email=None, office_code=None, clock=clock
        )

    assert "older Milepost" not in problem.value.what()
    assert problem.value.what_now()
    made = create_store(
        tmp_path / "new", passphrase=PASSPHRASE, name="A", email=None, office_code=None, clock=clock
    )
    assert made.folder.is_dir()


def test_a_store_of_an_older_release_waits_for_room_to_be_brought_up_to_date(
    profile_folder: Path, open_it: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_it(profile_folder).close()
    monkeypatch.setattr(migrate, "HEAD", "9999")

    with a_disk_that_stops_at(0), pytest.raises(StoreProblem) as problem:
        open_it(profile_folder)

    assert "made by an older Milepost" in problem.value.what()
    assert "goes on by itself" not in problem.value.what_now()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_the_right_to_write_is_read(profile_folder: Path, open_it: Open) -> None:
    open_it(profile_folder).close()
    profile_folder.chmod(0o500)
    try:
        services = open_it(profile_folder)
        assert [person.name for person in services.accounts.people()] == ["Aigul Example"]
        assert "cannot be written" in services.upkeep.why_only_read()
    finally:
        profile_folder.chmod(0o700)


def test_a_stick_that_is_pulled_out_leaves_no_empty_store_behind(
    disk: SmallDisk, profile_folder: Path, open_it: Open
) -> None:
    folder = with_a_partner(profile_folder, disk.folder / "profile", open_it)
    disk.fill()
    services = open_it(folder)
    away = folder.with_name("away")
    disk.free()
    folder.rename(away)
    folder.mkdir()

    for _try in range(2):
        assert not services.upkeep.go_on()
        with pytest.raises(StoreProblem):
            write(services, "Refused")

    assert [one.name for one in folder.iterdir() if one.name.startswith("store.db")] == []
    assert services.upkeep.why_only_read() != ""
