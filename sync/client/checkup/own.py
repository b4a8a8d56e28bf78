"""Own work whose dots the server gave to other work: it is named anew and offered again."""

from collections.abc import Sequence

from sqlalchemy import Connection

from sync.client.bodies import transaction_of
from sync.client.checkup.walking import UNREADABLE
from sync.client.outbox import take_new_incarnation
from sync.client.replica import replica_of
from sync.messages.seals import FIRST, chained
from sync.messages.wire import Transaction


def offer_again(connection: Connection, scope: str, fetched: Sequence[Transaction]) -> None:
    """Same dot with another hash is a fork: never a duplicate, and never a reason to give up either.

    Only what is whole by its own seal is somebody's work; what is damaged is mended from the server's.
    """
    replica = replica_of(connection)
    there = {one.first_n: one.hash for one in fetched if one.replica == replica.prefix}
    rows = connection.exec_driver_sql(
        "SELECT id, body FROM sync_transactions"
        " WHERE own = 1 AND scope_id = ? AND replica = ? AND first_seq IS NOT NULL ORDER BY first_n",
        (scope, replica.prefix),
    )
    before, forked = FIRST, list[int]()
    for id_, body in rows.all():
        try:
            mine = transaction_of(body)
        except UNREADABLE:
            return  # nothing after it can be proven whole
        if chained(before, mine) != mine.hash:
            return
        before = mine.hash
        if there.get(mine.first_n, mine.hash) != mine.hash:
            forked.append(id_)
    if forked:
        connection.exec_driver_sql(
            "UPDATE sync_transactions SET outcome = NULL, code = NULL, first_seq = NULL WHERE id = ?",
            [(id_,) for id_ in forked],
        )
        take_new_incarnation(connection, replica)
