"""The words of help pages and of usage errors in the person's language; Typer brings its own in English alone."""

import re
from collections.abc import Sequence
from typing import Any

from desktop.i18n import _

_EXTRAS = re.compile(r"\[(?P<parts>[^\[\]]+)\]\Z")
_NO_COMMAND = re.compile(r"No such command '(?P<name>.*)'\.\Z", re.DOTALL)
_TOO_MUCH = re.compile(r"Got unexpected extra argument\(?s?\)? \((?P<words>.*)\)\Z", re.DOTALL)
_NO_VALUE = re.compile(r"Option '(?P<name>[^']+)' requires (?:an argument|\d+ arguments)\.\Z")


def speak_help(command: Any) -> None:
    """From now on a command, and those below it, head and explain their pages in the person's language."""
    base: Any = command.context_class
    formatter: Any = base.formatter_class

    class Formatter(formatter):  # type: ignore[misc]  # whichever one Typer has
        def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
            super().write_usage(prog, args, _("Usage: ") if prefix is None else prefix)

        def write_heading(self, heading: str) -> None:
            super().write_heading(_heading(heading))

        def write_dl(self, rows: Sequence[tuple[str, str]], *given: int, **named: int) -> None:
            super().write_dl([(first, _explained(second)) for first, second in rows], *given, **named)

    class Context(base):  # type: ignore[misc]
        formatter_class = Formatter

    _give(command, Context)


def _give(command: Any, context: type) -> None:
    command.context_class = context
    command.options_metavar = _("[OPTIONS]")
    below = getattr(command, "commands", None)
    if below is not None:
        command.subcommand_metavar = _("COMMAND [ARGS]...")
        for one in below.values():
            _give(one, context)


def _heading(heading: str) -> str:
    return {"Options": _("Options"), "Arguments": _("Arguments"), "Commands": _("Commands")}.get(
        heading, heading
    )


def _explained(words: str) -> str:
    """What Typer says itself: the option that shows the page, and what stands in brackets at the end."""
    if words == "Show this message and exit.":
        return _("Show this page.")
    return _EXTRAS.sub(lambda match: f"[{'; '.join(map(_extra, match['parts'].split('; ')))}]", words)


def _extra(part: str) -> str:
    if part == "required":
        return _("required")
    name, colon, value = part.partition(": ")
    return _("default: {value}").format(value=value) if colon and name == "default" else part


def usage_words(wrong: Any) -> str:
    """What is wrong with the words of a command: one sentence, in Typer's own words where it is none of the known ones."""
    name, message = type(wrong).__name__, str(wrong.format_message())
    if name == "MissingParameter" and wrong.param is not None:
        missing = wrong.param.get_error_hint().strip("'\"")
        return _("{name} is missing.").format(name=missing)
    if name == "NoSuchOption":
        told = _("There is no option {name} here.").format(name=wrong.option_name)
        meant = ", ".join(sorted(wrong.possibilities or ()))
        return f"{told} {_('Perhaps: {names}.').format(names=meant)}" if meant else told
    if name == "BadParameter" and wrong.param is not None:
        option = wrong.param.get_error_hint().strip("'\"")
        return _bad_value(option, str(wrong.message))
    return _by_message(message)


def _by_message(message: str) -> str:
    if message == "Missing command.":
        return _("A command is missing.")
    found = _NO_COMMAND.match(message)
    if found:
        return _("There is no command {name} here.").format(name=found["name"])
    found = _TOO_MUCH.match(message)
    if found:
        return _("Nothing more is expected here: {words}.").format(words=found["words"])
    found = _NO_VALUE.match(message)
    if found:
        return _("The option {name} needs a value.").format(name=found["name"])
    return message


def _bad_value(option: str, reason: str) -> str:
    if "valid integer" in reason:
        return _("{name} takes a whole number.").format(name=option)
    if "valid number" in reason or "valid float" in reason:
        return _("{name} takes a number.").format(name=option)
    return _("{name} does not take this: {reason}").format(name=option, reason=reason)
