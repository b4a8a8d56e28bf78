"""The short way of a sync with nothing new says what the long one would, and is left for everything else."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from sync.messages.packing import unpack
from sync.messages.wire import Request, Response
from sync.server.access.devices import NotAdmitted, admit
from sync.server.rounds.door import Door
from sync.server.rounds.exchange import exchange
from sync.server.store.registry import Office, Registry

NOW = "2026-11-25T12:00:00.000Z"


class Settled:
    """Two laptops that have everything, and what the first asks when it syncs again."""

    def __init__(self, office: Any, schema: Any, laptop: Any, other: Any) -> None:
        self.office, self.schema, self.laptop, self.other = office, schema, laptop, other
        self.record = laptop.add_project("Water")
        for one in (laptop, laptop, other, other, laptop, laptop):
            one.sync()
        self.token, self.asked = self._next_call()
        self.door = Door(office.database)

    def _next_call(self) -> tuple[str, Request]:
        said: list[tuple[str, Request]] = []
        wire, send = self.laptop.transport, self.laptop.transport.send

        def note(method: str, path: str, body: bytes = b"", token: str | None = None) -> bytes:
            if path == "/sync":
                said.append((token or "", unpack(body, Request)))
            return bytes(send(method, path, body, token))

        wire.send = note
        self.laptop.sync()
        wire.send = send
        (only,) = said
        return only

    def long_way(self, asked: Request) -> Response:
        with self.office.database.reading() as connection:
            admitted = admit(Registry(connection), self.token)
        return exchange(self.office.database, self.schema, self.door.let_in(admitted), asked, NOW)

    def nothing_new(self, asked: Request) -> Response | None:
        return self.door.enter(self.token, asked).nothing_new

    def registry(self, change: Callable[[Registry], None]) -> None:
        with self.office.database.writing() as connection:
            change(Registry(connection))


@pytest.fixture
def settled(office: Any, schema: Any, make_laptop: Any) -> Settled:
    return Settled(office, schema, make_laptop("one"), make_laptop("other"))


def test_a_laptop_that_has_everything_is_answered_at_once(settled: Settled) -> None:
    answer = settled.nothing_new(settled.asked)

    assert answer == settled.long_way(settled.asked)
    assert answer == Response(epoch=settled.asked.epoch)


def _edit(settled: Settled) -> None:
    settled.other.set(settled.record, title="Wells")
    settled.other.sync()


def _revoke(settled: Settled) -> None:
    def change(registry: Registry) -> None:
        mine = next(one for one in registry.devices() if one.email == settled.laptop.actor)
        registry.revoke(mine.id, NOW)

    settled.registry(change)


CHANGES: dict[str, Callable[[Settled], None]] = {
    "a colleague's edit": _edit,
    "a revoked device": _revoke,
    "another role": lambda s: s.registry(lambda r: r.put_role(s.laptop.actor, "KG", "manager")),
    "a new office": lambda s: s.registry(lambda r: r.put_office(Office(code="UZ", name="New", parent="RO"))),
    "a restored server": lambda s: s.office.database.begin_new_epoch(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_whatever_happened_meanwhile_takes_the_long_way(
    settled: Settled, change: Callable[[Settled], None]
) -> None:
    assert settled.nothing_new(settled.asked) is not None

    change(settled)

    assert settled.nothing_new(settled.asked) is None
    assert settled.long_way(settled.asked) != Response(epoch=settled.asked.epoch)


@pytest.mark.parametrize(
    "other", [{"state_hash": "elsewhere"}, {"person": "another"}, {"moved": {"a": 1}}, {"cursors": {}}]
)
def test_a_laptop_that_says_something_new_takes_the_long_way(settled: Settled, other: dict[str, Any]) -> None:
    asked = msgspec.structs.replace(settled.asked, **other)

    assert settled.nothing_new(asked) is None


def test_an_unknown_token_does_not_come_in(settled: Settled) -> None:
    with pytest.raises(NotAdmitted):
        settled.door.enter("nobody", settled.asked)
