"""A store that was damaged, cut, emptied or half made: a sentence with code 3, and never an empty store in its place."""

import json
import random
from pathlib import Path
from typing import Any

import pytest

from desktop.clock import Clock
from desktop.errors import BadInput, StoreProblem
from desktop.services.accounts import service as accounts
from desktop.services.accounts.service import create_store, needs_passphrase, unlock
from desktop.storage import store as stores
from desktop.storage.folder import Profile
from tests.conftest import PASSPHRASE


def opens(folder: Path, clock: Clock) -> bool:
    """Whether it opens; anything but a StoreProblem is a failure of the test."""
    try:
        unlock(folder, passphrase=PASSPHRASE, clock=clock).close()
    except StoreProblem:
        return False
    return True


@pytest.mark.parametrize("kept", [0, 1, 15, 511, 4095, 4096, 12288, -1])
def test_a_store_cut_off_at_any_length_stays_as_it_was(profile_folder: Path, clock: Clock, kept: int) -> None:
    profile = Profile(profile_folder)
    rest = profile.store.read_bytes()[:kept]
    profile.store.write_bytes(rest)

    could = opens(profile_folder, clock)

    assert could is False or kept == -1
    assert profile.store.read_bytes()[:4096] == rest[:4096]
    assert could or profile.store.stat().st_size == len(rest)


def test_a_changed_byte_anywhere_is_a_sentence_or_does_no_harm(profile_folder: Path, clock: Clock) -> None:
    profile = Profile(profile_folder)
    whole = profile.store.read_bytes()
    chance = random.Random(3)
    places = [0, 16, 17, 40, 4079, 4080, 4096] + [chance.randrange(len(whole)) for _ in range(25)]

    outcomes = set()
    for place in places:
        changed = bytearray(whole)
        changed[place] ^= 0x41
        profile.store.write_bytes(changed)
        outcomes.add(opens(profile_folder, clock))

    assert False in outcomes


def test_a_store_without_a_schema_is_damaged_not_new(
    profile_folder: Path, clock: Clock, tmp_path: Path
) -> None:
    with pytest.MonkeyPatch.context() as nothing:
        nothing.setattr(stores, "bring_up_to_date", lambda *_given, **_new: None)
        profile = Profile(profile_folder)
        key = accounts.unlock_key(profile, PASSPHRASE)
        profile.store.unlink()
        empty = stores.open_store(profile, key, clock, new=True)
        with empty.database.transaction() as connection:
            connection.exec_driver_sql("CREATE TABLE one (x)")
        empty.close()

    assert opens(profile_folder, clock) is False


@pytest.mark.parametrize(
    "damage",
    [
        "",
        "null",
        "[" * 100_000,
        "3",
        {"passphrase": "abc"},
        {"passphrase": [1]},
        {"passphrase": {}},
        {"passphrase": {"memory_kib": 10**12}},
        {"passphrase": {"time": 10**12}},
        {"passphrase": {"time": "many"}},
        {"passphrase": {"lanes": 0}},
        {"passphrase": {"salt": "!!"}},
        {"passphrase": {"salt": 5}},
        {"passphrase": {"nonce": "AAAA"}},
        {"passphrase": {"sealed": "AAAA"}},
        {"store_id": [1]},
        {"store_id": "another"},
        {"unknown": 1},
    ],
    ids=str,
)
def test_a_damaged_key_file_is_a_sentence(profile_folder: Path, clock: Clock, damage: Any) -> None:
    keys = Profile(profile_folder).keys
    if isinstance(damage, dict):
        whole = json.loads(keys.read_text("utf-8"))
        for name, value in damage.items():
            whole[name] = {**whole[name], **value} if value and isinstance(value, dict) else value
        damage = json.dumps(whole)
    keys.write_text(damage, "utf-8")

    assert opens(profile_folder, clock) is False


def test_a_key_file_that_is_no_json_is_told_before_the_passphrase_is_asked_for(profile_folder: Path) -> None:
    Profile(profile_folder).keys.write_bytes(b"\xff\xfe\0")

    with pytest.raises(StoreProblem, match=r"keys\.json"):
        needs_passphrase(profile_folder)


def test_a_store_whose_making_broke_off_is_made_again_from_the_start(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "new"
    with monkeypatch.context() as broken:
        broken.setattr(accounts, "_write_first_person", _power_cut)
        with pytest.raises(KeyboardInterrupt):
            make(folder, clock)

    with pytest.raises(StoreProblem, match="no store"):
        unlock(folder, passphrase=PASSPHRASE, clock=clock)
    make(folder, clock)

    assert opens(folder, clock)


def _power_cut(*_given: object) -> None:
    raise KeyboardInterrupt


def make(folder: Path, clock: Clock, **given: Any) -> None:
    told = {"name": "A", "email": None, "office_code": None, **given}
    create_store(folder, passphrase=PASSPHRASE, clock=clock, **told)


def test_no_store_is_made_where_its_recovery_file_cannot_be_written(tmp_path: Path, clock: Clock) -> None:
    folder = tmp_path / "new"

    with pytest.raises(BadInput, match="recovery file"):
        make(folder, clock, recovery_file=tmp_path / "missing" / "recovery.json")

    assert not Profile(folder).exists()


@pytest.mark.parametrize(
    "given", [{"office_code": "x" * 300}, {"office_code": "../KG"}, {"email": "no mail"}, {"name": "ж" * 600}]
)
def test_a_first_person_that_cannot_be_is_refused_before_anything_is_made(
    tmp_path: Path, clock: Clock, given: dict[str, str]
) -> None:
    with pytest.raises(BadInput):
        make(tmp_path / "new", clock, **given)

    assert not (tmp_path / "new").exists()
