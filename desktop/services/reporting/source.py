"""Everything one edition of a visit report is made from, read in one consistent view of the store."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from desktop.models import IssuedReport, Office, Project, Visit
from desktop.reference.offices import find_office
from desktop.reports.formats import Formats
from desktop.rules.vocabulary import Audience
from desktop.services.accounts.access import Access
from desktop.services.reporting.editions import View, view_of
from desktop.services.visits.reading import record_of
from desktop.services.visits.records import VisitRecord
from desktop.storage.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    work: Work
    visit: Visit
    project: Project
    record: VisitRecord
    audience: Audience
    view: View
    language: str
    formats: Formats
    zone: str
    made_at: datetime
    """When the newest change in the report was made: the printed time."""
    changed_at: Mapping[UUID, str]
    unsent: frozenset[UUID]
    hidden: frozenset[UUID]
    """What this audience may not see."""
    issued: tuple[IssuedReport, ...]
    today: date

    @property
    def made_on(self) -> date:
        """The local day of the newest change; what is late is late on this day, so that bytes stay the same."""
        return local_day(self.made_at, self.zone)

    def may_show(self, record_id: UUID) -> bool:
        return record_id not in self.hidden

    def words(self, section: str) -> str:
        """The monitor's own words of a section."""
        return self.record.narrative.get(section, "").strip()

    def paragraphs(self, section: str) -> tuple[str, ...]:
        return tuple(line.strip() for line in self.words(section).splitlines() if line.strip())


def source_of(
    work: Work, visit: Visit, access: Access, *, audience: Audience, language: str, today: date
) -> Source:
    project = work.get(Project, visit.project_id)
    record = record_of(work, visit, access, today)
    ids = _printed(work, record, project) | work.reports.records_of_visit(visit.id)
    changed_at = work.reports.changed_at(ids)
    view = view_of(audience)
    return Source(
        work=work,
        visit=visit,
        project=project,
        record=record,
        audience=audience,
        view=view,
        language=language,
        formats=Formats(language),
        zone=zone_of(work, visit.office),
        made_at=newest_of(changed_at, visit.state_at or visit.created_at),
        changed_at=changed_at,
        unsent=work.reports.unsent_among(ids),
        hidden=frozenset() if view.confidential else work.reports.confidential_on(visit.id, project.id),
        issued=tuple(work.reports.issued_of(visit.id)),
        today=today,
    )


def local_day(instant: datetime, zone: str) -> date:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return instant.astimezone(ZoneInfo(zone)).date()
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return instant.astimezone(UTC).date()


def office_names(work: Work, code: str | None, language: str) -> tuple[str, ...]:
    """The office and the one above it."""
    names: list[str] = []
    while code and len(names) < 2:
        kept = work.people.office(code)
        known = find_office(code)
        name = _name_in(kept, language) or (known.name if known else code)
        names.append(name)
        code = (kept.parent_code if kept else None) or (known.parent if known else None)
    return tuple(names)


def _name_in(office: Office | None, language: str) -> str:
    names = office.names if office else {}
    return names.get(language) or names.get("en") or ""


def zone_of(work: Work, code: str | None) -> str:
    """Where an office keeps its time."""
    kept = work.people.office(code) if code else None
    known = find_office(code) if code else None
    return (kept.zone if kept else "") or (known.zone if known else "") or "UTC"


def _printed(work: Work, record: VisitRecord, project: Project) -> frozenset[UUID]:
    """Records beyond the visit's own that the report prints."""
    results = {one.result_id for one in record.results}
    indicators = {one.indicator_id for one in record.verifications} | {
        one.indicator_id for one in record.quality_checks
    }
    follow_up = {one.id for one in record.issues} | {row.id for row in work.actions.of_project(project.id)}
    return frozenset({project.id} | results | indicators | follow_up)


def newest_of(changed_at: Mapping[UUID, str], otherwise: datetime) -> datetime:
    """The newest change, to the minute."""
    newest = max(changed_at.values(), default="")
    if not newest:
        return otherwise
    return datetime.fromisoformat(newest).astimezone(UTC).replace(second=0, microsecond=0)
