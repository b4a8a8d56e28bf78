"""milepost bundle: work on a stick, where there is no line."""

from pathlib import Path
from typing import Annotated, Any

import typer

from desktop.cli.context import Context
from desktop.cli.files import require_free
from desktop.cli.output import answer, table, terminal_progress
from desktop.i18n import _, ngettext
from desktop.services.field_words import kind_word
from desktop.services.syncing.bundle_records import BundleLook, ImportRecord, PartyRecord
from desktop.services.syncing.parties import SERVER_WORD

File = Annotated[Path, typer.Argument(help=_("A bundle."))]
Out = Annotated[Path, typer.Option("--out", help=_("The file to write."))]


def register(app: typer.Typer, context: Context) -> None:
    group = typer.Typer(help=_("Work on a stick, where there is no line."), no_args_is_help=True)
    app.add_typer(group, name="bundle")
    _register_files(group, context)
    _register_keys(group, context)
    _register_carrying(group, context)


def _register_files(group: typer.Typer, context: Context) -> None:
    @group.command("export", help=_("Write what somebody has not answered for."))
    def export(
        to: Annotated[
            list[str],
            typer.Option("--to", help=_("server, a laptop's tag, a name or an e-mail; may be repeated.")),
        ],
        out: Out,
        files: Annotated[bool, typer.Option("--files/--no-files", help=_("With attachments."))] = True,
    ) -> None:
        require_free(out)
        with context.services() as services:
            made = services.bundles.export(to, out, has_files=files, progress=terminal_progress())
        document = {
            "file": made.path,
            "bundle": made.bundle,
            "to": [_party(one) for one in made.recipients],
            "changes": made.changes,
            "files": made.files,
            "size_bytes": made.size_bytes,
        }
        said = ngettext(
            "{count} change and {files} files for {whom}: {file}",
            "{count} changes and {files} files for {whom}: {file}",
            made.changes,
        )
        whom = ", ".join(one.name for one in made.recipients)
        answer(
            context,
            document,
            lambda: [said.format(count=made.changes, files=made.files, whom=whom, file=made.path)],
        )

    @group.command("import", help=_("Take a bundle in; the same one twice changes nothing more."))
    def take(file: File) -> None:
        with context.services() as services:
            taken = services.bundles.take(file, terminal_progress())
        answer(context, _import_document(taken), lambda: _import_lines(taken))
        if taken.has_rest:
            raise typer.Exit(1)

    @group.command("show", help=_("Say what a bundle holds, without taking it."))
    def show(file: File) -> None:
        with context.services() as services:
            look = services.bundles.look(file)
        answer(context, _look_document(look), lambda: _look_lines(look))
        if not look.is_whole:
            raise typer.Exit(1)

    @group.command("list", help=_("The bundles that went out and came in."))
    def list_bundles(limit: Annotated[int, typer.Option(min=1)] = 50) -> None:
        with context.services() as services:
            found = services.bundles.travels(limit)
        items = [
            {
                "bundle": one.bundle,
                "direction": "out" if one.is_out else "in",
                "at": one.at,
                "with": [_party(who) for who in one.parties],
                "file": one.file_name,
                "size_bytes": one.size_bytes,
                "changes": one.changes,
                "files": one.files,
                "missing": one.missing,
                "unanswered": one.unanswered,
            }
            for one in found
        ]
        rows = [
            (
                one.at.astimezone().strftime("%Y-%m-%d %H:%M"),
                _("out") if one.is_out else _("in"),
                ", ".join(who.name for who in one.parties),
                one.changes,
                one.unanswered,
                one.file_name,
            )
            for one in found
        ]
        heads = (_("When"), _("Way"), _("With"), _("Changes"), _("Unanswered"), _("File"))
        answer(context, {"items": items, "total": len(items)}, lambda: table(heads, rows))


def _register_keys(group: typer.Typer, context: Context) -> None:
    @group.command("key", help=_("The line by which others can make bundles for this laptop."))
    def key() -> None:
        with context.services() as services:
            mine = services.bundles.key()
        answer(context, {"key": mine.line, "fingerprint": mine.fingerprint}, lambda: [mine.line])

    @group.command("recipients", help=_("Whom a bundle can be made for."))
    def recipients() -> None:
        with context.services() as services:
            found = services.bundles.recipients()
        rows = [(one.name, one.email, _kind_word(one), one.fingerprint) for one in found]
        heads = (_("Name"), _("E-mail"), _("Known"), _("Fingerprint"))
        items = [_party(one) for one in found]
        answer(context, {"items": items, "total": len(items)}, lambda: table(heads, rows))

    @group.command("add-key", help=_("Trust somebody's key: compare its fingerprint by telephone first."))
    def add_key(
        line: Annotated[str, typer.Argument(help=_("The line, or a file that holds it."))],
        name: Annotated[str | None, typer.Option(help=_("Whose it is, in your words."))] = None,
    ) -> None:
        with context.services() as services:
            added = services.bundles.add_key(line, name)
        said = _("{name} can send bundles to this laptop now, and get them. Fingerprint: {print}")
        answer(context, _party(added), lambda: [said.format(name=added.name, print=added.fingerprint)])

    @group.command("forget-key", help=_("Trust a key that was added by hand no longer."))
    def forget_key(name: Annotated[str, typer.Argument(help=_("Its name or fingerprint."))]) -> None:
        with context.services() as services:
            gone = services.bundles.forget_key(name)
        answer(context, _party(gone), lambda: [_("{name} is not trusted any more.").format(name=gone.name)])


def _register_carrying(group: typer.Typer, context: Context) -> None:
    @group.command("carry", help=_("Keep a bundle for somebody else, unread, to hand it on."))
    def carry(file: File) -> None:
        with context.services() as services:
            kept = services.bundles.carry(file)
        whom = ", ".join(one.name for one in kept.recipients)
        document = {"name": kept.name, "to": [_party(one) for one in kept.recipients]}
        answer(
            context, document, lambda: [_("{name} is carried for {whom}.").format(name=kept.name, whom=whom)]
        )

    @group.command("carried", help=_("What this laptop carries for others."))
    def carried() -> None:
        with context.services() as services:
            found = services.bundles.carried()
        items = [
            {
                "name": one.name,
                "size_bytes": one.size_bytes,
                "complete": one.is_whole,
                "to": [_party(who) for who in one.recipients],
            }
            for one in found
        ]
        rows = [(one.name, ", ".join(who.name for who in one.recipients), one.size_bytes) for one in found]
        heads = (_("Name"), _("For"), _("Bytes"))
        answer(context, {"items": items, "total": len(items)}, lambda: table(heads, rows))

    @group.command("hand-on", help=_("Write a carried bundle out as it is."))
    def hand_on(
        name: Annotated[str, typer.Argument(help=_("As carried lists it."))],
        out: Out,
        keep: Annotated[bool, typer.Option("--keep", help=_("Carry it on all the same."))] = False,
    ) -> None:
        require_free(out)
        with context.services() as services:
            services.bundles.hand_on(name, out)
            if not keep:
                services.bundles.drop(name)
        answer(context, {"file": out}, lambda: [_("Written: {file}").format(file=out)])


def _party(one: PartyRecord) -> dict[str, Any]:
    """The server is called by one word in every language, the one that --to takes."""
    name = SERVER_WORD if one.kind == "server" else one.name
    return {"name": name, "email": one.email, "kind": one.kind, "fingerprint": one.fingerprint}


def _kind_word(one: PartyRecord) -> str:
    if one.is_revoked:
        return _("may no longer sync")
    words = {
        "server": _("the server itself"),
        "colleague": _("by the server"),
        "added": _("added by hand"),
    }
    return words.get(one.kind, "")


def _look_document(look: BundleLook) -> dict[str, Any]:
    return {
        "file": look.path,
        "size_bytes": look.size_bytes,
        "complete": look.is_whole,
        "for_this_laptop": look.is_for_us,
        "to": [_party(one) for one in look.recipients],
        "from": _party(look.sender) if look.sender else None,
        "made_at": look.made_at,
        "new": look.new,
        "known": look.known,
        "receipts": look.receipts,
        "kinds": {one.table: one.count for one in look.kinds},
        "file_bytes": look.file_bytes,
        "missing": {"changes": look.missing_changes, "chunks": look.missing_chunks},
    }


def _look_lines(look: BundleLook) -> list[str]:
    whom = ", ".join(one.name for one in look.recipients)
    if not look.is_for_us:
        lines = [_("For {whom}; this laptop cannot open it.").format(whom=whom)]
        return lines if look.is_whole else [*lines, _("The file breaks off.")]
    lines = [
        _("From {sender}, for {whom}.").format(sender=look.sender.name if look.sender else "", whom=whom),
        _("{new} new changes, {known} known ones, {receipts} receipts.").format(
            new=look.new, known=look.known, receipts=look.receipts
        ),
        *(f"  {kind_word(one.table)}: {one.count}" for one in look.kinds),
    ]
    return lines if look.is_whole else [*lines, _missing(look.missing_changes, look.missing_chunks)]


def _import_document(taken: ImportRecord) -> dict[str, Any]:
    names = ("taken", "known", "refused", "gaps", "strange", "receipts", "files", "conflicts")
    return {
        "bundle": taken.bundle,
        "from": _party(taken.sender),
        "made_at": taken.made_at,
        **{name: getattr(taken, name) for name in names},
        "complete": taken.is_whole,
        "missing": {"changes": taken.missing_changes, "chunks": taken.missing_chunks},
    }


def _import_lines(taken: ImportRecord) -> list[str]:
    lines = [
        _(
            "From {sender}: {taken} changes, {files} files, {receipts} receipts; {conflicts} to decide."
        ).format(
            sender=taken.sender.name,
            taken=taken.taken,
            files=taken.files,
            receipts=taken.receipts,
            conflicts=taken.conflicts,
        )
    ]
    if taken.known:
        lines.append(_("{count} changes were here already.").format(count=taken.known))
    if taken.refused:
        lines.append(
            _("{count} changes were not taken: the sender's role does not allow them.").format(
                count=taken.refused
            )
        )
    if taken.gaps:
        lines.append(
            _("{count} changes follow on an earlier bundle. Take that in first, then this one again.").format(
                count=taken.gaps
            )
        )
    if taken.strange:
        lines.append(
            _("{count} changes or receipts belong to a copy of a store and were not taken.").format(
                count=taken.strange
            )
        )
    return lines if taken.is_whole else [*lines, _missing(taken.missing_changes, taken.missing_chunks)]


def _missing(changes: int, chunks: int) -> str:
    return _(
        "The file breaks off: {changes} changes and {chunks} pieces of files are missing. Copy it again; what came is kept."
    ).format(changes=changes, chunks=chunks)
