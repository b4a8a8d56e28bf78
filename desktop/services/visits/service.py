"""Lists visits, makes them, sets their fields and moves them through their states."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from desktop.clock import Clock, today_of
from desktop.errors import BadInput
from desktop.i18n import _
from desktop.models import Project, Visit
from desktop.models.ids import new_id
from desktop.rules import visit_states
from desktop.rules.vocabulary import VisitState, VisitType
from desktop.services.accounts.access import Access
from desktop.services.references import resolve
from desktop.services.references.numbering import new_visit_code
from desktop.services.steps import require_on
from desktop.services.typed import read_choice, read_line, read_text, refuse_unknown
from desktop.services.visits import records
from desktop.services.visits.fields import FIELDS, set_dates, set_lead
from desktop.services.visits.guard import WRITERS, editable_draft, editable_visit, require_writer
from desktop.services.visits.moves import take_step
from desktop.services.visits.reading import record_of
from desktop.services.visits.rows import rows_with
from desktop.services.visits.scope import add_result, add_site
from desktop.storage.database import Database
from desktop.storage.queries.visits import SORTS, WantedVisits


class VisitService:
    """What people do with a visit as a whole; its parts have services of their own."""

    def __init__(self, database: Database, access: Access, clock: Clock) -> None:
        self._database = database
        self._access = access
        self._clock = clock

    def page(
        self,
        wanted: records.VisitFilter,
        *,
        sort: str = "newest",
        descending: bool = False,
        after: UUID | None = None,
        limit: int = 100,
    ) -> tuple[records.VisitRow, ...]:
        """Lines after the one with id `after`. Raises BadInput for an unknown sort."""
        if sort not in SORTS:
            raise BadInput(
                _("Visits cannot be sorted by {name}.").format(name=sort),
                _("Use one of: {words}").format(words=", ".join(SORTS)),
            )
        with self._database.reading() as work:
            found = work.visits.page(
                self._query(wanted), sort, descending=descending, after=after, limit=limit
            )
            return rows_with(work.rows, found)

    def count(self, wanted: records.VisitFilter) -> int:
        with self._database.reading() as work:
            return work.visits.count(self._query(wanted))

    def years(self) -> tuple[int, ...]:
        """Years with visits, for the filter; newest first."""
        with self._database.reading() as work:
            return tuple(work.visits.years())

    def of_project(self, project_id: UUID) -> tuple[records.VisitRow, ...]:
        """Newest first."""
        with self._database.reading() as work:
            return rows_with(work.rows, [visit.id for visit in work.visits.of_project(project_id)])

    def get(self, visit_id: UUID) -> records.VisitRecord:
        """The visit with everything recorded on it. Raises NotFound."""
        with self._database.reading() as work:
            return record_of(work, work.get(Visit, visit_id), self._access, self._today())

    def create(
        self,
        *,
        project_id: UUID,
        start: date | str | None = None,
        end: date | str | None = None,
        title: str | None = None,
        type: VisitType | str | None = None,
        lead: str | UUID | None = None,
        sites: tuple[str, ...] = (),
        results: tuple[str, ...] = (),
        purpose: str | None = None,
        trip_id: UUID | None = None,
        unplanned: bool = False,
    ) -> records.VisitRecord:
        """Plan a visit, or record one that is already under way; whoever makes it leads it unless told otherwise.

        `sites` by p-code, place id or name; `results` by their numbers. Raises BadInput, NotFound, Refused.
        """
        with self._database.writing("visits.create") as work:
            project = work.get(Project, project_id)
            require_on(
                self._access, project, WRITERS, _("Your role does not let you plan visits to this project.")
            )
            state = visit_states.UNPLANNED_START if unplanned else visit_states.START
            visit = Visit(
                id=new_id(),
                scope_id=project.scope_id,
                project_id=project.id,
                trip_id=trip_id,
                code="",
                title=read_line(title),
                type=read_choice(VisitType, type) or VisitType.MONITORING,
                purpose=read_text(purpose),
                state=state,
                lead_id=self._access.person_id,
                revision=0,
            )
            set_dates(visit, start, end)
            if lead is not None:
                set_lead(work, visit, lead)
            places = [resolve.find_place(work, text) for text in sites]
            country = next((place.country for place in places if place is not None), None)
            year = (visit.start or self._today()).year
            visit.code = new_visit_code(work, project, country=country, year=year)
            work.add(visit)
            work.flush()
            for at, text in enumerate(sites):
                add_site(work, visit, text, position=at)
            for path in results:
                add_result(work, visit, path)
            work.flush()
            return record_of(work, visit, self._access, self._today())

    def set_fields(
        self,
        visit_id: UUID,
        changes: Mapping[str, Any],
        *,
        seen: int | None = None,
        editing: str | None = None,
    ) -> None:
        """Set any of `fields.FIELDS` by name, typed or as text. Raises BadInput, NotFound, Refused.

        Answers nothing: a save at each pause of typing must cost a commit, not a reading of the whole visit.
        """
        refuse_unknown(changes, FIELDS)
        with self._database.writing("visits.set", seen=seen, editing=editing) as work:
            visit = editable_draft(work, self._access, visit_id)
            if "start" in changes or "end" in changes:
                set_dates(visit, changes.get("start", visit.start), changes.get("end", visit.end))
            for name, value in changes.items():
                FIELDS[name](work, visit, value)
            work.write(visit)

    def move(
        self, visit_id: UUID, target: VisitState | str, *, reason: str | None = None, seen: int | None = None
    ) -> records.VisitRecord:
        """Take one step of the state machine. Raises Refused, naming everything that is missing."""
        words = read_text(reason)
        with self._database.writing("visits.move", reason=words, seen=seen) as work:
            visit = work.get(Visit, visit_id)
            take_step(work, visit, self._access, target, words, self._clock())
            work.flush()
            return record_of(work, visit, self._access, self._today())

    def delete(self, visit_id: UUID) -> None:
        """Into the bin; `restore` brings it back. Raises Refused once it is handed in."""
        with self._database.writing("visits.delete") as work:
            editable_visit(work, self._access, visit_id).deleted_at = self._clock()

    def restore(self, visit_id: UUID) -> records.VisitRecord:
        with self._database.writing("visits.restore") as work:
            visit = work.find(Visit, visit_id, deleted=True) or work.get(Visit, visit_id)
            require_writer(work, self._access, visit)
            visit.deleted_at = None
            work.flush()
            return record_of(work, visit, self._access, self._today())

    def _query(self, wanted: records.VisitFilter) -> WantedVisits:
        starts_from, starts_to = wanted.starts_from, wanted.starts_to
        if wanted.year is not None:
            starts_from, starts_to = date(wanted.year, 1, 1), date(wanted.year, 12, 31)
        return WantedVisits(
            person_id=self._access.person_id if wanted.mine else None,
            states=wanted.states,
            starts_from=starts_from,
            starts_to=starts_to,
            project_id=wanted.project_id,
            office=wanted.office,
            type=wanted.type,
            rating=wanted.rating,
            text=wanted.text,
        )

    def _today(self) -> date:
        return today_of(self._clock)
