"""Whose key is whose: the server's, pinned when this laptop enrolled; colleagues' by the server's word; others by hand."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import msgspec
from sqlalchemy import Connection, insert, select, update

from sync.client import tables
from sync.client.replica import public_key_of, replica_of
from sync.merge.people import role_in
from sync.messages.directory import Directory

Kind = Literal["server", "colleague", "added", "self"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Acquaintance:
    """One that a bundle can be sealed for or come from. `roles` is None where nobody but its holder vouches for it."""

    key: bytes
    name: str
    kind: Kind
    email: str = ""
    replica: str = ""
    roles: Mapping[str, str] | None = None
    is_revoked: bool = False
    is_server: bool = False

    def role_in(self, directory: Directory | None, kind: str, office: str | None) -> str | None:
        """The role that counts in a scope; who was added by hand is trusted as the person here is."""
        if self.is_server or self.roles is None or directory is None:
            return "admin"
        return role_in(self.roles, directory.offices, kind, office)


def private_key_of(connection: Connection) -> bytes:
    """This laptop's own; made when first asked for."""
    public_key_of(connection)
    return base64.b64decode(connection.execute(select(tables.replica.c.signing_key)).scalar_one())


def directory_of(connection: Connection) -> Directory | None:
    """None before the first word of a server that knows of directories."""
    packed = connection.execute(select(tables.office.c.directory)).scalar()
    return msgspec.msgpack.decode(packed, type=Directory) if packed else None


def remember_directory(connection: Connection, directory: Directory, *, by_bundle: bool = False) -> None:
    """What the server says now. An older word is passed over, and over a stick no other key than the pinned one comes."""
    known = connection.execute(select(tables.office.c.serial, tables.office.c.server_key)).one_or_none()
    if by_bundle and known is not None:
        if directory.serial < known.serial:
            return
        directory = msgspec.structs.replace(directory, server=known.server_key)
    values = {
        "server_key": directory.server,
        "serial": directory.serial,
        "directory": msgspec.msgpack.encode(directory),
    }
    if known is None:
        connection.execute(insert(tables.office).values(one=1, **values))
    else:
        connection.execute(update(tables.office).values(values))


def serial_of(connection: Connection) -> int:
    """Of the directory kept here; 0 where there is none."""
    return int(connection.execute(select(tables.office.c.serial)).scalar() or 0)


def add_key(connection: Connection, public: bytes, name: str, at: str, *, is_server: bool = False) -> None:
    """Trust this key from now on, by a person's own judgement."""
    connection.exec_driver_sql(
        "INSERT INTO sync_keys (key, name, is_server, added_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (key) DO UPDATE SET name = excluded.name, is_server = excluded.is_server",
        (public.hex(), name, int(is_server), at),
    )


def forget_key(connection: Connection, public: bytes) -> bool:
    """Take back what `add_key` did; what came from there stays."""
    return connection.exec_driver_sql("DELETE FROM sync_keys WHERE key = ?", (public.hex(),)).rowcount > 0


def acquaintances(connection: Connection) -> list[Acquaintance]:
    """All but this laptop itself: the server first, then colleagues by tag, then those added by hand."""
    own = public_key_of(connection)
    found = {one.key: one for one in _told(connection) if one.key != own}
    added = connection.exec_driver_sql("SELECT key, name, is_server FROM sync_keys ORDER BY name, key")
    for key, name, is_server in added:
        public = bytes.fromhex(key)
        if public not in found and public != own:
            found[public] = Acquaintance(key=public, name=name, kind="added", is_server=bool(is_server))
    return list(found.values())


def myself(connection: Connection) -> Acquaintance:
    replica = replica_of(connection)
    return Acquaintance(
        key=public_key_of(connection),
        name=replica.tag or replica.email,
        kind="self",
        email=replica.email,
        replica=replica.replica_id,
        roles=replica.roles,
    )


def _told(connection: Connection) -> list[Acquaintance]:
    directory = directory_of(connection)
    if directory is None:
        return []
    server = Acquaintance(key=directory.server, name="", kind="server", is_server=True)
    # A laptop that enrolled again has several places; the newest counts, revoked or not.
    newest = {device.key: device for device in directory.devices}
    return [
        server,
        *(
            Acquaintance(
                key=device.key,
                name=device.tag,
                kind="colleague",
                email=device.email,
                replica=device.replica,
                roles=device.roles,
                is_revoked=device.is_revoked,
            )
            for device in sorted(newest.values(), key=lambda device: (len(device.tag), device.tag))
        ),
    ]
