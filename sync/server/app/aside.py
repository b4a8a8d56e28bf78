"""milepost-server quarantine: what is kept back, why, and trying it again."""

from collections import Counter
from typing import Annotated, Any

import typer

from sync.server.app.options import Data, Json, Url, now, say
from sync.server.app.place import Place, ServerProblem, packaged_schema
from sync.server.rounds.push import judge_again
from sync.server.store.aside import Aside, all_aside
from sync.server.store.database import Database

quarantine = typer.Typer(
    no_args_is_help=True, help="What was pushed and could not be taken; none of it is lost."
)

_WHY = {
    "no_right": "its person's role does not allow the change: give the role (user add), or leave it",
    "no_such_step": "the state it gives does not follow from the one its author had seen",
    "unknown_office": "its office is not known here: office add",
    "unknown_table": "it is of a newer release: update this server, then schema upgrade",
    "unknown_atom": "it is of a newer release: update this server, then schema upgrade",
    "revoked": "the laptop is shut out",
    "malformed": "it cannot be read as a change; its laptop should be looked at",
    "bad_value": "a field holds what its kind cannot hold; its laptop should be looked at",
    "mass_change": "it deletes a large part of what others recorded; its person is asked whether that is meant",
    "base": "what it builds on has not arrived; it goes in by itself when that comes",
    "again": "it was here before the restore; it goes in by itself when what it builds on is back",
    "parent": "the record it belongs to has not arrived; it goes in by itself when that comes",
}


@quarantine.command("list")
def list_aside(
    scope: Annotated[str | None, typer.Option(help="One project's or country's id only.")] = None,
    data: Data = None,
    database: Url = None,
    as_json: Json = False,
) -> None:
    """Name each, with the laptop it came from and what would help."""
    with Place.at(data, database).database() as store, store.reading() as connection:
        found = all_aside(connection, scope)
    lines = [f"{one.name}  {one.tag}  {one.email}  {one.outcome}: {why(one)}" for one in found]
    say(
        as_json,
        "\n".join(lines) or "Nothing is kept back.",
        {"items": [_told(one) for one in found], "total": len(found)},
    )


@quarantine.command("show")
def show(
    name: Annotated[str, typer.Argument(help="As list names it.")],
    data: Data = None,
    database: Url = None,
    as_json: Json = False,
) -> None:
    """Show the changes in one of them, with what people wrote."""
    with Place.at(data, database).database() as store, store.reading() as connection:
        found = [one for one in all_aside(connection) if one.name == name]
    if not found:
        raise ServerProblem(f"Nothing called {name} is kept back; quarantine list names what is.", 2)
    changes = [
        {"table": op.table, "record": op.record, "atom": op.atom, "value": dict(op.value)}
        for op in found[0].transaction().operations
    ]
    lines = [f"{name}: {why(found[0])}"]
    lines += [f"  {one['table']} {one['record']} {one['atom']}: {one['value']}" for one in changes]
    say(as_json, "\n".join(lines), {**_told(found[0]), "changes": changes})


@quarantine.command("retry")
def retry(data: Data = None, database: Url = None, as_json: Json = False) -> None:
    """Judge all of it again, with the roles, offices and schema of now."""
    with Place.at(data, database).database() as store:
        before = _names(store)
        judge_again(store, packaged_schema(), now())
        left = _names(store)
    taken = len(before - left)
    say(as_json, f"{taken} taken, {len(left)} still kept back.", {"taken": taken, "left": len(left)})


def why(one: Aside) -> str:
    """In words, with what would help."""
    return _WHY.get(one.code or "", one.code or one.outcome)


def _names(store: Database) -> set[str]:
    with store.reading() as connection:
        return {one.name for one in all_aside(connection)}


def _told(one: Aside) -> dict[str, Any]:
    tables = Counter(op.table for op in one.transaction().operations)
    return {
        "name": one.name,
        "scope": one.scope,
        "device": one.tag,
        "email": one.email,
        "received_at": one.received_at,
        "outcome": one.outcome,
        "code": one.code,
        "why": why(one),
        "changes": dict(tables),
    }
