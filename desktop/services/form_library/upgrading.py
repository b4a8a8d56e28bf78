"""Moves a draft to another version of its form: nothing is lost, and it can be seen before."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from desktop.errors import BadInput, Refused
from desktop.forms import AnswerRemark, AnswerWords, Definition, Filling, moved_path, pair_places
from desktop.i18n import _
from desktop.models import FormVersion, Submission
from desktop.services.accounts.access import Access
from desktop.services.form_library.answer_rows import Kept, changes_between, read_kept, write_rows
from desktop.services.form_library.filling import OpenForm
from desktop.services.form_library.guard import require_open
from desktop.services.form_library.keeping import missing_in
from desktop.services.form_library.service import FormLibraryService
from desktop.services.form_library.submissions import SubmissionService
from desktop.services.form_library.version_records import RetiredAnswer, UpgradeReport
from desktop.services.form_library.versions import FormVersionService
from desktop.storage.database import Database

_NUMBER = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True)
class _Moved:
    """A draft under the other version: the answers it was kept with, its filling now, and what became of them."""

    kept: Kept
    filling: Filling
    paths: dict[str, str]
    aside: dict[str, str]


class UpgradeService:
    def __init__(
        self,
        database: Database,
        access: Access,
        library: FormLibraryService,
        versions: FormVersionService,
        submissions: SubmissionService,
    ) -> None:
        self._database, self._access, self._library = database, access, library
        self._versions, self._submissions = versions, submissions

    def preview(self, submission_id: UUID, version_id: UUID | None = None) -> UpgradeReport:
        """What moving the draft to that version, or the newest, would do; nothing changes. Raises Refused, BadInput."""
        own, target = self._sides(submission_id, version_id)
        return self._report(submission_id, own, target, self._moved(submission_id, own, target))

    def upgrade(self, submission_id: UUID, version_id: UUID | None = None) -> UpgradeReport:
        """Move the draft, in one commit that undo takes back. Raises Refused where it may not be changed, BadInput."""
        own, target = self._sides(submission_id, version_id)
        moved = self._moved(submission_id, own, target)
        with self._database.writing("forms.upgrade") as work:
            row = work.get(Submission, submission_id)
            require_open(work, self._database, self._access, row)
            answers = {**moved.filling.answers(), **moved.filling.retired}
            remarks = {**moved.filling.remarks(), **moved.filling.retired_remarks}
            write_rows(
                work,
                row,
                changes_between(moved.kept.answers, answers),
                changes_between(moved.kept.remarks, remarks, AnswerRemark()),
            )
            version = work.get(FormVersion, target)
            row.version_id, row.form_title = target, version.title or row.form_title
            row.missing = missing_in(moved.filling)
            row.instance_name = moved.filling.instance_name or None
        return self._report(submission_id, own, target, moved)

    def retired(self, form: OpenForm) -> tuple[RetiredAnswer, ...]:
        """Answers of questions the version of the open form asks no more, worded as they were asked last."""
        wanted = form.retired
        if not wanted:
            return ()
        with self._database.reading() as work:
            own = work.get(FormVersion, form.record.version_id)
            rows = [(one.id, one.version) for one in work.forms.versions_of(own.form_id)]
        found = dict.fromkeys(wanted, ("", ""))
        for version_id, version in reversed(rows):  # the newest that asked it has the last word
            definition = self._library.definition(version_id)
            for path in wanted:
                label = _label(definition, path, version, form.language)
                if label:
                    found[path] = (label, version)
        return tuple(
            RetiredAnswer(path=path, label=found[path][0] or _name(path), value=text, version=found[path][1])
            for path, text in wanted.items()
            if not _is_length(path, wanted)
        )

    def _sides(self, submission_id: UUID, version_id: UUID | None) -> tuple[UUID, UUID]:
        with self._database.reading() as work:
            row = work.get(Submission, submission_id)
            require_open(work, self._database, self._access, row)
            own = work.get(FormVersion, row.version_id)
            versions = work.forms.versions_of(own.form_id)
            target = (
                next((one for one in versions if one.id == version_id), None) if version_id else versions[0]
            )
        if target is None:
            raise BadInput(_("This is a version of another form."), _("forms show lists the versions."))
        if target.id == own.id:
            raise Refused(
                _("This form is filled with version {version} already.").format(version=own.version)
            )
        return own.id, target.id

    def _moved(self, submission_id: UUID, own: UUID, target: UUID) -> _Moved:
        before, after = self._library.definition(own), self._library.definition(target)
        pairs = pair_places(before, after)
        with self._database.reading() as work:
            row = work.get(Submission, submission_id)
            spoken, scope_id = row.fill_language or "", row.scope_id
            kept = read_kept(work, submission_id)
        paths = {path: moved_path(before, pairs, path) for path in {**kept.answers, **kept.remarks}}
        chosen = spoken if spoken in after.languages else ""
        filling = self._submissions.fillings.make(
            target,
            chosen,
            scope_id,
            Kept(
                {paths[path]: text for path, text in kept.answers.items()},
                {paths[path]: remark for path, remark in kept.remarks.items()},
            ),
        )
        aside = filling.upgrade_from(before, pairs)
        filling.take_over_retired()
        return _Moved(kept, filling, paths, aside)

    def _report(self, submission_id: UUID, own: UUID, target: UUID, moved: _Moved) -> UpgradeReport:
        difference = self._versions.difference(own, target)
        retired = {path: text for path, text in moved.filling.retired.items() if path not in moved.aside}
        held = moved.filling.answers()
        return UpgradeReport(
            submission_id=submission_id,
            before=difference.before,
            after=difference.after,
            kept=sum(held.get(path) == text for path, text in moved.kept.answers.items()),
            moved={old: new for old, new in moved.paths.items() if old != new and new in held},
            retired={path: text for path, text in retired.items() if not _is_length(path, retired)},
            set_aside=moved.aside,
        )


def _label(definition: Definition, path: str, version: str, language: str) -> str:
    """The question's words, where this version asks it; `path#4` was asked under its path in version 4."""
    plain, mark, of_version = path.partition("#")
    if mark and of_version != version:
        return ""
    place = definition.place_at(_NUMBER.sub("", plain))
    if place is None or place not in definition.controls:
        return ""
    spoken = language if language in definition.languages else definition.default_language
    return AnswerWords(definition, spoken, {}).heading(place)


def _name(path: str) -> str:
    return path.partition("#")[0].rpartition("/")[2]


def _is_length(path: str, answers: Mapping[str, str]) -> bool:
    """Whether this is no answer but the number of entries of a list that is asked no more."""
    return any(other.startswith(f"{path}[") for other in answers)
