"""Answers and remarks of a submission as rows of the store, by path. Works within a unit of work."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from desktop.forms import MARKS, AnswerRemark
from desktop.models import Answer, Submission
from desktop.models.ids import natural_id
from desktop.storage.work import Work


@dataclass(slots=True)
class Kept:
    """What the store holds of a submission."""

    answers: dict[str, str] = field(default_factory=dict)
    remarks: dict[str, AnswerRemark] = field(default_factory=dict)


def read_kept(work: Work, submission_id: UUID) -> Kept:
    """A mark this release does not know, from a newer one, stays in the store and is not shown."""
    remarks = {
        path: AnswerRemark(mark=mark if mark in MARKS else "", comment=comment)
        for path, mark, comment in work.forms.remark_texts(submission_id)
    }
    return Kept(work.forms.answer_texts(submission_id), remarks)


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any], empty: Any = None) -> dict[str, Any]:
    """What has to be written so that `before` becomes `after`; what is gone becomes `empty`."""
    changes = dict.fromkeys((path for path in before if path not in after), empty)
    changes.update({path: value for path, value in after.items() if before.get(path) != value})
    return changes


def write_rows(
    work: Work,
    submission: Submission,
    answers: Mapping[str, str | None],
    remarks: Mapping[str, AnswerRemark] | None = None,
) -> None:
    """Write by path; an emptied answer keeps its row, so that both sides of a clash stay in its history."""
    remarks = remarks or {}
    new = []
    for path in dict.fromkeys([*answers, *remarks]):
        row = work.find(Answer, natural_id("answer", submission.id, path), deleted=True)
        if row is None:
            if answers.get(path) is not None or remarks.get(path):
                new.append(
                    _new_row(submission.id, submission.scope_id, path, answers.get(path), remarks.get(path))
                )
            continue
        row.deleted_at = None
        if path in answers:
            row.value = answers[path]
        if path in remarks:
            row.mark, row.comment = remarks[path].mark or None, remarks[path].comment or None
    if len(new) == 1:
        work.add(Answer(**new[0]))
    else:
        work.add_many(Answer, new)


def new_rows(
    submission_id: UUID,
    scope_id: UUID,
    answers: Mapping[str, str],
    remarks: Mapping[str, AnswerRemark] | None = None,
) -> list[dict[str, Any]]:
    """Rows of a submission that has none yet."""
    remarks = remarks or {}
    return [
        _new_row(submission_id, scope_id, path, answers.get(path), remarks.get(path))
        for path in dict.fromkeys([*answers, *remarks])
    ]


def _new_row(
    submission_id: UUID, scope_id: UUID, path: str, text: str | None, remark: AnswerRemark | None
) -> dict[str, Any]:
    return {
        "id": natural_id("answer", submission_id, path),
        "scope_id": scope_id,
        "submission_id": submission_id,
        "path": path,
        "value": text,
        "mark": (remark.mark if remark else "") or None,
        "comment": (remark.comment if remark else "") or None,
    }
