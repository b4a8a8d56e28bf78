"""Keys of laptops and servers: one Ed25519 key signs bundles and opens what is sealed for it."""

import base64
import binascii
import hashlib
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import pyrage
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

KEY_BYTES = 32
_WORD, _SERVER_WORD = "milepost-key", "milepost-server-key"


class Sealed(Exception):
    """What is sealed cannot be opened with this key: it is for someone else, or damaged."""


class DeviceKey:
    """The private half; age opens files with it just as with any other SSH key."""

    def __init__(self, private: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(private)

    @classmethod
    def make(cls) -> "DeviceKey":
        return cls(Ed25519PrivateKey.generate().private_bytes_raw())

    @property
    def private(self) -> bytes:
        return self._key.private_bytes_raw()

    @cached_property
    def public(self) -> bytes:
        return self._key.public_key().public_bytes_raw()

    def sign(self, data: bytes) -> bytes:
        return self._key.sign(data)

    def open(self, data: bytes) -> bytes:
        """What was sealed for this key; raises `Sealed`."""
        try:
            return bytes(pyrage.decrypt(data, [self._identity]))
        except pyrage.DecryptError as fault:
            raise Sealed from fault

    @cached_property
    def _identity(self) -> Any:
        text = self._key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())
        return pyrage.ssh.Identity.from_buffer(text)


def is_key(public: bytes) -> bool:
    """Whether these bytes are a public key that can be sealed for."""
    if len(public) != KEY_BYTES:
        return False
    try:
        _recipient(public)
    except (ValueError, pyrage.RecipientError):
        return False
    return True


def seal_for(publics: Sequence[bytes], data: bytes) -> bytes:
    """Only these keys open it; age."""
    return bytes(pyrage.encrypt(data, [_recipient(public) for public in publics]))


def is_signed_by(public: bytes, signature: bytes, data: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(public: bytes) -> bytes:
    """A short name of a key, as it stands outside on a bundle."""
    return hashlib.sha256(public).digest()[:8]


def spoken(short: bytes) -> str:
    """A fingerprint as two people compare it by telephone."""
    text = short.hex()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def key_line(name: str, public: bytes, *, is_server: bool = False) -> str:
    """One line that introduces a key where no server does."""
    word = _SERVER_WORD if is_server else _WORD
    return f"{word} {base64.b64encode(public).decode()} {' '.join(name.split())}"


def read_key_line(line: str) -> tuple[str, bytes] | None:
    """Name and key; None where the line is none."""
    word, _, rest = line.strip().partition(" ")
    text, _, name = rest.strip().partition(" ")
    try:
        public = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return (name.strip(), public) if word in (_WORD, _SERVER_WORD) and is_key(public) else None


def is_server_line(line: str) -> bool:
    """Whether such a line introduces a server and no laptop."""
    return line.strip().partition(" ")[0] == _SERVER_WORD


def _recipient(public: bytes) -> Any:
    key = Ed25519PublicKey.from_public_bytes(public)
    return pyrage.ssh.Recipient.from_str(key.public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode())
