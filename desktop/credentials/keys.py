"""Wraps the store's data key: under a passphrase (argon2id + AES-GCM), and to a recovery key (age)."""

import base64
import json
import os
import secrets
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from desktop.errors import StoreProblem, of_the_system
from desktop.i18n import _
from desktop.paths import this_program

KEY_BYTES = 32
TIME_COST, MEMORY_KIB, LANES = 3, 65536, 2  # RFC 9106, second recommended option
MOST_TIME, MOST_MEMORY_KIB = 64, 4 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFile:
    """What lies beside the store: the wrapped key, never the key itself."""

    store_id: str
    passphrase: dict[str, Any] | None = None
    recovery: dict[str, str] | None = None
    in_keyring: bool = False


def new_key() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


def wrap_with_passphrase(file: KeyFile, key: bytes, passphrase: str) -> KeyFile:
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    costs = {"time": TIME_COST, "memory_kib": MEMORY_KIB, "lanes": LANES}
    sealed = AESGCM(_derive(passphrase, salt, costs)).encrypt(nonce, key, file.store_id.encode())
    wrapped = {
        "kdf": "argon2id",
        **costs,
        "salt": _text(salt),
        "nonce": _text(nonce),
        "sealed": _text(sealed),
    }
    return replace(file, passphrase=wrapped)


def unwrap_with_passphrase(file: KeyFile, passphrase: str) -> bytes:
    """The data key; raises StoreProblem when the passphrase is not the right one."""
    wrapped = file.passphrase
    if wrapped is None:
        raise StoreProblem(
            _("This store has no passphrase."), _("Open it on the computer whose key ring holds its key.")
        )
    try:
        _refuse_costs_beyond_bounds(wrapped)
        derived = _derive(passphrase, _bytes(wrapped["salt"]), wrapped)
        return AESGCM(derived).decrypt(
            _bytes(wrapped["nonce"]), _bytes(wrapped["sealed"]), file.store_id.encode()
        )
    except InvalidTag as problem:
        raise StoreProblem(
            _("This is not the passphrase of this store."),
            _("Try again. If it is lost, use the recovery file: {milepost} recover.").format(
                milepost=this_program()
            ),
        ) from problem
    except (ValueError, LookupError, TypeError, AttributeError, HashingError) as problem:
        raise _damaged() from problem


def wrap_for_recovery(file: KeyFile, key: bytes) -> tuple[KeyFile, str]:
    """Also answers the recovery secret, to be kept away from this laptop."""
    import pyrage

    identity = pyrage.x25519.Identity.generate()
    recipient = identity.to_public()
    sealed = pyrage.encrypt(key, [recipient])
    wrapped = {"recipient": str(recipient), "sealed": _text(sealed)}
    return replace(file, recovery=wrapped), str(identity)


def unwrap_with_recovery(file: KeyFile, secret: str) -> bytes:
    """The data key; raises StoreProblem when the secret does not belong to this store."""
    import pyrage  # a megabyte that only making a store and recovering one need

    try:
        if file.recovery is None:
            raise ValueError("no recovery key")
        identity = pyrage.x25519.Identity.from_str(secret.strip())
        return bytes(pyrage.decrypt(_bytes(file.recovery["sealed"]), [identity]))
    except (ValueError, pyrage.IdentityError, pyrage.DecryptError) as problem:
        raise StoreProblem(
            _("This recovery file does not belong to this store."),
            _("Look for the one printed at its set-up."),
        ) from problem


def read_key_file(path: Path) -> KeyFile:
    """Raises StoreProblem when it is missing or damaged."""
    try:
        return KeyFile(**json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, TypeError, RecursionError) as problem:
        raise _damaged() from problem


def write_key_file(path: Path, file: KeyFile) -> None:
    content = {
        "store_id": file.store_id,
        "passphrase": file.passphrase,
        "recovery": file.recovery,
        "in_keyring": file.in_keyring,
    }
    unfinished = path.with_suffix(".part")
    try:
        with open(unfinished, "w", encoding="utf-8", opener=_private) as out:
            out.write(json.dumps(content, indent=1))
            out.flush()
            os.fsync(out.fileno())  # without this file the store is lost
        unfinished.replace(path)
    except OSError as problem:
        unfinished.unlink(missing_ok=True)
        raise of_the_system(problem) from problem


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _damaged() -> StoreProblem:
    return StoreProblem(
        _("The key file {name} of this store is missing or damaged.").format(name="keys.json"),
        _("Copy it back from a backup of the profile folder."),
    )


def _refuse_costs_beyond_bounds(costs: dict[str, Any]) -> None:
    """A damaged or forged figure must not take all memory, or hours."""
    if not (costs["time"] <= MOST_TIME and costs["memory_kib"] <= MOST_MEMORY_KIB and costs["lanes"] <= 64):
        raise ValueError("costs out of bounds")


def _derive(passphrase: str, salt: bytes, costs: dict[str, Any]) -> bytes:
    return hash_secret_raw(
        passphrase.encode(), salt, costs["time"], costs["memory_kib"], costs["lanes"], KEY_BYTES, Type.ID
    )


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text)
