"""milepost-server compact and archive: old history goes into files, and is read again from there."""

from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from sync.messages.schema import Schema
from sync.server.app.options import Data, Json, SchemaFile, Url, now, say
from sync.server.app.place import Place, ServerProblem, packaged_schema
from sync.server.rounds.compacting import Done, compact
from sync.server.rounds.remembering import Remembered, history_of
from sync.server.store.archive import ArchiveProblem
from sync.server.store.archives import all_archives
from sync.server.store.database import Database
from sync.server.store.scopes import all_scopes

archive = typer.Typer(
    no_args_is_help=True, help="History that was compacted: where it lies, and what it says."
)

KEEP_DAYS = 365
AWAY_DAYS = 90


def compact_history(
    scope: Annotated[str | None, typer.Option(help="One project's or country's id only.")] = None,
    keep_days: Annotated[int, typer.Option(min=0, help="Younger history stays as it is.")] = KEEP_DAYS,
    away_days: Annotated[
        int, typer.Option(min=0, help="A laptop that was away longer is not waited for.")
    ] = AWAY_DAYS,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")] = False,
    data: Data = None,
    database: Url = None,
    schema_file: SchemaFile = None,
    as_json: Json = False,
) -> None:
    """Move old history into checked archive files; nobody's work is lost, and the server may run meanwhile."""
    place, known = Place.at(data, database), packaged_schema(schema_file)
    with place.database() as store:
        before = store.size_bytes()
        with store.reading() as connection:
            wanted = [row.id for row in all_scopes(connection) if scope in (None, row.id)]
        if scope is not None and not wanted:
            raise ServerProblem(f"Nothing was ever sent in scope {scope}. The Sync screen shows its id.", 2)
        done = [_one(store, known, place.archives, id_, keep_days, away_days, dry_run) for id_ in wanted]
        is_shrunk = dry_run or all(one.until <= one.start for one in done) or store.shrink()
        after = store.size_bytes()
    say(
        as_json,
        "\n".join(_lines(done, before, after, is_rehearsal=dry_run, is_shrunk=is_shrunk)),
        {
            "dry_run": dry_run,
            "scopes": [asdict(one) | {"changes": one.until - one.start} for one in done],
            "database_bytes_before": before,
            "database_bytes": after,
        },
    )


@archive.command("list")
def list_archives(data: Data = None, database: Url = None, as_json: Json = False) -> None:
    """Name each archive file, with the stretch of history it holds."""
    place = Place.at(data, database)
    with place.database() as store, store.reading() as connection:
        found = all_archives(connection)
    lines = [
        f"{place.archives / one.name}  changes {one.start + 1} to {one.end}  {_size(one.size)}"
        for one in found
    ]
    items = [
        {"scope": one.scope, "first": one.start + 1, "last": one.end, "size_bytes": one.size}
        | {"file": str(place.archives / one.name), "made_at": one.made_at}
        for one in found
    ]
    say(as_json, "\n".join(lines) or "Nothing is archived.", {"items": items, "total": len(items)})


@archive.command("show")
def show(
    record: Annotated[str, typer.Argument(help="The record's id.")],
    data: Data = None,
    database: Url = None,
    as_json: Json = False,
) -> None:
    """Tell a record's whole history, archived or not, with every value it ever had."""
    place = Place.at(data, database)
    with place.database() as store:
        try:
            found = history_of(store, place.archives, record)
        except ArchiveProblem as fault:
            raise ServerProblem(str(fault)) from fault
    if not found:
        raise ServerProblem(f"Nothing was ever sent about {record}. Its id stands in its history.", 2)
    say(
        as_json,
        "\n".join(map(_change, found)),
        {"record": record, "items": [asdict(one) for one in found], "total": len(found)},
    )


def _one(
    store: Database, schema: Schema, folder: Path, scope: str, keep_days: int, away_days: int, dry_run: bool
) -> Done:
    try:
        return compact(
            store,
            schema,
            folder,
            scope,
            older_than=_days_ago(keep_days),
            away_since=_days_ago(away_days),
            now=now(),
            is_rehearsal=dry_run,
        )
    except ArchiveProblem as fault:
        raise ServerProblem(f"{fault} Nothing more was compacted.") from fault
    except OSError as fault:
        raise ServerProblem(
            f"No archive can be written to {folder}: {fault.strerror}. Nothing more was compacted."
        ) from fault


def _days_ago(days: int) -> str:
    moment = datetime.fromisoformat(now()).astimezone(UTC) - timedelta(days=days)
    return moment.isoformat(timespec="milliseconds")


def _lines(done: list[Done], before: int, after: int, *, is_rehearsal: bool, is_shrunk: bool) -> list[str]:
    word = "would be archived" if is_rehearsal else "archived"
    lines = [
        f"{one.name}: {one.until - one.start} changes {word}, up to {one.until}{_archive(one)}."
        for one in done
        if one.until > one.start
    ]
    lines += [
        f"{one.name}: laptop {one.held_by} has not taken more than {one.until} yet; revoke it if it is gone."
        for one in done
        if one.held_by
    ]
    if not any(one.until > one.start for one in done):
        return [*lines, "No history is old enough to be archived."]
    if not is_rehearsal:
        lines.append(f"The database takes {_size(after)}; before, it took {_size(before)}.")
    if not is_shrunk:
        lines.append("Its file keeps its size while others write to it; what is free in it is used again.")
    return lines


def _archive(one: Done) -> str:
    return f" ({_size(one.archive_bytes)} in {one.archive})" if one.archive else ""


def _change(one: Remembered) -> str:
    said: Any = ", ".join(f"{name} {value!r}" for name, value in one.value.items())
    return f"{one.seq}  {one.at}  {one.device}  {one.actor or '-'}  {one.table} {one.atom}: {said}"


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB"
