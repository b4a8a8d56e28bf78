"""milepost history, undo, redo, bin: who changed what, and taking it back."""

from collections.abc import Callable, Mapping
from typing import Annotated
from uuid import UUID

import typer

from desktop.cli.context import Context
from desktop.cli.output import answer, plain, say, shortened, table
from desktop.i18n import _
from desktop.services.field_words import field_word, kind_word
from desktop.services.history.records import ChangeRecord, TakenBack
from desktop.services.history.service import MADE
from desktop.services.history.words import told_redone, told_undone


def register(app: typer.Typer, context: Context) -> None:
    @app.command("history", help=_("Who changed what on a record, newest first."))
    def history(
        ref: Annotated[str, typer.Argument(help=_("A code, an id, or its beginning."))],
        field: Annotated[str | None, typer.Option(help=_("Only this field."))] = None,
    ) -> None:
        with context.services() as services:
            changes = services.history.of_reference(ref, field)
        document = {"items": [_item(change) for change in changes], "total": len(changes)}
        answer(context, document, lambda: _lines(changes))

    @app.command("undo", help=_("Take back your newest action, as new changes."))
    def undo() -> None:
        with context.services() as services:
            done = services.history.undo()
        _say(context, done, told_undone, _("There is nothing to take back."))

    @app.command("redo", help=_("Do again what undo took back last."))
    def redo() -> None:
        with context.services() as services:
            done = services.history.redo()
        _say(context, done, told_redone, _("There is nothing to do again."))

    bin_app = typer.Typer(help=_("Deleted records."), no_args_is_help=True)
    app.add_typer(bin_app, name="bin")

    @bin_app.command("list", help=_("What was deleted, newest first."))
    def list_bin() -> None:
        with context.services() as services:
            found = services.history.bin()
        items = [
            {"table": one.table, "id": one.id, "deleted_at": one.deleted_at, "words": one.words}
            for one in found
        ]
        rows = [(one.deleted_at.date(), one.table, one.words, one.id) for one in found]
        heads = (_("Deleted"), _("Kind"), _("What"), _("Id"))
        answer(context, {"items": items, "total": len(items)}, lambda: table(heads, rows))

    @bin_app.command("restore", help=_("Take a record out of the bin."))
    def restore(record: Annotated[str, typer.Argument(help=_("The id, or its beginning."))]) -> None:
        with context.services() as services:
            found = services.history.in_bin(record)
            services.history.restore(found.table, found.id)
        answer(context, {"restored": found.id}, lambda: [_("{what} is back.").format(what=found.words)])


def _item(change: ChangeRecord) -> dict[str, object]:
    return {
        "at": change.at,
        "who": change.who,
        "device": change.device,
        "field": change.field,
        "old": change.old,
        "new": change.new,
        "reason": change.reason,
        "state": change.state,
    }


def _lines(changes: tuple[ChangeRecord, ...]) -> list[str]:
    if not changes:
        return [_("Nothing has changed here yet.")]
    heads = (_("When"), _("Who"), _("Laptop"), _("What"), _("Before"), _("After"), _("Reason"), _("State"))
    rows = [
        (
            change.at.astimezone().strftime("%Y-%m-%d %H:%M"),
            change.who,
            change.device,
            _what(change),
            _short(change.table, change.old),
            _short(change.table, change.new),
            shortened(change.reason or ""),
            change.state,
        )
        for change in changes
    ]
    return table(heads, rows)


def _what(change: ChangeRecord) -> str:
    if change.field == MADE:
        return _("{kind} made").format(kind=kind_word(change.table))
    return field_word(change.table, change.field)


def _short(kind: str, value: object) -> str:
    """What stands in a cell; of columns that move together each with its name, but no bare ids."""
    if isinstance(value, Mapping):
        said = {name: one for name, one in value.items() if one not in (None, "", []) and not _is_id(one)}
        return shortened("; ".join(f"{field_word(kind, name)}: {plain(one)}" for name, one in said.items()))
    return "" if value is None else shortened(str(plain(value)))


def _is_id(value: object) -> bool:
    try:
        UUID(str(value))
    except ValueError:
        return False
    return True


def _say(context: Context, done: TakenBack | None, told: Callable[[TakenBack], str], nothing: str) -> None:
    if done is None:
        answer(context, {"action": None, "written": 0, "left": 0}, lambda: [nothing])
        return
    if context.options.json and (done.left or not done.written):
        say(told(done))
    answer(context, done, lambda: [told(done)])
    if done.left:
        raise typer.Exit(1)
