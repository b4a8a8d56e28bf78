"""Whose key is whose, as far as one person may know: the server's own, and the laptops of people met in its offices."""

from collections.abc import Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from sync.bundle.keys import DeviceKey
from sync.merge.people import upwards
from sync.messages.directory import Directory, KnownDevice
from sync.server.access.people import Access
from sync.server.store.database import Database
from sync.server.store.registry import Registry
from sync.server.store.state import SIGNING_KEY, Counts, State


def server_key(state: State) -> DeviceKey:
    """The key that signs the server's bundles and opens those for it; made when first asked for."""
    kept = state.find(SIGNING_KEY) or state.keep_first(SIGNING_KEY, DeviceKey.make().private.hex())
    return DeviceKey(bytes.fromhex(kept))


@dataclass(frozen=True, slots=True, kw_only=True)
class Everybody:
    """All that any laptop may be told, as it was at one serial."""

    epoch: str
    serial: int
    server: bytes
    devices: Sequence[KnownDevice]
    """Those that showed a key, each with all roles of its person."""

    def told_to(self, access: Access) -> Directory:
        """What a laptop of this person may know."""
        above = access.above
        near = {code for office in access.readable for code in upwards(above, office)}
        return Directory(
            serial=self.serial,
            server=self.server,
            offices={code: above[code] for code in sorted(near)},
            devices=tuple(
                replace(one, roles={code: role for code, role in one.roles.items() if code in near})
                for one in self.devices
                # A role at or above an office is what lets a person into it: whoever has one there is met there.
                if one.email == access.email or not near.isdisjoint(one.roles)
            ),
        )


def everybody(registry: Registry, state: State) -> Everybody:
    """Read anew; makes the server's key if it has none."""
    counts = state.counts()  # first: what changes meanwhile is then told once more, never missed
    keys, roles = registry.keys(), registry.all_roles()
    devices = [
        KnownDevice(
            tag=device.tag,
            email=device.email,
            replica=device.replica,
            key=keys[device.id],
            roles=roles.get(device.email, {}),
            is_revoked=device.revoked_at is not None,
        )
        for device in registry.devices()
        if device.id in keys
    ]
    return Everybody(
        epoch=counts.epoch, serial=counts.serial, server=server_key(state).public, devices=devices
    )


class Directories:
    """Reads everybody once for all laptops that ask after a change: it is as much for one as for a thousand."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._last: Everybody | None = None

    def told_to(self, access: Access, counts: Counts) -> Directory:
        """At least as new as what was counted when the laptop came in."""
        last = self._last
        if last is None or (last.epoch, last.serial) != counts[:2]:
            with self._database.writing() as connection:  # the server's key may have to be made
                last = self._last = everybody(Registry(connection), State(connection))
        return last.told_to(access)
