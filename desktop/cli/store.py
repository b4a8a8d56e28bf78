"""milepost init, recover, backup, restore, verify, doctor: the store itself."""

from pathlib import Path
from typing import Annotated

import typer

from desktop.cli.context import Context, read_passphrase
from desktop.cli.files import require_free
from desktop.cli.output import answer
from desktop.i18n import _
from desktop.services.accounts import service as accounts


def register(app: typer.Typer, context: Context) -> None:
    @app.command("init", help=_("Make a new empty store; refuses where one exists."))
    def init(
        office: Annotated[str | None, typer.Option(help=_("Code of your office."))] = None,
        user: Annotated[str, typer.Option(help=_("Your name."))] = "",
        email: Annotated[str | None, typer.Option(help=_("Your e-mail address."))] = None,
        recovery_file: Annotated[
            Path | None, typer.Option(help=_("Where to write the recovery file; keep it elsewhere."))
        ] = None,
    ) -> None:
        if recovery_file is not None:
            require_free(recovery_file)
        made = accounts.create_store(
            context.options.store,
            passphrase=context.passphrase(asking=True),
            name=user,
            email=email,
            office_code=office,
            clock=context.program.clock,
            recovery_file=recovery_file,
        )
        document = {"store": made.folder, "in_keyring": made.in_keyring, "recovery_file": recovery_file}
        answer(context, document, lambda: _init_lines(made.folder, recovery_file))

    @app.command("recover", help=_("Set a new passphrase with the recovery file."))
    def recover(
        file: Annotated[Path, typer.Option(help=_("The recovery file."))],
        new_passphrase_file: Annotated[Path, typer.Option(help=_("A file with the new passphrase."))],
    ) -> None:
        accounts.recover(
            context.options.store,
            secret=accounts.read_recovery_file(file),
            new_passphrase=read_passphrase(new_passphrase_file),
        )
        answer(
            context, {"recovered": True}, lambda: [_("The passphrase is changed. Your work is as it was.")]
        )


def _init_lines(folder: Path, recovery_file: Path | None) -> list[str]:
    lines = [_("The store is ready in {folder}.").format(folder=folder)]
    if recovery_file is None:
        lines.append(_("Without a recovery file a lost passphrase means a lost store."))
    else:
        lines.append(_("Keep {name} away from this laptop.").format(name=recovery_file.name))
    return lines
