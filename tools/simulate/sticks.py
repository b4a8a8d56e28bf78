"""Steps with USB bundles: written, cut, changed, given to the wrong one, taken late, twice and in any order."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from sqlalchemy.exc import OperationalError

from sync.bundle.keys import fingerprint
from sync.bundle.layout import BadBundle
from sync.bundle.reading import read_cover
from sync.client.acquaintances import Acquaintance, acquaintances, myself
from sync.client.bundle_in import open_for, take_bundle
from sync.client.bundle_out import write_bundle
from sync.server.access.directory import server_key
from sync.server.rounds.bundle_in import take_in
from sync.server.rounds.bundle_out import CannotHandOut, hand_out
from sync.server.store.registry import Registry
from sync.server.store.state import State
from tools.simulate.laptop import MISHAPS, Laptop
from tools.simulate.plan import Step
from tools.simulate.shapes import NEXT_SCHEMA, NOW_SCHEMA
from tools.simulate.violation import PowerCut, nothing_unforeseen
from tools.simulate.world import World

_AT = "2026-01-01T00:00:00.000Z"
_PARTING = {"restore_laptop", "clone_laptop", "copy_writes", "day_lost"}
"""Where a store may come back, work that only a colleague has heard of is under names that are given again."""


def stick_to_office(world: World, laptop: Laptop, step: Step) -> None:
    """Own work for the server, on a stick."""
    _write(world, laptop, [one for one in _known(laptop) if one.is_server])


def stick_to_colleague(world: World, laptop: Laptop, step: Step) -> None:
    """Own work straight for the others, or for all and the server in one file."""
    if {one.kind for one in world.plan.steps} & _PARTING:
        return
    others = [one for one in _known(laptop) if not one.is_server and not one.is_revoked]
    if others and step.two % 3:
        others = [others[step.one % len(others)]]
    world.has_crossed |= bool(others)
    _write(world, laptop, others or [one for one in _known(laptop) if one.is_server])


def stick_from_office(world: World, laptop: Laptop, step: Step) -> None:
    """What the server has for one laptop, or for all that may read the same."""
    with world.office.database.reading() as connection:
        devices = [one for one in Registry(connection).devices() if one.revoked_at is None]
    own = [one for one in devices if one.replica == laptop.own_prefix()][-1:]
    chosen = devices if step.two % 4 == 0 else own
    if chosen:
        with suppress(CannotHandOut, PowerCut, OperationalError):
            path = world.new_stick()
            hand_out(world.office.database, world.office.blobs, chosen, path, _AT, name="office")
            world.sticks.append(path)
    world.office.disk.mend()


def stick_into_office(world: World, laptop: Laptop, step: Step) -> None:
    """Any stick there is, in whatever state."""
    for path in _any(world, step, _server_key(world)):
        if step.two % 5 == 0:
            world.office.disk.cut_power_after(1 + step.two % 60)
        with (
            suppress(BadBundle, PowerCut, OperationalError),
            nothing_unforeseen_but(BadBundle, OperationalError),
        ):
            take_in(world.office.database, world.office.blobs, world.office.schema, path, _AT)
        world.office.disk.mend()
        world.office.door.look_again()
        world.faults["bundle_into_office"] += 1


def stick_into_laptop(world: World, laptop: Laptop, step: Step) -> None:
    """Any stick there is, in whatever state; the power may go meanwhile."""
    for path in _any(world, step, _key(laptop)):
        if step.two % 5 == 0:
            laptop.disk.cut_power_after(1 + step.two % 90)
        with suppress(BadBundle, *MISHAPS), nothing_unforeseen_but(BadBundle, *MISHAPS):
            opened = open_for(laptop.disk.begin, path)
            schema = NEXT_SCHEMA if laptop.is_next else NOW_SCHEMA
            take_bundle(laptop.disk.begin, laptop.metadata, schema, laptop.files, opened, at=_AT)
            world.faults["bundle_into_laptop"] += 1
        laptop.disk.mend()


class nothing_unforeseen_but:
    """Faults of these kinds are what the step is about; any other breaks a promise."""

    def __init__(self, *kinds: type[BaseException]) -> None:
        self._kinds = kinds
        self._inner = nothing_unforeseen()

    def __enter__(self) -> None:
        self._inner.__enter__()

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: object) -> bool:
        if kind is not None and issubclass(kind, self._kinds):
            return False
        return bool(self._inner.__exit__(kind, fault, trace))  # type: ignore[arg-type]


def _write(world: World, laptop: Laptop, recipients: list[Acquaintance]) -> None:
    if not recipients:
        return
    path = world.new_stick()
    with suppress(*MISHAPS):
        write_bundle(laptop.disk.begin, laptop.metadata, laptop.files, path, recipients, made_at=_AT)
        world.sticks.append(path)
    laptop.disk.mend()


def _known(laptop: Laptop) -> list[Acquaintance]:
    with laptop.disk.begin() as connection:
        return acquaintances(connection)


def _key(laptop: Laptop) -> bytes:
    with laptop.disk.begin() as connection:
        return myself(connection).key


def _server_key(world: World) -> bytes:
    with world.office.database.writing() as connection:
        return server_key(State(connection)).public


def _any(world: World, step: Step, key: bytes) -> list[Path]:
    """Mostly one that this key opens, often the newest; some break off, and of some a bit has turned over."""
    sticks = world.sticks
    if step.two % 8:
        sticks = [path for path in sticks if fingerprint(key) in read_cover(path).recipients]
    if not sticks:
        return []
    path = sticks[-1 - step.one % min(4, len(sticks))]
    if step.two % 7 and step.two % 11:
        return [path]
    data = bytearray(path.read_bytes())
    if step.two % 7 == 0:
        data = data[: len(data) * (step.one % 97) // 97]
        world.faults["bundle_cut"] += 1
    else:
        data[step.one * 31 % len(data)] ^= 1 << step.two % 8
        world.faults["bundle_bit_flipped"] += 1
    broken = world.new_stick()
    broken.write_bytes(data)
    return [broken]


def round_by_stick(world: World, laptop: Laptop, step: Step) -> None:
    """To the office, and from there to everybody who is there."""
    stick_to_office(world, laptop, step)
    stick_into_office(world, laptop, step)
    for one in list(world.laptops):
        stick_from_office(world, one, step)
        stick_into_laptop(world, one, step)


def meet_by_stick(world: World, laptop: Laptop, step: Step) -> None:
    """From each laptop to the others, without the office."""
    for one in list(world.laptops):
        stick_to_colleague(world, one, step)
        for other in world.laptops:
            if other is not one:
                stick_into_laptop(world, other, step)


STICKS: dict[str, Callable[[World, Laptop, Step], None]] = {
    "stick_to_office": stick_to_office,
    "stick_to_colleague": stick_to_colleague,
    "stick_from_office": stick_from_office,
    "stick_into_office": stick_into_office,
    "stick_into_laptop": stick_into_laptop,
    "round_by_stick": round_by_stick,
    "meet_by_stick": meet_by_stick,
}
