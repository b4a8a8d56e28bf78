"""What the person who runs the server can type."""

import logging
import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from sync.server.access.devices import make_code
from sync.server.access.people import ROLES
from sync.server.app.aside import quarantine
from sync.server.app.bundles import bundle
from sync.server.app.history import archive, compact_history
from sync.server.app.options import BlobsUrl, Data, Json, SchemaFile, Url, now, say
from sync.server.app.place import Place, ServerProblem, packaged_schema
from sync.server.rounds.push import judge_again
from sync.server.store.database import Database, DatabaseProblem
from sync.server.store.migrate import HEAD
from sync.server.store.pages import counts
from sync.server.store.registry import Device, Office, Registry


class LogLevel(StrEnum):
    """`info` has a line for every call."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
office = typer.Typer(no_args_is_help=True, help="Offices, as a tree.")
user = typer.Typer(no_args_is_help=True, help="People and their roles.")
device = typer.Typer(no_args_is_help=True, help="Laptops.")
schema = typer.Typer(no_args_is_help=True, help="Kinds of record.")
COMMANDS = ("run", "status", "backup", "restore", "restored", "verify", "compact")
GROUPS = ("office", "user", "device", "schema", "quarantine", "bundle", "archive")
GROUP_COMMANDS = ("add", "code", "list", "revoke", "upgrade", "show", "retry", "key", "import", "export")
for name, group in (
    ("office", office),
    ("user", user),
    ("device", device),
    ("schema", schema),
    ("quarantine", quarantine),
    ("bundle", bundle),
    ("archive", archive),
):
    app.add_typer(group, name=name)
app.command("compact")(compact_history)


def main() -> None:
    """The command's way in: faults become a sentence and an exit code."""
    try:
        app()
    except (ServerProblem, DatabaseProblem) as problem:
        sys.stderr.write(f"{problem}\n")
        sys.exit(getattr(problem, "exit_code", 3))
    except SystemExit as end:
        if "granian" in sys.modules and end.code in (None, 0):
            _leave_at_once()
        raise


def _leave_at_once() -> None:
    """All is answered and closed. A thread of the web server that asks for the interpreter as it ends aborts the process."""
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


@app.callback()
def everywhere(
    context: typer.Context, data: Data = None, database: Url = None, as_json: Json = False
) -> None:
    """The regional server of Milepost; where its data lies may stand before the sub-command too."""
    if database is not None and context.invoked_subcommand == "restore":
        raise ServerProblem(
            "A backup is put back into a data folder: restore takes --data, not --database.", 2
        )
    given = {"data": data, "database": database, "as_json": as_json or None}
    here = {name: value for name, value in given.items() if value is not None}
    below = {name: dict.fromkeys(GROUP_COMMANDS, here) for name in GROUPS}
    context.default_map = {**dict.fromkeys(COMMANDS, here), **below}


@app.command()
def run(
    data: Data = None,
    database: Url = None,
    host: Annotated[str, typer.Option(help="Where to listen; this machine only unless told.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")] = 8470,
    schema_file: SchemaFile = None,
    blobs: BlobsUrl = None,
    log: Annotated[LogLevel, typer.Option(help="What goes to standard error, a JSON document a line.")] = (
        LogLevel.WARNING
    ),
    as_json: Json = False,
) -> None:
    """Serve until stopped; prints one line with the address."""
    from sync.server.app.serving import serve

    serve(Place.at(data, database, blobs), packaged_schema(schema_file), host, port, log.value)


@office.command("add")
def add_office(
    code: str,
    name: str,
    parent: Annotated[str | None, typer.Option(help="The office above; none for the region's.")] = None,
    data: Data = None,
    database: Url = None,
    as_json: Json = False,
) -> None:
    """Add an office, or change its name or place."""
    place = Place.at(data, database)
    with place.database() as store:
        with store.writing() as connection:
            registry = Registry(connection)
            if parent is not None and (parent not in registry.offices() or parent == code):
                raise ServerProblem(f"There is no office {parent} to put {code} under. Add it first.", 2)
            if code in _above(registry.offices(), parent):
                raise ServerProblem(f"{parent} already lies under {code}; offices are a tree.", 2)
            registry.put_office(Office(code=code, name=name, parent=parent))
        _judge_again(store)
    say(as_json, f"Office {code} is there: {name}.", {"code": code, "name": name, "parent": parent})


@user.command("add")
def add_user(
    email: str,
    office_code: Annotated[str, typer.Option("--office", help="Where the role counts, and below.")],
    role: Annotated[str, typer.Option(help=" | ".join(ROLES))],
    data: Data = None,
    database: Url = None,
    as_json: Json = False,
) -> None:
    """Give a person a role in an office."""
    if role not in ROLES:
        raise ServerProblem(f"There is no role {role}. Choose one of: {', '.join(ROLES)}.", 2)
    place = Place.at(data, database)
    with place.database() as store:
        with store.writing() as connection:
            registry = Registry(connection)
            if office_code not in registry.offices():
                raise ServerProblem(f"There is no office {office_code}. Add it first: office add.", 2)
            registry.put_role(_mail(email), office_code, role)
        _judge_again(store)
    said = {"email": _mail(email), "office": office_code, "role": role}
    say(as_json, f"{email} is {role} in {office_code}.", said)


@device.command("code")
def code_for(email: str, data: Data = None, database: Url = None, as_json: Json = False) -> None:
    """Make a one-time code with which a person enrols a laptop."""
    with Place.at(data, database).database() as store, store.writing() as connection:
        registry = Registry(connection)
        if not registry.roles_of(_mail(email)):
            raise ServerProblem(f"{email} has no role yet. Add one first: user add.", 2)
        code = make_code(registry, _mail(email))
    say(as_json, code, {"code": code})


@device.command("list")
def list_devices(data: Data = None, database: Url = None, as_json: Json = False) -> None:
    """List the laptops that ever enrolled."""
    with Place.at(data, database).database() as store, store.reading() as connection:
        devices = [_told(found) for found in Registry(connection).devices()]
    lines = [
        f"{d['tag']}  {d['email']}  {'revoked' if d['revoked_at'] else 'enrolled'}  {d['id']}"
        for d in devices
    ]
    say(as_json, "\n".join(lines), {"items": devices, "total": len(devices)})


@device.command("revoke")
def revoke(
    which: Annotated[str, typer.Argument(help="Its id, the start of it, or its tag.")],
    data: Data = None,
    database: Url = None,
    as_json: Json = False,
) -> None:
    """Shut a laptop out; what it still pushes is kept in quarantine."""
    with Place.at(data, database).database() as store, store.writing() as connection:
        registry = Registry(connection)
        found = [d for d in registry.devices() if which == d.tag or d.id.startswith(which)]
        if len(found) != 1:
            raise ServerProblem(f"{which} names {len(found)} devices; device list shows them.", 2)
        registry.revoke(found[0].id, now())
    say(as_json, f"Device {found[0].tag} is revoked.", {"id": found[0].id, "tag": found[0].tag})


@app.command()
def status(data: Data = None, database: Url = None, as_json: Json = False) -> None:
    """Say how much there is, and what is kept back."""
    with Place.at(data, database).database() as store:
        with store.reading() as connection:
            told: dict[str, Any] = dict(counts(connection))
        told["database_bytes"] = store.size_bytes()
        told["epoch"] = store.epoch()
    say(as_json, "\n".join(f"{name}: {value}" for name, value in told.items()), told)


@schema.command("upgrade")
def upgrade(
    data: Data = None, database: Url = None, schema_file: SchemaFile = None, as_json: Json = False
) -> None:
    """Bring the tables to this release, and take in what waited for it."""
    known = packaged_schema(schema_file)
    with Place.at(data, database).database(to_upgrade=True) as store:
        judge_again(store, known, now())
    say(as_json, f"Tables are at version {HEAD}.", {"version": HEAD, "schema": known.digest})


@schema.command("cluster")
def cluster(as_json: Json = False) -> None:
    """Print what spreads the tables over a PostgreSQL cluster (Citus): pipe it into psql once."""
    from sync.server.store.distribution import statements

    say(as_json, "\n".join(statements()), {"statements": list(statements())})


@app.command()
def backup(
    out: Annotated[Path, typer.Argument(help="The file to write.")],
    data: Data = None,
    database: Url = None,
    as_json: Json = False,
) -> None:
    """Copy database and attachments into one file, while the server runs."""
    from sync.server.app.backups import write_backup

    place = Place.at(data, database)
    with place.database(as_it_is=True) as store:
        size = write_backup(place, store, out)
    say(as_json, f"Backup written to {out}.", {"file": str(out), "size_bytes": size})


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A backup.")],
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Put a backup in the place of what is there; laptops then send again what it lacks."""
    from sync.server.app.backups import read_backup

    place = Place.at(data, None)
    with place.locked():
        epoch = read_backup(place, file)
    say(as_json, f"Restored from {file}.", {"file": str(file), "epoch": epoch})


@app.command()
def dumping(data: Data = None, database: Url = None, as_json: Json = False) -> None:
    """Say that a backup by other means (pg_dump) begins now; `dumped` says that it is there."""
    from sync.server.store.secured import note_begun

    with Place.at(data, database).database() as store, store.writing() as connection:
        count = note_begun(connection)
    say(as_json, f"Noted where {count} scopes end. Begin the backup now.", {"scopes": count})


@app.command()
def dumped(data: Data = None, database: Url = None, as_json: Json = False) -> None:
    """Say that the backup begun with `dumping` was made and checked: laptops hear how far it reaches."""
    from sync.server.store.secured import note_secured, take_begun

    with Place.at(data, database).database() as store, store.writing() as connection:
        counters = take_begun(connection)
        if counters is None:
            raise ServerProblem("No backup was begun: run dumping first, then the backup, then this.")
        note_secured(connection, counters)
    say(as_json, f"Laptops hear of it for {len(counters)} scopes.", {"scopes": len(counters)})


@app.command()
def restored(data: Data = None, database: Url = None, as_json: Json = False) -> None:
    """Say that the database was put back from a backup by other means (pg_restore): laptops send again what it lacks."""
    with Place.at(data, database).database(to_upgrade=True) as store:
        store.begin_new_epoch()
        epoch = store.epoch()
    say(as_json, f"Laptops will send again what is missing (epoch {epoch}).", {"epoch": epoch})


@app.command()
def verify(data: Data = None, database: Url = None, as_json: Json = False) -> None:
    """Check every scope's order, every replica's chain of seals and every archive."""
    from sync.server.rounds.verifying import faults_in

    place = Place.at(data, database)
    with place.database(as_it_is=True) as store:
        faults = faults_in(store, place.archives)
    say(as_json, "\n".join(faults) or "Everything is in order.", {"ok": not faults, "faults": faults})
    if faults:
        raise typer.Exit(3)


def _above(offices: dict[str, Office], code: str | None) -> list[str]:
    """The office itself and all above it."""
    path: list[str] = []
    while code is not None and code in offices and code not in path:
        path.append(code)
        code = offices[code].parent
    return path


def _judge_again(store: Database) -> None:
    try:
        known = packaged_schema()
    except ServerProblem:
        return  # without the schema nothing can be judged; it waits for `schema upgrade`
    judge_again(store, known, now())


def _told(found: Device) -> dict[str, Any]:
    names = ("id", "tag", "email", "enrolled_at", "seen_at", "revoked_at")
    return {name: getattr(found, name) for name in names}


def _mail(email: str) -> str:
    return email.strip().lower()
