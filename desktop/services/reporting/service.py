"""Prints the report of a visit, issues its revisions, and checks report files."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from desktop.clock import Clock, today_of
from desktop.errors import NotFound, Refused
from desktop.i18n import _, language, speaking
from desktop.models import Attachment, IssuedReport, Project, Visit
from desktop.models.ids import new_id
from desktop.progress import SILENT, Progress
from desktop.rules.roles import RIGHTS, Deed
from desktop.rules.vocabulary import AttachmentClass, Audience, Sensitivity, VisitState
from desktop.services.accounts.access import Access
from desktop.services.actions.reading import name_of
from desktop.services.reporting.records import CheckedReport, IssuedRecord, ReportCheck, VisitPdf
from desktop.services.reporting.source import Source, local_day, source_of
from desktop.services.reporting.visit_content import visit_content
from desktop.services.steps import require_on
from desktop.storage.attachment_files import AttachmentFiles
from desktop.storage.database import Database
from desktop.storage.work import Work

_ISSUERS = RIGHTS[Deed.ISSUE_REPORT] & RIGHTS[Deed.WRITE_ACTION]
"""The file of an issue travels as an attachment, so its right is needed too."""

_NOTHING_DONE = frozenset(
    {
        VisitState.DRAFT,
        VisitState.PLANNED,
        VisitState.ASSIGNED,
        VisitState.ACCEPTED,
        VisitState.DECLINED,
        VisitState.CANCELLED,
    }
)


class ReportService:
    """The same data in the same state of sync gives the same bytes; nothing is stored but by `issue_visit`."""

    def __init__(self, database: Database, files: AttachmentFiles, access: Access, clock: Clock) -> None:
        self._database = database
        self._files = files
        self._access = access
        self._clock = clock

    def visit_pdf(
        self,
        visit_id: UUID,
        *,
        language: str | None = None,
        audience: Audience = Audience.OFFICE,
        progress: Progress = SILENT,
    ) -> bytes:
        """The PDF as it would be issued now, in the present language unless told."""
        return self.visit_report(visit_id, language=language, audience=audience, progress=progress).report.pdf

    def visit_report(
        self,
        visit_id: UUID,
        *,
        language: str | None = None,
        audience: Audience = Audience.OFFICE,
        progress: Progress = SILENT,
    ) -> VisitPdf:
        """The same with its hashes and its revision. Raises Refused where the audience may see none of it."""
        return self._render(visit_id, language, audience, progress, issuing=False)

    def issue_visit(
        self,
        visit_id: UUID,
        *,
        language: str | None = None,
        audience: Audience = Audience.OFFICE,
        progress: Progress = SILENT,
    ) -> VisitPdf:
        """Print it and keep it as a revision; an edition that stands issued is answered again, unchanged.

        Raises Refused by role, or before anything was done on the visit.
        """
        with self._database.reading() as work:
            self._require_issue(work, work.get(Visit, visit_id))
        made = self._render(visit_id, language, audience, progress, issuing=True)
        if made.is_issued:
            return made
        with self._database.writing("reports.issue") as work:
            visit = work.get(Visit, visit_id)
            self._require_issue(work, visit)
            self._keep(work, visit, made)
        return replace(made, is_issued=True)

    def issued_of(self, visit_id: UUID) -> tuple[IssuedRecord, ...]:
        """Every issue of the visit's report, the first one first."""
        with self._database.reading() as work:
            return tuple(_issued_record(work, row) for row in work.reports.issued_of(visit_id))

    def issued_pdf(self, issued_id: UUID) -> bytes:
        """The file as it was issued. Raises NotFound while it is not on this laptop."""
        with self._database.reading() as work:
            file = work.reports.file_of(issued_id)
            found = self._files.get(work, file.scope_id, file.sha256) if file else None
        if found is None:
            raise NotFound(
                _("The issued file is not on this laptop yet."), _("It comes with one of the next syncs.")
            )
        return found

    def check(self, pdf: bytes) -> CheckedReport:
        """Whether a report file is what was issued. Raises BadInput for what is no report of Milepost."""
        from desktop.reports.reading_back import read_report

        file = read_report(pdf)
        with self._database.reading() as work:
            known = work.reports.issued_with(file.sha256, file.data_sha256)
            same = next((row for row in known if row.file_sha256 == file.sha256), None)
            found = same or next(iter(known), None)
            issued = _issued_record(work, found) if found else None
        if same is not None:
            check = ReportCheck.ISSUED
        elif found is None and file.is_whole:
            check = ReportCheck.WHOLE
        else:
            check = ReportCheck.CHANGED
        return CheckedReport(
            check=check,
            pages=file.pages,
            sha256=file.sha256,
            data_sha256=file.data_sha256,
            reference=file.reference,
            revision=file.revision,
            is_draft=not file.is_issued,
            issued=issued,
        )

    def _render(
        self, visit_id: UUID, wanted: str | None, audience: Audience, progress: Progress, *, issuing: bool
    ) -> VisitPdf:
        from desktop.reports.visit import render_visit

        spoken = wanted or language()
        with speaking(spoken):
            with self._database.reading() as work:
                visit = work.get(Visit, visit_id)
                _require_audience(visit, audience)
                source = source_of(
                    work,
                    visit,
                    self._access,
                    audience=audience,
                    language=spoken,
                    today=today_of(self._clock),
                )
                number, standing = _revision(source)
                issued_on, author = self._issue_line(source, standing, issuing=issuing)
                content = visit_content(
                    source,
                    self._files,
                    self._access,
                    revision=number,
                    issued_on=issued_on,
                    author=author,
                )
            # drawn after the view of the store is closed: nobody waits for a page
            report = render_visit(content, language=spoken, progress=progress)
        return VisitPdf(
            report=report,
            reference=content.reference,
            revision=number,
            is_issued=standing is not None,
            language=spoken,
            audience=audience,
        )

    def _issue_line(
        self, source: Source, standing: IssuedReport | None, *, issuing: bool
    ) -> tuple[date | None, str]:
        """The day and author of the present revision; without an issue there is no day."""
        if standing is not None:
            day = local_day(standing.issued_at, source.zone)
            return day, name_of(source.work, standing.created_by) or ""
        if issuing:
            day = local_day(self._clock(), source.zone)
            return day, name_of(source.work, self._database.author.person_id) or ""
        return None, source.record.row.lead or ""

    def _require_issue(self, work: Work, visit: Visit) -> None:
        require_on(
            self._access,
            work.get(Project, visit.project_id),
            _ISSUERS,
            _("Your role does not let you issue reports of this project."),
        )
        if visit.state in _NOTHING_DONE:
            raise Refused(
                _("Visit {code} has nothing to report yet.").format(code=visit.code),
                _("Begin the visit first; a preview needs no issue."),
            )

    def _keep(self, work: Work, visit: Visit, made: VisitPdf) -> None:
        issued = IssuedReport(
            id=new_id(),
            scope_id=visit.scope_id,
            visit_id=visit.id,
            kind="visit",
            revision=made.revision,
            audience=made.audience,
            report_language=made.language,
            file_sha256=made.report.sha256,
            data_sha256=made.report.data_sha256,
            issued_at=self._clock(),
        )
        work.add(issued)
        name = f"{visit.code.replace('/', '-')}-r{made.revision}-{made.language}.pdf"
        work.add(
            Attachment(
                id=new_id(),
                scope_id=visit.scope_id,
                owner_id=issued.id,
                position=0,
                kind=AttachmentClass.DOCUMENT,
                sha256=self._files.put(work, visit.scope_id, made.report.pdf),
                size_bytes=len(made.report.pdf),
                media_type="application/pdf",
                file_name=name,
                rotation=0,
            )
        )


def _require_audience(visit: Visit, audience: Audience) -> None:
    if audience is not Audience.OFFICE and visit.sensitivity == Sensitivity.CONFIDENTIAL:
        raise Refused(
            _("Visit {code} is confidential, so its report stays in the office.").format(code=visit.code),
            _("Make the office edition, or have the visit's sensitivity changed."),
        )


def _revision(source: Source) -> tuple[int, IssuedReport | None]:
    """The present revision, and its issue where just this edition of it was issued.

    A new number begins where anything in the report changed after the last issue. Both moments come from the
    change log, which every laptop tells alike; a person's clock does not decide.
    """
    if not source.issued:
        return 1, None
    last = max(row.revision for row in source.issued)
    told = source.work.reports.changed_at([row.id for row in source.issued if row.revision == last])
    newest = max(source.changed_at.values(), default="")
    if newest > min(told.values(), default=""):
        return last + 1, None
    standing = (
        row
        for row in source.issued
        if row.revision == last and row.audience == source.audience and row.report_language == source.language
    )
    return last, next(standing, None)


def _issued_record(work: Work, row: IssuedReport) -> IssuedRecord:
    return IssuedRecord(
        id=row.id,
        visit_id=row.visit_id,
        revision=row.revision,
        audience=Audience(row.audience),
        language=row.report_language,
        file_sha256=row.file_sha256,
        data_sha256=row.data_sha256,
        issued_at=row.issued_at,
        author=name_of(work, row.created_by),
    )
