"""milepost-server bundle: work that comes and goes on a stick."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from sync.bundle.keys import fingerprint, key_line, spoken
from sync.bundle.layout import BadBundle
from sync.server.access.directory import server_key
from sync.server.app.options import BlobsUrl, Data, Json, SchemaFile, Url, now, say
from sync.server.app.place import Place, ServerProblem, packaged_schema
from sync.server.rounds.bundle_in import TakenIn, take_in
from sync.server.rounds.bundle_out import CannotHandOut, hand_out
from sync.server.store.registry import Device, Registry
from sync.server.store.state import State

bundle = typer.Typer(no_args_is_help=True, help="Bundles: files on a stick, where there is no line.")
_NAME = "Server"


@bundle.command("key")
def show_key(data: Data = None, database: Url = None, as_json: Json = False) -> None:
    """Say the line by which a laptop that never met this server knows it."""
    with Place.at(data, database).database() as store, store.writing() as connection:
        public = server_key(State(connection)).public
    line = key_line(_NAME, public, is_server=True)
    say(as_json, line, {"key": line, "fingerprint": spoken(fingerprint(public))})


@bundle.command("import")
def import_bundle(
    file: Annotated[Path, typer.Argument(help="A bundle of a laptop.")],
    data: Data = None,
    database: Url = None,
    blobs: BlobsUrl = None,
    schema_file: SchemaFile = None,
    as_json: Json = False,
) -> None:
    """Take a laptop's bundle in; the same one twice changes nothing more."""
    place = Place.at(data, database, blobs)
    known = packaged_schema(schema_file)
    with place.database() as store:
        try:
            taken = take_in(store, place.blobs, known, file, now())
        except BadBundle as fault:
            raise ServerProblem(_why(fault, file), 2) from fault
        except OSError as fault:
            raise ServerProblem(
                f"{file} cannot be read: {fault.strerror}. Nothing was changed.", 2
            ) from fault
    say(as_json, "\n".join(_lines(taken)), _document(taken))
    if taken.waiting or taken.quarantined or taken.not_taken or not taken.is_whole:
        raise typer.Exit(1)


@bundle.command("export")
def export_bundle(
    to: Annotated[list[str], typer.Option(help="A laptop: its tag, its id, or its person's e-mail.")],
    out: Annotated[Path, typer.Option(help="The file to write.")],
    files: Annotated[bool, typer.Option(help="With attachments.")] = True,
    data: Data = None,
    database: Url = None,
    blobs: BlobsUrl = None,
    as_json: Json = False,
) -> None:
    """Write what these laptops have not seen, and what became of theirs; several may share one file."""
    place = Place.at(data, database, blobs)
    if out.exists():
        raise ServerProblem(f"{out} exists already and was left as it is. Name a new file.", 2)
    with place.database() as store:
        with store.reading() as connection:
            devices = _named(Registry(connection).devices(), to)
        try:
            made = hand_out(store, place.blobs, devices, out, now(), name=_NAME, has_files=files)
        except CannotHandOut as fault:
            raise ServerProblem(_why_not(fault), 2) from fault
        except OSError as fault:
            raise ServerProblem(f"{out} cannot be written: {fault.strerror}.", 2) from fault
    tags = [one.tag for one in devices]
    said = f"{out}: {made.changes} changes, {made.receipts} receipts and {made.files} files for {', '.join(tags)}."
    document = {
        "file": str(out),
        "bundle": made.bundle,
        "to": tags,
        "changes": made.changes,
        "receipts": made.receipts,
        "files": made.files,
        "size_bytes": made.size_bytes,
    }
    say(as_json, said, document)


def _named(devices: Sequence[Device], wanted: Sequence[str]) -> list[Device]:
    found: dict[str, Device] = {}
    for word in wanted:
        named = [
            one
            for one in devices
            if one.revoked_at is None
            and (word.upper() == one.tag or word.strip().lower() == one.email or one.id.startswith(word))
        ]
        if not word or not named:
            raise ServerProblem(f"No enrolled laptop is called {word}; device list shows them.", 2)
        found |= {one.id: one for one in named}
    return list(found.values())


def _why(fault: BadBundle, file: Path) -> str:
    sentences = {
        "not_a_bundle": f"{file} is no bundle of Milepost.",
        "newer": f"{file} was made by a newer Milepost. Please update this server.",
        "broken_off": f"{file} breaks off before its list of contents. Copy it again.",
        "damaged": f"{file} is damaged. Copy it again, or have it made again.",
        "not_for_us": f"{file} is sealed for somebody else, so it cannot be opened here. Hand it on as it is.",
        "forged": f"{file} is not signed by who it says. Do not trust where it came from.",
        "unknown_sender": f"{file} comes from a laptop that never enrolled here.",
        "own": f"{file} was made by this server.",
        "foreign": f"{file} was made by another server; servers do not take each other's bundles.",
    }
    return f"{sentences.get(fault.code, f'{file} cannot be used: {fault.code}.')} Nothing was changed."


def _why_not(fault: CannotHandOut) -> str:
    if fault.code == "no_key":
        return f"Laptop {fault.device.tag} never showed a key. Update it, and let it enrol again."
    return f"Laptop {fault.device.tag} may not read the same as the first. Make a bundle for each."


def _lines(taken: TakenIn) -> list[str]:
    lines = [f"From {taken.device.tag} ({taken.device.email}): {taken.changes} changes, {taken.files} files."]
    if taken.again:
        lines.append(f"{taken.again} changes were here already.")
    if taken.waiting:
        lines.append(f"{taken.waiting} changes wait for work of others that has not come yet.")
    if taken.quarantined:
        lines.append(f"{taken.quarantined} changes are kept back in quarantine; the answer says why.")
    if taken.not_taken:
        lines.append(f"{taken.not_taken} changes follow on work that never came here. Ask for a new bundle.")
    if not taken.is_whole:
        lines.append(
            f"The file breaks off: {taken.missing_changes} changes and {taken.missing_chunks} pieces of files are"
            " missing. Copy it again; what came is kept."
        )
    return lines


def _document(taken: TakenIn) -> dict[str, Any]:
    names = ("changes", "again", "waiting", "quarantined", "not_taken", "files")
    return {
        "bundle": taken.bundle,
        "from": {"tag": taken.device.tag, "email": taken.device.email},
        "made_at": taken.made_at,
        **{name: getattr(taken, name) for name in names},
        "complete": taken.is_whole,
        "missing": {"changes": taken.missing_changes, "chunks": taken.missing_chunks},
    }
