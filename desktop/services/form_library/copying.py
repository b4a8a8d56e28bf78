"""Takes over answers of the last time the form was filled, at the same place where there is one."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from desktop.errors import NotFound
from desktop.forms import Definition, moved_path, pair_places, without_positions
from desktop.i18n import _
from desktop.models import FormVersion, Submission, Visit
from desktop.services.accounts.access import Access
from desktop.services.form_library.answer_rows import read_kept
from desktop.services.form_library.filling import OpenForm
from desktop.services.form_library.reading import submission_record
from desktop.services.form_library.records import SubmissionRecord
from desktop.services.form_library.service import FormLibraryService
from desktop.storage.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyGroup:
    """A section of the open form, and how many answers of the last time would be taken over into it."""

    section_id: str
    title: str
    answers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LastTime:
    record: SubmissionRecord
    groups: tuple[CopyGroup, ...]


class LastTimeService:
    """Never copied: what is recorded by itself (times, device, user), what is calculated, pictures and files, and the day
    on which it was filled, be it typed: that of this time is another one."""

    def __init__(self, database: Database, access: Access, library: FormLibraryService) -> None:
        self._database, self._access, self._library = database, access, library

    def offer(self, form: OpenForm) -> LastTime:
        """What there is to take over, by section. Raises NotFound when the form was not filled before.

        The last one in the same project, at the same site where there was one.
        """
        record, answers = self._last(form)
        counted: dict[str, int] = {}
        for path, _text in self._wanted(form, record, answers):
            section_id = form.section_of(path)
            counted[section_id] = counted.get(section_id, 0) + 1
        groups = [
            CopyGroup(section_id=one.id, title=one.title, answers=counted[one.id])
            for one in form.sections()
            if counted.get(one.id)
        ]
        return LastTime(record=record, groups=tuple(groups))

    def take_over(self, form: OpenForm, sections: Collection[str] | None = None) -> int:
        """Into these sections, or all of them, where nothing is answered yet; how many answers. Raises NotFound."""
        record, answers = self._last(form)
        chosen = {
            path: text
            for path, text in self._wanted(form, record, answers)
            if sections is None or form.section_of(path) in sections
        }
        lists = {path: text for path, text in answers.items() if form.is_list(path)}
        below = tuple(chosen)
        needed = {
            path: text for path, text in lists.items() if any(one.startswith(f"{path}[") for one in below)
        }
        return form.copy_answers({**needed, **chosen})

    def _last(self, form: OpenForm) -> tuple[SubmissionRecord, dict[str, str]]:
        with self._database.reading() as work:
            row = work.get(Submission, form.record.id)
            visit = work.find(Visit, row.visit_id) if row.visit_id else None
            own = work.find(FormVersion, row.version_id)
            versions = [one.id for one in work.forms.versions_of(own.form_id)] if own else []
            earlier = work.forms.filled_before(row, versions, visit.project_id if visit else None)
            if earlier is None:
                raise NotFound(
                    _("This form was not filled before."), _("There is nothing to take over: begin anew.")
                )
            record = submission_record(work, earlier, self._access)
            answers = read_kept(work, earlier.id).answers
        return record, self._moved(answers, record, form)

    def _moved(self, answers: dict[str, str], record: SubmissionRecord, form: OpenForm) -> dict[str, str]:
        """At the paths of the open form's version."""
        if record.version_id == form.record.version_id:
            return answers
        before = self._library.definition(record.version_id)
        pairs = pair_places(before, self._library.definition(form.record.version_id))
        return {moved_path(before, pairs, path): text for path, text in answers.items()}

    def _wanted(
        self, form: OpenForm, record: SubmissionRecord, answers: dict[str, str]
    ) -> Iterator[tuple[str, str]]:
        definition: Definition = self._library.definition(form.record.version_id)
        days = {*definition.days_of_filling(answers), record.at.astimezone().date().isoformat()}
        for path, text in answers.items():
            if not text or not definition.is_copied(path) or form.is_answered(path):
                continue
            place = definition.place_at(without_positions(path))
            is_day = place is not None and place.bind.type in ("date", "dateTime") and text[:10] in days
            if not is_day:
                yield path, text
