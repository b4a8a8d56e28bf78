"""milepost backup, restore, verify, doctor."""

from pathlib import Path
from typing import Annotated

import typer

from desktop.cli.context import Context
from desktop.cli.output import answer, say, terminal_progress
from desktop.i18n import _
from desktop.services.upkeep import service as upkeep


def register(app: typer.Typer, context: Context) -> None:
    @app.command("backup", help=_("Make an encrypted, checked copy of the store."))
    def backup() -> None:
        with context.services() as services:
            made = services.upkeep.back_up()
        answer(context, made, lambda: [_("Backup made and checked: {path}").format(path=made.path)])

    @app.command("verify", help=_("Check that a backup opens and is whole (default: the newest)."))
    def verify(file: Annotated[Path | None, typer.Argument()] = None) -> None:
        with context.services() as services:
            checked = services.upkeep.verify(file)
        answer(context, checked, lambda: [_("The backup {name} is whole.").format(name=checked.path.name)])

    @app.command("restore", help=_("Put a checked backup in the store's place; the present store is kept."))
    def restore(file: Annotated[Path, typer.Argument()]) -> None:
        passphrase = context.passphrase(asking=context.program.needs_passphrase(context.options.store))
        kept = upkeep.restore(context.options.store, file, passphrase=passphrase, clock=context.program.clock)
        document = {"restored": file, "kept": kept}
        answer(
            context,
            document,
            lambda: [
                _("Restored. The store as it was is kept in {path}.").format(path=kept)
                if kept
                else _("Restored.")
            ],
        )

    @app.command("doctor", help=_("Look the store over: file, references, change log, attachments, disk."))
    def doctor() -> None:
        with context.services() as services:
            checks = services.upkeep.examine(terminal_progress())
        for check in checks:
            if not check.ok:
                say(check.sentence)
        document = {"ok": all(check.ok for check in checks), "checks": checks}
        answer(
            context,
            document,
            lambda: [f"{check.name}: {_('in order') if check.ok else _('look at this')}" for check in checks],
        )
        if not document["ok"]:
            raise typer.Exit(1)
