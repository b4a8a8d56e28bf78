"""milepost enrol, sync, quarantine: this store and the regional server."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Annotated

import typer

from desktop.cli.context import Context
from desktop.cli.output import answer, plain, say, table, terminal_progress
from desktop.i18n import _, ngettext
from desktop.services.syncing.records import LookRecord, MovedRecord, SyncReport
from desktop.services.syncing.sentences import silent_words, step_word
from desktop.settings.sync_settings import SyncSettings


def register(app: typer.Typer, context: Context) -> None:
    @app.command("enrol", help=_("Take a place on the server with a one-time code."))
    def enrol(url: Annotated[str, typer.Argument()], code: Annotated[str, typer.Argument()]) -> None:
        with context.services() as services:
            state = services.syncing.enrol(url, code, terminal_progress(), told=_silence_told())
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
        limit_kbps: Annotated[
            int | None,
            typer.Option("--limit-kbps", help=_("Kilobits a second for this run; 0 is no limit.")),
        ] = None,
        proxy: Annotated[
            str | None, typer.Option(help=_("For this run: system, none, or the proxy's address."))
        ] = None,
        check: Annotated[
            bool, typer.Option("--check", help=_("Only look at each step of the way to the server."))
        ] = False,
        check_copy: Annotated[
            bool,
            typer.Option(
                "--check-copy",
                help=_("Also hold all that is here against the server's, and mend what differs."),
            ),
        ] = False,
        small_files: Annotated[
            bool,
            typer.Option(
                "--small-files", help=_("Leave files over 256 KB for another run, such as on a paid line.")
            ),
        ] = False,
    ) -> None:
        with context.services() as services:
            settings = _of_this_run(services.syncing.settings(), limit_kbps, proxy)
            if check:
                _answer_look(context, services.syncing.look_at_the_way(settings))
                return
            report = services.syncing.sync(
                terminal_progress(),
                told=_silence_told(),
                settings=settings,
                check_copy=check_copy,
                only_small_files=small_files,
            )
        answer(
            context,
            report,
            lambda: _lines(report, check_copy=check_copy),
        )
        if report.quarantined or report.waiting or not all(one.is_whole for one in report.mended):
            raise typer.Exit(1)

    aside = typer.Typer(help=_("What the server set aside."), no_args_is_help=True)
    app.add_typer(aside, name="quarantine")
    _register_quarantine(aside, context)


def _silence_told() -> Callable[[MovedRecord], None]:
    """Says every ten seconds that the server has not answered, where no line of progress does."""
    last = 0

    def tell(moved: MovedRecord) -> None:
        nonlocal last
        tens = moved.silent_s // 10
        if tens > last and not sys.stderr.isatty():
            say(silent_words(tens * 10))
        last = tens

    return tell


def _lines(report: SyncReport, *, check_copy: bool) -> list[str]:
    done = _("{pushed} sent, {pulled} received, {conflicts} to decide, {files} files to go.").format(
        pushed=report.pushed,
        pulled=report.pulled,
        conflicts=report.conflicts,
        files=report.blobs_pending,
    )
    lines = [done, *(one.sentence for one in report.mended)]
    if check_copy and not report.compared:
        lines.append(_("The server is older and cannot say whether this laptop's copy is as its own."))
    elif check_copy and not report.mended:
        lines.append(_("This laptop's copy is as the server has it."))
    return lines


def _of_this_run(settings: SyncSettings, limit_kbps: int | None, proxy: str | None) -> SyncSettings:
    """The kept settings with what was typed; of a kept proxy the name and the password stay."""
    if limit_kbps is not None:
        settings = replace(settings, limit_kbps=limit_kbps)
    if proxy is None:
        return settings
    if proxy in ("system", "none"):
        return replace(settings, proxy="system" if proxy == "system" else "none")
    is_same = proxy == settings.proxy_address
    return replace(
        settings, proxy="manual", proxy_address=proxy, proxy_user=settings.proxy_user if is_same else ""
    )


def _answer_look(context: Context, looked: Sequence[LookRecord]) -> None:
    """Exit code 4 where a step failed."""
    items = [plain(one) | {"is_well": one.is_well} for one in looked]
    document = {"items": items, "well": all(one.is_well for one in looked)}
    words = {"ok": _("ok"), "failed": _("failed"), "not_looked": "-"}
    rows = [
        (step_word(one.step), words[one.state], f"{one.sentence} {one.remedy}".rstrip()) for one in looked
    ]
    answer(context, document, lambda: table((_("Step"), _("State"), _("What")), rows))
    if not document["well"]:
        raise typer.Exit(4)


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
    def retry(
        meant: Annotated[
            bool, typer.Option("--meant", help=_("Also what deletes a large part of a project: it is meant."))
        ] = False,
    ) -> None:
        with context.services() as services:
            count = services.syncing.retry(is_meant=meant)
        answer(
            context,
            {"retried": count},
            lambda: [
                ngettext(
                    "{count} change is offered again.", "{count} changes are offered again.", count
                ).format(count=count)
            ],
        )
