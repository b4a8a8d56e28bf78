"""Forms, versions, submissions and answers."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import defer

from desktop.models import Answer, Attachment, Form, FormVersion, Submission, Visit
from desktop.storage.queries.base import Queries, living

_AT_ONCE = 5000


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
            .options(defer(FormVersion.xform))
            .order_by(FormVersion.created_at.desc(), FormVersion.id.desc())
        )

    def versions_with(self, ids: Collection[UUID]) -> Sequence[FormVersion]:
        """Versions without their long text, the deleted ones included."""
        return self._all(select(FormVersion).where(FormVersion.id.in_(ids)).options(defer(FormVersion.xform)))

    def forms_with_text(self, ids: Collection[UUID], text_id: str) -> dict[UUID, str]:
        """The form itself of those of these versions that have a text of that id."""
        rows = self._session.execute(
            select(FormVersion.id, FormVersion.xform).where(
                FormVersion.id.in_(ids), func.instr(FormVersion.xform, f'id="{text_id}"') > 0
            )
        )
        return {row[0]: row[1] for row in rows}

    def submission_counts(self) -> dict[UUID, dict[str, int]]:
        """How often each version was filled, by state; of the same fillings as `filled_with`."""
        visits = select(Visit.id).where(Visit.deleted_at.is_(None))
        query: Any = select(Submission.version_id, Submission.state, func.count()).where(
            Submission.deleted_at.is_(None),
            or_(Submission.visit_id.is_(None), Submission.visit_id.in_(visits)),
        )
        query = self._with_project(query, Submission.scope_id)
        found: dict[UUID, dict[str, int]] = {}
        for version, state, count in self._session.execute(
            query.group_by(Submission.version_id, Submission.state)
        ):
            found.setdefault(version, {})[state] = count
        return found

    def version_forms(self) -> dict[UUID, UUID]:
        """The form of each version."""
        rows = self._session.execute(
            select(FormVersion.id, FormVersion.form_id).where(FormVersion.deleted_at.is_(None))
        )
        return dict(iter(rows))

    def newest_versions(self) -> dict[UUID, UUID]:
        """The newest version of each form; the texts of versions are too long to read them all."""
        rows = self._session.execute(
            select(FormVersion.form_id, FormVersion.id)
            .where(FormVersion.deleted_at.is_(None))
            .order_by(FormVersion.created_at, FormVersion.id)
        )
        return dict(iter(rows))

    def submissions_of(self, visit_id: UUID) -> Sequence[Submission]:
        return self._all(
            living(Submission)
            .where(Submission.visit_id == visit_id)
            .order_by(Submission.created_at, Submission.id)
        )

    def submissions_in(self, states: Collection[str], limit: int) -> Sequence[Submission]:
        """Newest first."""
        return self._all(
            living(Submission)
            .where(Submission.state.in_(states))
            .order_by(Submission.created_at.desc(), Submission.id.desc())
            .limit(limit)
        )

    def filled_with(
        self, versions: Collection[UUID], states: Collection[str], visit_id: UUID | None
    ) -> Sequence[UUID]:
        """Fillings of these versions, oldest first; without those of visits and projects in the bin."""
        visits = select(Visit.id).where(Visit.deleted_at.is_(None))
        query = select(Submission.id).where(
            Submission.deleted_at.is_(None),
            Submission.version_id.in_(versions),
            Submission.state.in_(states),
            or_(Submission.visit_id.is_(None), Submission.visit_id.in_(visits)),
        )
        if visit_id is not None:
            query = query.where(Submission.visit_id == visit_id)
        query = self._with_project(query, Submission.scope_id)
        return self._session.scalars(query.order_by(Submission.created_at, Submission.id)).all()

    def filled_before(
        self, submission: Submission, versions: Collection[UUID], project_id: UUID | None
    ) -> Submission | None:
        """The newest earlier filling of these versions: in the project, or outside of visits by the same person."""
        query = (
            living(Submission)
            .where(
                Submission.version_id.in_(versions),
                Submission.id != submission.id,
                Submission.created_at <= submission.created_at,
            )
            .order_by(Submission.created_at.desc(), Submission.id.desc())
            .limit(1)
        )
        if project_id is None:
            query = query.where(Submission.visit_id.is_(None), Submission.created_by == submission.created_by)
        else:
            visits = select(Visit.id).where(Visit.project_id == project_id, Visit.deleted_at.is_(None))
            query = query.where(Submission.visit_id.in_(visits))
        if submission.site_id is not None:
            at_site = self._session.scalars(query.where(Submission.site_id == submission.site_id)).first()
            if at_site is not None:
                return at_site
        return self._session.scalars(query).first()

    def all_filled_with(self, versions: Collection[UUID]) -> Sequence[UUID]:
        """Every living filling of these versions, wherever it belongs."""
        return self._session.scalars(
            select(Submission.id).where(Submission.deleted_at.is_(None), Submission.version_id.in_(versions))
        ).all()

    def texts_with(self, ids: Sequence[UUID]) -> dict[UUID, str]:
        """What living answers of these ids say, by the submission; ids rather than paths, for they are the key."""
        found: dict[UUID, str] = {}
        for start in range(0, len(ids), _AT_ONCE):
            rows = self._session.execute(
                select(Answer.submission_id, Answer.value).where(
                    Answer.id.in_(ids[start : start + _AT_ONCE]),
                    Answer.deleted_at.is_(None),
                    Answer.value.is_not(None),
                )
            )
            found.update({submission_id: value for submission_id, value in rows if value is not None})
        return found

    def answers_of(self, submission_id: UUID) -> Sequence[Answer]:
        return self._all(living(Answer).where(Answer.submission_id == submission_id).order_by(Answer.path))

    def answer_texts(self, submission_id: UUID) -> dict[str, str]:
        """Path and value of what is answered, without making records of them."""
        rows = self._session.execute(
            select(Answer.path, Answer.value).where(
                Answer.submission_id == submission_id, Answer.deleted_at.is_(None), Answer.value.is_not(None)
            )
        )
        return {path: value for path, value in rows if value is not None}

    def answer_paths(self, submission_id: UUID) -> list[tuple[UUID, str]]:
        """Id and path of every answer the submission ever had."""
        rows = self._session.execute(
            select(Answer.id, Answer.path).where(Answer.submission_id == submission_id).order_by(Answer.path)
        )
        return [(one, path) for one, path in rows]

    def remark_texts(self, submission_id: UUID) -> list[tuple[str, str, str]]:
        """Path, mark and comment where there is one of them."""
        rows = self._session.execute(
            select(Answer.path, Answer.mark, Answer.comment).where(
                Answer.submission_id == submission_id,
                Answer.deleted_at.is_(None),
                or_(Answer.mark.is_not(None), Answer.comment.is_not(None)),
            )
        )
        return [(path, mark or "", comment or "") for path, mark, comment in rows]

    def marks_of(self, submission_ids: Collection[UUID]) -> list[tuple[UUID, str]]:
        """Submission and mark of every question that has no answer for a reason."""
        rows = self._session.execute(
            select(Answer.submission_id, Answer.mark).where(
                Answer.submission_id.in_(submission_ids),
                Answer.deleted_at.is_(None),
                Answer.value.is_(None),
                Answer.mark.is_not(None),
            )
        )
        return [(one, mark) for one, mark in rows if mark is not None]

    def media_of(self, submission_id: UUID) -> Sequence[Attachment]:
        return self._all(living(Attachment).where(Attachment.owner_id == submission_id))
