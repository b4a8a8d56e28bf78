"""The filled form a finding or a verified figure came from."""

from collections.abc import Iterable
from uuid import UUID

from desktop.models import Answer, Submission
from desktop.services.visits.answer_records import AnswerSource
from desktop.storage.work import Work


def answer_sources(work: Work, answer_ids: Iterable[UUID | None]) -> dict[UUID, AnswerSource]:
    """By the answer's id; those that have not arrived, or lie in the bin, are left out."""
    rows = work.with_ids(Answer, (one for one in answer_ids if one is not None))
    submissions = {one.id: one for one in work.with_ids(Submission, (row.submission_id for row in rows))}
    return {
        row.id: AnswerSource(
            submission_id=row.submission_id,
            form_title=submissions[row.submission_id].form_title,
            path=row.path,
        )
        for row in rows
        if row.submission_id in submissions and submissions[row.submission_id].deleted_at is None
    }
