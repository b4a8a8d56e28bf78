"""Stores that were copied or put back: two write under one name until they notice, and nothing of either is lost."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from sync.messages.packing import PART_BYTES, pack, unpack
from sync.messages.wire import Request


def meet(*laptops: Any) -> None:
    for laptop in (*laptops, *laptops):
        laptop.sync()


def copy_of(laptop: Any, folder: Path, laptop_at: Any, office: Any) -> Any:
    laptop.close()
    shutil.copytree(laptop.path, folder)
    return laptop_at(folder.name, office.wire())


def test_a_copied_store_gets_dots_of_its_own_and_loses_nothing(
    make_laptop: Any, laptop_at: Any, office: Any, tmp_path: Path
) -> None:
    one, other = make_laptop("one"), make_laptop("other")
    record = one.add_project("Water")
    one.sync()
    twin = copy_of(one, tmp_path / "twin", laptop_at, office)

    one.set(record, title="Wells")
    one.sync()
    twin.set(record, title="Pumps")
    added = twin.add_project("Only here")
    meet(twin, one, other)

    assert one.content() == twin.content() == other.content()
    assert one.project(added)["title"] == "Only here"
    assert len(one.rows("SELECT * FROM sync_conflicts")) == 1


def test_a_restored_store_gets_back_what_it_had_sent_after_the_backup(
    make_laptop: Any, laptop_at: Any, office: Any, tmp_path: Path
) -> None:
    one, other = make_laptop("one"), make_laptop("other")
    one.add_project("Water")
    one.sync()
    restored = copy_of(one, tmp_path / "restored", laptop_at, office)
    late = one.add_project("After the backup")
    one.sync()
    one.close()

    restored.sync()
    assert restored.project(late)["title"] == "After the backup"
    restored.set(late, title="And on")
    meet(restored, other)

    assert restored.content() == other.content()


def test_a_large_action_of_a_copy_is_not_taken_for_what_the_other_did_under_that_name(
    make_laptop: Any, laptop_at: Any, office: Any, tmp_path: Path
) -> None:
    one, other = make_laptop("one"), make_laptop("other")
    record = one.add_project("Water")
    one.sync()
    twin = copy_of(one, tmp_path / "twin", laptop_at, office)

    one.set(record, title="Wells")
    one.sync()
    added = twin.add_project("Only here", summary="e" * (PART_BYTES + 1))
    meet(twin, one, other)

    assert one.project(added)["title"] == "Only here"
    assert one.content() == twin.content() == other.content()


def test_a_large_action_of_an_older_copy_that_names_no_seal_is_told_apart_once_it_is_there(
    make_laptop: Any, laptop_at: Any, office: Any, tmp_path: Path
) -> None:
    one, other = make_laptop("one"), make_laptop("other")
    record = one.add_project("Water")
    one.sync()
    twin = copy_of(one, tmp_path / "twin", laptop_at, office)
    twin.transport.send = without_seals(twin.transport.send)

    one.set(record, title="Wells")
    one.sync()
    added = twin.add_project("Only here", summary="e" * (PART_BYTES + 1))
    meet(twin, one, other)

    assert one.project(added)["title"] == "Only here"
    assert one.content() == twin.content() == other.content()


def without_seals(send: Callable[..., bytes]) -> Callable[..., bytes]:
    """As laptops sent their parts before these named the transaction's seal."""

    def older(method: str, path: str, body: bytes = b"", token: str | None = None) -> bytes:
        if path == "/sync":
            request = unpack(body, Request)
            request.parts = [msgspec.structs.replace(part, hash=b"") for part in request.parts]
            body = pack(request)
        return send(method, path, body, token)

    return older


def test_what_is_typed_on_a_copy_while_the_answer_is_on_its_way_is_not_taken_for_the_others(
    make_laptop: Any, laptop_at: Any, office: Any, tmp_path: Path
) -> None:
    one, other = make_laptop("one"), make_laptop("other")
    record = one.add_project("Water")
    one.sync()
    twin = copy_of(one, tmp_path / "twin", laptop_at, office)
    one.set(record, summary="by one")
    one.sync()

    typed = ["Only here"]
    twin.transport.after = lambda method, path: twin.add_project(typed.pop()) if typed else None
    meet(twin, one, other)

    assert ("Only here",) in one.rows("SELECT title FROM projects")
    assert twin.project(record)["summary"] == "by one"
    assert one.content() == twin.content() == other.content()
