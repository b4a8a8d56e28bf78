"""Backups are verified encrypted copies; a restore keeps what it replaces."""

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from desktop.errors import StoreProblem
from desktop.models import Person
from desktop.models.ids import REGION_SCOPE
from desktop.services.accounts.service import unlock
from desktop.services.roster import Services
from desktop.storage.backup import KEEP, list_backups, make_backup, restore_backup, verify_backup
from desktop.storage.folder import Profile
from tests.conftest import PASSPHRASE, StandingClock

SENTENCE = "Written before the backup"


def write(services: Services, name: str) -> None:
    with services.database.writing("test.person") as work:
        work.add(Person(scope_id=REGION_SCOPE, name=name, languages=[]))


def names_in(services: Services) -> set[str]:
    return {person.name for person in services.accounts.people()}


def test_a_backup_opens_with_the_same_key_and_holds_what_was_written(
    services: Services, clock: StandingClock
) -> None:
    write(services, SENTENCE)
    profile = services.database.profile

    backup = make_backup(profile, services.store.key, clock)

    verify_backup(backup.path, services.store.key)
    assert SENTENCE.encode() not in backup.path.read_bytes()
    assert [copy.path for copy in list_backups(profile)] == [backup.path]


def test_the_oldest_backups_go_and_seven_stay(services: Services, clock: StandingClock) -> None:
    profile = services.database.profile

    for _ in range(KEEP + 2):
        make_backup(profile, services.store.key, clock)
        clock.move(hours=1)

    assert len(list_backups(profile)) == KEEP


def test_the_copy_from_before_a_change_of_version_outlives_the_daily_ones(
    services: Services, clock: StandingClock
) -> None:
    profile, key = services.database.profile, services.store.key
    older, newer = (make_backup(profile, key, clock, label=f"before-000{n}") for n in (2, 3))

    for _ in range(KEEP + 2):
        clock.move(hours=20)
        make_backup(profile, key, clock)

    assert older.path.exists()
    assert newer.path.exists()
    assert len(list_backups(profile)) == KEEP + 2


def test_a_backup_cut_short_is_refused(services: Services, clock: StandingClock) -> None:
    profile = services.database.profile
    backup = make_backup(profile, services.store.key, clock)
    content = backup.path.read_bytes()
    backup.path.write_bytes(content[: len(content) // 2])

    with pytest.raises(StoreProblem):
        verify_backup(backup.path, services.store.key)


def test_a_backup_with_one_changed_byte_is_refused(services: Services, clock: StandingClock) -> None:
    backup = make_backup(services.database.profile, services.store.key, clock)
    content = bytearray(backup.path.read_bytes())
    content[len(content) // 2] ^= 1
    backup.path.write_bytes(content)

    with pytest.raises(StoreProblem):
        verify_backup(backup.path, services.store.key)


def test_a_restore_brings_back_the_day_of_the_backup_and_keeps_the_newer_file(
    services: Services, clock: StandingClock
) -> None:
    write(services, SENTENCE)
    profile, key = services.database.profile, services.store.key
    backup = make_backup(profile, key, clock)
    write(services, "Written after the backup")
    services.close()

    aside = restore_backup(profile, backup.path, key, clock)

    restored = Services(unlock(profile.folder, passphrase=PASSPHRASE, clock=clock), clock)
    assert SENTENCE in names_in(restored)
    assert "Written after the backup" not in names_in(restored)
    restored.close()
    assert aside is not None
    assert aside.exists()


def test_a_file_that_is_no_backup_replaces_nothing(
    profile_folder: Path, clock: StandingClock, tmp_path: Path
) -> None:
    profile = Profile(profile_folder)
    before = profile.store.read_bytes()
    other = tmp_path / "holiday.mpbackup"
    other.write_bytes(b"no backup at all" * 1000)
    opened = unlock(profile_folder, passphrase=PASSPHRASE, clock=clock)
    opened.close()

    with pytest.raises(StoreProblem):
        restore_backup(profile, other, opened.key, clock)

    assert profile.store.read_bytes() == before


def test_a_clock_set_back_by_years_makes_the_new_backup_the_newest_all_the_same(
    services: Services, clock: StandingClock
) -> None:
    profile, key = services.database.profile, services.store.key
    for _ in range(KEEP):
        make_backup(profile, key, clock)
    clock.move(days=-26 * 365)

    made = make_backup(profile, key, clock)

    assert made.path.exists()
    assert list_backups(profile)[0].path == made.path
    assert len(list_backups(profile)) == KEEP


def test_a_backup_from_the_future_does_not_stop_the_daily_one(
    services: Services, clock: StandingClock
) -> None:
    first = services.upkeep.back_up()
    ahead = clock.now.timestamp() + 10 * 365 * 86400
    os.utime(first.path, (ahead, ahead))

    assert services.upkeep.back_up_if_due() is not None


def test_what_a_broken_off_backup_left_behind_goes_with_the_next_one(
    services: Services, clock: StandingClock
) -> None:
    profile = services.database.profile
    left = [
        profile.backups / "20260101T000000-auto.part",
        profile.backups / "20260101T000000-auto.part-journal",
    ]
    for path in left:
        path.write_bytes(b"half")

    make_backup(profile, services.store.key, clock)

    assert not [path for path in left if path.exists()]


def test_a_folder_with_any_sign_in_its_name_can_be_backed_up(
    profile_folder: Path, clock: StandingClock
) -> None:
    odd = profile_folder.rename(profile_folder.with_name("Бишкек #1 100%41 50?x"))
    services = Services(unlock(odd, passphrase=PASSPHRASE, clock=clock), clock)

    made = services.upkeep.back_up()

    assert services.upkeep.verify().path == made.path
    services.close()


def test_a_backup_folder_that_cannot_be_made_is_a_sentence(services: Services, clock: StandingClock) -> None:
    backups = services.database.profile.backups
    shutil.rmtree(backups)
    backups.write_text("in the way")

    with pytest.raises(StoreProblem, match="backups"):
        make_backup(services.database.profile, services.store.key, clock)


def test_what_a_crash_left_in_the_write_ahead_log_is_kept_aside_as_well(
    services: Services, clock: StandingClock, tmp_path: Path
) -> None:
    profile, key = services.database.profile, services.store.key
    backup = make_backup(profile, key, clock)
    write(services, SENTENCE)
    crashed = Profile(shutil.copytree(profile.folder, tmp_path / "crashed"))
    assert crashed.store.with_name("store.db-wal").exists()

    aside = restore_backup(crashed, backup.path, key, clock)

    assert aside is not None
    crashed.store.unlink()
    aside.rename(crashed.store)
    again = Services(unlock(crashed.folder, passphrase=PASSPHRASE, clock=clock), clock)
    assert SENTENCE in names_in(again)
    again.close()


def test_a_backup_by_hand_and_the_daily_one_do_not_disturb_each_other(
    services: Services, clock: StandingClock
) -> None:
    profile, key = services.database.profile, services.store.key

    for _round in range(3):
        clock.move(seconds=1)
        with ThreadPoolExecutor(2) as both:
            made = [both.submit(make_backup, profile, key, clock, label=label) for label in ("auto", "hand")]
        for one in made:
            verify_backup(one.result().path, key)

    assert not list(profile.backups.glob("*.part"))
