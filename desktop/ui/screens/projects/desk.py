"""The project on the desk: what head and tabs share; free of Qt."""

from collections.abc import Callable
from uuid import UUID

from desktop.errors import NotFound, UserError
from desktop.services.projects.records import ProjectRecord
from desktop.services.results.records import Matrix
from desktop.services.roster import Services
from desktop.ui.saving import Saving
from desktop.ui.shell import Shell


class ProjectDesk:
    """Holds the open project and its matrix; tells everyone who watches when they were read anew."""

    def __init__(self, shell: Shell) -> None:
        self.shell = shell
        self.saving = Saving(shell)
        self.project: ProjectRecord | None = None
        self.matrix: Matrix | None = None
        self._listeners: list[Callable[[], None]] = []
        self._flushers: list[Callable[[], None]] = []

    @property
    def services(self) -> Services:
        return self.shell.services

    def watch(self, listener: Callable[[], None]) -> None:
        """Hear of each reading; at once where a project already lies here."""
        self._listeners.append(listener)
        if self.project is not None:
            listener()

    def on_flush(self, flush: Callable[[], None]) -> None:
        self._flushers.append(flush)

    def flush(self) -> None:
        """What is typed goes to the store now."""
        for flush in self._flushers:
            flush()

    def open(self, project_id: UUID) -> bool:
        """Lay a project on the desk; False when it is gone."""
        if self.project is not None and self.project.id != project_id:
            self.flush()
            self.saving.leave()
        try:
            project = self.services.projects.get(project_id)
            if project.deleted:
                self.project = self.matrix = None
                return False
            self.project, self.matrix = project, self.services.results.matrix(project_id)
        except NotFound:
            self.project = self.matrix = None
            return False
        for listener in tuple(self._listeners):
            listener()
        return True

    def reload(self) -> bool:
        return self.project is not None and self.open(self.project.id)

    def close(self) -> None:
        self.project = self.matrix = None

    def keep(
        self,
        field: str,
        save: Callable[[ProjectRecord, str], object],
        *,
        refused: Callable[[UserError], None] | None = None,
    ) -> bool:
        """Save one thing of the open project, joined with the saves of the same field before it."""
        project = self.project
        if project is None:
            return False
        return self.saving.keep(f"{project.id}/{field}", lambda token: save(project, token), refused=refused)

    def do(self, act: Callable[[ProjectRecord], object]) -> bool:
        """One deed of its own, not part of any typing."""
        self.saving.leave()
        return self.keep("", lambda project, _token: act(project))

    def undo(self) -> None:
        """Take the newest action back, for the Undo of a toast."""
        try:
            self.services.history.undo()
        except UserError as problem:
            self.shell.show_problem(problem)
