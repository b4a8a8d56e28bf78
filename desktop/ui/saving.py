"""Saves as one types: groups the saves of one field, says what went wrong, keeps trying what may yet go right."""

from collections.abc import Callable
from uuid import uuid4

from desktop.errors import StoreProblem, UserError
from desktop.ui.shell import Shell


class Saving:
    """One of these for each open record; free of Qt."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        self._field = ""
        self._token = ""
        self._unsaved: dict[str, Callable[[str], object]] = {}
        """What each field could not save, the newest of each."""

    def token(self, field: str) -> str:
        """The editing session: the same until another field is edited."""
        if field != self._field:
            self._field, self._token = field, uuid4().hex
        return self._token

    def leave(self) -> None:
        """The field was left: what comes next is a session of its own."""
        self._field = ""

    def keep(
        self,
        field: str,
        save: Callable[[str], object],
        *,
        refused: Callable[[UserError], None] | None = None,
    ) -> bool:
        """Call `save(token)`. A store that cannot write now is tried again by the red bar; the rest is said.

        `refused` shows what is wrong beside the field, where there is one.
        """
        self._unsaved.pop(field, None)
        try:
            save(self.token(field))
        except StoreProblem as problem:
            self._unsaved[field] = save
            self._shell.not_saved(problem, self._again)
            return False
        except UserError as problem:
            (refused or self._shell.show_problem)(problem)
            return False
        return True

    def _again(self) -> None:
        kept = [self.keep(field, save) for field, save in tuple(self._unsaved.items())]
        if any(kept):
            self._shell.saved()
