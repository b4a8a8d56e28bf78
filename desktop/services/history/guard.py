"""Whether an action may still be taken back, or a record come out of the bin: its author's role, and its state."""

from collections.abc import Sequence
from uuid import UUID

from desktop.errors import Refused
from desktop.i18n import _
from desktop.models import IndicatorValue, Visit
from desktop.rules import value_states, visit_states
from desktop.rules.vocabulary import Role, ValueStatus, VisitState
from desktop.services.accounts.access import Access
from desktop.services.wording import word
from desktop.storage.queries.history import Touched
from desktop.storage.work import Work

MADE = "*"
DELETED = "deleted"
_OF_A_VISIT = frozenset(
    {
        "visits", "visit_narratives", "visit_results", "visit_team", "visit_sites", "people_met", "visit_groups",
        "interviews", "result_ratings", "findings", "verifications", "quality_checks", "attachments", "submissions",
        "answers",
    }
)  # fmt: skip
"""What stands still once the visit is handed in; action points and known issues go on."""


def refuse_what_stands(work: Work, access: Access, touched: Sequence[Touched]) -> None:
    """Raises Refused by role, for what was issued, handed in or approved, and for a step that others have heard of."""
    _refuse_by_role(work, access, touched)
    if any(one.table == "issued_reports" and one.atom == MADE for one in touched):
        raise Refused(
            _("An issued report is not taken back: it may be in other hands already."),
            _("Change what is wrong and issue it again: that is the next revision, which names this one."),
        )
    if any(one.is_step and one.is_out for one in touched):
        raise Refused(
            _("This step has been handed on to the office, so it is not taken back."),
            _("Take the next step from here, or have it returned."),
        )
    # What the action made goes with it, whatever its state; what it moved goes back to where it was open.
    own = {UUID(one.record_id) for one in touched if one.is_step or one.atom == MADE}
    by_table: dict[str, list[str]] = {}
    for one in touched:
        by_table.setdefault(one.table, []).append(one.record_id)
    for table, ids in by_table.items():
        if table in _OF_A_VISIT:
            _refuse_on_visits(work, work.history.visits_of(table, ids) - own)
    # A figure that went into the bin comes out as it was, and one that came out goes back: nothing is typed over.
    binned = {UUID(one.record_id) for one in touched if one.atom == DELETED}
    _refuse_figures(work, {UUID(one) for one in by_table.get("indicator_values", ())} - own - binned)


def _refuse_by_role(work: Work, access: Access, touched: Sequence[Touched]) -> None:
    if not access.enrolled:
        return
    held = {role.value for role in access.roles_anywhere() - {Role.READER}}
    for table, atom in {(one.table, one.atom) for one in touched}:
        allowed = work.enrolment.roles_deciding(table, atom)
        if not (held if allowed is None else held & allowed):
            raise Refused(_("Your role does not let you take this back."), _("Ask your office's manager."))


def _refuse_on_visits(work: Work, visit_ids: set[UUID]) -> None:
    for visit in work.with_ids(Visit, visit_ids):
        if not visit_states.may_edit(VisitState(visit.state)):
            raise Refused(
                _("Visit {code} is {state}, so its content stands still.").format(
                    code=visit.code, state=word(VisitState(visit.state))
                ),
                _("Have it returned or reopened to change it; comments and action points go on."),
            )


def _refuse_figures(work: Work, value_ids: set[UUID]) -> None:
    for value in work.with_ids(IndicatorValue, value_ids):
        if not value_states.may_edit(ValueStatus(value.status)):
            raise Refused(
                _("This figure is {state} and is not typed over.").format(
                    state=word(ValueStatus(value.status))
                ),
                _("Correct it with a reason; the old figure stays readable."),
            )
