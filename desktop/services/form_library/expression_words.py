"""What is wrong with an expression, in a sentence with its place."""

from collections.abc import Callable

from desktop.forms import ExpressionError
from desktop.i18n import _

_SENTENCES: dict[str, Callable[[], str]] = {
    "ends_early": lambda: _("The expression ends too early."),
    "unexpected": lambda: _("“{about}” is not expected here."),
    "expected": lambda: _("“{about}” is missing here."),
    "expected_name": lambda: _("A name is missing here."),
    "expected_path": lambda: _("A path is expected here."),
    "unreadable": lambda: _("“{about}” cannot be read as part of an expression."),
    "too_deep": lambda: _("Its brackets are nested too deeply."),
    "unknown_function": lambda: _("There is no function {about}."),
    "unknown_axis": lambda: _("There is no axis {about}."),
    "unknown_prefix": lambda: _("The prefix {about} stands for no namespace."),
    "arguments": lambda: _("{about} is given too few or too many arguments."),
    "no_context": lambda: _("The context {about} is not in the XML."),
    "bad_xml": lambda: _("The XML cannot be read: {about}."),
    "failed": lambda: _("It cannot be worked out: {about}."),
}


def expression_words(problem: ExpressionError) -> str:
    """For a person who writes forms; the column counts from 1, and is left out where there is none."""
    make = _SENTENCES.get(problem.code)
    words = make().format(about=problem.about[:200]) if make is not None else str(problem)
    return f"{words} {_('(column {column})').format(column=problem.column)}" if problem.column else words
