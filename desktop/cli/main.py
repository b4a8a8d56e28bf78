"""Parses the command line, runs one command, turns every outcome into a sentence and an exit code."""

import logging
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import Any

import typer
from typer.exceptions import TyperException

from desktop import i18n
from desktop.cli.context import Context, Globals, Program
from desktop.cli.help_words import speak_help, usage_words
from desktop.cli.output import say
from desktop.errors import LONGEST_SENTENCE, BadInput, Unexpected, UserError, of_the_system, readable
from desktop.i18n import _
from desktop.paths import default_store
from desktop.progress import Cancelled

GROUPS = (
    "store",
    "upkeep",
    "syncing",
    "bundles",
    "conflicts",
    "history",
    "search",
    "imports",
    "projects",
    "results",
    "visits",
    "forms",
    "actions",
    "reports",
    "demo",
)
"""Modules of this room that register commands: each has `register(app, context)`."""

WITH_VALUE = {"--store", "--passphrase-file", "--lang"}
CANCELLED = 130


def run(arguments: Sequence[str], program: Program) -> int:
    """The whole life of one command; answers its exit code (design: cli)."""
    try:
        if list(arguments) in (["--version"], ["version"]):
            return _tell_version()
        speak_unicode()
        options, rest = read_globals(arguments)
        _speak(options.lang or os.environ.get("MILEPOST_LANG", "en"))
        code = _run(Context(program, options), rest)
        sys.stdout.flush()  # here, so that a full disk or a closed pipe is still told
        return code
    except (KeyboardInterrupt, Cancelled):
        say(_("Cancelled; nothing is half done."))
        return CANCELLED
    except UserError as problem:
        say(problem.sentence())
        return problem.exit_code
    except BrokenPipeError:
        _forget_stdout()
        return 0
    except OSError as refused:
        _forget_stdout()
        said = of_the_system(refused)
        say(said.sentence())
        return said.exit_code
    except Exception as bug:  # the outer door: a person never sees a traceback
        logging.getLogger(__name__).exception("command failed")
        say(Unexpected(bug).sentence())
        return Unexpected.exit_code


def _speak(language: str) -> None:
    """An unknown language is told, and the command goes on in English: its answer is the same in all of them."""
    is_known = i18n.has_language(language)
    i18n.use_language(language if is_known else "en")
    if not is_known:
        told = _("Milepost does not speak {language}, so it speaks English. It speaks: {codes}.")
        say(readable(told.format(language=language, codes=", ".join(i18n.LANGUAGES))))


def speak_unicode() -> None:
    """A pipe on Windows or an old locale has a narrow encoding; an answer is UTF-8, and half letters never stop it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _forget_stdout() -> None:
    """What could not be written is not tried again at the exit, where Python would complain about it."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _tell_version() -> int:
    from desktop.services.upkeep.diagnostics import program_version

    print(f"Milepost {program_version()}")
    return 0


def _run(context: Context, rest: Sequence[str]) -> int:
    app = make_app(context)
    command = typer.main.get_command(app)
    speak_help(command)
    try:
        code = command.main(args=list(rest), prog_name="milepost", standalone_mode=False)
    except typer.Abort as stopped:
        raise Cancelled from stopped
    except TyperException as wrong:
        _show_usage(wrong)
        return 2
    except typer.Exit as done:
        code = done.exit_code
    if code == CANCELLED:  # what typer makes of Ctrl-C
        raise Cancelled
    return code if isinstance(code, int) else 0


def _show_usage(wrong: TyperException) -> None:
    """With its usage line, where the exception knows it; who gave no words at all is shown the help itself."""
    context: Any = getattr(wrong, "ctx", None)
    if type(wrong).__name__ == "NoArgsIsHelpError":
        page = wrong.format_message()
    elif context is None:
        page = usage_words(wrong)
    else:
        asked = f"{context.command_path} {context.help_option_names[0]}"
        hint = _("Look it up: {command}").format(command=asked)
        page = f"{context.get_usage()}\n{hint}\n\n{usage_words(wrong)}"
    for line in page.splitlines():
        say(line if len(line) < LONGEST_SENTENCE and line.isprintable() else readable(line))


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
            if not values[name]:  # an unset variable in a script must not mean the default store
                raise BadInput(_("The option {name} needs a value.").format(name=name))
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
