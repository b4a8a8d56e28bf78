"""Where records are, and what was set aside, as records with words."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from desktop.services.syncing.records import AsideRecord, WhereRecord
from desktop.services.syncing.sentences import why_aside
from desktop.storage.queries.naming import Named
from desktop.storage.queries.whereabouts import KeptBack, Whereabout
from desktop.storage.work import Work

_UNKNOWN = Named(title="", code="", visit_id=None, scope_id="")


def where_records(work: Work, found: Sequence[Whereabout]) -> tuple[WhereRecord, ...]:
    """With the words of each, asked for table by table."""
    named = _named(work, ((one.table, one.record_id) for one in found))
    return tuple(_where(one, named.get(one.record_id, _UNKNOWN)) for one in found)


def _where(one: Whereabout, named: Named) -> WhereRecord:
    return WhereRecord(
        table=one.table,
        record_id=UUID(one.record_id),
        scope_id=UUID(named.scope_id or one.record_id),
        visit_id=UUID(named.visit_id) if named.visit_id else None,
        title=named.title,
        code=named.code,
        at=datetime.fromisoformat(one.at),
        rung=one.rung,
        is_open=one.is_open,
        key=(one.at, one.record_id),
    )


def aside_record(work: Work, kept: KeptBack) -> AsideRecord:
    places = [
        Whereabout(table=table, record_id=record_id, at=kept.at, rung="waiting", is_open=False)
        for table, record_id in kept.records
    ]
    return AsideRecord(
        code=kept.code or kept.outcome,
        sentence=why_aside(kept.code or kept.outcome),
        action=kept.action.partition(":")[0],
        at=datetime.fromisoformat(kept.at),
        records=where_records(work, places),
        is_waiting=kept.outcome == "waiting",
    )


def _named(work: Work, wanted: Iterable[tuple[str, str]]) -> dict[str, Named]:
    tables: dict[str, list[str]] = {}
    for table, record_id in wanted:
        tables.setdefault(table, []).append(record_id)
    return {key: one for table, ids in tables.items() for key, one in work.naming.named(table, ids).items()}
