"""Takes submissions in that were filled elsewhere: looked at, rehearsed, and kept as one unit of work."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

from desktop.clock import Clock
from desktop.errors import BadInput, UserError
from desktop.exchange.mapping import read_mapping
from desktop.exchange.remarks import Remark
from desktop.forms import AnswerRemark, Definition, EntityChange, entities_in, path_below
from desktop.i18n import _, language, ngettext
from desktop.models import Answer, Attachment, FormVersion, Submission, Visit, VisitSite
from desktop.models.ids import natural_id
from desktop.progress import SILENT, Progress
from desktop.rules.vocabulary import AttachmentClass, SubmissionState
from desktop.services.accounts.access import Access
from desktop.services.form_library.answer_rows import changes_between, new_rows, read_kept, write_rows
from desktop.services.form_library.beside import looked_at
from desktop.services.form_library.entities.keeping import EntityKeeper, Filed
from desktop.services.form_library.entities.said_before import said_in
from desktop.services.form_library.incoming import headings
from desktop.services.form_library.incoming.candidates import FormVersions, candidates_of
from desktop.services.form_library.incoming.cells import folded
from desktop.services.form_library.incoming.files import IncomingSource, read_source
from desktop.services.form_library.incoming.plan import Deed, Judged, Plan
from desktop.services.form_library.incoming.records import (
    Candidate,
    ColumnChoice,
    QuestionChoice,
    SubmissionsPreview,
    SubmissionsReport,
)
from desktop.services.form_library.incoming.sheets import SheetReader
from desktop.services.form_library.languages import choose_language
from desktop.services.form_library.offices import office_countries, scope_of
from desktop.services.form_library.service import FormLibraryService
from desktop.services.form_library.submissions import SubmissionService
from desktop.storage.attachment_files import AttachmentFiles
from desktop.storage.database import Database
from desktop.storage.work import Work

_ROWS_AT_ONCE = 5000
_EMPTY: Mapping[str, str] = {}


class SubmissionImportService:
    """A bad submission never fails the file; the same file twice changes nothing; one import is one undo."""

    def __init__(
        self,
        database: Database,
        files: AttachmentFiles,
        library: FormLibraryService,
        submissions: SubmissionService,
        access: Access,
        clock: Clock,
    ) -> None:
        self._database, self._files = database, files
        self._library, self._submissions = library, submissions
        self._access, self._clock = access, clock

    def read(self, path: Path) -> IncomingSource:
        """What lies in a file or folder. Raises BadInput where there is nothing to take."""
        return read_source(path)

    def read_mapping(self, content: bytes, file_name: str) -> dict[str, str]:
        """A mapping file: question path to column header. Raises BadInput."""
        return read_mapping(content, file_name)

    def preview(
        self,
        form: UUID,
        source: IncomingSource,
        *,
        mapping: Mapping[str, str] = _EMPTY,
        visit_id: UUID | None = None,
        progress: Progress = SILENT,
    ) -> SubmissionsPreview:
        """The columns as they were understood, and what would become of each row; nothing is written."""
        report, problem = None, None
        try:
            report = self.run(
                form, source, mapping=mapping, visit_id=visit_id, dry_run=True, progress=progress
            )
        except UserError as refused:
            problem = refused
        record = self._library.get(form)
        newest = record.versions[0].id
        versions = FormVersions(self._library, record, self._likely_scope(visit_id))
        definition, words = versions.definition(newest), versions.words(newest)
        reader = SheetReader(definition, words, source.tables, mapping)
        spoken = choose_language(definition.languages, language(), definition.default_language)
        heading = next(one for one in words if one.language == spoken or not definition.languages).heading
        return SubmissionsPreview(
            columns=tuple(_columns(source, reader, definition)),
            questions=tuple(
                QuestionChoice(
                    path=path_below(place, definition.root), label=heading(place) or place.name, sheet=path
                )
                for path, sheet in reader.sheets.items()
                for place in dict.fromkeys(one.place for one in sheet.columns)
            ),
            report=report,
            problem=problem,
        )

    def run(
        self,
        form: UUID,
        source: IncomingSource,
        *,
        mapping: Mapping[str, str] = _EMPTY,
        visit_id: UUID | None = None,
        site_id: UUID | None = None,
        dry_run: bool = False,
        progress: Progress = SILENT,
    ) -> SubmissionsReport:
        """Import them, or (`dry_run`) say what would become of each.

        Raises Refused for a closed visit or a role that fills in nothing, Cancelled when asked to stop.
        """
        record = self._library.get(form)
        with self._database.reading() as work:
            scope_id = self._scope(work, visit_id, site_id)
        versions = FormVersions(self._library, record, scope_id)
        total = len(source.documents) or sum(len(table.rows) for table in source.tables)
        candidates: list[Candidate] = []
        for one in candidates_of(source, versions, mapping):
            if len(candidates) % 50 == 0:
                progress.step(len(candidates), total, _("Reading"))
            candidates.append(one)
        with self._database.reading() as work:
            judged = list(Plan(work, versions, self._submissions).judge(candidates, _named(progress)))
        media = 0
        if not dry_run and any(one.deed is not Deed.NOTHING for one in judged):
            with self._database.writing("import.submissions", reason=source.name) as work:
                entities = EntityKeeper(work, self._database, self._access)
                keeper = Keeper(
                    work, self._files, entities, self._access.person_id, scope_id, visit_id, site_id
                )
                judged = keeper.keep(judged, versions, progress)
                media = keeper.media
            if keeper.has_branched:
                self._database.settle()
        return SubmissionsReport(
            form_id=record.row.form_id,
            file_name=source.name,
            dry_run=dry_run,
            rows=tuple(one.report() for one in judged),
            media=media,
            notes=tuple(_notes(source, versions, mapping)),
        )

    def _likely_scope(self, visit_id: UUID | None) -> UUID:
        """Where they would be kept, whether or not they can be taken as they stand."""
        with self._database.reading() as work:
            visit = work.find(Visit, visit_id) if visit_id is not None else None
            return visit.scope_id if visit is not None else scope_of(office_countries(work, self._database))

    def _scope(self, work: Work, visit_id: UUID | None, site_id: UUID | None) -> UUID:
        scope_id = self._submissions.scope_to_fill_in(work, visit_id)
        if site_id is not None and work.get(VisitSite, site_id).visit_id != visit_id:
            raise BadInput(_("This site belongs to another visit."), _("Choose a site of this visit."))
        return scope_id


class Keeper:
    """Writes what was judged, within one unit of work."""

    def __init__(
        self,
        work: Work,
        files: AttachmentFiles,
        entities: EntityKeeper,
        person_id: UUID | None,
        scope_id: UUID,
        visit_id: UUID | None,
        site_id: UUID | None,
    ) -> None:
        self._work, self._files, self._entities, self._person_id = work, files, entities, person_id
        self._scope_id, self._visit_id, self._site_id = scope_id, visit_id, site_id
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
            "missing": len(candidate.doubts) if candidate.is_draft else 0,
            "xml": None if candidate.is_draft else candidate.xml,
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
        remarks = [said for name in candidate.media_names if (said := self._keep_file(name, candidate, at))]
        return replace(one, candidate=replace(candidate, doubts=(*candidate.doubts, *of_entities, *remarks)))

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

    def _keep_file(self, name: str, candidate: Candidate, at: Mapping[str, Any]) -> Remark | None:
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
            "sha256": self._files.put(self._work, at["scope_id"], content),
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


def _named(progress: Progress) -> Progress:
    return Progress(lambda done, total, _what: progress.step(done, total, _("Comparing")))


def _columns(source: IncomingSource, reader: SheetReader, definition: Definition) -> list[ColumnChoice]:
    targets = {id(one.table): one.columns for one in reader.matched.values()}
    return [
        ColumnChoice(
            sheet=table.sheet or table.file_name,
            header=header,
            sample=next((row.cells[at] for row in table.rows if at < len(row.cells) and row.cells[at]), ""),
            question=path_below(target.place, definition.root) if target is not None else "",
            is_about=target is None and folded(header) in headings.ABOUT,
        )
        for table in source.tables
        for at, header in enumerate(table.header)
        for target in (targets.get(id(table), {}).get(at),)
        if header
    ]


def _notes(source: IncomingSource, versions: FormVersions, mapping: Mapping[str, str]) -> list[str]:
    """Columns and sheets of which nothing was taken."""
    if not source.tables:
        return []
    newest = versions.record.versions[0].id
    definition = versions.definition(newest)
    reader = SheetReader(definition, versions.words(newest), source.tables, mapping)
    notes = []
    unused = [
        one.header
        for one in _columns(source, reader, definition)
        if not one.question and not one.is_about and one.sample
    ]
    if unused:
        shown = ", ".join(unused[:8]) + (" …" if len(unused) > 8 else "")
        words = ngettext(
            "{count} column answers no question of the form and was not taken: {names}.",
            "{count} columns answer no question of the form and were not taken: {names}.",
            len(unused),
        )
        notes.append(words.format(count=len(unused), names=shown))
    return notes
