"""Takes back a draft that was begun and left without a word, as ODK Collect keeps none either."""

from uuid import UUID

from desktop.models import Submission
from desktop.rules.vocabulary import SubmissionState
from desktop.services.accounts.access import Access
from desktop.storage.database import Database

_SAYS_NOTHING = ("forms.language",)
"""What may have been done to it all the same."""


def take_back_untouched(database: Database, access: Access, submission_id: UUID) -> bool:
    """True where nothing was written since it was begun; undo then goes to what was done before it."""
    with database.reading() as work:
        row = work.find(Submission, submission_id)
        if row is None or row.state != SubmissionState.DRAFT or row.created_by != access.person_id:
            return False
        action = work.history.only_action_on(submission_id, "answers", "submission_id", _SAYS_NOTHING)
    if action is None:
        return False
    with database.writing("undo", undoes=action) as work:
        work.history.take_back(action)
        work.raw_areas |= work.history.tables_of(action)
    return True
