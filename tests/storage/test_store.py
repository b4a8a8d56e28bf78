"""Making and opening a store, and everything that must keep it from opening."""

import secrets
from pathlib import Path

import pytest
from sqlalchemy import text

from desktop.clock import Clock
from desktop.errors import BadInput, StoreProblem
from desktop.models import Person
from desktop.models.ids import REGION_SCOPE
from desktop.services.accounts.service import create_store, unlock
from desktop.services.roster import Services
from desktop.storage.folder import Profile
from desktop.storage.store import open_store

SENTENCE = "The well behind the school has run dry since spring"
PASSPHRASE = "four words for tests"


def test_a_new_store_knows_its_first_person_and_office(services: Services) -> None:
    me = services.accounts.me()

    assert me.person.name == "Aigul Example"
    assert me.office is not None
    assert me.office.countries == ("KG",)


def test_a_second_init_in_the_same_folder_is_refused(profile_folder: Path, clock: Clock) -> None:
    with pytest.raises(BadInput, match="already is a store"):
        create_store(
            profile_folder, passphrase=PASSPHRASE, name="B", email=None, office_code=None, clock=clock
        )


def test_a_wrong_passphrase_opens_nothing(profile_folder: Path, clock: Clock) -> None:
    with pytest.raises(StoreProblem) as problem:
        unlock(profile_folder, passphrase="four other words here", clock=clock)

    assert problem.value.exit_code == 3


def test_a_wrong_key_says_so_and_leaves_the_file(profile_folder: Path, clock: Clock) -> None:
    profile = Profile(profile_folder)
    before = profile.store.read_bytes()

    with pytest.raises(StoreProblem, match="the key is wrong"):
        open_store(profile, secrets.token_bytes(32), clock)

    assert profile.store.read_bytes() == before


def test_a_missing_store_is_never_made_anew(profile_folder: Path, clock: Clock) -> None:
    profile = Profile(profile_folder)
    profile.store.unlink()

    with pytest.raises(StoreProblem, match="no store"):
        unlock(profile_folder, passphrase=PASSPHRASE, clock=clock)

    assert not profile.store.exists()


def test_a_damaged_store_is_a_sentence_and_stays_as_it_was(profile_folder: Path, clock: Clock) -> None:
    profile = Profile(profile_folder)
    damaged = b"\0" * 64 + profile.store.read_bytes()[64:]
    profile.store.write_bytes(damaged)

    with pytest.raises(StoreProblem):
        unlock(profile_folder, passphrase=PASSPHRASE, clock=clock)

    assert profile.store.read_bytes() == damaged


def test_a_second_start_is_refused_while_the_first_is_open(services: Services, clock: Clock) -> None:
    with pytest.raises(StoreProblem, match="already open"):
        unlock(services.database.profile.folder, passphrase=PASSPHRASE, clock=clock)


def test_after_closing_the_store_opens_again(services: Services, clock: Clock) -> None:
    services.close()

    again = unlock(services.database.profile.folder, passphrase=PASSPHRASE, clock=clock)

    again.close()


def test_a_store_of_a_newer_program_is_refused(profile_folder: Path, clock: Clock) -> None:
    store = unlock(profile_folder, passphrase=PASSPHRASE, clock=clock)
    with store.database.transaction() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()

    with pytest.raises(StoreProblem, match="newer Milepost"):
        unlock(profile_folder, passphrase=PASSPHRASE, clock=clock)


def test_a_store_without_its_change_log_is_not_written_to(profile_folder: Path, clock: Clock) -> None:
    store = unlock(profile_folder, passphrase=PASSPHRASE, clock=clock)
    with store.database.transaction() as connection:
        connection.execute(text("DROP TRIGGER capture_of_projects_insert"))
    store.close()

    with pytest.raises(StoreProblem, match="change log"):
        unlock(profile_folder, passphrase=PASSPHRASE, clock=clock)


def test_no_byte_of_the_folder_tells_what_was_written(services: Services) -> None:
    with services.database.writing("test.person") as work:
        work.add(Person(scope_id=REGION_SCOPE, name=SENTENCE, languages=[]))

    # Still open, so that the write-ahead log is searched as well.
    files = [path for path in services.database.profile.folder.rglob("*") if path.is_file()]

    assert any(path.name.endswith("-wal") for path in files)
    assert not [path.name for path in files if SENTENCE.encode() in path.read_bytes()]


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path, clock: Clock) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")

    with pytest.raises(StoreProblem, match="cannot be written"):
        create_store(
            blocked / "store", passphrase=PASSPHRASE, name="A", email=None, office_code=None, clock=clock
        )
