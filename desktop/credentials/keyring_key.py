"""The data key in the system's key ring; a silent or unsafe key ring counts as none."""

import queue
import threading
from collections.abc import Callable
from typing import Protocol, TypeVar

SERVICE = "milepost"
TIME_OUT_S = 2.0
UNSAFE = ("keyrings.alt", "keyring.backends.null", "keyring.backends.fail", "plaintext", "PlaintextKeyring")

Answer = TypeVar("Answer")


def find_secret(name: str) -> str | None:
    """A password kept under a name, such as that of a proxy; None where there is none, or no key ring."""
    return _ask(lambda backend: backend.get_password(SERVICE, name))


def keep_secret(name: str, text: str) -> bool:
    """Whether the key ring really holds it now."""

    def keep(backend: "Backend") -> str | None:
        backend.set_password(SERVICE, name, text)
        return backend.get_password(SERVICE, name)

    return _ask(keep) == text


def find_key(store_id: str) -> bytes | None:
    """The key kept for the store, or None where there is no key ring, no entry, or no answer in time."""
    text = find_secret(store_id)
    return bytes.fromhex(text) if text else None


def keep_key(store_id: str, key: bytes) -> bool:
    """Whether the key ring really holds the key now (read back: a null backend takes and forgets)."""
    return keep_secret(store_id, key.hex())


class Backend(Protocol):
    """The part of keyring's backend interface that is used."""

    def get_password(self, service: str, name: str) -> str | None: ...

    def set_password(self, service: str, name: str, password: str) -> None: ...


def _ask(question: Callable[[Backend], str | None]) -> str | None:
    # A locked Secret Service can hang for ever: a daemon thread then neither holds the start nor the exit.
    answers: queue.Queue[str | None] = queue.Queue()

    def work() -> None:
        import keyring
        from keyring.errors import KeyringError

        backend = keyring.get_keyring()
        name = f"{type(backend).__module__}.{type(backend).__name__}"
        if any(word in name for word in UNSAFE):
            answers.put(None)
            return
        try:
            answers.put(question(backend))
        except (KeyringError, OSError, RuntimeError):
            answers.put(None)

    threading.Thread(target=work, daemon=True, name="keyring").start()
    try:
        return answers.get(timeout=TIME_OUT_S)
    except queue.Empty:
        return None
