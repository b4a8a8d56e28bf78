"""What can go wrong, in the user's words."""

import errno
import re

from desktop.i18n import _

LONGEST_WORD, LONGEST_SENTENCE = 160, 1000
_JOINERS = "\u200c\u200d"
"""Persian and emoji need them."""


class UserError(Exception):
    """A problem a person can act on: `what` happened and `what_now` to do about it."""

    exit_code = 2

    def what(self) -> str:
        return str(self.args[0]) if self.args else _("This could not be done.")

    def what_now(self) -> str:
        return ""

    def sentence(self) -> str:
        """Both parts in one line, for the command line."""
        return f"{self.what()} {self.what_now()}".strip()


class Said(UserError):
    """A problem whose two sentences are known where it is raised (already translated)."""

    def __init__(self, what: str, what_now: str = "", *, exit_code: int = 2) -> None:
        super().__init__(what)
        self._what, self._what_now = readable(what), readable(what_now)
        self.exit_code = exit_code

    def what(self) -> str:
        return self._what

    def what_now(self) -> str:
        return self._what_now


class BadInput(Said):
    """What was given cannot be used; nothing was changed (exit code 2)."""


class NotFound(Said):
    """A record that is not in this store (exit code 2)."""


class StoreProblem(Said):
    """The store is locked, damaged, or the key is wrong (exit code 3)."""

    def __init__(self, what: str, what_now: str = "") -> None:
        super().__init__(what, what_now, exit_code=3)


class NetworkProblem(Said):
    """The server or the line to it failed; nothing here is lost (exit code 4)."""

    def __init__(self, what: str, what_now: str = "") -> None:
        super().__init__(what, what_now, exit_code=4)


class Refused(Said):
    """A role or a state forbids it (exit code 5)."""

    def __init__(self, what: str, what_now: str = "") -> None:
        super().__init__(what, what_now, exit_code=5)


class Unexpected(UserError):
    """A defect of the program itself; details are in the log."""

    exit_code = 2

    def what(self) -> str:
        return _("Something went wrong inside Milepost.")

    def what_now(self) -> str:
        return _("Your saved work is safe. The details are in the log; please send it to your office.")


def of_the_system(problem: OSError) -> StoreProblem:
    """The sentence for a file the system would not give or take; nothing half written is kept."""
    name = str(problem.filename or "")
    if problem.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return StoreProblem(
            _("The disk is full, so this could not be saved."),
            _("Free some space and try again; everything saved before is safe."),
        )
    if problem.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return StoreProblem(
            _("{name} cannot be written: the system does not allow it.").format(name=name or _("The file")),
            _("Check the permissions of the folder; nothing was changed."),
        )
    return StoreProblem(
        _("{name} could not be used: {reason}.").format(
            name=name or _("A file"), reason=problem.strerror or type(problem).__name__
        ),
        _("Check the name, the folder and the disk, then try again."),
    )


def readable(text: str) -> str:
    """One line that a terminal and a dialog can show, whatever was quoted in it: a paste, escape codes, half letters."""
    line = "".join(char if char.isprintable() or char in _JOINERS else " " for char in text)
    line = re.sub(rf"\S{{{LONGEST_WORD},}}", lambda word: _cut(word[0], LONGEST_WORD), " ".join(line.split()))
    return _cut(line, LONGEST_SENTENCE)


def _cut(text: str, limit: int) -> str:
    """The beginning and the end, where it is longer: what went wrong often stands at the end."""
    if len(text) <= limit:
        return text
    return f"{text[: limit * 3 // 4]}…{text[-(limit // 4) :]}"
