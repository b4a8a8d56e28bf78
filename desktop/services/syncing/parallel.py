"""Soft notices: two people changed different fields of one record without having seen each other's."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from desktop.services.syncing.records import ParallelRecord
from desktop.storage.queries.naming import Named
from desktop.storage.queries.parallel import Parallel
from desktop.storage.work import Work

_UNKNOWN = Named(title="", code="", visit_id=None, scope_id="")


LOOKED_AT = "sync.parallel_looked_at"
"""On this laptop: the change number up to which all was looked at, and newer ones by record."""


def unseen(work: Work) -> tuple[ParallelRecord, ...]:
    """Those that were not looked at yet, the newest first."""
    since, by_record = _looked_at(work)
    found = parallel_records(work, work.parallel.since(since))
    return tuple(one for one in found if one.change > by_record.get(str(one.record_id), since))


def note_seen(work: Work, told: Sequence[ParallelRecord]) -> None:
    """Remember that these were looked at; once nothing else is left, one number says so."""
    since, by_record = _looked_at(work)
    seen = by_record | {str(one.record_id): one.change for one in told}
    left = [one for one in unseen(work) if one.change > seen.get(str(one.record_id), since)]
    kept: dict[str, Any] = {"all": since, "records": seen}
    if not left:
        kept = {"all": max([since, *seen.values()]), "records": {}}
    work.settings.keep(LOOKED_AT, kept)


def _looked_at(work: Work) -> tuple[int, dict[str, int]]:
    kept = work.settings.find(LOOKED_AT) or {}
    return int(kept.get("all", 0)), {str(key): int(one) for key, one in kept.get("records", {}).items()}


def parallel_records(work: Work, found: Sequence[Parallel]) -> tuple[ParallelRecord, ...]:
    """One for each record and colleague, the newest arrival first."""
    people = work.people.names()
    groups: dict[tuple[str, str, str], list[Parallel]] = {}
    for one in found:
        groups.setdefault((one.table, one.record_id, one.actor or ""), []).append(one)
    # A field that both changed is a conflict, or was decided: it is told there.
    groups = {key: kept for key, group in groups.items() if (kept := _apart(group))}
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


def _apart(group: Sequence[Parallel]) -> list[Parallel]:
    mine, theirs = {one.my_field for one in group}, {one.their_field for one in group}
    both = mine & theirs
    return [one for one in group if one.my_field not in both and one.their_field not in both]


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
