"""The store's side of an open form: what it holds, what waits to be written, and each step as one commit."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from desktop.forms import AnswerRemark, Filling
from desktop.models import Submission
from desktop.models.ids import new_id
from desktop.rules import submission_states
from desktop.rules.vocabulary import SubmissionState
from desktop.services.accounts.access import Access
from desktop.services.form_library.answer_rows import Kept, changes_between, read_kept, write_rows
from desktop.services.form_library.guard import closed
from desktop.services.form_library.reading import submission_record
from desktop.services.form_library.records import SubmissionRecord
from desktop.services.visits.guard import editable_visit
from desktop.storage.database import Database
from desktop.storage.work import Work

Held = TypeVar("Held")


class Keeper:
    """Writes only at the paths that changed; what could not be written waits in `unsaved`."""

    def __init__(
        self,
        database: Database,
        access: Access,
        filling: Filling,
        record: SubmissionRecord,
        kept: Kept,
        seen: int,
    ) -> None:
        self._database, self._access = database, access
        self._filling, self._record = filling, record
        self._kept, self._seen = kept, seen
        self._editing, self._edited_path = "", ""
        self.unsaved: set[str] = set()

    def note(self, *more: str) -> None:
        """What the last step of the filling changed, and these paths, are to be written."""
        self.unsaved |= self._filling.changed_paths
        self.unsaved.update(more)

    def save_step(self, path: str) -> None:
        """One commit; steps at the same path one after another are one in the history."""
        self.note()
        if path != self._edited_path or not self._editing:
            self._editing, self._edited_path = str(new_id()), path
        with self._database.writing("forms.fill", seen=self._seen, editing=self._editing) as work:
            self._write(work, self._writable(work))

    def save_again(self) -> None:
        self.save_step(self._edited_path)

    def save_with(self, add: Callable[[Work, Submission], None]) -> None:
        """The step and what `add` writes beside it, in one commit."""
        with self._database.writing("forms.media", seen=self._seen) as work:
            submission = self._writable(work)
            add(work, submission)
            self._write(work, submission)

    def is_current(self) -> bool:
        """Whether the store holds just what is shown; undo and sync write answers too."""
        with self._database.reading() as work:
            if work.change == self._seen:
                return True
            row = work.find(Submission, self._record.id)
            is_same = (
                row is not None
                and _standing(submission_record(work, row, self._access)) == _standing(self._record)
                and read_kept(work, self._record.id) == self._kept
            )
            if is_same and not self.unsaved:
                self._seen = work.change
            return is_same

    def _writable(self, work: Work) -> Submission:
        submission = work.get(Submission, self._record.id)
        if not submission_states.may_edit(SubmissionState(submission.state)):
            raise closed(SubmissionState(submission.state))
        if submission.visit_id is not None:
            editable_visit(work, self._access, submission.visit_id)
        return submission

    def _write(self, work: Work, submission: Submission) -> None:
        """Bring the rows to what the form holds at the paths that changed."""
        self.note()
        kept = self._kept
        answers = self._filling.answers(self.unsaved)
        remarks = self._filling.remarks(self.unsaved)
        touched = _among(self._touched(kept.answers), kept.answers)
        remarked = _among(self._touched(kept.remarks), kept.remarks)
        write_rows(
            work,
            submission,
            changes_between(touched, answers),
            changes_between(remarked, remarks, AnswerRemark()),
        )
        submission.missing = missing_in(self._filling)
        submission.instance_name = self._filling.instance_name or None
        work.flush()
        self._seen = work.change
        _replace(kept.answers, touched, answers)
        _replace(kept.remarks, remarked, remarks)
        self.unsaved.clear()

    def _touched(self, kept: Mapping[str, object]) -> list[str]:
        """What is kept at or below what changed."""
        lists = tuple(f"{path}[" for path in self.unsaved if self._filling.is_list(path))
        return [
            path
            for path in (kept if lists else self.unsaved)
            if path in kept and (path in self.unsaved or path.startswith(lists))
        ]


def missing_in(filling: Filling) -> int:
    """How many answers stand in the way of finishing."""
    progress = filling.progress()
    return progress.missing + progress.invalid


def _among(paths: Iterable[str], kept: Mapping[str, Held]) -> dict[str, Held]:
    return {path: kept[path] for path in paths}


def _replace(kept: dict[str, Held], before: Mapping[str, Held], now: Mapping[str, Held]) -> None:
    for path in before:
        del kept[path]
    kept.update(now)


def _standing(record: SubmissionRecord) -> tuple[object, ...]:
    """What, besides its answers, decides how the form is shown."""
    return record.state, record.state_reason, record.version_id, record.may_edit, record.may_reopen
