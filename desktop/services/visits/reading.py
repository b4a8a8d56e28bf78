"""A visit and its parts as one frozen record."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from desktop.models import (
    Attachment,
    Interview,
    KnownIssue,
    Partner,
    Person,
    PersonMet,
    Place,
    Project,
    Submission,
    TeamMember,
    Trip,
    Visit,
    VisitGroup,
    VisitSite,
)
from desktop.rules import visit_states
from desktop.rules.roles import is_own
from desktop.rules.transitions import may_take
from desktop.rules.vocabulary import (
    AttachmentClass,
    IssueState,
    Sex,
    SiteState,
    SubmissionState,
    VisitState,
)
from desktop.services.accounts.access import Access
from desktop.services.actions.reading import name_of
from desktop.services.actions.reading import rows_of as action_rows
from desktop.services.own_work import reporters_of
from desktop.services.references.numbering import NO_COUNTRY
from desktop.services.steps import Missing, StepOffer, countries_of, roles_on
from desktop.services.visits import records
from desktop.services.visits.attachment_records import AttachmentRecord
from desktop.services.visits.figures import quality_records, verification_records
from desktop.services.visits.guard import may_write
from desktop.services.visits.missing import VisitParts, missing_for, parts_of
from desktop.services.visits.rated import finding_records, scoped_results
from desktop.services.visits.rows import rows_with
from desktop.storage.work import Work

ONWARDS = (
    VisitState.PLANNED,
    VisitState.ASSIGNED,
    VisitState.ACCEPTED,
    VisitState.IN_FIELD,
    VisitState.REPORTING,
    VisitState.SUBMITTED,
    VisitState.APPROVED,
)
"""The usual way of a visit, as the stepper draws it."""


def record_of(work: Work, visit: Visit, access: Access, today: date) -> records.VisitRecord:
    """Everything a screen or a report needs; reading it causes no further question."""
    project = work.get(Project, visit.project_id)
    parts = parts_of(work, visit)
    indicators = {row.id: row for row in work.results.indicators_of(project.id)}
    own = is_own(access.person_id, reporters_of(work, [visit])[visit.id])
    steps = steps_of(parts, project, access, own=own)
    state = VisitState(visit.state)
    return records.VisitRecord(
        row=rows_with(work.rows, [visit.id])[0],
        twins=twins_of(work, visit),
        own_title=visit.title,
        country=next(iter(countries_of(project)), NO_COUNTRY),
        purpose=visit.purpose,
        questions=visit.questions,
        methods=visit.methods,
        logistics=visit.logistics,
        security=visit.security,
        state_reason=visit.state_reason,
        state_by=name_of(work, visit.state_by),
        state_at=visit.state_at,
        overall_summary=visit.overall_summary,
        revision=visit.revision,
        created_at=visit.created_at,
        created_by=name_of(work, visit.created_by),
        language=visit.language,
        trip=_trip(work, visit.trip_id),
        team=_team(work, visit.id),
        sites=_sites(work, visit.id),
        results=scoped_results(work, parts, indicators),
        findings=finding_records(work, parts, indicators),
        verifications=verification_records(work, visit.id, indicators),
        quality_checks=quality_records(work, visit.id, indicators),
        people_met=tuple(_person_met(row) for row in work.visits.parts_of(PersonMet, visit.id)),
        groups=tuple(_group(row) for row in work.visits.parts_of(VisitGroup, visit.id)),
        interviews=tuple(_interview(row) for row in work.visits.parts_of(Interview, visit.id)),
        narrative=parts.narrative,
        submissions=tuple(_submission(row, parts.form_title(row)) for row in parts.submissions),
        attachments=tuple(attachment_record(work, row) for row in parts.attachments),
        actions=action_rows(work, parts.actions, access, today),
        issues=tuple(issue_record(work, row) for row in work.visits.issues_of_project(project.id)),
        steps=steps,
        next_step=next_step(state, steps),
        missing_at_submit=_missing_at_submit(parts),
        may_edit=may_write(access, project, state),
        seen=work.change,
    )


def twins_of(work: Work, visit: Visit) -> tuple[records.VisitTwin, ...]:
    """Flagged, never refused: a printed code is not changed."""
    others = work.visits.bearing(visit.code, but=visit.id)
    titles = (
        {row.id: row.title for row in rows_with(work.rows, [other.id for other in others])} if others else {}
    )
    return tuple(
        records.VisitTwin(
            id=other.id,
            title=titles.get(other.id, other.title or other.code),
            created_by=name_of(work, other.created_by),
        )
        for other in others
    )


def steps_of(parts: VisitParts, project: Project, access: Access, *, own: bool) -> tuple[StepOffer, ...]:
    """Every step from here; a reason is asked for as the step is taken, so it is not listed as missing."""
    roles = roles_on(access, project)
    return tuple(
        StepOffer(
            target=step.target,
            missing=missing_for(step, parts, reason=True),
            needs_reason="reason" in step.needs,
            may_take=may_take(step, roles, own=own),
        )
        for step in visit_states.allowed_steps(VisitState(parts.visit.state))
    )


def next_step(state: VisitState, steps: Sequence[StepOffer]) -> StepOffer | None:
    """The nearest step ahead on the usual way; what was returned or reopened is handed in again."""
    stands_at = _STANDS_AT.get(state, state)
    ahead = ONWARDS[ONWARDS.index(stands_at) + 1 :] if stands_at in ONWARDS else ONWARDS
    by_target = {step.target: step for step in steps}
    return next((by_target[target] for target in ahead if target in by_target), None)


_STANDS_AT = {VisitState.RETURNED: VisitState.REPORTING, VisitState.REOPENED: VisitState.REPORTING}


def _missing_at_submit(parts: VisitParts) -> tuple[Missing, ...]:
    step = visit_states.find_step(VisitState.REPORTING, VisitState.SUBMITTED)
    if step is None or not visit_states.may_edit(VisitState(parts.visit.state)):
        return ()
    return missing_for(step, parts, reason=True)


def trip_record(trip: Trip) -> records.TripRecord:
    return records.TripRecord(
        id=trip.id, title=trip.title, start=trip.start, end=trip.end, team=tuple(trip.team)
    )


def _trip(work: Work, trip_id: UUID | None) -> records.TripRecord | None:
    trip = work.find(Trip, trip_id) if trip_id else None
    return trip_record(trip) if trip else None


def _team(work: Work, visit_id: UUID) -> tuple[records.TeamRecord, ...]:
    members = work.visits.parts_of(TeamMember, visit_id)
    names = {row.id: row.name for row in work.people.by_ids(Person, [row.person_id for row in members])}
    return tuple(
        records.TeamRecord(id=row.id, person_id=row.person_id, name=names.get(row.person_id), duty=row.duty)
        for row in members
    )


def _sites(work: Work, visit_id: UUID) -> tuple[records.SiteRecord, ...]:
    return tuple(site_record(work, row) for row in work.visits.sites_of(visit_id))


def site_record(work: Work, site: VisitSite) -> records.SiteRecord:
    place = work.find(Place, site.place_id) if site.place_id else None
    partner = work.find(Partner, site.partner_id) if site.partner_id else None
    return records.SiteRecord(
        id=site.id,
        name=site.name,
        place_id=site.place_id,
        place_code=place.code if place else None,
        partner=partner.name if partner else None,
        lat=site.lat,
        lon=site.lon,
        accuracy_m=site.accuracy_m,
        state=SiteState(site.state),
        state_reason=site.state_reason,
        visited_on=site.visited_on,
    )


def attachment_record(work: Work, row: Attachment) -> AttachmentRecord:
    return AttachmentRecord(
        id=row.id,
        visit_id=row.visit_id,
        owner_id=row.owner_id,
        site_id=row.site_id,
        position=row.position,
        kind=AttachmentClass(row.kind),
        file_name=row.file_name,
        media_type=row.media_type,
        size_bytes=row.size_bytes,
        sha256=row.sha256,
        thumbnail=row.thumbnail,
        taken_at=row.taken_at,
        lat=row.lat,
        lon=row.lon,
        rotation=row.rotation,
        caption=row.caption,
        shows_people=row.shows_people,
        shows_minor=row.shows_minor,
        consent=row.consent,
        redacted_id=row.redacted_id,
        at=row.created_at,
        author=name_of(work, row.created_by),
    )


def _person_met(row: PersonMet) -> records.PersonMetRecord:
    return records.PersonMetRecord(
        id=row.id,
        site_id=row.site_id,
        name=row.name,
        role=row.role,
        organisation=row.organisation,
        sex=Sex(row.sex) if row.sex else None,
        age_group=row.age_group,
        consent=row.consent,
    )


def _group(row: VisitGroup) -> records.GroupRecord:
    return records.GroupRecord(id=row.id, site_id=row.site_id, title=row.title, counts=dict(row.counts))


def _interview(row: Interview) -> records.InterviewRecord:
    return records.InterviewRecord(
        id=row.id,
        site_id=row.site_id,
        method=row.method,
        source=row.source,
        held_at=row.held_at,
        zone=row.zone,
        spoken=row.spoken,
        interpreter=row.interpreter,
        consent_read=row.consent_read,
        notes=row.notes,
    )


def _submission(row: Submission, shown_title: str) -> records.SubmissionRow:
    return records.SubmissionRow(
        id=row.id,
        title=row.form_title,
        shown_title=shown_title,
        instance_name=row.instance_name,
        state=SubmissionState(row.state),
        missing=row.missing,
        site_id=row.site_id,
        at=row.created_at,
    )


def issue_record(work: Work, row: KnownIssue) -> records.IssueRecord:
    place = work.find(Place, row.place_id) if row.place_id else None
    return records.IssueRecord(
        id=row.id,
        statement=row.statement,
        state=IssueState(row.state),
        place=place.name if place else None,
        at=row.created_at,
    )
