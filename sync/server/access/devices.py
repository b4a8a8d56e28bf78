"""Lets devices in: one-time codes, tokens of which the server keeps only the hash."""

import hashlib
import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from sync.bundle.keys import is_signed_by
from sync.messages.joining import plain_code, words_to_sign
from sync.messages.wire import Enrolled, Enrolment, Person
from sync.server.access.people import Access
from sync.server.store.registry import Device, Office, Registry

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"  # without I and O, which are read as 1 and 0
_CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


class NotAdmitted(Exception):
    """`code`: unknown_code, used_code, known_replica, unknown_device."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class Admitted:
    """A device at the door, and what its person may reach."""

    device: Device
    access: Access

    @property
    def person(self) -> Person:
        return Person(email=self.device.email, tag=self.device.tag, roles=dict(self.access.roles))


def make_code(registry: Registry, email: str) -> str:
    """A code that enrols one device of this person, once."""
    plain = "".join(secrets.choice(_CODE_LETTERS) for _ in range(16))
    registry.put_code(token_hash(plain), email)
    return "-".join(plain[i : i + 4] for i in range(0, 16, 4))


def enrol(registry: Registry, asked: Enrolment, epoch: str, now: str) -> Enrolled:
    """Make a device of the asker. The same laptop may ask again until it has used its token: replies get lost."""
    registry.lock_devices()
    hash_ = token_hash(plain_code(asked.code))
    found = registry.find_code(hash_)
    if found is None:
        raise NotAdmitted("unknown_code")
    if not _is_its_own(registry, asked):
        raise NotAdmitted("known_replica")
    email, used_by = found
    token = secrets.token_urlsafe(24)
    if used_by is None:
        device = _make_device(registry, email, asked, token, now)
        registry.use_code(hash_, device.id)
    else:
        device = _again(registry, used_by, asked.replica)
        registry.renew_token(device.id, token_hash(token))
    person = Person(email=email, tag=device.tag, roles=registry.roles_of(email))
    return Enrolled(device_id=device.id, token=token, epoch=epoch, person=person)


def admit(registry: Registry, token: str) -> Admitted:
    """The device with this token, revoked or not."""
    device = registry.device_by_token(token_hash(token))
    if device is None:
        raise NotAdmitted("unknown_device")
    return Admitted(device=device, access=access_of(registry, device.email))


def admit_among(registry: Registry, offices: Mapping[str, Office], token: str) -> Admitted | None:
    """As `admit`, among offices that are known already; None for an unknown token."""
    found = registry.device_and_roles(token_hash(token))
    if found is None:
        return None
    device, roles = found
    return Admitted(device=device, access=Access(email=device.email, roles=roles, offices=offices))


def access_of(registry: Registry, email: str) -> Access:
    return Access(email=email, roles=registry.roles_of(email), offices=registry.offices())


def _is_its_own(registry: Registry, asked: Enrolment) -> bool:
    """Whether the asker holds the key that its replica was first shown with: every page tells replicas to all readers."""
    known = registry.key_of(asked.replica)
    if known is None and not asked.signature:
        return True  # a laptop of an earlier release, with a replica that nobody has shown
    key = asked.public_key if known is None else known
    return key == asked.public_key and is_signed_by(key, asked.signature, words_to_sign(asked))


def _again(registry: Registry, device_id: str, replica: str) -> Device:
    device = registry.find_device(device_id)
    if device is None or device.replica != replica or device.seen_at or device.revoked_at:
        raise NotAdmitted("used_code")
    return device


def _make_device(registry: Registry, email: str, asked: Enrolment, token: str, now: str) -> Device:
    number = registry.next_device_number()
    device = Device(
        id=str(uuid.uuid4()),
        tag=_tag(number),
        email=email,
        replica=asked.replica,
        enrolled_at=now,
        seen_at=None,
        revoked_at=None,
        state_hash="",
    )
    registry.put_device(device, number, token_hash(token), asked.public_key)
    return device


def _tag(number: int) -> str:
    """A1 to Z9, then AA1: short enough for codes that people read out."""
    letters, digit = divmod(number - 1, 9)
    text = ""
    while True:
        text = _LETTERS[letters % len(_LETTERS)] + text
        letters = letters // len(_LETTERS) - 1
        if letters < 0:
            return f"{text}{digit + 1}"


def token_hash(secret: str) -> str:
    """All that the server keeps of a token or a code."""
    return hashlib.sha256(secret.encode()).hexdigest()
