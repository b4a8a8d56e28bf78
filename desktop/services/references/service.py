"""What a command line names by text, as ids for the other services."""

from uuid import UUID

from desktop.models import Finding, Visit
from desktop.services.references import resolve
from desktop.storage.database import Database
from desktop.storage.work import Work


class ReferenceService:
    """Each answers an id, or raises NotFound or BadInput with a sentence."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def project(self, text: str) -> UUID:
        with self._database.reading() as work:
            return resolve.project_named(work, text).id

    def deleted_project(self, text: str) -> UUID:
        """A project in the bin, by its code or the beginning of its id."""
        with self._database.reading() as work:
            return resolve.deleted_project_named(work, text).id

    def visit(self, text: str) -> UUID:
        with self._database.reading() as work:
            return resolve.visit_named(work, text).id

    def action(self, text: str) -> UUID:
        with self._database.reading() as work:
            return resolve.action_named(work, text).id

    def attachment(self, text: str) -> UUID:
        with self._database.reading() as work:
            return resolve.attachment_named(work, text).id

    def person(self, text: str) -> UUID:
        with self._database.reading() as work:
            return resolve.person_named(work, text).id

    def result_of_visit(self, visit_id: UUID, path: str) -> UUID:
        """A result of the visit's project, by its number."""
        with self._database.reading() as work:
            return resolve.result_at(work, _project_of(work, visit_id), path).id

    def indicator_of_visit(self, visit_id: UUID, path: str) -> UUID:
        """An indicator of the visit's project, by `1.2/CODE`."""
        with self._database.reading() as work:
            return resolve.indicator_at(work, _project_of(work, visit_id), path).id

    def finding(self, text: str) -> UUID:
        with self._database.reading() as work:
            return resolve.record_named(work, Finding, text).id


def _project_of(work: Work, visit_id: UUID) -> UUID:
    return work.get(Visit, visit_id).project_id
