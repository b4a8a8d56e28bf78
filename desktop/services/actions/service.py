"""Makes action points, follows them up, and lets someone else verify them."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from desktop.clock import Clock, today_of
from desktop.errors import BadInput, Refused
from desktop.i18n import _
from desktop.models import ActionComment, ActionPoint, Attachment, Finding, Project, Visit
from desktop.models.ids import new_id
from desktop.rules import action_states
from desktop.rules.transitions import Step, may_take
from desktop.rules.vocabulary import ActionState, Priority
from desktop.services.accounts.access import Access
from desktop.services.actions import records
from desktop.services.actions.reading import WRITERS, facts_of, record_of, rows_of
from desktop.services.actions.rows import OPEN_STATES
from desktop.services.own_work import completers_of
from desktop.services.references import resolve
from desktop.services.references.numbering import new_action_code
from desktop.services.steps import refuse, require_on, roles_on
from desktop.services.typed import read_choice, read_day, read_line, read_text, refuse_unknown, required
from desktop.services.wording import word
from desktop.storage.database import Database
from desktop.storage.queries.actions import SORTS, WantedActions
from desktop.storage.work import Work


class ActionService:
    """What people do with action points; each method is one unit of work."""

    def __init__(self, database: Database, access: Access, clock: Clock) -> None:
        self._database = database
        self._access = access
        self._clock = clock

    def page(
        self,
        wanted: records.ActionFilter,
        *,
        sort: str = "due",
        descending: bool = False,
        after: UUID | None = None,
        limit: int = 100,
    ) -> tuple[records.ActionRow, ...]:
        """Lines after the one with id `after`. Raises BadInput for an unknown sort."""
        if sort not in SORTS:
            raise BadInput(
                _("Action points cannot be sorted by {name}.").format(name=sort),
                _("Use one of: {words}").format(words=", ".join(SORTS)),
            )
        with self._database.reading() as work:
            found = work.actions.page(
                self._query(work, wanted), sort, descending=descending, after=after, limit=limit
            )
            return rows_of(work, found, self._access, self._today())

    def count(self, wanted: records.ActionFilter) -> int:
        with self._database.reading() as work:
            return work.actions.count(self._query(work, wanted))

    def get(self, action_id: UUID) -> records.ActionRecord:
        with self._database.reading() as work:
            return record_of(work, work.get(ActionPoint, action_id), self._access, self._today())

    def of_visit(self, visit_id: UUID) -> tuple[records.ActionRow, ...]:
        with self._database.reading() as work:
            return rows_of(work, work.actions.of_visit(visit_id), self._access, self._today())

    def of_project(self, project_id: UUID) -> tuple[records.ActionRow, ...]:
        with self._database.reading() as work:
            return rows_of(work, work.actions.of_project(project_id), self._access, self._today())

    def create(
        self,
        *,
        title: str,
        due: date | str | None,
        project_id: UUID | None = None,
        visit_id: UUID | None = None,
        finding_id: UUID | None = None,
        owner: str | None = None,
        priority: Priority | str = Priority.NORMAL,
        details: str | None = None,
    ) -> records.ActionRecord:
        """On a finding, a visit or a project. Raises BadInput without a title or a place to hang on."""
        with self._database.writing("actions.create") as work:
            finding = work.get(Finding, finding_id) if finding_id else None
            visit = self._visit_for(work, visit_id, finding)
            project_id = project_id or (visit.project_id if visit else None)
            if project_id is None:
                raise BadInput(_("An action point belongs to a visit or a project."), _("Choose one."))
            project = work.get(Project, project_id)
            require_on(self._access, project, WRITERS, _("Your role does not let you add action points."))
            action = ActionPoint(
                id=new_id(),
                scope_id=project.scope_id,
                project_id=project.id,
                visit_id=visit.id if visit else None,
                finding_id=finding.id if finding else None,
                code=new_action_code(work, project, visit),
                title=required(read_line(title), _("An action point needs a title: what is to be done?")),
                details=read_text(details),
                due=read_day(due),
                priority=read_choice(Priority, priority) or Priority.NORMAL,
                state=ActionState.OPEN,
            )
            if owner:
                _set_owner(work, action, owner)
            work.add(action)
            work.flush()
            return record_of(work, action, self._access, self._today())

    def set_fields(
        self,
        action_id: UUID,
        changes: Mapping[str, Any],
        *,
        seen: int | None = None,
        editing: str | None = None,
    ) -> records.ActionRecord:
        """Fields: title, details, due, priority, owner, done, evidence, finding. Raises BadInput, Refused."""
        refuse_unknown(changes, _FIELDS)
        with self._database.writing("actions.set", seen=seen, editing=editing) as work:
            action = self._writable(work, action_id)
            for name, value in changes.items():
                _FIELDS[name](work, action, value)
            work.flush()
            return record_of(work, action, self._access, self._today())

    def move(
        self,
        action_id: UUID,
        target: ActionState | str,
        *,
        reason: str | None = None,
        done: str | None = None,
        seen: int | None = None,
    ) -> records.ActionRecord:
        """Take one step, saying what was `done` where it completes. Raises Refused, naming all that is missing."""
        with self._database.writing("actions.move", reason=reason, seen=seen) as work:
            action = work.get(ActionPoint, action_id)
            wanted = read_choice(ActionState, target)
            step = action_states.find_step(ActionState(action.state), wanted) if wanted else None
            if wanted is None or step is None:
                onwards = ", ".join(
                    one.target for one in action_states.allowed_steps(ActionState(action.state))
                )
                raise Refused(
                    _("An action point that is {state} cannot become {target}.").format(
                        state=word(ActionState(action.state)), target=word(wanted) if wanted else target
                    ),
                    _("It can become: {states}").format(states=onwards) if onwards else "",
                )
            self._may_take(work, action, step)
            action.done = read_text(done) or action.done
            _refuse_missing(action, step, reason)
            action.state, action.state_reason, action.state_by = step.target, reason, self._access.person_id
            if step.target is ActionState.COMPLETED:
                action.completed_by = self._access.person_id
            work.flush()
            return record_of(work, action, self._access, self._today())

    def comment(self, action_id: UUID, text: str) -> records.ActionRecord:
        """Add a remark; remarks are never changed. Raises BadInput when it is empty, Refused by role."""
        with self._database.writing("actions.comment") as work:
            action = self._writable(work, action_id)
            work.add(
                ActionComment(
                    id=new_id(),
                    scope_id=action.scope_id,
                    action_id=action.id,
                    text=required(read_text(text), _("The comment is empty.")),
                )
            )
            work.flush()
            return record_of(work, action, self._access, self._today())

    def delete(self, action_id: UUID) -> None:
        """Into the bin; `restore` brings it back."""
        with self._database.writing("actions.delete") as work:
            self._writable(work, action_id).deleted_at = self._clock()

    def restore(self, action_id: UUID) -> records.ActionRecord:
        with self._database.writing("actions.restore") as work:
            action = self._writable(work, action_id, deleted=True)
            action.deleted_at = None
            work.flush()
            return record_of(work, action, self._access, self._today())

    def _query(self, work: Work, wanted: records.ActionFilter) -> WantedActions:
        states = set(wanted.states)
        if wanted.overdue:
            states = (states or set(OPEN_STATES)) & OPEN_STATES
        if wanted.awaiting_check:
            states = {ActionState.COMPLETED}
        return WantedActions(
            owner_id=self._access.person_id if wanted.mine else None,
            states=states,
            due_before=self._today() if wanted.overdue else None,
            but=self._for_others_to_check(work) if wanted.awaiting_check else (),
            project_id=wanted.project_id,
            visit_id=wanted.visit_id,
            priority=wanted.priority,
            text=wanted.text,
        )

    def _for_others_to_check(self, work: Work) -> list[UUID]:
        """Completed ones that her role does not reach, or that she completed herself at any time."""
        completed = rows_of(work, work.actions.completed(), self._access, self._today())
        return [one.id for one in completed if not one.awaits_my_check]

    def _visit_for(self, work: Work, visit_id: UUID | None, finding: Finding | None) -> Visit | None:
        chosen = finding.visit_id if finding else visit_id
        return work.get(Visit, chosen) if chosen else None

    def _writable(self, work: Work, action_id: UUID, *, deleted: bool = False) -> ActionPoint:
        found = work.find(ActionPoint, action_id, deleted=True) if deleted else None
        action = found or work.get(ActionPoint, action_id)
        project = work.get(Project, action.project_id)
        require_on(self._access, project, WRITERS, _("Your role does not let you change action points."))
        return action

    def _may_take(self, work: Work, action: ActionPoint, step: Step[ActionState]) -> None:
        if step.never_own:
            self._access.require_other_than(
                completers_of(work, action), _("You completed this action point, so you cannot judge it.")
            )
        roles = roles_on(self._access, work.get(Project, action.project_id))
        if not may_take(step, roles):
            raise Refused(
                _("Your role does not let you set an action point to {state}.").format(
                    state=word(step.target)
                )
            )

    def _today(self) -> date:
        return today_of(self._clock)


def _refuse_missing(action: ActionPoint, step: Step[ActionState], reason: str | None) -> None:
    sentences = {
        "what_was_done": _("say what was done"),
        "evidence_if_high": _("attach the evidence, since its priority is high"),
        "reason": _("give a reason"),
    }
    facts = facts_of(action, reason=bool(reason and reason.strip()))
    lacking = action_states.missing_for(step, facts)
    if lacking:
        what = _("This action point cannot be {state} yet.").format(state=word(step.target))
        raise refuse(what, (sentences[code] for code in lacking))


def _set_owner(work: Work, action: ActionPoint, value: Any) -> None:
    """A colleague where one answers to the text, else an outsider by name."""
    if isinstance(value, UUID):
        action.owner_id, action.owner_name = value, None
        return
    text = read_line(value)
    found = resolve.find_person(work, text) if text else None
    action.owner_id = found.id if found else None
    action.owner_name = None if found else text


def _set_evidence(work: Work, action: ActionPoint, value: Any) -> None:
    if value is None or isinstance(value, UUID):
        action.evidence_id = value
    else:
        text = str(value).strip()
        action.evidence_id = resolve.record_named(work, Attachment, text).id if text else None


def _set_finding(work: Work, action: ActionPoint, value: Any) -> None:
    if value in (None, ""):
        action.finding_id = None
        return
    finding = (
        work.get(Finding, value)
        if isinstance(value, UUID)
        else resolve.record_named(work, Finding, str(value))
    )
    if action.visit_id is None:
        action.visit_id = finding.visit_id
    action.finding_id = finding.id


def _set_title(work: Work, action: ActionPoint, value: Any) -> None:
    action.title = required(read_line(value), _("An action point needs a title: what is to be done?"))


def _set_details(work: Work, action: ActionPoint, value: Any) -> None:
    action.details = read_text(value)


def _set_due(work: Work, action: ActionPoint, value: Any) -> None:
    action.due = read_day(value)


def _set_priority(work: Work, action: ActionPoint, value: Any) -> None:
    action.priority = read_choice(Priority, value) or Priority.NORMAL


def _set_done(work: Work, action: ActionPoint, value: Any) -> None:
    action.done = read_text(value)


_FIELDS = {
    "title": _set_title,
    "details": _set_details,
    "due": _set_due,
    "priority": _set_priority,
    "owner": _set_owner,
    "done": _set_done,
    "evidence": _set_evidence,
    "finding": _set_finding,
}
