"""Parses the command line, runs one command, turns every outcome into a sentence and an exit code."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import typer
from typer.exceptions import TyperException

from desktop import i18n
from desktop.cli.context import Context, Globals, Program
from desktop.cli.output import say
from desktop.errors import BadInput, Unexpected, UserError
from desktop.i18n import _
from desktop.paths import default_store
from desktop.progress import Cancelled

GROUPS = (
    "store",
    "upkeep",
    "syncing",
    "history",
    "search",
    "imports",
    "projects",
    "results",
    "visits",
    "forms",
    "actions",
    "reports",
)
"""Modules of this room that register commands: each has `register(app, context)`."""

WITH_VALUE = {"--store", "--passphrase-file", "--lang"}
CANCELLED = 130


def run(arguments: Sequence[str], program: Program) -> int:
    """The whole life of one command; answers its exit code (design: cli)."""
    try:
        if list(arguments) in (["--version"], ["version"]):
            return _tell_version()
        options, rest = read_globals(arguments)
        i18n.use_language(options.lang or os.environ.get("MILEPOST_LANG", "en"))
        return _run(Context(program, options), rest)
    except (KeyboardInterrupt, Cancelled):
        say(_("Cancelled; nothing is half done."))
        return CANCELLED
    except UserError as problem:
        say(problem.sentence())
        return problem.exit_code
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except Exception as bug:  # noqa: BLE001 - the outer door: a person never sees a traceback
        import structlog

        structlog.get_logger().exception("command failed", error=type(bug).__name__)
        say(Unexpected(bug).sentence())
        return Unexpected.exit_code


def _tell_version() -> int:
    from desktop.services.upkeep.diagnostics import program_version

    print(f"Milepost {program_version()}")
    return 0


def _run(context: Context, rest: Sequence[str]) -> int:
    app = make_app(context)
    command = typer.main.get_command(app)
    try:
        code = command.main(args=list(rest), prog_name="milepost", standalone_mode=False)
    except typer.Abort:
        return CANCELLED
    except TyperException as wrong:
        _show_usage(wrong)
        return 2
    except typer.Exit as done:
        return done.exit_code
    return code if isinstance(code, int) else 0


def _show_usage(wrong: TyperException) -> None:
    """With its usage line, or the help itself, where the exception knows how."""
    show = getattr(wrong, "show", None)
    if show is None:
        say(wrong.format_message())
    else:
        show(file=sys.stderr)


def make_app(context: Context) -> typer.Typer:
    app = typer.Typer(
        name="milepost",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        help=_("Field monitoring of projects and their results, without internet."),
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    for name in GROUPS:
        import_module(f"desktop.cli.{name}").register(app, context)
    return app


def read_globals(arguments: Sequence[str]) -> tuple[Globals, list[str]]:
    """Take the global options out of the arguments, wherever they stand before a `--`."""
    values: dict[str, str] = {}
    as_json, rest = False, list[str]()
    waiting = list(arguments)
    while waiting:
        word = waiting.pop(0)
        name, equals, value = word.partition("=")
        if word == "--":
            rest += [word, *waiting]
            break
        if word == "--json":
            as_json = True
        elif name in WITH_VALUE and (equals or waiting):
            values[name] = value if equals else waiting.pop(0)
        elif name in WITH_VALUE:
            raise BadInput(_("The option {name} needs a value.").format(name=name))
        else:
            rest.append(word)
    store = values.get("--store") or os.environ.get("MILEPOST_STORE")
    secret = values.get("--passphrase-file")
    return (
        Globals(
            store=Path(store).expanduser() if store else default_store(),
            passphrase_file=Path(secret) if secret else None,
            json=as_json,
            lang=values.get("--lang"),
        ),
        rest,
    )
