"""Prints the monitoring and evaluation report of a project."""

from uuid import UUID

from desktop.errors import Refused
from desktop.i18n import _, language, speaking
from desktop.models import Project
from desktop.progress import SILENT, Progress
from desktop.rules.vocabulary import Audience, Sensitivity
from desktop.services.accounts.access import Access
from desktop.services.references.numbering import short_project_code
from desktop.services.reporting.project_content import project_content
from desktop.services.reporting.project_source import project_source
from desktop.services.reporting.records import ProjectPdf
from desktop.storage.database import Database


class ProjectReportService:
    """The same data in the same state of sync gives the same bytes; nothing is stored."""

    def __init__(self, database: Database, access: Access) -> None:
        self._database = database
        self._access = access

    def project_report(
        self,
        project_id: UUID,
        *,
        language: str | None = None,
        audience: Audience = Audience.OFFICE,
        progress: Progress = SILENT,
    ) -> ProjectPdf:
        """The report as it stands now, in the present language unless told.

        Raises Refused where the audience may see none of it, NotFound for a project that is not there.
        """
        from desktop.reports.project import render_project

        spoken = language or _present_language()
        with speaking(spoken):
            with self._database.reading() as work:
                project = work.get(Project, project_id)
                _require_audience(project, audience)
                source = project_source(work, project, audience=audience, language=spoken)
                content = project_content(source, self._access)
            # drawn after the view of the store is closed: nobody waits for a page
            report = render_project(content, language=spoken, progress=progress)
        return ProjectPdf(
            report=report,
            reference=content.reference,
            revision=content.revision,
            language=spoken,
            audience=audience,
        )


def _present_language() -> str:
    return language()


def _require_audience(project: Project, audience: Audience) -> None:
    if audience is not Audience.OFFICE and project.sensitivity == Sensitivity.CONFIDENTIAL:
        raise Refused(
            _("Project {code} is confidential, so its report stays in the office.").format(
                code=short_project_code(project)
            ),
            _("Make the office edition, or have the project's sensitivity changed."),
        )
