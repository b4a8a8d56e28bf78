"""Keeps the submissions of a file that were judged: rows, answers, files, and what they say of entities."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from desktop.errors import BadInput
from desktop.exchange.remarks import Remark
from desktop.forms import AnswerRemark, Definition, EntityChange, entities_in
from desktop.i18n import _
from desktop.models import Answer, Attachment, FormVersion, Submission
from desktop.models.ids import natural_id
from desktop.progress import Progress
from desktop.rules.vocabulary import AttachmentClass, SubmissionState
from desktop.services.form_library.answer_rows import changes_between, new_rows, read_kept, write_rows
from desktop.services.form_library.beside import looked_at
from desktop.services.form_library.entities.keeping import EntityKeeper, Filed
from desktop.services.form_library.entities.said_before import said_in
from desktop.services.form_library.incoming.plan import Deed, Judged
from desktop.services.form_library.incoming.records import Candidate
from desktop.services.form_library.incoming.versions import FormVersions
from desktop.storage.attachment_files import AttachmentFiles
from desktop.storage.work import Work

_ROWS_AT_ONCE = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Where what is taken in will be kept."""

    scope_id: UUID
    visit_id: UUID | None
    site_id: UUID | None


class Keeper:
    """Writes what was judged, within one unit of work; without `files` it leaves those where they are."""

    def __init__(
        self,
        work: Work,
        files: AttachmentFiles | None,
        entities: EntityKeeper,
        person_id: UUID | None,
        home: Home,
    ) -> None:
        self._work, self._files, self._entities, self._person_id = work, files, entities, person_id
        self._scope_id, self._visit_id, self._site_id = home.scope_id, home.visit_id, home.site_id
        self._submissions: list[dict[str, Any]] = []
        self._answers: list[dict[str, Any]] = []
        self._attachments: list[dict[str, Any]] = []
        self.media = 0
        self.has_branched = False
        """Whether something was written that waits for a decision beside what is here."""

    def keep(self, judged: Sequence[Judged], versions: FormVersions, progress: Progress) -> list[Judged]:
        """As they were kept: with what is to be said of their files."""
        titles = {
            one.id: one.title or versions.record.row.form_id
            for one in self._work.with_ids(FormVersion, (version.id for version in versions.record.versions))
        }
        kept: list[Judged] = []
        for done, one in enumerate(judged):
            if done % 50 == 0:
                progress.step(done, len(judged), _("Saving"))
            kept.append(self._kept(one, titles, versions) if one.deed is not Deed.NOTHING else one)
            if len(self._answers) > _ROWS_AT_ONCE:
                self._flush()
        self._flush()
        return kept

    def _kept(self, one: Judged, titles: Mapping[UUID, str], versions: FormVersions) -> Judged:
        candidate, submission_id = one.candidate, one.submission_id
        assert submission_id is not None
        assert candidate.version_id is not None
        values: dict[str, Any] = {
            "version_id": candidate.version_id,
            "form_title": titles[candidate.version_id],
            "instance_name": candidate.instance_name or None,
            "state": SubmissionState.DRAFT if candidate.is_draft else SubmissionState.FINALISED,
            "state_by": None if candidate.is_draft else self._person_id,
            "missing": candidate.stopping if candidate.is_draft else 0,
            "xml": None if candidate.is_draft else candidate.xml,
            "origin": candidate.origin or None,
        }
        if one.deed is Deed.MAKE:
            place = {"scope_id": self._scope_id, "visit_id": self._visit_id, "site_id": self._site_id}
            self._submissions.append({"id": submission_id, **place, **values})
            self._answers += new_rows(
                submission_id, self._scope_id, candidate.answers or {}, candidate.remarks or {}
            )
            scope_id, visit_id, site_id = self._scope_id, self._visit_id, self._site_id
            before: Sequence[EntityChange] = ()
        else:
            before = self._said_before(one, versions)
            row = self._renew(submission_id, values, candidate)
            scope_id, visit_id, site_id = row.scope_id, row.visit_id, row.site_id
        of_entities = self._keep_entities(one, scope_id, versions.definition(candidate.version_id), before)
        at = {"scope_id": scope_id, "visit_id": visit_id, "site_id": site_id, "owner_id": submission_id}
        of_files = self._keep_files(candidate, at)
        return replace(one, candidate=replace(candidate, doubts=(*candidate.doubts, *of_entities, *of_files)))

    def _keep_entities(
        self, one: Judged, scope_id: UUID, definition: Definition, before: Sequence[EntityChange]
    ) -> tuple[Remark, ...]:
        if one.candidate.is_draft or not definition.entities:
            return ()
        assert one.submission_id is not None
        said = self._entities.keep(
            Filed(
                submission_id=one.submission_id,
                scope_id=scope_id,
                changes=tuple(entities_in(definition, one.candidate.answers or {})),
                before=before,
                is_from_elsewhere=True,
            )
        )
        self.has_branched |= any(remark.code == "entity_newer" for remark in said)
        return said

    def _said_before(self, one: Judged, versions: FormVersions) -> Sequence[EntityChange]:
        """By the edition that this one takes the place of; what was taken back says nothing."""
        row = self._work.find(Submission, one.submission_id) if one.submission_id else None
        return said_in(versions.definition(row.version_id), row.xml) if row is not None else ()

    def _renew(self, submission_id: UUID, values: Mapping[str, Any], candidate: Candidate) -> Submission:
        row = self._work.find(Submission, submission_id, deleted=True)
        assert row is not None
        for name, value in values.items():
            setattr(row, name, value)
        row.deleted_at = None
        self._work.flush()
        answers, kept = candidate.answers or {}, read_kept(self._work, submission_id)
        gone = dict.fromkeys(set(kept.answers) - set(answers))
        remarks = candidate.remarks if candidate.remarks is not None else kept.remarks
        said = changes_between(kept.remarks, remarks, AnswerRemark())
        write_rows(self._work, row, {**answers, **gone}, said)
        return row

    def _keep_files(self, candidate: Candidate, at: Mapping[str, Any]) -> Iterator[Remark]:
        if self._files is None:
            return
        for name in candidate.media_names:
            remark = self._keep_file(self._files, name, candidate, at)
            if remark is not None:
                yield remark

    def _keep_file(
        self, files: AttachmentFiles, name: str, candidate: Candidate, at: Mapping[str, Any]
    ) -> Remark | None:
        """What is to be said of a file that could not be kept."""
        try:
            content = candidate.media(name) if candidate.media is not None else None
            if content is None:
                return Remark(code="file_not_here", before=name)
            facts, media_type = looked_at(content, name)
        except BadInput:
            return Remark(code="file_damaged", before=name)
        values: dict[str, Any] = {
            **at,
            "kind": AttachmentClass.PHOTO if facts else AttachmentClass.DOCUMENT,
            "sha256": files.put(self._work, at["scope_id"], content),
            "size_bytes": len(content),
            "media_type": media_type,
            "file_name": name,
            "position": 0,
            "rotation": 0,
        }
        if facts is not None:
            values |= {
                "thumbnail": facts.thumbnail,
                "taken_at": facts.taken_at,
                "lat": facts.lat,
                "lon": facts.lon,
            }
        self.media += 1
        file_id = natural_id("submission_file", at["owner_id"], name)
        row = self._work.find(Attachment, file_id, deleted=True)
        if row is None:
            self._attachments.append({"id": file_id, **values})
        else:
            for key, value in values.items():
                setattr(row, key, value)
            row.deleted_at = None
        return None

    def _flush(self) -> None:
        self._work.add_many(Submission, self._submissions)
        self._work.add_many(Answer, self._answers)
        self._work.add_many(Attachment, self._attachments)
        self._submissions, self._answers, self._attachments = [], [], []
