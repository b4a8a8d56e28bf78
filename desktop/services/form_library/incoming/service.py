"""Takes submissions in that were filled elsewhere: looked at, rehearsed, and kept as one unit of work."""

from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

from desktop.clock import Clock
from desktop.errors import BadInput, UserError
from desktop.exchange.mapping import read_mapping
from desktop.forms import Definition, path_below
from desktop.i18n import _, language, ngettext
from desktop.models import Visit, VisitSite
from desktop.progress import SILENT, Progress
from desktop.services.accounts.access import Access
from desktop.services.form_languages import choose_language
from desktop.services.form_library.entities.keeping import EntityKeeper
from desktop.services.form_library.incoming import headings
from desktop.services.form_library.incoming.candidates import candidates_of
from desktop.services.form_library.incoming.cells import folded
from desktop.services.form_library.incoming.files import IncomingSource, read_source
from desktop.services.form_library.incoming.keeping import Home, Keeper
from desktop.services.form_library.incoming.plan import Deed, Judged, Plan
from desktop.services.form_library.incoming.records import (
    Candidate,
    ColumnChoice,
    QuestionChoice,
    SubmissionsPreview,
    SubmissionsReport,
)
from desktop.services.form_library.incoming.sheets import SheetReader
from desktop.services.form_library.incoming.versions import FormVersions
from desktop.services.form_library.offices import office_countries, scope_of
from desktop.services.form_library.service import FormLibraryService
from desktop.services.form_library.submissions import SubmissionService
from desktop.services.typed import tidy
from desktop.storage.attachment_files import AttachmentFiles
from desktop.storage.database import Database
from desktop.storage.work import Work


class _Rehearsed(Exception):
    """Nothing of what was written is to stay."""


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
        versions = FormVersions(self._library, record, self._likely_scope(visit_id), self._clock)
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
        versions = FormVersions(self._library, record, scope_id, self._clock)
        total = len(source.documents) or sum(len(table.rows) for table in source.tables)
        candidates: list[Candidate] = []
        for one in candidates_of(source, versions, mapping):
            if len(candidates) % 50 == 0:
                progress.step(len(candidates), total, _("Reading"))
            candidates.append(one)
        with self._database.reading() as work:
            judged = list(Plan(work, versions, self._submissions).judge(candidates, _named(progress)))
        media = 0
        place = Home(scope_id=scope_id, visit_id=visit_id, site_id=site_id)
        if any(one.deed is not Deed.NOTHING for one in judged):
            if not dry_run:
                judged, media = self._keep(judged, versions, place, source.name, progress)
            elif any(versions.definition(one.id).entities for one in record.versions):
                judged = self._foretell(judged, versions, place, progress)
        return SubmissionsReport(
            form_id=record.row.form_id,
            file_name=source.name,
            dry_run=dry_run,
            rows=tuple(one.report() for one in judged),
            media=media,
            notes=tuple(_notes(source, versions, mapping)),
        )

    def _keep(
        self, judged: list[Judged], versions: FormVersions, home: Home, reason: str, progress: Progress
    ) -> tuple[list[Judged], int]:
        with self._database.writing("import.submissions", reason=tidy(reason)) as work:
            keeper = self._keeper(work, home)
            kept = keeper.keep(judged, versions, progress)
        if keeper.has_branched:
            self._database.settle()
        return kept, keeper.media

    def _foretell(
        self, judged: list[Judged], versions: FormVersions, home: Home, progress: Progress
    ) -> list[Judged]:
        """As `_keep` would answer, but for files: what one row makes of an entity the next one finds, so all of it is
        written and taken back. Where nothing can be written now, what is known without that.
        """
        if self._database.hindrance is not None:
            return judged
        try:
            with self._database.writing("import.submissions") as work:
                foretold = self._keeper(work, home, has_files=False).keep(judged, versions, progress)
                raise _Rehearsed
        except _Rehearsed:
            return foretold

    def _keeper(self, work: Work, home: Home, *, has_files: bool = True) -> Keeper:
        entities = EntityKeeper(work, self._database, self._access)
        return Keeper(work, self._files if has_files else None, entities, self._access.person_id, home)

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
            is_about=target is None
            and (folded(header) in headings.ABOUT or reader.says_it_again(table, header)),
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
