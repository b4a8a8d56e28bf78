"""One submission open to be filled: every step is in the store before the next one."""

from collections.abc import Mapping, Sequence

from desktop.errors import NotFound
from desktop.forms import Answer, AnswerRemark, Filling, QuestionView
from desktop.models import Submission
from desktop.models.ids import new_id
from desktop.services.accounts.access import Access
from desktop.services.form_languages import reads_right_to_left
from desktop.services.form_library.answer_files import KeptFile, attachment_of, keep_file, unique_name
from desktop.services.form_library.answer_rows import Kept
from desktop.services.form_library.given_files import missing_files
from desktop.services.form_library.guard import closed
from desktop.services.form_library.keeping import Keeper
from desktop.services.form_library.records import (
    ItemView,
    MediaRecord,
    Problem,
    Progress,
    SectionView,
    SubmissionRecord,
)
from desktop.services.form_library.steps import Step, take_steps
from desktop.services.form_library.taking_over import take_over
from desktop.storage.attachment_files import AttachmentFiles
from desktop.storage.database import Database


class OpenForm:
    """Answers are set by path, and each step is one commit; what could not be saved waits for `save`.

    `changed_paths` says after each step what a window has to paint anew.
    """

    def __init__(
        self,
        database: Database,
        access: Access,
        files: AttachmentFiles,
        filling: Filling,
        record: SubmissionRecord,
        kept: Kept,
        seen: int,
        lists_seen: int,
    ) -> None:
        self._database, self._files = database, files
        self.lists_seen = lists_seen
        """The store's change number at which it read the lists it chooses from."""
        self._filling = filling
        self.record = record
        self._keeper = Keeper(database, access, filling, record, kept, seen)

    # Steps

    def set(self, path: str, value: Answer) -> None:
        """Answer a question. Raises Refused where the form may not be changed, StoreProblem where it is not kept."""
        self._require_open()
        self._filling.set(path, value)
        self._keeper.save_step(path)

    def entries_left_out(self, path: str, value: Answer) -> tuple[str, ...]:
        """Entries with answers that a list would leave out if this were answered; nothing is answered yet."""
        return self._filling.entries_left_out(path, value)

    def remark(self, path: str, remark: AnswerRemark) -> None:
        """Say something beside an answer, or why there is none; that empties the answer. Raises Refused, BadInput."""
        self._require_open()
        self._filling.remark(path, remark)
        self._keeper.save_step(path)

    def add(self, repeat_path: str) -> str:
        """A new last entry of a list; its path."""
        self._require_open()
        made = self._filling.add(repeat_path)
        self._keeper.save_step(made)
        return made

    def remove(self, path: str) -> None:
        """Take one entry of a list away; undo brings it back with its answers."""
        self._require_open()
        self._filling.remove(path)
        self._keeper.save_step(path)

    def duplicate(self, path: str) -> str:
        """A new last entry with the answers of the one at `path`; its path."""
        self._require_open()
        made = self._filling.duplicate(path)
        self._keeper.note(made.rpartition("[")[0])
        self._keeper.save_step(made)
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
        """Several steps in one commit: a paste into a list, which passes over what takes no answer.

        Steps before one that is refused are kept.
        """
        self._require_open()
        try:
            for step in steps:
                if step.deed != "set" or not self._filling.is_locked(step.path):
                    take_steps(self._filling, [step])
                self._keeper.note()
        finally:
            self._keeper.save_step("")

    def attach(self, path: str, content: bytes, file_name: str) -> None:
        """Answer a question with a file. Raises BadInput for an empty, huge or damaged one."""
        question_type = self._filling.question(path).type
        self.attach_kept(path, self.keep_file(content, file_name, question_type=question_type))

    def keep_file(self, content: bytes, file_name: str, *, question_type: str) -> KeptFile:
        """Seal a file into the store, which takes a while; nothing is answered yet.

        May run in the background: it looks at no answer.
        """
        self._require_open()
        return keep_file(
            self._database, self._files, self.record.id, content, file_name, question_type=question_type
        )

    def attach_kept(self, path: str, file: KeptFile) -> None:
        """Answer a question with a file that is in the store already."""
        self._require_open()
        attachment_id = new_id()
        name = unique_name(file, attachment_id)
        caption = self._filling.question(path).label[:500]
        self._filling.set(path, name)
        self._keeper.save_with(
            lambda work, submission: work.add(attachment_of(submission, file, attachment_id, name, caption))
        )

    def save(self) -> None:
        """Write what waits because the store could not take it before."""
        self._keeper.save_again()

    def copy_answers(self, answers: Mapping[str, str]) -> int:
        """Take over these answers, and lengths of lists, where nothing is answered yet; how many answers."""
        self._require_open()
        copied = take_over(self._filling, answers, self._keeper.note)
        if self.has_unsaved:
            self._keeper.save_step("")
        return copied

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
        return bool(self._keeper.unsaved)

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
        """What stands in the way of finishing, files that answers name and nobody attached among it."""
        named = self._filling.named_files()
        missing = missing_files(named, self.media()) if named else ()
        return (*self._filling.problems(), *missing)

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
        return self._keeper.is_current()

    # Within

    def _require_open(self) -> None:
        if not self.record.may_edit:
            raise closed(self.record.state)
