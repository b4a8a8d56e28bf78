"""The soft notice over an open record: a colleague changed another field meanwhile, and both are kept."""

from collections.abc import Sequence
from uuid import UUID

from desktop.i18n import _
from desktop.services.field_words import field_word
from desktop.services.syncing.records import ParallelRecord
from desktop.ui.shell import Change, Shell
from desktop.ui.widgets import SoftNotice

AFTER_A_RUN = frozenset({"sync_transactions"})
"""The area that changes with every run of sync; typing does not ask again."""


class ParallelNotice(SoftNotice):
    """Asks in the background, when a record is opened and after each sync. "Seen" takes it away."""

    def __init__(self, shell: Shell, object_name: str) -> None:
        super().__init__(object_name)
        self._shell = shell
        self._record_id: UUID | None = None
        self._told: tuple[ParallelRecord, ...] = ()
        self.followed.connect(self._seen)
        self._unwatch = shell.watch(AFTER_A_RUN, self._after_a_run)
        self.hide()

    def tell_of(self, record_id: UUID | None) -> None:
        """The record that is open, its parts included."""
        if record_id != self._record_id:
            self._record_id = record_id
            self._show(())
            self._ask()

    def _after_a_run(self, _changed: Change) -> None:
        self._ask()

    def _ask(self) -> None:
        record_id, syncing = self._record_id, self._shell.services.syncing
        if record_id is None:
            return
        self._shell.jobs.start(
            lambda _progress: tuple(one for one in syncing.parallel_edits() if _is_of(one, record_id)),
            done=lambda told: self._show(told) if record_id == self._record_id else None,
            failed=lambda _problem: None,  # a notice that asks for nothing is not worth a question
            title=_("Reading what others changed"),
        )

    def _show(self, told: Sequence[ParallelRecord]) -> None:
        self._told = tuple(told)
        self.say(" ".join(_sentence(one) for one in self._told[:3]), _("Seen") if told else "")

    def _seen(self) -> None:
        told, self._told = self._told, ()
        self._shell.services.syncing.parallel_edits_seen(told)


def _is_of(one: ParallelRecord, record_id: UUID) -> bool:
    return record_id in (one.record_id, one.visit_id) or (one.visit_id is None and one.scope_id == record_id)


def _sentence(one: ParallelRecord) -> str:
    fields = ", ".join(field_word(one.table, field) for field in one.their_fields)
    return _("{who} changed “{fields}” meanwhile; your change and theirs are both kept.").format(
        who=one.who or _("Someone"), fields=fields
    )
