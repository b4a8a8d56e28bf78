"""Lines of the visit list, each complete, from a few questions for a whole page."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from desktop.i18n import _
from desktop.models import Person, Project, ResultRating, Visit, VisitResult, VisitSite
from desktop.rules.vocabulary import Rating, VisitState, VisitType
from desktop.services.references.numbering import short_project_code
from desktop.services.visits.missing import SETTLED
from desktop.services.visits.records import VisitRow
from desktop.services.visits.report_due import calendars_of, report_due
from desktop.services.wording import word
from desktop.storage.work import Work


def rows_of(work: Work, visits: Sequence[Visit]) -> tuple[VisitRow, ...]:
    ids = [visit.id for visit in visits]
    projects = {
        row.id: row for row in work.projects.by_ids(Project, list({visit.project_id for visit in visits}))
    }
    leads = {
        row.id: row.name
        for row in work.people.by_ids(Person, list({v.lead_id for v in visits if v.lead_id is not None}))
    }
    places = _places_of(work, ids)
    unrated = _unrated_of(work, ids)
    forms = work.visits.open_submissions_of_many(ids, sorted(SETTLED))
    calendars = calendars_of(work, (visit.office for visit in visits))
    return tuple(
        VisitRow(
            id=visit.id,
            code=visit.code,
            title=visit.title or made_up_title(visit, projects[visit.project_id], places[visit.id]),
            project_id=visit.project_id,
            project_code=short_project_code(projects[visit.project_id]),
            project_title=projects[visit.project_id].title,
            type=VisitType(visit.type),
            state=VisitState(visit.state),
            start=visit.start,
            end=visit.end,
            lead_id=visit.lead_id,
            lead=leads.get(visit.lead_id) if visit.lead_id else None,
            places=tuple(places[visit.id]),
            overall_rating=Rating(visit.overall_rating) if visit.overall_rating else None,
            office=visit.office,
            unrated=unrated[visit.id],
            forms_open=forms.get(visit.id, 0),
            report_due=report_due(visit, calendars[visit.office]),
        )
        for visit in visits
    )


def made_up_title(visit: Visit, project: Project, places: Sequence[str]) -> str:
    """What a visit is called until somebody names it: its kind and where it goes."""
    where = ", ".join(dict.fromkeys(places)) or project.title
    return _("{kind}: {where}").format(kind=word(VisitType(visit.type)), where=where)


def _places_of(work: Work, visit_ids: Sequence[UUID]) -> dict[UUID, list[str]]:
    places: dict[UUID, list[str]] = defaultdict(list)
    sites = work.visits.parts_of_many(VisitSite, visit_ids)
    for site in sorted(sites, key=lambda row: (row.position, row.id)):
        places[site.visit_id].append(site.name)
    return places


def _unrated_of(work: Work, visit_ids: Sequence[UUID]) -> dict[UUID, int]:
    waiting: dict[UUID, set[UUID]] = defaultdict(set)
    for row in work.visits.parts_of_many(VisitResult, visit_ids):
        waiting[row.visit_id].add(row.result_id)
    for rating in work.visits.parts_of_many(ResultRating, visit_ids):
        if rating.rating is not None:
            waiting[rating.visit_id].discard(rating.result_id)
    return defaultdict(int, {visit_id: len(results) for visit_id, results in waiting.items()})
