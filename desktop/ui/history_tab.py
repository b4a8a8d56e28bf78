"""The history of one record and its parts, read in the background when the tab is looked at."""

from uuid import UUID

from PySide6.QtGui import QShowEvent

from desktop.errors import UserError
from desktop.i18n import _
from desktop.services.history.records import ToldChange
from desktop.ui.history_lines import history_lines, left_out
from desktop.ui.shell import Shell
from desktop.ui.widgets.history_list import HistoryList


class HistoryTab(HistoryList):
    """Call `tell_of` whenever the record was read anew; nothing is read while the tab is hidden."""

    def __init__(self, shell: Shell, object_name: str) -> None:
        super().__init__(object_name, open_conflicts=lambda: shell.go_to("sync"))
        self._shell = shell
        self._record: UUID | None = None
        self._is_stale = False

    def tell_of(self, record_id: UUID | None) -> None:
        if record_id != self._record:
            self._record = record_id
            self.show_lines(())
        self._is_stale = True
        if self.isVisible():
            self._read()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._read()

    def _read(self) -> None:
        self._is_stale = False
        wanted, history = self._record, self._shell.services.history
        if wanted is None:
            return
        self._shell.jobs.start(
            lambda _progress: history.told(wanted),
            done=lambda told: self._told(wanted, told),
            failed=lambda problem: self._not_told(wanted, problem),
            title=_("Reading the history"),
        )

    def _told(self, record_id: UUID, changes: tuple[ToldChange, ...]) -> None:
        if record_id == self._record:
            self.show_lines(history_lines(changes, self._shell.services.clock()), left_out(changes))

    def _not_told(self, record_id: UUID, problem: UserError) -> None:
        if record_id == self._record:
            self.show_problem(problem)
