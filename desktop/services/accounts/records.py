"""What the accounts service returns."""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from desktop.rules.vocabulary import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRecord:
    id: UUID
    name: str
    email: str | None
    office_code: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeRecord:
    code: str
    name: str
    type: str
    parent_code: str | None
    countries: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Me:
    """The person and office this store belongs to. `device_tag` is given at enrolment, empty before."""

    person: PersonRecord
    office: OfficeRecord | None
    device_tag: str
    enrolled: bool
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStore:
    """What `init` answers. `recovery_secret` is shown once and kept nowhere here."""

    folder: Path
    recovery_secret: str
    in_keyring: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileRecord:
    """One profile folder offered at the start of a shared laptop."""

    folder: Path
    name: str
