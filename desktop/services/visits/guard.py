"""Who may write on a visit, and while it is in which state."""

from uuid import UUID

from desktop.errors import Refused
from desktop.i18n import _
from desktop.models import Project, Visit
from desktop.rules import visit_states
from desktop.rules.vocabulary import Role, VisitState
from desktop.services.accounts.access import Access
from desktop.services.steps import roles_on
from desktop.services.wording import word
from desktop.storage.queries.countries import countries_of
from desktop.storage.work import Work

WRITERS = frozenset({Role.MONITOR, Role.MANAGER})


def editable_visit(work: Work, access: Access, visit_id: UUID) -> Visit:
    """The visit, to be written on. Raises NotFound; Refused by role, or once it is handed in."""
    visit = work.get(Visit, visit_id)
    _require_editable(work, access, visit)
    return visit


def editable_draft(work: Work, access: Access, visit_id: UUID) -> Visit:
    """The same for a save of single fields: a draft of the visit, for `work.write`."""
    visit = work.draft(Visit, visit_id, "code", "state", "project_id", "start", "end")
    _require_editable(work, access, visit)
    return visit


def _require_editable(work: Work, access: Access, visit: Visit) -> None:
    require_writer(work, access, visit)
    state = VisitState(visit.state)
    if not visit_states.may_edit(state):
        raise Refused(
            _("Visit {code} is {state}, so its content stands still.").format(
                code=visit.code, state=word(state)
            ),
            _("Have it returned or reopened to change it; comments and action points go on."),
        )


def require_writer(work: Work, access: Access, visit: Visit) -> None:
    countries = countries_of(work.rows, visit.project_id)
    if countries is None:
        work.get(Project, visit.project_id)  # in the bin: refuses
    access.require(
        *WRITERS,
        countries=countries or (),
        project_id=visit.project_id,
        what=_("Your role does not let you write on visits of this project."),
    )


def may_write(access: Access, project: Project, state: VisitState) -> bool:
    return visit_states.may_edit(state) and bool(roles_on(access, project) & WRITERS)
