"""After Lock now nothing in this process holds the data key or the passphrase; work goes on after the passphrase."""

import gc
import re
import secrets
from collections.abc import Iterator

import pytest

from desktop.errors import StoreProblem
from desktop.services.accounts.service import change_passphrase, unlock_key
from desktop.storage.folder import Profile
from tests.conftest import PASSPHRASE
from tests.makers import make_project

BACKWARDS = secrets.token_hex(12)
"""The passphrase is never kept as it is typed, so that this test is no holder itself."""


def passphrase() -> str:
    return BACKWARDS[::-1]


@pytest.fixture
def inside(open_gui, profile_folder, monkeypatch):
    """The window of a store that was opened by typing its passphrase."""
    monkeypatch.delenv("MILEPOST_PASSPHRASE", raising=False)
    change_passphrase(profile_folder, key=unlock_key(Profile(profile_folder), PASSPHRASE), new=passphrase())
    driver = open_gui(profile_folder)
    driver.wait_for("unlock_passphrase")
    driver.type("unlock_passphrase", passphrase())
    driver.click("unlock_open")
    driver.wait_for_session()
    driver.qtbot.waitUntil(lambda: not driver.gui.session.jobs.running_titles, timeout=20_000)
    return driver


def lock(driver) -> None:
    driver.gui.session.lock()
    driver.qtbot.waitUntil(lambda: is_sealed(driver.gui.session.services), timeout=20_000)


def is_sealed(services) -> bool:
    try:
        return not services.store.key
    except StoreProblem:
        return True


def unlock(driver) -> None:
    driver.wait_for("unlock")
    driver.type("unlock_passphrase", passphrase())
    driver.click("unlock_open")
    driver.qtbot.waitUntil(lambda: not driver.gui.session.cover.is_on, timeout=15_000)


def holders_of_key(hidden: bytes) -> list[str]:
    """Who holds the key (told backwards, so that this test is no holder itself) as bytes or in hexadecimal."""
    wanted = (hidden, hidden.hex().encode())

    def has(said: bytes) -> bool:
        return any(
            one in said[::-1] or one in bytes.fromhex(_hex_in(said))[::-1].hex().encode() for one in wanted
        )

    return [name for name, said in _texts_held() if has(said)]


def _hex_in(said: bytes) -> str:
    """The key as `PRAGMA key` spells it, if it stands there."""
    found = re.search(rb"[0-9a-f]{64}", said.lower())
    return found.group().decode() if found else ""


def _texts_held() -> Iterator[tuple[str, bytes]]:
    gc.unfreeze()  # the window freezes what it began with
    gc.collect()
    for holder in gc.get_objects():
        for held in gc.get_referents(holder):
            if isinstance(held, str):
                yield type(holder).__name__, held.encode("utf-8", "replace")
            elif isinstance(held, bytes | bytearray):
                yield type(holder).__name__, bytes(held)


def test_no_object_holds_key_or_passphrase_while_locked(inside):
    hidden = inside.gui.session.services.store.key[::-1]
    assert holders_of_key(hidden) != []

    lock(inside)

    assert holders_of_key(hidden) == []
    assert [name for name, said in _texts_held() if said[::-1] == BACKWARDS.encode()] == []


def test_a_locked_store_answers_nothing_and_goes_on_after_the_passphrase(inside):
    session = inside.gui.session
    project = make_project(session.services)
    inside.window.go_to("projects", project.id)
    lock(inside)

    with pytest.raises(StoreProblem, match="locked"):
        session.services.projects.get(project.id)
    told = []
    session.jobs.start(lambda _progress: session.services.projects.get(project.id).title, done=told.append)

    unlock(inside)

    inside.qtbot.waitUntil(lambda: bool(told), timeout=15_000)
    assert told == ["Skills and safe labour migration"]
    session.services.projects.set_fields(project.id, {"title": "Typed after the lock"})
    assert session.services.projects.get(project.id).title == "Typed after the lock"


def test_a_wrong_passphrase_leaves_it_locked(inside):
    lock(inside)
    inside.wait_for("unlock")
    inside.type("unlock_passphrase", "not this one at all")
    inside.click("unlock_open")
    inside.qtbot.waitUntil(
        lambda: "not the passphrase" in inside.find("unlock_message").text(), timeout=15_000
    )

    assert is_sealed(inside.gui.session.services)


def test_work_under_way_ends_before_the_key_goes(inside):
    session = inside.gui.session
    told = []
    session.jobs.start(lambda _progress: session.services.upkeep.back_up(), done=told.append)
    session.lock()

    inside.qtbot.waitUntil(lambda: is_sealed(session.services), timeout=20_000)
    assert len(told) == 1
    assert told[0].path.exists()
