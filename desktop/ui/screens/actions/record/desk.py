"""The action point on the desk; free of Qt."""

from collections.abc import Callable
from uuid import UUID

from desktop.errors import NotFound, UserError
from desktop.services.actions.records import ActionRecord
from desktop.ui.saving import Saving
from desktop.ui.shell import Shell


class ActionDesk:
    """Holds the open action point; tells its view when it was read anew."""

    def __init__(self, shell: Shell) -> None:
        self.shell = shell
        self.saving = Saving(shell)
        self.action: ActionRecord | None = None
        self._listener: Callable[[ActionRecord], None] = lambda _action: None
        self._flush: Callable[[], None] = lambda: None

    def watch(self, listener: Callable[[ActionRecord], None]) -> None:
        self._listener = listener
        if self.action is not None:
            listener(self.action)

    def on_flush(self, flush: Callable[[], None]) -> None:
        self._flush = flush

    def flush(self) -> None:
        self._flush()

    def open(self, action_id: UUID) -> bool:
        """False when it is gone."""
        if self.action is not None and self.action.row.id != action_id:
            self.flush()
            self.saving.leave()
        try:
            self.action = self.shell.services.actions.get(action_id)
        except NotFound:
            self.action = None
            return False
        self._listener(self.action)
        return True

    def reload(self) -> bool:
        return self.action is not None and self.open(self.action.row.id)

    def close(self) -> None:
        self.action = None

    def keep(
        self,
        field: str,
        save: Callable[[ActionRecord, str], object],
        *,
        refused: Callable[[UserError], None] | None = None,
    ) -> bool:
        action = self.action
        if action is None:
            return False
        return self.saving.keep(
            f"{action.row.id}/{field}", lambda token: save(action, token), refused=refused
        )
