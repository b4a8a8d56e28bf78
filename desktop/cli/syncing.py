"""milepost enrol, sync, quarantine: this store and the regional server."""

from typing import Annotated

import typer

from desktop.cli.context import Context
from desktop.cli.output import answer, table, terminal_progress
from desktop.i18n import _, ngettext


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

    aside = typer.Typer(help=_("What the server set aside."), no_args_is_help=True)
    app.add_typer(aside, name="quarantine")
    _register_quarantine(aside, context)


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
