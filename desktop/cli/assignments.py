"""`field=value` words of a command line as a mapping."""

from collections.abc import Iterable

from desktop.errors import BadInput
from desktop.i18n import _


def read_assignments(words: Iterable[str]) -> dict[str, str]:
    """The value may hold further equal signs and may be empty. Raises BadInput for a word without any."""
    found: dict[str, str] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or not name.strip():
            raise BadInput(
                _("{word} is no assignment.").format(word=word[:60]),
                _("Write it as field=value, in quotation marks where it holds blanks."),
            )
        found[name.strip().replace("-", "_")] = value
    return found
