"""One step of a visit: allowed by state and role, never on own work, and nothing missing."""

from datetime import datetime

from desktop.errors import Refused
from desktop.i18n import _
from desktop.models import Project, Visit
from desktop.rules import visit_states
from desktop.rules.transitions import Step, may_take
from desktop.rules.vocabulary import SubmissionState, VisitState
from desktop.services.accounts.access import Access
from desktop.services.own_work import reporters_of
from desktop.services.steps import refuse, roles_on
from desktop.services.typed import read_choice
from desktop.services.visits.missing import missing_for, parts_of, sentences
from desktop.services.wording import word
from desktop.storage.work import Work


def take_step(
    work: Work, visit: Visit, access: Access, target: VisitState | str, reason: str | None, now: datetime
) -> None:
    """Sets state, reason, by and at together. Raises Refused, or BadInput for an unknown state."""
    step = _step(visit, target)
    _refuse_by_person(work, visit, access, step)
    lacking = missing_for(step, parts_of(work, visit), reason=bool(reason))
    if lacking:
        raise refuse(
            _("Visit {code} cannot be {state} yet.").format(code=visit.code, state=word(step.target)),
            sentences(lacking),
        )
    if step.target is VisitState.SUBMITTED:
        _hand_in_forms(work, visit, access)
    if step.target is VisitState.REOPENED:
        visit.revision += 1
    visit.state, visit.state_reason = step.target, reason
    visit.state_by, visit.state_at = access.person_id, now


def _hand_in_forms(work: Work, visit: Visit, access: Access) -> None:
    """Finished forms go with the report; one that is not done stays with its author, as the report says why."""
    for form in work.forms.submissions_of(visit.id):
        if form.state == SubmissionState.FINALISED:
            form.state, form.state_reason, form.state_by = SubmissionState.SUBMITTED, None, access.person_id


def _step(visit: Visit, target: VisitState | str) -> Step[VisitState]:
    wanted = read_choice(VisitState, target)
    source = VisitState(visit.state)
    step = visit_states.find_step(source, wanted) if wanted else None
    if wanted is None or step is None:
        onwards = ", ".join(one.target for one in visit_states.allowed_steps(source))
        raise Refused(
            _("Visit {code} is {state}; from there it cannot become {target}.").format(
                code=visit.code, state=word(source), target=word(wanted) if wanted else ""
            ),
            _("It can become: {states}").format(states=onwards) if onwards else "",
        )
    return step


def _refuse_by_person(work: Work, visit: Visit, access: Access, step: Step[VisitState]) -> None:
    if step.never_own:
        access.require_other_than(
            reporters_of(work, [visit])[visit.id],
            _("You lead or led visit {code}, or wrote in its report, so you cannot judge it.").format(
                code=visit.code
            ),
        )
    if not may_take(step, roles_on(access, work.get(Project, visit.project_id))):
        raise Refused(
            _("Your role does not let you set a visit to {state}.").format(state=word(step.target)),
            _("Ask your office's manager."),
        )
