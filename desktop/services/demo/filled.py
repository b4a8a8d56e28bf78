"""A form that was filled, as rows of the invented region."""

from uuid import UUID

from desktop.forms import Filling
from desktop.models import Answer, Submission
from desktop.models.ids import natural_id
from desktop.rules.vocabulary import SubmissionState
from desktop.services.demo.rows import Hand, Rows


def add_filled(
    rows: Rows,
    scope_id: UUID,
    hand: Hand,
    filling: Filling,
    version_id: UUID,
    *,
    is_draft: bool = False,
    visit_id: UUID | None = None,
    site_id: UUID | None = None,
) -> UUID:
    """Finishes the filling unless it is a draft; answers the submission's id."""
    progress = filling.progress()
    xml = None if is_draft else filling.finalise()
    submission = rows.add(
        Submission,
        scope_id,
        hand,
        visit_id=visit_id,
        site_id=site_id,
        version_id=version_id,
        form_title=filling.definition.title,
        instance_name=filling.instance_name or None,
        fill_language=filling.language or None,
        state=SubmissionState.DRAFT if is_draft else SubmissionState.FINALISED,
        state_by=None if is_draft else hand.person_id,
        missing=progress.missing + progress.invalid,
        xml=xml,
    )
    for path, value in filling.answers().items():
        rows.add(
            Answer,
            scope_id,
            hand,
            id=natural_id("answer", submission, path),
            submission_id=submission,
            path=path,
            value=value,
        )
    return submission
