"""What can go wrong, in the user's words."""

from desktop.i18n import _


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
        self._what, self._what_now = what, what_now
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
