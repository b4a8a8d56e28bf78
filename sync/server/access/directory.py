"""Whose key is whose, as far as one person may know: the server's own, and the laptops of people met in its offices."""

from sync.bundle.keys import DeviceKey
from sync.merge.people import upwards
from sync.messages.directory import Directory, KnownDevice
from sync.server.access.people import Access
from sync.server.store.registry import Registry
from sync.server.store.state import State

_KEY = "signing_key"


def server_key(state: State) -> DeviceKey:
    """The key that signs the server's bundles and opens those for it; made when first asked for."""
    kept = state.find(_KEY) or state.keep_first(_KEY, DeviceKey.make().private.hex())
    return DeviceKey(bytes.fromhex(kept))


def directory_for(registry: Registry, state: State, access: Access) -> Directory:
    """What a laptop of this person is told."""
    above = access.above()
    readable = access.readable()
    near = {code for office in readable for code in upwards(above, office)}
    keys = registry.keys()
    roles = registry.all_roles()
    met: dict[str, bool] = {}
    devices = []
    for device in registry.devices():
        if device.email not in met:
            theirs = Access(email=device.email, roles=roles.get(device.email, {}), offices=access.offices)
            met[device.email] = bool(theirs.readable() & readable)
        if device.id not in keys or not (met[device.email] or device.email == access.email):
            continue
        devices.append(
            KnownDevice(
                tag=device.tag,
                email=device.email,
                replica=device.replica,
                key=keys[device.id],
                roles={code: role for code, role in roles.get(device.email, {}).items() if code in near},
                is_revoked=device.revoked_at is not None,
            )
        )
    return Directory(
        serial=state.serial(),
        server=server_key(state).public,
        offices={code: above[code] for code in sorted(near)},
        devices=tuple(devices),
    )
