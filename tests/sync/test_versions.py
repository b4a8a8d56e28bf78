"""Laptops of last year and of tomorrow beside a server of today: whose work is taken, and who is handed what."""

import asyncio
from typing import Any

import pytest

from sync.client.rounds import Client
from sync.client.transport import TransportError
from sync.messages.packing import pack, unpack
from sync.messages.wire import OLDEST, PROTOCOL
from tests.sync.conftest import METADATA, PHOTOS, SCHEMA, SCOPE, new_id


class Spoken:
    """The line of a laptop whose program speaks another protocol, and says more than this one knows."""

    def __init__(self, line: Any, protocol: int, **more: Any) -> None:
        self._line, self._said = line, {"protocol": protocol, **more}
        self.answered: list[int] = []

    def send(self, method: str, path: str, body: bytes = b"", token: str | None = None) -> bytes:
        if path != "/sync":
            return bytes(self._line.send(method, path, body, token))
        answer = bytes(self._line.send(method, path, pack(unpack(body, dict) | self._said), token))
        self.answered.append(unpack(answer, dict).get("protocol", 1))
        return answer

    def __getattr__(self, name: str) -> Any:
        return getattr(self._line, name)


def of_release(laptop: Any, protocol: int, **more: Any) -> Spoken:
    line = Spoken(laptop.transport, protocol, **more)
    laptop.client = Client(laptop.engine.begin, METADATA, SCHEMA, line, laptop.files)
    return line


def update(laptop: Any) -> None:
    laptop.client = Client(laptop.engine.begin, METADATA, SCHEMA, laptop.transport, laptop.files)


def told(laptop: Any) -> str:
    with pytest.raises(TransportError) as stopped:
        laptop.sync()
    return stopped.value.code


def test_a_laptop_of_last_year_hands_over_its_work_and_files_and_is_told_to_update(two: Any) -> None:
    old, other = two
    theirs = other.add_project("Bridge")
    other.sync()
    of_release(old, OLDEST - 1)
    mine, data = old.add_project("Wells"), b"a photo of a well"
    with old.working() as connection:
        values = {"id": new_id(), "scope_id": SCOPE, "sha256": old.files.put(data), "size_bytes": len(data)}
        connection.execute(PHOTOS.insert().values(values))

    assert told(old) == "too_old"

    assert old.rows("SELECT count(*) FROM sync_transactions WHERE outcome IS NULL") == [(0,)]
    assert old.rows("SELECT id FROM projects") == [(mine,)]
    other.sync()
    assert other.project(mine)["title"] == "Wells"
    assert [file.read_bytes() for file in other.files.path.iterdir()] == [data]
    assert told(old) == "too_old"  # also where it has nothing to hand over

    update(old)
    old.sync()
    assert old.project(theirs)["title"] == "Bridge"
    assert old.content() == other.content()


def test_a_laptop_of_tomorrow_is_read_as_far_as_it_is_known_here(two: Any) -> None:
    new, other = two
    line = of_release(new, PROTOCOL + 1, wants_colour="green", hints={"a": [1, 2]})
    theirs, mine = other.add_project("Bridge"), new.add_project("Wells")
    other.sync()

    report = new.sync()

    assert (report.pushed, report.pulled) == (1, 1)
    assert set(line.answered) == {PROTOCOL}
    other.sync()
    assert new.project(theirs) == other.project(theirs)
    assert new.project(mine) == other.project(mine)


def test_three_releases_at_work_on_one_record_lose_nothing(make_laptop: Any) -> None:
    old, here, new = (make_laptop(name) for name in ("old", "here", "new"))
    record = here.add_project("Bridge")
    for laptop in (here, old, new):
        laptop.sync()
    of_release(old, OLDEST - 1), of_release(new, PROTOCOL + 1)
    old.set(record, title="title of last year")
    here.set(record, summary="summary of today")
    new.set(record, title="title of tomorrow")

    assert told(old) == "too_old"
    for laptop in (here, new, here):
        laptop.sync()

    assert here.content() == new.content()
    assert here.project(record)["summary"] == "summary of today"
    assert here.rows("SELECT atom FROM sync_conflicts") == [("title",)]
    update(old)
    old.sync()
    assert old.content() == here.content()


def test_the_server_says_what_it_speaks_before_anybody_enrols(office: Any) -> None:
    answer = asyncio.run(office.wire()._call("GET", "/", b"", None))

    said = unpack(answer.content, dict)
    assert (said["oldest"], said["milepost"]) == (OLDEST, PROTOCOL)
