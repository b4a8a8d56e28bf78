"""What a visit looks at and where it goes: rows of results and sites, added once each."""

import re
from decimal import Decimal
from uuid import UUID

from desktop.errors import BadInput
from desktop.i18n import _
from desktop.models import Indicator, Place, Result, Visit, VisitResult, VisitSite
from desktop.models.ids import natural_id, new_id
from desktop.rules.vocabulary import SiteState
from desktop.services.references import resolve
from desktop.services.typed import read_line, required
from desktop.storage.work import Work

_P_CODE = re.compile(r"[A-Z]{2}\d{4,}")
"""What nobody calls a site, so a slip in it is no name."""


def add_result(work: Work, visit: Visit, path: str) -> VisitResult:
    """A result by its number, or one indicator of it by `1.2/CODE`."""
    if "/" in path:
        indicator = resolve.indicator_at(work, visit.project_id, path)
        return put_in_scope(work, visit, indicator.result_id, indicator.id)
    return put_in_scope(work, visit, resolve.result_at(work, visit.project_id, path).id, None)


def put_in_scope(work: Work, visit: Visit, result_id: UUID, indicator_id: UUID | None) -> VisitResult:
    """The row of that key; one taken out before comes back. Raises BadInput for another project's result."""
    result = work.get(Result, result_id)
    indicator = work.get(Indicator, indicator_id) if indicator_id else None
    if result.project_id != visit.project_id or (indicator and indicator.result_id != result.id):
        raise BadInput(_("This result belongs to another project."), _("A visit looks at one project."))
    row_id = natural_id("visit_result", visit.id, result.id, indicator.id if indicator else "")
    row = work.find(VisitResult, row_id, deleted=True)
    if row is None:
        row = VisitResult(
            id=row_id,
            scope_id=visit.scope_id,
            visit_id=visit.id,
            result_id=result.id,
            indicator_id=indicator.id if indicator else None,
        )
        work.add(row)
    elif row.deleted_at is not None:
        row.deleted_at = None
    return row


def is_in_scope(work: Work, visit: Visit, result_id: UUID) -> bool:
    return any(row.result_id == result_id for row in work.visits.results_of(visit.id))


def add_site(work: Work, visit: Visit, text: str, *, position: int) -> Place | None:
    """A site by p-code, place id or name; a name no place bears stays free text. Answers the known place."""
    place = resolve.find_place(work, text)
    if place is None and _P_CODE.fullmatch(text.strip()):
        raise BadInput(
            _("No place has the p-code {code}.").format(code=text.strip()),
            _("Check it, import the places of its country, or give the name of the site."),
        )
    name = required(read_line(place.name if place else text), _("A site needs a name or a p-code."))
    work.add(
        VisitSite(
            id=new_id(),
            scope_id=visit.scope_id,
            visit_id=visit.id,
            place_id=place.id if place else None,
            name=name,
            position=position,
            lat=place.lat if place else None,
            lon=place.lon if place else None,
            accuracy_m=place.accuracy_m if place else None,
            state=SiteState.PLANNED,
        )
    )
    return place


def set_position(site: VisitSite, lat: Decimal | None, lon: Decimal | None) -> None:
    """Both or none, within the globe. Raises BadInput."""
    if (lat is None) != (lon is None):
        raise BadInput(_("A position needs latitude and longitude."), _("Give both, or neither."))
    if lat is not None and lon is not None and not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise BadInput(
            _("There is no place at {lat}, {lon}.").format(lat=lat, lon=lon),
            _("Latitude lies between -90 and 90, longitude between -180 and 180."),
        )
    site.lat, site.lon = lat, lon
