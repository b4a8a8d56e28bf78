"""Plans a visit: team, sites, results in scope, and the trip it belongs to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from desktop.clock import Clock
from desktop.errors import BadInput, NotFound
from desktop.i18n import _
from desktop.models import Person, Project, TeamMember, Trip, Visit, VisitResult, VisitSite
from desktop.models.ids import country_scope, natural_id, new_id
from desktop.rules.vocabulary import ResultLevel, SiteState
from desktop.services.accounts.access import Access
from desktop.services.references import resolve
from desktop.services.references.numbering import NO_COUNTRY, short_project_code
from desktop.services.steps import countries_of
from desktop.services.typed import (
    read_choice,
    read_day,
    read_line,
    read_number,
    read_text,
    refuse_unknown,
    required,
)
from desktop.services.visits import scope
from desktop.services.visits.guard import editable_visit
from desktop.services.visits.rated import order_in_matrix
from desktop.services.visits.reading import trip_record
from desktop.services.visits.records import TripRecord
from desktop.storage.database import Database
from desktop.storage.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One thing to choose, by code and words."""

    id: UUID
    code: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultChoice(Choice):
    level: ResultLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChoices:
    people: tuple[Choice, ...]
    results: tuple[ResultChoice, ...]
    """In the order of the matrix."""
    indicators: tuple[Choice, ...]
    trips: tuple[TripRecord, ...]


class PlanService:
    """Each method changes the plan of one visit, and is refused once the visit is handed in."""

    def __init__(self, database: Database, access: Access, clock: Clock) -> None:
        self._database = database
        self._access = access
        self._clock = clock

    def add_member(self, visit_id: UUID, person: str | UUID, duty: str | None = None) -> UUID:
        """A colleague by id, e-mail or name; again changes only the duty."""
        with self._database.writing("visits.team") as work:
            visit = editable_visit(work, self._access, visit_id)
            person_id = person if isinstance(person, UUID) else resolve.person_named(work, person).id
            row_id = natural_id("visit_team", visit.id, person_id)
            row = work.find(TeamMember, row_id, deleted=True)
            if row is None:
                row = TeamMember(
                    id=row_id, scope_id=visit.scope_id, visit_id=visit.id, person_id=person_id, duty=None
                )
                work.add(row)
            row.deleted_at, row.duty = None, read_line(duty)
            return row_id

    def remove_member(self, member_id: UUID) -> None:
        with self._database.writing("visits.team") as work:
            row = work.get(TeamMember, member_id)
            editable_visit(work, self._access, row.visit_id)
            row.deleted_at = self._clock()

    def add_site(self, visit_id: UUID, place: str) -> UUID:
        """By p-code, place id or name; a name no place bears stays as it was typed."""
        with self._database.writing("visits.site") as work:
            visit = editable_visit(work, self._access, visit_id)
            known = work.visits.sites_of(visit.id)
            scope.add_site(work, visit, place, position=1 + max((row.position for row in known), default=-1))
            work.flush()
            return work.visits.sites_of(visit.id)[-1].id

    def site_for(self, visit_id: UUID, text: str, *, adding: bool = False) -> UUID:
        """The site of the visit that answers to `text`; one the registers know comes into the plan.

        `adding` also takes a name no register knows. Raises NotFound for such a name otherwise.
        """
        with self._database.reading() as work:
            work.get(Visit, visit_id)
            found = resolve.find_site(work, visit_id, text)
            known = found is not None or adding or resolve.find_place(work, text) is not None
        if found is not None:
            return found.id
        if known:
            return self.add_site(visit_id, text)
        raise NotFound(
            _("{name} is no site of this visit.").format(name=text), _("Add the site to the plan first.")
        )

    def set_site(
        self,
        site_id: UUID,
        changes: Mapping[str, Any],
        *,
        seen: int | None = None,
        editing: str | None = None,
    ) -> None:
        """Fields: name, state, reason, visited_on, lat, lon, accuracy_m, partner, place. Raises BadInput, Refused."""
        refuse_unknown(changes, _SITE_FIELDS)
        with self._database.writing("visits.site", seen=seen, editing=editing) as work:
            site = work.get(VisitSite, site_id)
            editable_visit(work, self._access, site.visit_id)
            if "lat" in changes or "lon" in changes:
                lat, lon = changes.get("lat", site.lat), changes.get("lon", site.lon)
                scope.set_position(site, read_number(lat), read_number(lon))
            for name, value in changes.items():
                _SITE_FIELDS[name](work, site, value)
            if site.state in _UNREACHED and not site.state_reason:
                raise BadInput(
                    _("Why was {site} not visited?").format(site=site.name),
                    _("Give the reason in a few words."),
                )

    def remove_site(self, site_id: UUID) -> None:
        with self._database.writing("visits.site") as work:
            site = work.get(VisitSite, site_id)
            editable_visit(work, self._access, site.visit_id)
            site.deleted_at = self._clock()

    def order_sites(self, visit_id: UUID, site_ids: Sequence[UUID]) -> None:
        """In the order of `site_ids`; those not named keep their place behind."""
        with self._database.writing("visits.site") as work:
            editable_visit(work, self._access, visit_id)
            places = {site_id: at for at, site_id in enumerate(site_ids)}
            for at, site in enumerate(work.visits.sites_of(visit_id)):
                site.position = places.get(site.id, len(places) + at)

    def add_result(self, visit_id: UUID, path: str) -> None:
        """Look at a result (`1.2`) or one indicator of it (`1.2/A`)."""
        with self._database.writing("visits.scope") as work:
            scope.add_result(work, editable_visit(work, self._access, visit_id), path)

    def set_scope(self, visit_id: UUID, result_ids: Sequence[UUID]) -> None:
        """Look at exactly these results; what was recorded on others stays recorded."""
        with self._database.writing("visits.scope") as work:
            visit = editable_visit(work, self._access, visit_id)
            for row in work.visits.results_of(visit.id):
                if row.result_id not in result_ids:
                    row.deleted_at = self._clock()
            for result_id in result_ids:
                if not scope.is_in_scope(work, visit, result_id):
                    scope.put_in_scope(work, visit, result_id, None)

    def remove_result(self, visit_id: UUID, result_id: UUID) -> None:
        with self._database.writing("visits.scope") as work:
            visit = editable_visit(work, self._access, visit_id)
            for row in work.visits.parts_of(VisitResult, visit.id):
                if row.result_id == result_id:
                    row.deleted_at = self._clock()

    def projects(self) -> tuple[Choice, ...]:
        """Projects a visit may be planned to, by code and title."""
        with self._database.reading() as work:
            return tuple(
                Choice(id=row.id, code=short_project_code(row), text=row.title)
                for row in work.projects.by_title()
            )

    def choices(self, visit_id: UUID) -> PlanChoices:
        """What the plan of a visit can choose from."""
        with self._database.reading() as work:
            visit = work.get(Visit, visit_id)
            results = sorted(work.results.of_project(visit.project_id), key=order_in_matrix)
            numbers = {row.id: row.number for row in results}
            return PlanChoices(
                people=tuple(Choice(id=row.id, code="", text=row.name) for row in work.people.people()),
                results=tuple(
                    ResultChoice(id=row.id, code=row.number, text=row.statement, level=ResultLevel(row.level))
                    for row in results
                ),
                indicators=tuple(
                    Choice(
                        id=row.id,
                        code=f"{numbers.get(row.result_id, '')}{row.code or ''}",
                        text=row.title,
                    )
                    for row in work.results.indicators_of(visit.project_id)
                ),
                trips=tuple(trip_record(row) for row in work.visits.trips()),
            )

    def trips(self) -> tuple[TripRecord, ...]:
        """Newest first."""
        with self._database.reading() as work:
            return tuple(trip_record(row) for row in work.visits.trips())

    def create_trip(
        self, visit_id: UUID, *, title: str, start: date | str | None = None, end: date | str | None = None
    ) -> TripRecord:
        """A journey that groups visits, with this visit as its first; dates are the visit's unless given."""
        with self._database.writing("visits.trip") as work:
            visit = editable_visit(work, self._access, visit_id)
            country = next(iter(countries_of(work.get(Project, visit.project_id))), NO_COUNTRY)
            trip = Trip(
                id=new_id(),
                scope_id=country_scope(country),
                title=required(read_line(title), _("A trip needs a title.")),
                start=read_day(start) or visit.start,
                end=read_day(end) or visit.end,
                team=[row.name for row in _team(work, visit) if row.name],
            )
            work.add(trip)
            visit.trip_id = trip.id
            work.flush()
            return trip_record(trip)


_UNREACHED = frozenset({SiteState.NOT_REACHED, SiteState.ACCESS_DENIED})


def _team(work: Work, visit: Visit) -> Sequence[Person]:
    members = work.visits.parts_of(TeamMember, visit.id)
    return work.people.by_ids(Person, [row.person_id for row in members])


def _set_site_name(work: Work, site: VisitSite, value: Any) -> None:
    site.name = required(read_line(value), _("A site needs a name or a p-code."))


def _set_site_state(work: Work, site: VisitSite, value: Any) -> None:
    site.state = read_choice(SiteState, value) or SiteState.PLANNED


def _set_site_reason(work: Work, site: VisitSite, value: Any) -> None:
    site.state_reason = read_text(value)


def _set_visited_on(work: Work, site: VisitSite, value: Any) -> None:
    site.visited_on = read_day(value)


def _set_accuracy(work: Work, site: VisitSite, value: Any) -> None:
    site.accuracy_m = read_number(value)


def _set_partner(work: Work, site: VisitSite, value: Any) -> None:
    site.partner_id = value if value is None or isinstance(value, UUID) else _partner(work, str(value))


def _partner(work: Work, text: str) -> UUID | None:
    wanted = text.strip().casefold()
    found = [row for row in work.people.partners() if row.name.casefold() == wanted]
    if wanted and not found:
        raise BadInput(_("There is no partner named {name}.").format(name=text), _("Add the partner first."))
    return found[0].id if wanted else None


def _set_place(work: Work, site: VisitSite, value: Any) -> None:
    place = resolve.find_place(work, str(value)) if value else None
    site.place_id = place.id if place else None
    if place is not None:
        site.name = place.name


def _position_is_set_together(work: Work, site: VisitSite, value: Any) -> None:
    """Latitude and longitude are one atom; `set_position` has both."""


_SITE_FIELDS = {
    "name": _set_site_name,
    "place": _set_place,
    "state": _set_site_state,
    "reason": _set_site_reason,
    "visited_on": _set_visited_on,
    "lat": _position_is_set_together,
    "lon": _position_is_set_together,
    "accuracy_m": _set_accuracy,
    "partner": _set_partner,
}
