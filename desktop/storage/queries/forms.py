"""Forms, versions, submissions and answers."""

from collections.abc import Sequence
from uuid import UUID

from desktop.models import Answer, Form, FormVersion, Submission
from desktop.storage.queries.base import Queries, living


class FormQueries(Queries):
    def forms(self) -> Sequence[Form]:
        return self._all(living(Form).order_by(Form.title))

    def by_form_id(self, form_id: str) -> Sequence[Form]:
        return self._all(living(Form).where(Form.form_id == form_id))

    def versions_of(self, form: UUID) -> Sequence[FormVersion]:
        """Newest first."""
        return self._all(
            living(FormVersion)
            .where(FormVersion.form_id == form)
            .order_by(FormVersion.created_at.desc(), FormVersion.id.desc())
        )

    def submissions_of(self, visit_id: UUID) -> Sequence[Submission]:
        return self._all(
            living(Submission)
            .where(Submission.visit_id == visit_id)
            .order_by(Submission.created_at, Submission.id)
        )

    def answers_of(self, submission_id: UUID) -> Sequence[Answer]:
        return self._all(living(Answer).where(Answer.submission_id == submission_id).order_by(Answer.path))
