"""milepost enrol, sync, conflicts: this store and the regional server."""

from typing import Annotated

import typer

from desktop.cli.context import Context
from desktop.cli.output import answer, plain, table, terminal_progress
from desktop.errors import BadInput
from desktop.i18n import _, ngettext
from desktop.services.field_words import field_word
from desktop.services.syncing.records import ConflictRecord, SideCard, SideRecord

LONGEST_NUMBER = 6
"""Digits of a side's number; Python refuses to read one of thousands."""


def register(app: typer.Typer, context: Context) -> None:
    @app.command("enrol", help=_("Take a place on the server with a one-time code."))
    def enrol(url: Annotated[str, typer.Argument()], code: Annotated[str, typer.Argument()]) -> None:
        with context.services() as services:
            state = services.syncing.enrol(url, code)
            me = services.accounts.me()
        document = {
            "server": state.server,
            "enrolled": state.enrolled,
            "device": me.device_tag,
            "email": me.person.email,
            "roles": me.roles,
        }
        answer(context, document, lambda: [_("This laptop is {tag} now.").format(tag=me.device_tag)])

    @app.command("sync", help=_("Push and pull until nothing is left."))
    def sync(
        once: Annotated[bool, typer.Option("--once", help=_("The same; kept for scripts."))] = False,
    ) -> None:
        with context.services() as services:
            report = services.syncing.sync(terminal_progress())
        answer(
            context,
            report,
            lambda: [
                _("{pushed} sent, {pulled} received, {conflicts} to decide, {files} files to go.").format(
                    pushed=report.pushed,
                    pulled=report.pulled,
                    conflicts=report.conflicts,
                    files=report.blobs_pending,
                )
            ],
        )
        if report.quarantined or report.waiting:
            raise typer.Exit(1)

    group = typer.Typer(help=_("What two people said differently."), no_args_is_help=True)
    app.add_typer(group, name="conflicts")
    _register_conflicts(group, context)
    aside = typer.Typer(help=_("What the server set aside."), no_args_is_help=True)
    app.add_typer(aside, name="quarantine")
    _register_quarantine(aside, context)


def _register_conflicts(group: typer.Typer, context: Context) -> None:
    @group.command("list", help=_("All that wait for a decision."))
    def list_conflicts() -> None:
        with context.services() as services:
            found = services.syncing.conflicts()
        rows = [
            (
                one.id[:8],
                one.words,
                field_word(one.table, one.field),
                *(_short(one, side) for side in one.sides[:2]),
            )
            for one in found
        ]
        heads = (_("Id"), _("What"), _("Field"), _("Shown"), _("Other"))
        document = {"items": [_document(one) for one in found], "total": len(found)}
        answer(context, document, lambda: table(heads, rows))

    @group.command("show", help=_("One conflict, with every side."))
    def show(conflict: Annotated[str, typer.Argument(help=_("The id, or its beginning."))]) -> None:
        with context.services() as services:
            found = services.syncing.conflict(conflict)
        answer(context, _document(found), lambda: _side_lines(found))

    @group.command("resolve", help=_("Keep one side, or write a third value."))
    def resolve(
        conflict: Annotated[str, typer.Argument(help=_("The id, or its beginning."))],
        keep: Annotated[str | None, typer.Option(help=_("shown, other, or a side's number."))] = None,
        value: Annotated[
            str | None, typer.Option(help=_("A third value (JSON for a group of fields)."))
        ] = None,
        note: Annotated[str | None, typer.Option(help=_("Why; kept in the history."))] = None,
    ) -> None:
        if (keep is None) == (value is None):
            raise BadInput(_("Say either --keep or --value."))
        side = _side_number(keep) if keep is not None else None
        with context.services() as services:
            decided = services.syncing.resolve(conflict, keep=side, value=value, note=note)
        answer(context, {"resolved": decided.id}, lambda: [_("Decided: {what}.").format(what=decided.words)])


def _register_quarantine(group: typer.Typer, context: Context) -> None:
    @group.command("list", help=_("Changes that the server did not take, and why; they are kept here."))
    def list_aside() -> None:
        with context.services() as services:
            found = services.syncing.set_aside()
        items = [
            {
                "code": one.code,
                "sentence": one.sentence,
                "action": one.action,
                "at": one.at,
                "waiting": one.is_waiting,
                "records": [{"table": part.table, "id": part.record_id} for part in one.records],
            }
            for one in found
        ]
        rows = [(one.at.date(), one.records[0].title if one.records else "", one.sentence) for one in found]
        heads = (_("When"), _("What"), _("Why"))
        answer(context, {"items": items, "total": len(items)}, lambda: table(heads, rows))

    @group.command("retry", help=_("Offer them once more at the next sync."))
    def retry() -> None:
        with context.services() as services:
            count = services.syncing.retry()
        answer(
            context,
            {"retried": count},
            lambda: [
                ngettext(
                    "{count} change is offered again.", "{count} changes are offered again.", count
                ).format(count=count)
            ],
        )


def _side_number(keep: str) -> int:
    named = {"shown": 1, "other": 2}
    if keep in named:
        return named[keep]
    if keep.isdecimal() and len(keep) <= LONGEST_NUMBER:
        return int(keep)
    raise BadInput(_("--keep takes shown, other, or a side's number, not {word}.").format(word=keep))


def _document(conflict: ConflictRecord) -> dict[str, object]:
    return {
        "id": conflict.id,
        "table": conflict.table,
        "record": conflict.record_id,
        "field": conflict.field,
        "words": conflict.words,
        "sides": [_side_document(side) for side in conflict.sides],
    }


def _side_document(side: SideRecord) -> dict[str, object]:
    """What all laptops say alike of a side."""
    names = ("number", "value", "base", "who", "device", "at", "reason", "shown")
    return {name: getattr(side, name) for name in names}


def _side_lines(conflict: ConflictRecord) -> list[str]:
    lines = [f"{conflict.words} · {field_word(conflict.table, conflict.field)}"]
    for side in conflict.sides:
        shown = f" ({_('shown meanwhile')})" if side.shown else ""
        when = side.at.astimezone().strftime("%Y-%m-%d %H:%M")
        lines.append(f"{side.number}{shown}: {_short(conflict, side)} - {side.who}, {when}, {side.device}")
    return lines


def _short(conflict: ConflictRecord, side: SideCard) -> str:
    """What a side says, in one line; fields are named where several move together."""
    filled = [part for part in side.parts if part.value is not None]
    said = [str(plain(part.value)) for part in filled]
    if len(side.parts) > 1:
        said = [
            f"{field_word(conflict.table, part.field)} {words}"
            for part, words in zip(filled, said, strict=True)
        ]
    text = ", ".join(said).replace("\n", " ")
    return text if len(text) <= 60 else text[:59] + "…"
