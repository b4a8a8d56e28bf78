"""Attachments arrive byte for byte, by whatever detours."""

import random
import uuid
from contextlib import suppress
from typing import Any

import pytest

from sync.client.rounds import Client
from sync.client.transport import TransportError
from sync.messages.packing import CHUNK_BYTES
from tests.sync.conftest import METADATA, SCHEMA

Two = tuple[Any, Any]
SIZES = [0, 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES + 17]


def attach(laptop: Any, size: int) -> str:
    data = random.Random(size).randbytes(size)
    name = str(laptop.files.put(data))
    laptop.add_project()
    with laptop.working() as connection:
        connection.exec_driver_sql(
            "INSERT INTO photos (id, scope_id, sha256, size_bytes) VALUES (?, ?, ?, ?)",
            (str(uuid.uuid4()), laptop.scope, name, size),
        )
    return name


@pytest.mark.parametrize("size", SIZES)
def test_a_photo_arrives_byte_for_byte(two: Two, size: int) -> None:
    one, other = two
    name = attach(one, size)

    sent, got = one.sync(), other.sync()

    assert (sent.blobs_pending, got.blobs_pending) == (0, 0)
    assert (other.files.path / name).read_bytes() == (one.files.path / name).read_bytes()


@pytest.mark.parametrize("call", range(1, 12))
def test_a_line_that_breaks_anywhere_is_taken_up_again(two: Two, call: int) -> None:
    one, other = two
    name = attach(one, SIZES[-1])
    calls = [0]

    def strike(method: str, path: str) -> None:
        calls[0] += 1
        if calls[0] == call:
            raise TransportError("timeout")

    one.transport.after = other.transport.after = strike
    for laptop in (one, other, one, other):
        with suppress(TransportError):
            laptop.sync()

    assert (other.files.path / name).read_bytes() == (one.files.path / name).read_bytes()


def test_the_row_does_not_wait_for_a_photo_that_is_not_there_yet(two: Two) -> None:
    one, other = two
    name = attach(one, 1000)
    (one.files.path / name).rename(one.files.path / "elsewhere")
    one.sync()

    assert other.sync().blobs_pending == 1
    assert len(other.rows("SELECT * FROM photos")) == 1


def test_a_damaged_upload_is_thrown_away_and_sent_again(two: Two, office: Any) -> None:
    one, other = two
    name = attach(one, SIZES[-1])
    scope = one.rows("SELECT scope_id FROM photos")[0][0]
    office.blobs.put(scope, name, 0, b"x" * CHUNK_BYTES)

    one.sync()
    one.sync()
    other.sync()

    assert (other.files.path / name).read_bytes() == (one.files.path / name).read_bytes()


def test_nobody_learns_whether_another_scope_has_a_file(make_laptop: Any) -> None:
    one, stranger = make_laptop("one"), make_laptop("am", "admin", "AM")
    name = attach(one, 100)
    one.sync()
    scope = one.rows("SELECT scope_id FROM photos")[0][0]
    token = stranger.rows("SELECT token FROM sync_replica")[0][0]

    for sha256 in (name, "0" * 64):
        with pytest.raises(TransportError) as error:
            stranger.transport.send("GET", f"/blobs/{scope}/{sha256}/0", b"", token)
        assert error.value.code == "no_right"


def test_a_server_restored_from_a_backup_gets_the_photos_it_lost(office: Any, two: Two) -> None:
    one, other = two
    name = attach(one, SIZES[-1])
    one.sync()
    for path in list(office.blobs._folder.rglob("*")):
        if path.is_file():
            path.unlink()
    office.database.begin_new_epoch()

    one.sync()
    other.sync()

    assert (other.files.path / name).read_bytes() == (one.files.path / name).read_bytes()


def test_a_photo_lost_on_this_laptop_is_fetched_again(two: Two) -> None:
    one, other = two
    name = attach(one, SIZES[-1])
    for laptop in (one, other):
        laptop.sync()
    content = (one.files.path / name).read_bytes()
    for laptop in (one, other):
        (laptop.files.path / name).unlink()
        laptop.sync()

    assert (one.files.path / name).read_bytes() == content
    assert (other.files.path / name).read_bytes() == content


def test_a_photo_of_who_may_only_read_stays_here_and_stops_nothing(office: Any, make_laptop: Any) -> None:
    one, other = make_laptop("one"), make_laptop("other")
    refused, allowed = attach(one, 5), attach(other, 1000)
    office.code_for(one.actor, "reader")
    other.sync()

    report = one.sync()

    assert (report.quarantined, report.blobs_pending) == (2, 1)
    assert (one.files.path / allowed).exists()
    assert one.files.has("", refused)


def test_a_login_page_instead_of_the_missing_chunks_is_a_broken_answer(two: Any) -> None:
    one, _ = two
    attach(one, 5)
    send = one.transport.send

    def portal(method: str, path: str, body: bytes = b"", token: str | None = None) -> bytes:
        return b"<html>Sign in</html>" if path == "/blobs" else bytes(send(method, path, body, token))

    one.transport.send = portal

    with pytest.raises(TransportError, match="broken"):
        one.sync()


def test_what_is_needed_first_moves_first_and_what_is_too_large_waits(two: Two) -> None:
    one, other = two
    names = [attach(one, size) for size in (10, 20, 30, 2000)]
    wanted = [names[2], names[0]]  # and then the small ones first
    calls: list[str] = []
    for laptop in two:
        laptop.transport.before = lambda _method, path: calls.append(path)

    def in_order(_connection: Any) -> list[tuple[str, str]]:
        return [(one.scope, name) for name in wanted]

    def run(laptop: Any, largest: int | None) -> tuple[list[str], int]:
        calls.clear()
        client = Client(
            laptop.engine.begin, METADATA, SCHEMA, laptop.transport, laptop.files,
            in_order=in_order, largest=largest,
        )  # fmt: skip
        report = client.run()
        return [path.split("/")[3] for path in calls if path.startswith("/blobs/")], report.blobs_pending

    assert run(one, 100) == ([names[2], names[0], names[1]], 1)
    assert run(one, None) == ([names[3]], 0)
    assert run(other, 100) == ([names[2], names[0], names[1]], 1)
    assert run(other, None) == ([names[3]], 0)
