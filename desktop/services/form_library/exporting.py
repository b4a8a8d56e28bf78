"""Gives the submissions of a form out: as tables, or as OpenRosa submissions that other servers take."""

import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO
from uuid import UUID

from desktop.clock import Clock, today_of
from desktop.errors import BadInput
from desktop.exchange.writers import write_csv, write_xlsx
from desktop.forms import (
    AnswerRemark,
    AnswerWords,
    Definition,
    answer_rows,
    answer_sheets,
    identify,
    media_names,
    name_audit,
    parse_submission,
    retired_cells,
    written,
)
from desktop.i18n import _, language
from desktop.models import Submission
from desktop.rules.vocabulary import SubmissionState
from desktop.services.accounts.access import Access
from desktop.services.form_languages import choose_language
from desktop.services.form_library.answer_rows import read_kept
from desktop.services.form_library.answer_tables import AnswerTables
from desktop.services.form_library.audit import AUDIT_FILE, audit_csv, audit_of
from desktop.services.form_library.companions import REMARKS_FILE, remarks_csv
from desktop.services.form_library.export_files import put, put_all, write_whole
from desktop.services.form_library.export_records import ExportKind, ExportReport, LeftOut, WantedSubmissions
from desktop.services.form_library.outgoing_media import outgoing_media
from desktop.services.form_library.reading import FINISHED, submission_records
from desktop.services.form_library.records import SubmissionRecord
from desktop.services.form_library.service import FormLibraryService
from desktop.services.form_library.submissions import SubmissionService
from desktop.storage.attachment_files import AttachmentFiles
from desktop.storage.database import Database

_READ_AT_ONCE = 200


class SubmissionExportService:
    """Reads only; a submission that cannot be read is reported, and the others are written."""

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

    def ending(self, form: UUID, kind: ExportKind) -> str:
        """How the name of the file ends: CSV has one file a table, so a form with lists makes a ZIP of them."""
        if kind is ExportKind.XLSX:
            return ".xlsx"
        if kind is ExportKind.CSV and all(
            len(answer_sheets(one)) == 1 for one in self.definitions(form).values()
        ):
            return ".csv"
        return ".zip"

    def export_tables(
        self,
        form: UUID,
        path: Path,
        kind: ExportKind,
        wanted: WantedSubmissions | None = None,
        *,
        by_label: bool = False,
        spoken: str = "",
    ) -> ExportReport:
        """Write a table for the form and one for each of its repeats, all versions together.

        `by_label` writes questions and choices as the form words them in the language `spoken`. Raises BadInput
        where the name of the file does not end as `ending` says, or it cannot be written.
        """
        self._require_ending(form, path, kind)
        tables, left_out = self._gathered(form, wanted or WantedSubmissions(), by_label, spoken)
        sheets = tables.sheets()
        if kind is ExportKind.XLSX:
            content = write_xlsx({name: (header, rows) for name, (header, rows) in sheets.items()})
            write_whole(path, lambda out: out.write(content))
        else:
            files = {f"{name}.csv": write_csv(header, rows) for name, (header, rows) in sheets.items()}
            if len(files) == 1 and path.suffix.lower() == ".csv":
                write_whole(path, lambda out: out.write(next(iter(files.values()))))
            else:
                write_whole(path, lambda out: put_all(out, files))
        return ExportReport(submissions=tables.counts[0][1], tables=tables.counts, left_out=tuple(left_out))

    def _gathered(
        self, form: UUID, wanted: WantedSubmissions, by_label: bool, spoken: str
    ) -> tuple[AnswerTables, list[LeftOut]]:
        definitions = self.definitions(form)
        words = {one: self.words(one, definition, spoken) for one, definition in definitions.items()}
        tables = AnswerTables(by_label=by_label)
        for version_id, definition in definitions.items():
            tables.add_version(definition, words[version_id])
        left_out: list[LeftOut] = []
        for record, xml in self.filled(form, wanted):
            try:
                element = parse_submission(xml)
            except BadInput:
                left_out.append(_left_out(record, "damaged"))
                continue
            key = identify(element, f"uuid:{record.id}")
            labels = words[record.version_id] if by_label else None
            definition = definitions[record.version_id]
            rows = list(answer_rows(definition, element, key, labels))
            tables.add(record, rows)
            with self._database.reading() as work:
                kept = read_kept(work, record.id)
            asked = [(one, words[version] if by_label else None) for version, one in definitions.items()]
            tables.add_retired(record, rows, key, retired_cells(definition, asked, kept.answers))
            tables.add_remarks(rows, key, kept.remarks, definition.root.name)
        return tables, left_out

    def export_openrosa(
        self, form: UUID, path: Path, wanted: WantedSubmissions | None = None
    ) -> ExportReport:
        """Write a ZIP with a folder for each submission: `submission.xml` and the files it names.

        It is the folder of ODK Briefcase, which ODK Central and Kobo take. Photos go as consent reaches for the
        office, without camera data. Raises BadInput where the file cannot be written.
        """
        self._require_ending(form, path, ExportKind.OPENROSA)
        counted: list[ExportReport] = []
        write_whole(path, lambda out: counted.append(self._pack(form, out, wanted or WantedSubmissions())))
        return counted[0]

    def _pack(self, form: UUID, out: IO[bytes], wanted: WantedSubmissions) -> ExportReport:
        count = media = 0
        left_out: list[LeftOut] = []
        with zipfile.ZipFile(out, "w") as packed:
            for record, xml in self.filled(form, wanted):
                try:
                    element = parse_submission(xml)
                except BadInput:
                    left_out.append(_left_out(record, "damaged"))
                    continue
                identify(element, f"uuid:{record.id}")
                if name_audit(element, AUDIT_FILE) or wanted.audit:
                    self._pack_audit(packed, record)
                put(packed, f"{_folder(record)}/submission.xml", written(element))
                remarks = self._remarks(record)
                if remarks:
                    put(packed, f"{_folder(record)}/{REMARKS_FILE}", remarks_csv(remarks))
                names = media_names(self._library.definition(record.version_id), element)
                staying = self._pack_media(packed, record, names)
                count, media = count + 1, media + len(names) - len(staying)
                left_out += staying
        return ExportReport(submissions=count, media=media, left_out=tuple(left_out))

    def _pack_media(
        self, packed: zipfile.ZipFile, record: SubmissionRecord, names: Sequence[str]
    ) -> list[LeftOut]:
        staying = []
        today = today_of(self._clock)
        with self._database.reading() as work:
            for name, content, reason in outgoing_media(work, self._files, record.id, names, today):
                if content is None:
                    staying.append(LeftOut(submission_id=record.id, name=name, reason=reason))
                else:
                    put(packed, f"{_folder(record)}/{name}", content, zipfile.ZIP_STORED)
        return staying

    def _pack_audit(self, packed: zipfile.ZipFile, record: SubmissionRecord) -> None:
        with self._database.reading() as work:
            put(packed, f"{_folder(record)}/{AUDIT_FILE}", audit_csv(audit_of(work, record.id)))

    def _remarks(self, record: SubmissionRecord) -> dict[str, AnswerRemark]:
        with self._database.reading() as work:
            return read_kept(work, record.id).remarks

    def definitions(self, form: UUID) -> dict[UUID, Definition]:
        """Of every version, the newest first."""
        return {one.id: self._library.definition(one.id) for one in self._library.get(form).versions}

    def words(self, version_id: UUID, definition: Definition, spoken: str) -> AnswerWords:
        chosen = choose_language(definition.languages, language(), definition.default_language)
        if spoken in definition.languages:
            chosen = spoken
        return AnswerWords(definition, chosen, self._library.lists(version_id))

    def filled(self, form: UUID, wanted: WantedSubmissions) -> Iterator[tuple[SubmissionRecord, str]]:
        states: Sequence[SubmissionState] = tuple(SubmissionState) if wanted.everything else FINISHED
        versions = [one.id for one in self._library.get(form).versions]
        with self._database.reading() as work:
            ids = work.forms.filled_with(versions, states, wanted.visit_id)
        for at in range(0, len(ids), _READ_AT_ONCE):
            with self._database.reading() as work:
                rows = list(work.with_ids(Submission, ids[at : at + _READ_AT_ONCE]))
                records = {one.id: one for one in submission_records(work, rows, self._access)}
            for submission_id in ids[at : at + _READ_AT_ONCE]:
                yield records[submission_id], self._submissions.xml(submission_id, final=True)

    def _require_ending(self, form: UUID, path: Path, kind: ExportKind) -> None:
        ending = self.ending(form, kind)
        if kind is ExportKind.CSV and ending == ".zip" and path.suffix.lower() == ".csv":
            raise BadInput(
                _("The form has lists, and each of them makes a table: {name} can hold only one.").format(
                    name=path.name
                ),
                _(
                    "Name the file {zip} and say --as csv, or take an .xlsx file, which holds them all."
                ).format(zip=f"{path.stem}.zip"),
            )
        if path.suffix.lower() != ending:
            raise BadInput(
                _("This export is a {ending} file, and {name} is named otherwise.").format(
                    ending=ending, name=path.name
                ),
                _("Name a file that ends in {ending}.").format(ending=ending),
            )


def _left_out(record: SubmissionRecord, reason: str) -> LeftOut:
    return LeftOut(submission_id=record.id, name=record.instance_name or record.title, reason=reason)


def _folder(record: SubmissionRecord) -> str:
    return f"instances/{record.id}"
