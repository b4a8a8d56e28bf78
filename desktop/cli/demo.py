"""milepost demo: writes the invented region into a profile of its own and runs the main job once."""

import shutil
from pathlib import Path
from typing import Annotated

import typer

from desktop.cli.context import Context
from desktop.cli.output import answer, say, terminal_progress
from desktop.errors import BadInput
from desktop.i18n import _
from desktop.paths import default_store


def register(app: typer.Typer, context: Context) -> None:
    @app.command("demo", help=_("Make an invented region to look around in, and run the whole job once."))
    def demo(
        out: Annotated[Path | None, typer.Option(help=_("Folder of the demo's store."))] = None,
        projects: Annotated[int, typer.Option(min=1, max=2000, help=_("How many projects."))] = 40,
        visits: Annotated[int, typer.Option(min=0, max=100_000, help=_("How many visits."))] = 150,
        seed: Annotated[int, typer.Option(help=_("The same seed makes the same region."))] = 7,
        data_only: Annotated[
            bool, typer.Option("--data-only", help=_("Make the region, leave out the job."))
        ] = False,
    ) -> None:
        from desktop.services.demo.service import make_demo_store

        folder = out.expanduser() if out is not None else _folder(context)
        clock = context.program.clock
        _make_room(folder)
        say(
            _("Region: {projects} projects and {visits} visits in ten countries").format(
                projects=projects, visits=visits
            )
        )
        made = make_demo_store(
            folder,
            clock,
            terminal_progress(),
            passphrase=context.passphrase(asking=False),
            projects=projects,
            visits=visits,
            seed=seed,
        )
        document: dict[str, object] = {
            "store": made.folder,
            "passphrase_file": made.passphrase_file,
            "records": made.rows,
        }
        if not data_only:
            from desktop.services.demo.job import Places, run_job

            report = run_job(made, clock, say)
            places = Places(store=made.folder)
            document |= {
                "visit": report.visit,
                "report": report.pdf,
                "pages": report.pages,
                "pushed": report.pushed,
                "pulled": report.pulled,
                "conflicts_settled": report.conflicts_settled,
                "conflicts_open": report.conflicts_open,
                "equal": report.equal,
                "colleague": places.colleague,
                "server": places.server,
            }
        answer(context, document, lambda: _lines(document))
        if document.get("equal") is False:
            raise typer.Exit(1)


def _folder(context: Context) -> Path:
    """The store that was named, else one of its own beside the person's."""
    chosen = context.options.store
    return chosen if chosen != default_store() else default_store().with_name("demo")


def _make_room(folder: Path) -> None:
    """An earlier demo is set aside, and only the one before it goes. Raises BadInput for a store of real work."""
    parts = [
        folder,
        *(folder.with_name(f"{folder.name}-{part}") for part in ("colleague", "server", "files")),
    ]
    from desktop.services.demo.service import mark_of

    there = [part for part in parts if part.exists() and any(part.iterdir())]
    if there and not mark_of(folder).exists():
        raise BadInput(
            _("{folder} is there already and is no demo.").format(folder=there[0]),
            _("Name another folder with --store; nothing was changed."),
        )
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        for part in there:
            _require_closed(part)
        for part in there:
            before = part.with_name(f"{part.name}.before")
            shutil.rmtree(before, ignore_errors=True)
            part.rename(before)
        secret = folder.with_name(f"{folder.name}-passphrase.txt")
        if secret.exists():
            secret.replace(folder.with_name(f"{folder.name}.before-passphrase.txt"))
    except OSError as problem:
        raise BadInput(
            _("The folder {folder} cannot be written.").format(folder=folder.parent),
            _("Choose another folder with --store."),
        ) from problem


def _require_closed(part: Path) -> None:
    """A demo that is open in a window stays where it is."""
    from filelock import FileLock, Timeout

    lock = part / "store.lock"
    if not lock.exists():
        return
    try:
        with FileLock(str(lock), timeout=0):
            pass
    except Timeout as problem:
        raise BadInput(
            _("The demo is open in another Milepost."), _("Close it first, then run the demo again.")
        ) from problem


def _lines(document: dict[str, object]) -> list[str]:
    lines = [_("The demo store: {folder}").format(folder=document["store"])]
    if document["passphrase_file"] is not None:
        lines.append(
            _("Its passphrase was made up and is in {file}; that is good enough for demo data alone.").format(
                file=document["passphrase_file"]
            )
        )
    if "report" in document:
        lines += [
            _("The report of visit {visit}: {file}").format(visit=document["visit"], file=document["report"]),
            _("The server's data: {folder}").format(folder=document["server"]),
            _("Open it in the window: milepost --store {folder}").format(folder=document["store"]),
        ]
    return lines
