"""A table of scopes: what is unsent and since when, what waits, what is still to move."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.services.syncing.records import ScopeRecord
from desktop.ui import formats
from desktop.ui.change_words import moment_words
from desktop.ui.item_models import Cell, Column, RecordTable, RecordTableModel
from desktop.ui.shell import Shell
from desktop.ui.theme import Mark, Tone
from desktop.ui.widgets import EmptyState, StateStack, column, label, surface


class ScopesPane(QWidget):
    """Enter or a double click opens the project."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.setObjectName("sync_scopes")
        self.model: RecordTableModel[ScopeRecord] = RecordTableModel(self._columns(), [])
        self.table = RecordTable(self.model, "sync_scope_table", _("Project by project"), edge=16)
        self.table.opened.connect(self._open)
        self._stack = StateStack(self.table)
        bar = surface("bar")
        said = _("Each project is sent and taken by itself, and so is what a country or the region shares.")
        column(label(said, "small", wrap=True), margins=(16, 8, 16, 8), on=bar)
        column(bar, self._stack, gap=0, on=self)
        self.setFocusProxy(self.table)

    def _columns(self) -> list[Column[ScopeRecord]]:
        now = self._shell.services.clock
        return [
            Column(key="state", title=_("State"), cell=_state, width=170),
            Column(
                key="what",
                title=_("What"),
                cell=lambda one: Cell(text=one.title, before=one.code),
                width=300,
                stretch=True,
                sort_by=lambda one: (one.code, one.title),
            ),
            Column(
                key="unsent",
                title=_("Only here"),
                cell=lambda one: _count(one.unsent),
                width=100,
                end=True,
                sort_by=lambda one: one.unsent,
            ),
            Column(key="since", title=_("Since"), cell=lambda one: _since(one, now()), width=130),
            Column(
                key="open",
                title=_("To decide"),
                cell=lambda one: _count(one.conflicts),
                width=100,
                end=True,
                sort_by=lambda one: one.conflicts,
            ),
            Column(
                key="files",
                title=_("Files to move"),
                cell=_files,
                width=150,
                end=True,
                sort_by=lambda one: one.file_bytes,
            ),
            Column(
                key="position",
                title=_("Changes here"),
                cell=lambda one: _count(one.position),
                width=120,
                end=True,
                sort_by=lambda one: one.position,
            ),
        ]

    def show_scopes(self, scopes: Sequence[ScopeRecord]) -> None:
        if not scopes:
            sentence = _("Projects stand here once there are some, with what of each is on this laptop only.")
            self._stack.show_state(
                EmptyState("ph.folders", _("Nothing here yet"), sentence, object_name="no_scopes")
            )
            return
        self.model.set_rows(list(scopes))
        self._stack.show_content()

    def _open(self, scope: ScopeRecord) -> None:
        if scope.kind == "project":
            self._shell.go_to("projects", scope.scope_id)
        else:
            self._shell.notice(_("What is shared has no screen of its own."))


def _state(scope: ScopeRecord) -> Cell:
    if scope.aside:
        return Cell(mark=Mark(Tone.OFF_TRACK, _("Set aside"), "ph.warning-octagon-fill"))
    if scope.conflicts:
        return Cell(mark=Mark(Tone.CONFLICT, _("To decide"), "ph.git-fork"))
    if scope.unsent:
        return Cell(mark=Mark(Tone.AT_RISK, _("Only here"), "ph.laptop"))
    if scope.waiting:
        return Cell(mark=Mark(Tone.INFO, _("Sent, waits"), "ph.paper-plane-tilt"))
    if scope.files:
        return Cell(mark=Mark(Tone.INFO, _("Files to move"), "ph.image"))
    if not scope.position:
        return Cell(mark=Mark(Tone.NEUTRAL, _("Not synced yet"), "ph.circle-dashed"))
    return Cell(mark=Mark(Tone.ON_TRACK, _("The same on both"), "ph.check-circle-fill"))


def _count(number: int) -> Cell:
    return Cell(text=formats.number(number) if number else "", end=True)


def _since(scope: ScopeRecord, now: datetime) -> str:
    return moment_words(scope.oldest, now) if scope.oldest is not None else ""


def _files(scope: ScopeRecord) -> Cell:
    if not scope.files:
        return Cell(end=True)
    said = _("{count}, {size}").format(count=formats.number(scope.files), size=formats.size(scope.file_bytes))
    return Cell(text=said, end=True)
