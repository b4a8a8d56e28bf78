"""People met, groups, interviews, the narrative and known issues: what else a monitor writes down."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from desktop.clock import Clock
from desktop.errors import BadInput
from desktop.i18n import _
from desktop.models import (
    Interview,
    KnownIssue,
    PersonMet,
    Place,
    Project,
    Result,
    Visit,
    VisitGroup,
    VisitNarrative,
)
from desktop.models.base import Record
from desktop.models.ids import natural_id, new_id
from desktop.rules.vocabulary import AgeGroup, InterviewMethod, IssueState, Sex
from desktop.services.accounts.access import Access
from desktop.services.steps import require_on
from desktop.services.typed import read_choice, read_line, read_text, refuse_unknown, required
from desktop.services.visits.guard import WRITERS, editable_visit
from desktop.services.visits.sections import result_below_target, unknown_section
from desktop.storage.database import Database
from desktop.storage.work import Work


class FieldworkService:
    """Each method that writes on a visit is refused once the visit is handed in."""

    def __init__(self, database: Database, access: Access, clock: Clock) -> None:
        self._database = database
        self._access = access
        self._clock = clock

    def write(
        self,
        visit_id: UUID,
        section: str,
        text: str | None,
        *,
        seen: int | None = None,
        editing: str | None = None,
    ) -> None:
        """The monitor's words for one of `sections`; empty takes them out. Raises BadInput for any other section."""
        words, result_id = read_text(text), result_below_target(section)
        with self._database.writing("visits.narrative", seen=seen, editing=editing) as work:
            visit = editable_visit(work, self._access, visit_id)
            if result_id is not None:
                _refuse_foreign(work, visit, result_id, section)
            row_id = natural_id("visit_narrative", visit.id, section)
            row = work.find(VisitNarrative, row_id, deleted=True)
            if row is not None:
                row.text, row.deleted_at = words or "", None
            elif words is not None:
                work.add(
                    VisitNarrative(
                        id=row_id, scope_id=visit.scope_id, visit_id=visit.id, section=section, text=words
                    )
                )

    def add_person_met(self, visit_id: UUID, changes: Mapping[str, Any]) -> UUID:
        """Anonymous by default: a role and an organisation. Raises BadInput for a name without consent."""
        return self._add(visit_id, PersonMet, changes)

    def set_person_met(
        self,
        person_id: UUID,
        changes: Mapping[str, Any],
        *,
        seen: int | None = None,
        editing: str | None = None,
    ) -> None:
        """Fields: name, role, organisation, sex, age_group, consent, site_id."""
        self._set(PersonMet, person_id, changes, seen, editing)

    def add_group(self, visit_id: UUID, changes: Mapping[str, Any]) -> UUID:
        """Fields: title, counts (sex > age group > persons), site_id."""
        return self._add(visit_id, VisitGroup, changes)

    def set_group(
        self,
        group_id: UUID,
        changes: Mapping[str, Any],
        *,
        seen: int | None = None,
        editing: str | None = None,
    ) -> None:
        self._set(VisitGroup, group_id, changes, seen, editing)

    def add_interview(self, visit_id: UUID, changes: Mapping[str, Any]) -> UUID:
        """Fields: method, source, held_at, zone, spoken, interpreter, consent_read, notes, site_id."""
        return self._add(visit_id, Interview, changes)

    def set_interview(
        self,
        interview_id: UUID,
        changes: Mapping[str, Any],
        *,
        seen: int | None = None,
        editing: str | None = None,
    ) -> None:
        self._set(Interview, interview_id, changes, seen, editing)

    def remove(self, kind: str, part_id: UUID) -> None:
        """Into the bin. `kind`: person_met, group or interview."""
        with self._database.writing(f"visits.{kind}.delete") as work:
            part: Any = work.get(_KINDS[kind], part_id)
            editable_visit(work, self._access, part.visit_id)
            part.deleted_at = self._clock()

    def restore(self, kind: str, part_id: UUID) -> None:
        with self._database.writing(f"visits.{kind}.restore") as work:
            part: Any = work.find(_KINDS[kind], part_id, deleted=True) or work.get(_KINDS[kind], part_id)
            editable_visit(work, self._access, part.visit_id)
            part.deleted_at = None

    def add_issue(self, project_id: UUID, statement: str, *, place_id: UUID | None = None) -> UUID:
        """A known issue of a project or place; it stands in every later brief until resolved."""
        with self._database.writing("visits.issue") as work:
            project = work.get(Project, project_id)
            require_on(self._access, project, WRITERS)
            if place_id is not None:
                work.get(Place, place_id)
            issue = KnownIssue(
                id=new_id(),
                scope_id=project.scope_id,
                project_id=project.id,
                place_id=place_id,
                statement=required(read_text(statement), _("The issue is empty.")),
                state=IssueState.OPEN,
            )
            work.add(issue)
            return issue.id

    def set_issue(self, issue_id: UUID, state: IssueState | str) -> None:
        with self._database.writing("visits.issue") as work:
            issue = work.get(KnownIssue, issue_id)
            require_on(self._access, work.get(Project, issue.project_id), WRITERS)
            issue.state = read_choice(IssueState, state) or IssueState.OPEN

    def _add(self, visit_id: UUID, model: type[Any], changes: Mapping[str, Any]) -> UUID:
        with self._database.writing(f"visits.{model.__tablename__}") as work:
            visit = editable_visit(work, self._access, visit_id)
            part = model(id=new_id(), scope_id=visit.scope_id, visit_id=visit.id)
            if model is VisitGroup:
                part.title, part.counts = "", {}
            _apply(work, visit, part, changes)
            work.add(part)
            return UUID(str(part.id))

    def _set(
        self,
        model: type[Record],
        part_id: UUID,
        changes: Mapping[str, Any],
        seen: int | None,
        editing: str | None,
    ) -> None:
        with self._database.writing(f"visits.{model.__name__.lower()}", seen=seen, editing=editing) as work:
            part: Any = work.get(model, part_id)
            _apply(work, editable_visit(work, self._access, part.visit_id), part, changes)


_KINDS: dict[str, type[Record]] = {"person_met": PersonMet, "group": VisitGroup, "interview": Interview}


def _refuse_foreign(work: Work, visit: Visit, result_id: UUID, section: str) -> None:
    """Words about a result belong to the visit's own project; the result may be in the bin meanwhile."""
    result = work.find(Result, result_id, deleted=True)
    if result is None or result.project_id != visit.project_id:
        raise unknown_section(section)


def _apply(work: Work, visit: Visit, part: Any, changes: Mapping[str, Any]) -> None:
    readers = _READERS[type(part)]
    refuse_unknown(changes, readers)
    for name, value in changes.items():
        setattr(part, name, readers[name](value))
    if isinstance(part, PersonMet) and part.name and not (part.consent or {}).get("purposes"):
        raise BadInput(
            _("A person's name is kept only with consent."),
            _("Record the consent first, or write the role and the organisation instead."),
        )
    if isinstance(part, VisitGroup) and not part.title:
        raise BadInput(_("A group needs a title."), _("For example: women learning sewing, Osh."))
    if part.site_id is not None and part.site_id not in {row.id for row in work.visits.sites_of(visit.id)}:
        raise BadInput(_("This site belongs to another visit."), _("Choose a site of this visit."))


def _read_counts(value: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, int]]:
    """sex > age group > persons, all of them known words and whole numbers."""
    read: dict[str, dict[str, int]] = {}
    for sex, ages in value.items():
        known = read_choice(Sex, sex) or Sex.UNKNOWN
        for age, count in ages.items():
            group = read_choice(AgeGroup, age) or AgeGroup.UNKNOWN
            read.setdefault(known.value, {})[group.value] = _read_count(count)
    return read


def _read_count(value: Any) -> int:
    text = str(value).strip()
    if not (text.isascii() and text.isdigit() and len(text) < 8):
        raise BadInput(_("{text} is not a number of persons.").format(text=text[:20]))
    return int(text)


_READERS: dict[type[Any], dict[str, Any]] = {
    PersonMet: {
        "name": read_line,
        "role": read_line,
        "organisation": read_line,
        "sex": lambda value: read_choice(Sex, value),
        "age_group": lambda value: read_choice(AgeGroup, value),
        "consent": lambda value: value,
        "site_id": lambda value: value,
    },
    VisitGroup: {"title": read_line, "counts": _read_counts, "site_id": lambda value: value},
    Interview: {
        "method": lambda value: read_choice(InterviewMethod, value),
        "source": read_line,
        "held_at": lambda value: value,
        "zone": read_line,
        "spoken": read_line,
        "interpreter": read_line,
        "consent_read": lambda value: value,
        "notes": read_text,
        "site_id": lambda value: value,
    },
}
