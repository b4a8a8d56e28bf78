"""Soft notices: two people changed different fields of one record without having seen each other's."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from desktop.services.syncing.records import ParallelRecord
from desktop.storage.queries.naming import Named
from desktop.storage.queries.parallel import Parallel
from desktop.storage.work import Work

_UNKNOWN = Named(title="", code="", visit_id=None, scope_id="")


def parallel_records(work: Work, found: Sequence[Parallel]) -> tuple[ParallelRecord, ...]:
    """One for each record and colleague, the newest arrival first."""
    people = work.people.names()
    groups: dict[tuple[str, str, str], list[Parallel]] = {}
    for one in found:
        groups.setdefault((one.table, one.record_id, one.actor or ""), []).append(one)
    tables: dict[str, list[str]] = {}
    for table, record_id, _actor in groups:
        tables.setdefault(table, []).append(record_id)
    named: dict[str, Named] = {}
    for table, ids in tables.items():
        named |= work.naming.named(table, ids)
    records = [
        _record(group, named.get(group[0].record_id, _UNKNOWN), people.get(group[0].actor or "", ""))
        for group in groups.values()
    ]
    return tuple(sorted(records, key=lambda record: record.change, reverse=True))


def _record(group: Sequence[Parallel], named: Named, who: str) -> ParallelRecord:
    last = max(group, key=lambda one: one.change)
    return ParallelRecord(
        table=last.table,
        record_id=UUID(last.record_id),
        scope_id=UUID(named.scope_id or last.record_id),
        visit_id=UUID(named.visit_id) if named.visit_id else None,
        title=named.title,
        code=named.code,
        my_fields=tuple(dict.fromkeys(one.my_field for one in group)),
        their_fields=tuple(dict.fromkeys(one.their_field for one in group)),
        who=who,
        device=last.device,
        at=datetime.fromisoformat(last.at),
        change=last.change,
    )
