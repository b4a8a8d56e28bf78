"""Offices, people's roles, devices, enrolment codes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, bindparam, func, insert, select, update

from sync.server.store.state import State
from sync.server.store.tables import codes, devices, offices, roles
from sync.server.store.upserts import upsert

_DEVICES = 0x4D494C4544455653

# Built once: every call of every laptop asks these.
_DEVICE = [
    devices.c[name]
    for name in ("id", "tag", "email", "replica", "enrolled_at", "seen_at", "revoked_at", "state_hash")
]
_BY_ID = select(*_DEVICE).where(devices.c.id == bindparam("wanted"))
_BY_TOKEN = select(*_DEVICE).where(devices.c.token_hash == bindparam("wanted"))
_WITH_ROLES = (
    select(*_DEVICE, roles.c.office, roles.c.role)
    .select_from(devices.outerjoin(roles, roles.c.email == devices.c.email))
    .where(devices.c.token_hash == bindparam("wanted"))
)
_ROLES_OF = select(roles.c.office, roles.c.role).where(roles.c.email == bindparam("person"))
_OFFICES = select(offices).order_by(offices.c.code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    id: str
    tag: str
    email: str
    replica: str
    enrolled_at: str
    seen_at: str | None
    revoked_at: str | None
    state_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    code: str
    name: str
    parent: str | None


class Registry:
    """Who may come in; inside one unit of work."""

    def __init__(self, connection: Connection, state: State | None = None) -> None:
        self._connection = connection
        self._state = state or State(connection)

    def put_office(self, office: Office) -> None:
        values = {"code": office.code, "name": office.name, "parent": office.parent}
        statement = upsert(self._connection, offices).values(values)
        self._connection.execute(statement.on_conflict_do_update(index_elements=["code"], set_=values))
        self._count_up()

    def offices(self) -> dict[str, Office]:
        rows = self._connection.execute(_OFFICES).all()
        return {row.code: Office(code=row.code, name=row.name, parent=row.parent) for row in rows}

    def put_role(self, email: str, office: str, role: str) -> None:
        values = {"email": email, "office": office, "role": role}
        statement = upsert(self._connection, roles).values(values)
        self._connection.execute(
            statement.on_conflict_do_update(index_elements=["email", "office"], set_=values)
        )
        self._count_up()

    def roles_of(self, email: str) -> dict[str, str]:
        rows = self._connection.execute(_ROLES_OF, {"person": email})
        return {row.office: row.role for row in rows}

    def all_roles(self) -> dict[str, dict[str, str]]:
        """Everybody's, by e-mail and office."""
        found: dict[str, dict[str, str]] = {}
        for row in self._connection.execute(select(roles)).all():
            found.setdefault(row.email, {})[row.office] = row.role
        return found

    def put_code(self, hash_: str, email: str) -> None:
        self._connection.execute(insert(codes).values(hash=hash_, email=email))

    def find_code(self, hash_: str) -> tuple[str, str | None] | None:
        """Whose it is, and which device used it; a second laptop with the same code waits until this one is done."""
        query = select(codes).where(codes.c.hash == hash_).with_for_update()
        row = self._connection.execute(query).one_or_none()
        return (row.email, row.device_id) if row else None

    def use_code(self, hash_: str, device_id: str) -> None:
        self._connection.execute(update(codes).where(codes.c.hash == hash_).values(device_id=device_id))

    def lock_devices(self) -> None:
        """Two that enrol at once take turns: each has to see the other's replica and number."""
        if self._connection.dialect.name == "postgresql":  # a writer on SQLite is alone anyhow
            self._connection.execute(select(func.pg_advisory_xact_lock(_DEVICES)))

    def key_of(self, replica: str) -> bytes | None:
        """The key that this replica was first shown with, empty where it came without one; none if nobody has it."""
        first = select(devices.c.public_key).where(devices.c.replica == replica).order_by(devices.c.number)
        row = self._connection.execute(first.limit(1)).one_or_none()
        return None if row is None else bytes(row.public_key or b"")

    def next_device_number(self) -> int:
        return (
            int(self._connection.execute(select(func.coalesce(func.max(devices.c.number), 0))).scalar_one())
            + 1
        )

    def put_device(self, device: Device, number: int, token_hash: str, public_key: bytes) -> None:
        self._connection.execute(
            insert(devices).values(
                id=device.id,
                number=number,
                tag=device.tag,
                email=device.email,
                replica=device.replica,
                token_hash=token_hash,
                public_key=public_key,
                enrolled_at=device.enrolled_at,
            )
        )
        self._count_up()

    def renew_token(self, device_id: str, token_hash: str) -> None:
        self._connection.execute(
            update(devices).where(devices.c.id == device_id).values(token_hash=token_hash)
        )

    def find_device(self, device_id: str) -> Device | None:
        return self._one(_BY_ID, device_id)

    def device_by_token(self, token_hash: str) -> Device | None:
        return self._one(_BY_TOKEN, token_hash)

    def device_and_roles(self, token_hash: str) -> tuple[Device, dict[str, str]] | None:
        """The device with this token and what its person may, in one question."""
        rows = self._connection.execute(_WITH_ROLES, {"wanted": token_hash}).mappings().all()
        if not rows:
            return None
        return _device(rows[0]), {row["office"]: row["role"] for row in rows if row["office"] is not None}

    def devices(self) -> Sequence[Device]:
        rows = self._connection.execute(select(devices).order_by(devices.c.number)).all()
        return [_device(row._mapping) for row in rows]

    def keys(self) -> dict[str, bytes]:
        """The key of each device that showed one, by its id."""
        rows = self._connection.execute(select(devices.c.id, devices.c.public_key)).all()
        return {row.id: bytes(row.public_key) for row in rows if row.public_key}

    def revoke(self, device_id: str, at: str) -> None:
        self._connection.execute(
            update(devices)
            .where(devices.c.id == device_id, devices.c.revoked_at.is_(None))
            .values(revoked_at=at)
        )
        self._count_up()

    def note_visit(self, device_id: str, at: str) -> None:
        self._connection.execute(update(devices).where(devices.c.id == device_id).values(seen_at=at))

    def serial(self) -> int:
        """Counted up by every change of what is read here."""
        return self._state.serial()

    def _count_up(self) -> None:
        self._state.count_up()

    def _one(self, query: Select[Any], wanted: str) -> Device | None:
        row = self._connection.execute(query, {"wanted": wanted}).one_or_none()
        return _device(row._mapping) if row else None


def _device(row: RowMapping) -> Device:
    names = ("id", "tag", "email", "replica", "enrolled_at", "seen_at", "revoked_at", "state_hash")
    return Device(**{name: row[name] for name in names})
