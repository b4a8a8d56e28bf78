"""What a laptop compares its copy with, and hands out again where that differs."""

from collections.abc import Mapping, Sequence

from sync.server.access.devices import Admitted
from sync.server.rounds.pull import Pulled, pages_of
from sync.server.store.database import Database
from sync.server.store.prepared import Stretches
from sync.server.store.scopes import ScopeRow, find_scope
from sync.server.store.sums import computed_sum, keep_sum, kept_sum

OPERATIONS_AT_ONCE = 100_000
"""Read through for one answer, about; the laptop asks again for the scopes that were left out."""


def sums_for(
    database: Database, admitted: Admitted, scopes: Sequence[str], epoch: str
) -> dict[str, tuple[int, str]]:
    """Place and sum of each scope that the person may read; at least one of those asked for."""
    answer: dict[str, tuple[int, str]] = {}
    read = 0
    for scope_id in dict.fromkeys(scopes):
        if read >= OPERATIONS_AT_ONCE:
            break
        with database.reading() as connection:
            scope = _readable(admitted, find_scope(connection, scope_id))
            if scope is None:
                continue
            known = kept_sum(connection, scope.id, scope.counter, epoch)
            found = known or computed_sum(connection, scope.id, scope.counter)
        if known is None:
            read += scope.counter
            with database.writing() as connection:
                keep_sum(connection, scope.id, scope.counter, epoch, found)
        answer[scope.id] = (scope.counter, found)
    return answer


def pull_again(database: Database, admitted: Admitted, again: Mapping[str, int]) -> Pulled:
    """Pages of these scopes after these places, whatever is known of the cursors; the asker's own work is among it."""
    with database.reading() as connection:
        found = [
            (_readable(admitted, find_scope(connection, scope_id)), seq) for scope_id, seq in again.items()
        ]
        wanted = [(scope, seq) for scope, seq in found if scope is not None and seq >= 0]
        return pages_of(wanted, Stretches(connection), replica="")


def _readable(admitted: Admitted, scope: ScopeRow | None) -> ScopeRow | None:
    return scope if scope and admitted.access.may_read(scope.kind, scope.office) else None
