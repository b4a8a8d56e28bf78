"""Asks a server for a place with a one-time code, and proves whose this replica is."""

import base64
from collections.abc import Callable
from contextlib import AbstractContextManager

import msgspec
from sqlalchemy import Connection, select

from sync.client import tables
from sync.client.outbox import take_new_replica
from sync.client.replica import public_key_of, replica_of
from sync.client.transport import Transport, TransportError
from sync.messages.joining import words_to_sign
from sync.messages.packing import Unreadable, pack, unpack
from sync.messages.wire import PROTOCOL, Enrolled, Enrolment


def ask_in(
    begin: Callable[[], AbstractContextManager[Connection]], transport: Transport, code: str
) -> Enrolled:
    """The place this store is given; raises TransportError.

    A laptop set up from a copy of another finds that the other has taken its replica. As long as nothing of it ever
    reached a server it takes a replica of its own; later there is no telling whose the work is, so a person decides.
    """
    with begin() as connection:
        asked = _asked(connection, code)
        was_enrolled = bool(replica_of(connection).epoch)
    try:
        return _place_for(transport, asked)
    except TransportError as fault:
        if fault.code != "known_replica" or was_enrolled:
            raise
    with begin() as connection:
        take_new_replica(connection, replica_of(connection))
        asked = _asked(connection, code)
    return _place_for(transport, asked)


def _asked(connection: Connection, code: str) -> Enrolment:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    public = public_key_of(connection)
    asked = Enrolment(
        protocol=PROTOCOL, code=code.strip(), replica=replica_of(connection).replica_id, public_key=public
    )
    stored = connection.execute(select(tables.replica.c.signing_key)).scalar_one()
    key = Ed25519PrivateKey.from_private_bytes(base64.b64decode(stored))
    return msgspec.structs.replace(asked, signature=key.sign(words_to_sign(asked)))


def _place_for(transport: Transport, asked: Enrolment) -> Enrolled:
    answer = transport.send("POST", "/enrol", pack(asked))
    try:
        return unpack(answer, Enrolled)
    except (Unreadable, msgspec.MsgspecError) as fault:
        raise TransportError("broken", str(fault)) from fault
