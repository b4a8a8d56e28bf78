"""One submission open to be filled: every step is in the store before the next one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from desktop.clock import Clock
from desktop.errors import NotFound, Refused
from desktop.forms import Answer, AnswerRemark, Filling, QuestionView
from desktop.models import Attachment, Submission
from desktop.models.ids import new_id
from desktop.rules import submission_states
from desktop.rules.vocabulary import AttachmentClass, SubmissionState
from desktop.services.accounts.access import Access
from desktop.services.form_library.answer_rows import Kept, changes_between, read_kept, write_rows
from desktop.services.form_library.guard import closed
from desktop.services.form_library.languages import reads_right_to_left
from desktop.services.form_library.reading import submission_record
from desktop.services.form_library.records import (
    ItemView,
    MediaRecord,
    Problem,
    Progress,
    SectionView,
    SubmissionRecord,
)
from desktop.services.form_library.steps import Step, take_steps
from desktop.services.visits.attachments import look_at
from desktop.services.visits.guard import editable_visit
from desktop.services.visits.photos import PhotoFacts
from desktop.storage.attachment_files import AttachmentFiles
from desktop.storage.database import Database
from desktop.storage.work import Work

Held = TypeVar("Held")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFile:
    """A file whose bytes are in the store, before a question is answered with it."""

    name: str
    sha256: str
    size_bytes: int
    media_type: str
    facts: PhotoFacts | None


class OpenForm:
    """Answers are set by path, and each step is one commit; what could not be saved waits for `save`.

    `changed_paths` says after each step what a window has to paint anew.
    """

    def __init__(
        self,
        database: Database,
        access: Access,
        clock: Clock,
        files: AttachmentFiles,
        filling: Filling,
        record: SubmissionRecord,
        kept: Kept,
        seen: int,
    ) -> None:
        self._database, self._access, self._clock, self._files = database, access, clock, files
        self._filling = filling
        self.record = record
        self._kept = kept
        self._seen = seen
        self._unsaved: set[str] = set()
        self._editing, self._edited_path = "", ""

    # Steps

    def set(self, path: str, value: Answer) -> None:
        """Answer a question. Raises Refused where the form may not be changed, StoreProblem where it is not kept."""
        self._require_open()
        self._filling.set(path, value)
        self._save_step(path)

    def remark(self, path: str, remark: AnswerRemark) -> None:
        """Say something beside an answer, or why there is none; that empties the answer. Raises Refused, BadInput."""
        self._require_open()
        self._filling.remark(path, remark)
        self._save_step(path)

    def add(self, repeat_path: str) -> str:
        """A new last entry of a list; its path."""
        self._require_open()
        made = self._filling.add(repeat_path)
        self._save_step(made)
        return made

    def remove(self, path: str) -> None:
        """Take one entry of a list away; undo brings it back with its answers."""
        self._require_open()
        self._filling.remove(path)
        self._save_step(path)

    def duplicate(self, path: str) -> str:
        """A new last entry with the answers of the one at `path`; its path."""
        self._require_open()
        made = self._filling.duplicate(path)
        self._unsaved.add(made.rpartition("[")[0])
        self._save_step(made)
        return made

    def show_language(self, language: str) -> None:
        """Ask in another language of the form, for now; no answer changes."""
        self._filling.use_language(language)

    def use_language(self, language: str) -> None:
        """Ask in another language of the form, also when it is opened again."""
        self.show_language(language)
        if self.record.may_edit:
            with self._database.writing("forms.language") as work:
                work.get(Submission, self.record.id).fill_language = language

    def take(self, steps: Sequence[Step]) -> None:
        """Several steps in one commit: a paste into a list. Steps before one that is refused are kept."""
        self._require_open()
        try:
            for step in steps:
                take_steps(self._filling, [step])
                self._unsaved |= self._filling.changed_paths
        finally:
            self._save_step("")

    def attach(self, path: str, content: bytes, file_name: str) -> None:
        """Answer a question with a file. Raises BadInput for an empty, huge or damaged one."""
        is_picture = self._filling.question(path).type == "image"
        self.attach_kept(path, self.keep_file(content, file_name, is_picture=is_picture))

    def keep_file(self, content: bytes, file_name: str, *, is_picture: bool) -> KeptFile:
        """Seal a file into the store, which takes a while; nothing is answered yet.

        May run in the background: it looks at no answer.
        """
        self._require_open()
        kind = AttachmentClass.PHOTO if is_picture else None
        facts, media_type = look_at(content, file_name, kind)
        with self._database.local() as work:
            sha256 = self._files.put(work, work.get(Submission, self.record.id).scope_id, content)
        name = file_name.replace("\\", "/").rpartition("/")[2]
        return KeptFile(name=name, sha256=sha256, size_bytes=len(content), media_type=media_type, facts=facts)

    def attach_kept(self, path: str, file: KeptFile) -> None:
        """Answer a question with a file that is in the store already."""
        self._require_open()
        attachment_id = new_id()
        stem, dot, ending = file.name.rpartition(".")
        unique = f"{(stem or ending)[:60]}-{attachment_id.hex[-8:]}{dot}{ending if stem else ''}"
        caption = self._filling.question(path).label[:500]
        self._filling.set(path, unique)
        with self._database.writing("forms.media", seen=self._seen) as work:
            submission = self._writable(work)
            facts = file.facts
            work.add(
                Attachment(
                    id=attachment_id,
                    scope_id=submission.scope_id,
                    visit_id=submission.visit_id,
                    owner_id=submission.id,
                    site_id=submission.site_id,
                    position=0,
                    kind=AttachmentClass.PHOTO if facts else AttachmentClass.DOCUMENT,
                    sha256=file.sha256,
                    size_bytes=file.size_bytes,
                    media_type=file.media_type,
                    file_name=unique,
                    thumbnail=facts.thumbnail if facts else None,
                    taken_at=facts.taken_at if facts else None,
                    lat=facts.lat if facts else None,
                    lon=facts.lon if facts else None,
                    rotation=0,
                    caption=caption,
                )
            )
            self._write(work, submission)

    def save(self) -> None:
        """Write what waits because the store could not take it before."""
        self._save_step(self._edited_path)

    def copy_answers(self, answers: Mapping[str, str]) -> int:
        """Take over these answers, and lengths of lists, where nothing is answered yet; how many answers."""
        self._require_open()
        copied, waiting, left = 0, list(answers), len(answers) + 1
        while waiting and len(waiting) < left:  # what a list offers may follow from an answer copied after it
            left, tried = len(waiting), sorted(waiting, key=lambda path: not self.is_list(path))
            waiting = []
            for path in tried:
                done = self._copy(path, answers[path])
                self._unsaved |= self._filling.changed_paths
                copied += bool(done)
                waiting += [] if done is not None else [path]
        if self._unsaved:
            self._save_step("")
        return copied

    def _copy(self, path: str, text: str) -> bool | None:
        """True once copied, False where it cannot be, None where it is not offered so far."""
        try:
            if self._filling.is_list(path):
                while int(self._filling.answers([path]).get(path, "0")) < int(text):
                    self._filling.add(path)
                    self._unsaved |= self._filling.changed_paths
                return False
            question = self._filling.question(path)
            if question.value or question.readonly:
                return False
            if not _is_offered(question, text):
                return None
            self._filling.set(path, text)
        except (NotFound, Refused):
            return False  # asked no more, or a list whose length follows from other answers
        return True

    def is_list(self, path: str) -> bool:
        return self._filling.is_list(path)

    def is_answered(self, path: str) -> bool:
        """Whether a question has an answer now; one that is not there yet has none."""
        try:
            return bool(self._filling.question(path).value)
        except NotFound:
            return False

    def section_of(self, path: str) -> str:
        """The id of the section in which a question is asked."""
        return self._filling.section_of(path)

    # What there is to see

    @property
    def changed_paths(self) -> frozenset[str]:
        return self._filling.changed_paths

    @property
    def languages(self) -> tuple[str, ...]:
        return self._filling.definition.languages

    @property
    def language(self) -> str:
        return self._filling.language

    @property
    def has_unsaved(self) -> bool:
        return bool(self._unsaved)

    @property
    def retired(self) -> dict[str, str]:
        """Answers of questions this version asks no more, by path."""
        return self._filling.retired

    @property
    def remarks(self) -> dict[str, AnswerRemark]:
        """What is said beside the answers, by path."""
        return self._filling.remarks()

    def sections(self) -> tuple[SectionView, ...]:
        return self._filling.sections()

    def items(self, section: SectionView | str) -> tuple[ItemView, ...]:
        return self._filling.questions(section)

    def question(self, path: str) -> QuestionView:
        return self._filling.question(path)

    def problems(self) -> tuple[Problem, ...]:
        return self._filling.problems()

    def progress(self) -> Progress:
        return self._filling.progress()

    def reads_right_to_left(self) -> bool:
        """Whether the present language of the form is written from the right."""
        titles = [section.title for section in self._filling.sections()]
        labels = [
            item.label
            for section in self._filling.sections()[:2]
            for item in self._filling.questions(section)
            if isinstance(item, QuestionView)
        ]
        return reads_right_to_left(self.language, [*titles, *labels])

    def removed_answers(self) -> tuple[str, ...]:
        """Paths of answers taken away since last asked, because their list no longer offers them."""
        paths = tuple(one.path for one in self._filling.removed_answers)
        self._filling.removed_answers.clear()
        return paths

    def media(self) -> dict[str, MediaRecord]:
        """Files of this submission by the name that stands as the answer, and those the form itself shows."""
        with self._database.reading() as work:
            return {
                row.file_name: MediaRecord(
                    attachment_id=row.id,
                    file_name=row.file_name,
                    media_type=row.media_type,
                    size_bytes=row.size_bytes,
                    thumbnail=row.thumbnail,
                )
                for owner in (self.record.version_id, self.record.id)
                for row in work.forms.media_of(owner)
            }

    def is_current(self) -> bool:
        """Whether the store holds just what is shown here; undo and sync write answers too."""
        with self._database.reading() as work:
            if work.change == self._seen:
                return True
            row = work.find(Submission, self.record.id)
            is_same = (
                row is not None
                and _standing(submission_record(work, row, self._access)) == _standing(self.record)
                and read_kept(work, self.record.id) == self._kept
            )
            if is_same and not self._unsaved:
                self._seen = work.change
            return is_same

    # Within

    def _require_open(self) -> None:
        if not self.record.may_edit:
            raise closed(self.record.state)

    def _save_step(self, path: str) -> None:
        self._unsaved |= self._filling.changed_paths
        if path != self._edited_path or not self._editing:
            self._editing, self._edited_path = str(new_id()), path
        with self._database.writing("forms.fill", seen=self._seen, editing=self._editing) as work:
            self._write(work, self._writable(work))

    def _writable(self, work: Work) -> Submission:
        submission = work.get(Submission, self.record.id)
        if not submission_states.may_edit(SubmissionState(submission.state)):
            raise closed(SubmissionState(submission.state))
        if submission.visit_id is not None:
            editable_visit(work, self._access, submission.visit_id)
        return submission

    def _write(self, work: Work, submission: Submission) -> None:
        """Bring the rows to what the form holds at the paths that changed."""
        self._unsaved |= self._filling.changed_paths
        kept = self._kept
        answers = self._filling.answers(self._unsaved)
        remarks = self._filling.remarks(self._unsaved)
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
        self._unsaved.clear()

    def _touched(self, kept: Mapping[str, object]) -> list[str]:
        """What is kept at or below what changed."""
        lists = tuple(f"{path}[" for path in self._unsaved if self._filling.is_list(path))
        return [
            path
            for path in (kept if lists else self._unsaved)
            if path in kept and (path in self._unsaved or path.startswith(lists))
        ]


def _among(paths: Iterable[str], kept: Mapping[str, Held]) -> dict[str, Held]:
    return {path: kept[path] for path in paths}


def _replace(kept: dict[str, Held], before: Mapping[str, Held], now: Mapping[str, Held]) -> None:
    for path in before:
        del kept[path]
    kept.update(now)


def _standing(record: SubmissionRecord) -> tuple[object, ...]:
    """What, besides its answers, decides how the form is shown."""
    return record.state, record.state_reason, record.version_id, record.may_edit, record.may_reopen


def _is_offered(question: QuestionView, text: str) -> bool:
    """Whether everything that was chosen can still be chosen."""
    if question.type not in ("select_one", "select_multiple", "rank"):
        return True
    given = [text] if question.type == "select_one" else text.split()
    offered = {choice.value for choice in question.choices}
    return all(one in offered for one in given)


def missing_in(filling: Filling) -> int:
    """How many answers stand in the way of finishing."""
    progress = filling.progress()
    return progress.missing + progress.invalid
