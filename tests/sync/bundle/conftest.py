"""Bundles between laptops and the office, as files in a folder that is the stick."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from sync.client.acquaintances import acquaintances, add_key, myself
from sync.client.bundle_in import Taken, open_for, take_bundle
from sync.client.bundle_out import Written, write_bundle
from sync.server.rounds.bundle_in import TakenIn, take_in
from sync.server.rounds.bundle_out import HandedOut, hand_out
from sync.server.store.registry import Registry

AT = "2026-01-01T00:00:00.000Z"


@dataclass(slots=True, kw_only=True)
class Stick:
    """Carries bundles; each one is a new file."""

    folder: Path
    office: Any
    schema: Any
    metadata: Any
    made: list[Path] = field(default_factory=list)

    def new(self) -> Path:
        self.made.append(self.folder / f"{len(self.made)}.milepost")
        return self.made[-1]

    @property
    def last(self) -> Path:
        return self.made[-1]

    def export(self, laptop: Any, *to: str | bytes, **more: Any) -> Written:
        """`to` names laptops by tag, the server as "server", or keys as they are."""
        with laptop.engine.begin() as connection:
            known = acquaintances(connection)
        names = ["server" if one.is_server else one.name for one in known]
        chosen = [
            next(one for one, name in zip(known, names, strict=True) if word in (name, one.key))
            for word in to
        ]
        return write_bundle(
            laptop.engine.begin, self.metadata, laptop.files, self.new(), chosen, made_at=AT, **more
        )

    def take(self, laptop: Any, path: Path | None = None, **more: Any) -> Taken:
        opened = open_for(laptop.engine.begin, path or self.last)
        return take_bundle(
            laptop.engine.begin, self.metadata, self.schema, laptop.files, opened, at=AT, **more
        )

    def hand_out(self, *tags: str, **more: Any) -> HandedOut:
        with self.office.database.reading() as connection:
            found = {one.tag: one for one in Registry(connection).devices()}
        devices = [found[tag] for tag in tags]
        return hand_out(
            self.office.database, self.office.blobs, devices, self.new(), AT, name="Server", **more
        )

    def take_in(self, path: Path | None = None) -> TakenIn:
        return take_in(self.office.database, self.office.blobs, self.schema, path or self.last, AT)

    def to_office(self, laptop: Any, **more: Any) -> TakenIn:
        self.export(laptop, "server", **more)
        return self.take_in()

    def from_office(self, laptop: Any, **more: Any) -> Taken:
        with laptop.engine.begin() as connection:
            tag = myself(connection).name
        self.hand_out(tag)
        return self.take(laptop, **more)

    def across(self, one: Any, other: Any) -> Taken:
        """From one laptop straight to another."""
        self.export(one, key_of(other))
        return self.take(other)


def key_of(laptop: Any) -> bytes:
    with laptop.engine.begin() as connection:
        return myself(connection).key


def introduce(*laptops: Any) -> None:
    """Each is told the keys of the others by hand."""
    keys = {laptop.actor: key_of(laptop) for laptop in laptops}
    for laptop in laptops:
        with laptop.engine.begin() as connection:
            for name, key in keys.items():
                if name != laptop.actor:
                    add_key(connection, key, name, AT)


@pytest.fixture
def stick(office: Any, schema: Any, tmp_path: Path, metadata: Any) -> Stick:
    folder = tmp_path / "stick"
    folder.mkdir()
    return Stick(folder=folder, office=office, schema=schema, metadata=metadata)


@pytest.fixture
def strangers(make_laptop: Callable[..., Any]) -> tuple[Any, Any]:
    """Two laptops of an office without a server, who have told each other their keys."""
    one, other = make_laptop("aigul", is_enrolled=False), make_laptop("beka", is_enrolled=False)
    introduce(one, other)
    return one, other


@pytest.fixture
def acquaint() -> Callable[..., None]:
    return introduce
