"""The visit on the desk: what head and tabs share; free of Qt."""

from collections.abc import Callable
from uuid import UUID

from desktop.errors import NotFound, UserError
from desktop.services.roster import Services
from desktop.services.visits.records import VisitRecord
from desktop.ui.saving import Saving
from desktop.ui.shell import Shell

Listener = Callable[[VisitRecord], None]


class _Watcher:
    """One who watches: told at once while seen, else when seen again."""

    def __init__(self, tell: Listener, is_seen: Callable[[], bool]) -> None:
        self.tell, self.is_seen = tell, is_seen
        self.is_behind = False


class VisitDesk:
    """Holds the open visit; tells everyone who watches when it was read anew."""

    def __init__(self, shell: Shell) -> None:
        self.shell = shell
        self.saving = Saving(shell)
        self.visit: VisitRecord | None = None
        self._watchers: list[_Watcher] = []
        self._flushers: list[Callable[[], None]] = []

    @property
    def services(self) -> Services:
        return self.shell.services

    def watch(self, listener: Listener, is_seen: Callable[[], bool] = lambda: True) -> None:
        """Hear of each reading; at once where a visit already lies here. A tab out of sight waits for `wake`."""
        self._watchers.append(_Watcher(listener, is_seen))
        if self.visit is not None:
            listener(self.visit)

    def wake(self) -> None:
        """Another tab came to the front: it is told what it missed."""
        for watcher in tuple(self._watchers):
            if watcher.is_behind and watcher.is_seen() and self.visit is not None:
                watcher.is_behind = False
                watcher.tell(self.visit)

    def on_flush(self, flush: Callable[[], None]) -> None:
        self._flushers.append(flush)

    def flush(self) -> None:
        """What is typed goes to the store now."""
        for flush in self._flushers:
            flush()

    def open(self, visit_id: UUID) -> bool:
        """Lay a visit on the desk; False when it is gone."""
        if self.visit is not None and self.visit.row.id != visit_id:
            self.flush()
            self.saving.leave()
        try:
            self.visit = self.services.visits.get(visit_id)
        except NotFound:
            self.visit = None
            return False
        for watcher in tuple(self._watchers):
            watcher.is_behind = not watcher.is_seen()
            if not watcher.is_behind:
                watcher.tell(self.visit)
        return True

    def reload(self) -> bool:
        return self.visit is not None and self.open(self.visit.row.id)

    def close(self) -> None:
        self.visit = None

    def keep(
        self,
        field: str,
        save: Callable[[VisitRecord, str], object],
        *,
        refused: Callable[[UserError], None] | None = None,
    ) -> bool:
        """Save one thing of the open visit, joined with the saves of the same field before it."""
        visit = self.visit
        if visit is None:
            return False
        name = f"{visit.row.id}/{field}"
        return self.saving.keep(name, lambda token: save(visit, token), refused=refused)

    def do(self, act: Callable[[VisitRecord], object]) -> bool:
        """One deed of its own, not part of any typing."""
        self.saving.leave()
        return self.keep("", lambda visit, _token: act(visit))
