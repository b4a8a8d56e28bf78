"""Visits and everything recorded on them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Connection, Select, func, or_, select, text
from sqlalchemy.orm import Session

from desktop.models import (
    Finding,
    KnownIssue,
    Project,
    ResultRating,
    TeamMember,
    Trip,
    Verification,
    Visit,
    VisitResult,
    VisitSite,
)
from desktop.models.base import Record
from desktop.storage.queries.base import Queries, living
from desktop.storage.queries.pages import contains, page_by_key
from desktop.storage.queries.typed_words import holders, once_for

Part = TypeVar("Part", bound=Record)


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedVisits:
    """Which visits a list shows; empty means all."""

    person_id: UUID | None = None
    states: Collection[str] = ()
    starts_from: date | None = None
    starts_to: date | None = None
    project_id: UUID | None = None
    office: str | None = None
    type: str | None = None
    rating: str | None = None
    text: str = ""


SORTS: dict[str, tuple[Any, bool]] = {
    "newest": (Visit.start, True),
    "start": (Visit.start, False),
    "code": (Visit.code, False),
    "title": (Visit.title, False),
    "state": (Visit.state, False),
    "made": (Visit.created_at, True),
}


_TWINS = 5


class VisitQueries(Queries):
    def by_code(self, code: str) -> Sequence[Visit]:
        """Two at most: not unique."""
        return self._all(living(Visit).where(Visit.code == code.strip()).limit(2))

    def bearing(self, code: str, *, but: UUID) -> Sequence[Visit]:
        """Other visits under the same code: laptops that began visits before they joined an office may share one."""
        wanted = living(Visit).where(Visit.code == code, Visit.id != but)
        return self._all(wanted.order_by(Visit.created_at, Visit.id).limit(_TWINS))

    def codes_like(self, pattern: str) -> Sequence[str]:
        """Codes that match a LIKE pattern, deleted visits included: a printed code is never used again."""
        return self._session.scalars(select(Visit.code).where(Visit.code.like(pattern))).all()

    def page(
        self, wanted: WantedVisits, sort: str, *, descending: bool, after: UUID | None, limit: int
    ) -> list[UUID]:
        """Ids of the visits; `visit_lines` tells what a list says of each."""
        column, backwards = SORTS[sort]
        return page_by_key(
            self._session.connection(),
            Visit,
            self._listed(select(Visit.id), wanted),
            column,
            descending=descending != backwards,
            after=after,
            limit=limit,
        )

    def count(self, wanted: WantedVisits) -> int:
        query = self._listed(select(func.count()).select_from(Visit), wanted)
        return self._session.connection().scalar(query) or 0

    def _listed(self, query: Select[Any], wanted: WantedVisits) -> Select[Any]:
        query = _matching(self._session, query.where(Visit.deleted_at.is_(None)), wanted)
        return query if wanted.project_id is not None else self._with_project(query, Visit.project_id)

    def years(self) -> Sequence[int]:
        """From the first to the last year in which a visit starts, the newest first."""
        # One question each: asked for both at once, SQLite walks the whole index.
        first = self._session.scalar(self._listed(select(func.min(Visit.start)), WantedVisits()))
        last = self._session.scalar(self._listed(select(func.max(Visit.start)), WantedVisits()))
        return range(last.year, first.year - 1, -1) if first is not None and last is not None else ()

    def parts_of(self, model: type[Part], visit_id: UUID) -> Sequence[Part]:
        """Living rows of any table that hangs on the visit, in order of making."""
        column: Any = vars(model)["visit_id"]
        return self._all(living(model).where(column == visit_id).order_by(model.created_at, model.id))

    def parts_of_many(self, model: type[Part], visit_ids: Collection[UUID]) -> Sequence[Part]:
        """The same for the visits of a page, in one question."""
        column: Any = vars(model)["visit_id"]
        return self._all(living(model).where(column.in_(visit_ids)).order_by(model.created_at, model.id))

    def sites_of(self, visit_id: UUID) -> Sequence[VisitSite]:
        return self._all(
            living(VisitSite).where(VisitSite.visit_id == visit_id).order_by(VisitSite.position, VisitSite.id)
        )

    def results_of(self, visit_id: UUID) -> Sequence[VisitResult]:
        return self.parts_of(VisitResult, visit_id)

    def ratings_of(self, visit_id: UUID) -> Sequence[ResultRating]:
        return self.parts_of(ResultRating, visit_id)

    def findings_of(self, visit_id: UUID) -> Sequence[Finding]:
        return self._all(
            living(Finding).where(Finding.visit_id == visit_id).order_by(Finding.position, Finding.id)
        )

    def figures_from_answers(self, project_id: UUID) -> Sequence[Verification]:
        """Those of the project that were taken from answers of forms, newest first."""
        visits = select(Visit.id).where(Visit.project_id == project_id)
        return self._all(
            living(Verification)
            .where(Verification.answer_id.is_not(None), Verification.visit_id.in_(visits))
            .order_by(Verification.created_at.desc(), Verification.id.desc())
        )

    def verifications_of(self, visit_id: UUID) -> Sequence[Verification]:
        return self.parts_of(Verification, visit_id)

    def earlier_of_project(self, project_id: UUID, visit_id: UUID, limit: int) -> Sequence[Visit]:
        """Other visits of the project, the newest first."""
        return self._all(
            living(Visit)
            .where(Visit.project_id == project_id, Visit.id != visit_id)
            .order_by(Visit.start.desc(), Visit.id.desc())
            .limit(limit)
        )

    def of_project(self, project_id: UUID) -> Sequence[Visit]:
        return self._all(
            living(Visit).where(Visit.project_id == project_id).order_by(Visit.start.desc(), Visit.id.desc())
        )

    def issues_of_project(self, project_id: UUID) -> Sequence[KnownIssue]:
        return self._all(
            living(KnownIssue)
            .where(KnownIssue.project_id == project_id)
            .order_by(KnownIssue.created_at, KnownIssue.id)
        )

    def trips(self) -> Sequence[Trip]:
        """Newest first."""
        return self._all(living(Trip).order_by(Trip.start.desc(), Trip.id.desc()))


def _matching(session: Session, query: Select[Any], wanted: WantedVisits) -> Select[Any]:
    for column, value in (
        (Visit.project_id, wanted.project_id),
        (Visit.office, wanted.office),
        (Visit.type, wanted.type),
        (Visit.overall_rating, wanted.rating),
    ):
        if value is not None:
            query = query.where(column == value)
    if wanted.states:
        query = query.where(Visit.state.in_(sorted(wanted.states)))
    if wanted.starts_from is not None:
        query = query.where(Visit.start >= wanted.starts_from)
    if wanted.starts_to is not None:
        query = query.where(Visit.start <= wanted.starts_to)
    if wanted.person_id is not None:
        query = query.where(or_(Visit.lead_id == wanted.person_id, Visit.id.in_(_joined(wanted.person_id))))
    if wanted.text.strip():
        query = query.where(_about(session, wanted.text))
    return query


def _joined(person_id: UUID) -> Select[Any]:
    return select(TeamMember.visit_id).where(
        TeamMember.person_id == person_id, TeamMember.deleted_at.is_(None)
    )


def _about(session: Session, words: str) -> Any:
    """Its own words, those of its sites, or of its project; letters in a row only where nothing is indexed yet."""
    connection = session.connection()
    found = once_for(connection, words, "visits", lambda: _ids_about(connection, words))
    if found is None:
        return _spelled(words)
    return Visit.id.in_(text("SELECT value FROM json_each(:about)").bindparams(about=found).columns(Visit.id))


def _ids_about(connection: Connection, words: str) -> str | None:
    """A JSON list of visits, deleted ones included."""
    found = holders(connection, words, ("visits", "projects"))
    if found is None:
        return None
    unread = {table: found.unread[table] for table in ("visits", "projects")}
    return str(connection.scalar(text(_HOLDING), {"words": found.query, **unread}))


# One list of ids: an OR of two would walk all visits. The words are looked up once, for visits and projects alike.
_HOLDING = """
WITH found AS MATERIALIZED (
 SELECT e.kind, e.record_id FROM search_words JOIN search_entries AS e ON e.row = search_words.rowid
 WHERE search_words MATCH :words AND e.kind IN ('visit', 'project'))
SELECT json_group_array(id) FROM (
SELECT record_id AS id FROM found WHERE kind = 'visit'
UNION ALL SELECT v.id FROM found JOIN visits AS v ON v.project_id = found.record_id WHERE found.kind = 'project'
UNION ALL SELECT value FROM json_each(:visits)
UNION ALL SELECT v.id FROM json_each(:projects) AS j JOIN visits AS v ON v.project_id = j.value)
"""


def _spelled(words: str) -> Any:
    projects = select(Project.id).where(contains(words, Project.code, Project.title))
    sites = select(VisitSite.visit_id).where(contains(words, VisitSite.name), VisitSite.deleted_at.is_(None))
    return or_(
        contains(words, Visit.code, Visit.title, Visit.purpose),
        Visit.project_id.in_(projects),
        Visit.id.in_(sites),
    )
