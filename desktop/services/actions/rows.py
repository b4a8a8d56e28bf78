"""Lines of the list of action points, each complete, from one question for a whole page."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from desktop.rules import action_states
from desktop.rules.codes import short_code
from desktop.rules.transitions import may_take
from desktop.rules.vocabulary import ActionState, Priority
from desktop.services.accounts.access import Access
from desktop.services.actions.records import ActionRow
from desktop.services.steps import roles_in
from desktop.storage.opening.action_lines import ActionLine, action_lines
from desktop.storage.opening.own_work import completed_by
from desktop.storage.rows import Rows

OPEN_STATES = frozenset(ActionState) - action_states.DONE


def rows_with(rows: Rows, action_ids: Sequence[UUID], access: Access, today: date) -> tuple[ActionRow, ...]:
    """In the order of the ids; deleted ones too, for what was read a moment ago."""
    lines = action_lines(rows, action_ids) if action_ids else {}
    done = [one.id for one in lines.values() if one.state == ActionState.COMPLETED]
    own = completed_by(rows, access.person_id, done)
    return tuple(_row(lines[action_id], access, today, is_own=action_id in own) for action_id in action_ids)


def _row(line: ActionLine, access: Access, today: date, *, is_own: bool) -> ActionRow:
    state = ActionState(line.state)
    overdue = action_states.is_overdue(state, line.due, today)
    return ActionRow(
        id=line.id,
        code=line.code,
        title=line.title,
        project_id=line.project_id,
        project_code=short_code(
            line.project_id, line.project_code, line.project_iati_id, line.project_prima_id
        ),
        project_title=line.project_title,
        visit_id=line.visit_id,
        visit_code=line.visit_code,
        finding_id=line.finding_id,
        owner_id=line.owner_id,
        owner=line.owner,
        due=line.due,
        priority=Priority(line.priority),
        state=state,
        is_overdue=overdue,
        days_late=(today - line.due).days if overdue and line.due else 0,
        awaits_my_check=_awaits_check(line, state, access, is_own=is_own),
    )


def _awaits_check(line: ActionLine, state: ActionState, access: Access, *, is_own: bool) -> bool:
    """Somebody else is to verify it than whoever completed it, now or before it was reopened."""
    if state is not ActionState.COMPLETED:
        return False
    check = action_states.find_step(ActionState.COMPLETED, ActionState.VERIFIED)
    roles = roles_in(access, line.project_id, line.project_countries)
    mine = is_own or line.completed_by == access.person_id
    return check is not None and may_take(check, roles, own=mine)
