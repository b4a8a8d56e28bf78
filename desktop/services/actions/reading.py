"""Mapped action points as frozen records."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from desktop.models import ActionPoint, Attachment, Person, Project
from desktop.rules import action_states
from desktop.rules.roles import is_own
from desktop.rules.transitions import may_take
from desktop.rules.vocabulary import ActionState, Priority, Role
from desktop.services.accounts.access import Access
from desktop.services.actions.records import ActionRecord, ActionRow, CommentRecord
from desktop.services.actions.rows import rows_with
from desktop.services.own_work import completers_of
from desktop.services.steps import Missing, StepOffer, roles_on
from desktop.storage.work import Work

WRITERS = frozenset({Role.MONITOR, Role.MANAGER, Role.REVIEWER})


def rows_of(work: Work, actions: Sequence[ActionPoint], access: Access, today: date) -> tuple[ActionRow, ...]:
    return rows_with(work.rows, [action.id for action in actions], access, today)


def record_of(work: Work, action: ActionPoint, access: Access, today: date) -> ActionRecord:
    project = work.get(Project, action.project_id)
    evidence = work.find(Attachment, action.evidence_id) if action.evidence_id else None
    return ActionRecord(
        row=rows_of(work, [action], access, today)[0],
        details=action.details,
        state_reason=action.state_reason,
        done=action.done,
        completed_by=name_of(work, action.completed_by),
        evidence_id=action.evidence_id,
        evidence_name=evidence.file_name if evidence else None,
        created_at=action.created_at,
        created_by=name_of(work, action.created_by),
        office=action.office,
        comments=tuple(
            CommentRecord(
                id=row.id, at=row.created_at, author=name_of(work, row.created_by) or "", text=row.text
            )
            for row in work.actions.comments_of(action.id)
        ),
        steps=steps_of(action, project, access, mine=is_own(access.person_id, completers_of(work, action))),
        may_edit=bool(roles_on(access, project) & WRITERS),
        seen=work.change,
    )


def steps_of(action: ActionPoint, project: Project, access: Access, *, mine: bool) -> tuple[StepOffer, ...]:
    """Every step onwards; a reason is asked for as the step is taken, so it is not listed as missing."""
    roles = roles_on(access, project)
    facts = facts_of(action, reason=True)
    return tuple(
        StepOffer(
            target=step.target,
            missing=tuple(Missing(code=code) for code in action_states.missing_for(step, facts)),
            needs_reason="reason" in step.needs,
            may_take=may_take(step, roles, own=mine),
        )
        for step in action_states.allowed_steps(ActionState(action.state))
    )


def facts_of(action: ActionPoint, *, reason: bool) -> action_states.ActionFacts:
    return action_states.ActionFacts(
        priority=Priority(action.priority),
        what_was_done=bool(action.done and action.done.strip()),
        evidence=action.evidence_id is not None,
        reason=reason,
    )


def name_of(work: Work, person_id: UUID | None) -> str | None:
    """Soft across scopes: a person not on this laptop has no name here."""
    person = work.find(Person, person_id, deleted=True) if person_id else None
    return person.name if person else None
