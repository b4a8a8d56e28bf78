"""Who this store is in the eyes of the others: replica, incarnation, device, person."""

import base64
import secrets

import msgspec
from sqlalchemy import Connection, insert, select, update

from sync.client import tables
from sync.messages.wire import Enrolled, Person


class Replica(msgspec.Struct, frozen=True, kw_only=True):
    replica_id: str
    incarnation: int
    epoch: str = ""
    device_id: str | None = None
    token: str | None = None
    tag: str = ""
    email: str = ""
    roles: dict[str, str] = {}
    secured: int = 0

    @property
    def prefix(self) -> str:
        """How the dots made here begin."""
        return f"{self.replica_id}.{self.incarnation}"

    @property
    def person(self) -> Person:
        return Person(email=self.email, tag=self.tag, roles=self.roles)


UNNAMED = Replica(replica_id="", incarnation=1)
"""A store that has had nothing to tell anybody yet."""


def replica_of(connection: Connection) -> Replica:
    """This store's identity; made when first asked for, so inside a writing."""
    known = replica_so_far(connection)
    if known is not UNNAMED:
        return known
    made = Replica(replica_id=secrets.token_hex(8), incarnation=1)
    values = {"one": 1, "replica_id": made.replica_id, "incarnation": made.incarnation}
    connection.execute(insert(tables.replica).values(values))
    return made


def replica_so_far(connection: Connection) -> Replica:
    """Its identity as far as there is one. Writes nothing: a reading that began to would fail beside any other writing."""
    row = connection.execute(select(tables.replica)).one_or_none()
    if row is None:
        return UNNAMED
    return Replica(
        replica_id=row.replica_id,
        incarnation=row.incarnation,
        epoch=row.epoch or "",
        device_id=row.device_id,
        token=row.token,
        tag=row.tag or "",
        email=row.email or "",
        roles=msgspec.json.decode(row.roles or "{}"),
        secured=row.secured,
    )


def public_key_of(connection: Connection) -> bytes:
    """This device's Ed25519 key, with which it signs bundles; made when first asked for."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    replica_of(connection)
    stored = connection.execute(select(tables.replica.c.signing_key)).scalar_one()
    if stored:
        key = Ed25519PrivateKey.from_private_bytes(base64.b64decode(stored))
    else:
        key = Ed25519PrivateKey.generate()
        text = base64.b64encode(key.private_bytes_raw()).decode()
        connection.execute(update(tables.replica).values(signing_key=text))
    return key.public_key().public_bytes_raw()


def remember_enrolment(connection: Connection, enrolled: Enrolled) -> None:
    connection.execute(
        update(tables.replica).values(
            device_id=enrolled.device_id, token=enrolled.token, epoch=enrolled.epoch
        )
    )
    remember_person(connection, enrolled.person)


def remember_person(connection: Connection, person: Person) -> None:
    connection.execute(
        update(tables.replica).values(
            tag=person.tag, email=person.email, roles=msgspec.json.encode(person.roles).decode()
        )
    )


def announce_scope(connection: Connection, scope_id: str, kind: str, office: str | None) -> None:
    """Tell whose a scope is, before or with its first record: kind project, country, office or region."""
    connection.exec_driver_sql(
        "INSERT INTO sync_scopes (scope_id, kind, office) VALUES (?, ?, ?)"
        " ON CONFLICT (scope_id) DO UPDATE SET kind = excluded.kind, office = excluded.office",
        (scope_id, kind, office),
    )
