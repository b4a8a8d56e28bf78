"""Who may write to a submission, and when its answers stand still. Works within a unit of work."""

from desktop.errors import Refused
from desktop.i18n import _
from desktop.models import Submission
from desktop.rules import submission_states
from desktop.rules.roles import Deed
from desktop.rules.vocabulary import SubmissionState
from desktop.services.accounts.access import Access
from desktop.services.form_library.entities.scopes import require_there
from desktop.services.visits.guard import editable_visit
from desktop.services.wording import word
from desktop.storage.database import Database
from desktop.storage.work import Work


def require_writer(work: Work, database: Database, access: Access, row: Submission) -> None:
    """Raises Refused without the right to fill in forms, or once the visit is handed in."""
    if row.visit_id is not None:
        editable_visit(work, access, row.visit_id)
        return
    what = _("Your role does not let you fill in forms.")
    require_there(work, database, access, row.scope_id, Deed.FILL_FORM, what)


def require_open(work: Work, database: Database, access: Access, row: Submission) -> None:
    """Raises Refused where its answers stand still, by state, role or visit."""
    if not submission_states.may_edit(SubmissionState(row.state)):
        raise closed(SubmissionState(row.state))
    require_writer(work, database, access, row)


def closed(state: SubmissionState) -> Refused:
    """The refusal to change what is finished."""
    return Refused(
        _("This form is {state}, so its answers stand still.").format(state=word(state)),
        _("Reopen it to change them; a visit that is handed in has to be returned first."),
    )
