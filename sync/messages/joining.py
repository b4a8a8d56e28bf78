"""What a laptop signs when it asks for a place, so that a replica stays with the key that first showed it."""

from sync.messages.wire import Enrolment

_LABEL = b"milepost-enrolment\n"  # no other thing that this key signs begins so


def plain_code(typed: str) -> str:
    """A one-time code as it is compared: people type it with dashes, spaces and small letters."""
    return typed.replace("-", "").replace(" ", "").strip().upper()


def words_to_sign(asked: Enrolment) -> bytes:
    """The code is the challenge: the server made it, and it enrols one laptop only."""
    return _LABEL + "\n".join((plain_code(asked.code), asked.replica, asked.public_key.hex())).encode()
