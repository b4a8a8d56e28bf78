"""Visits as JSON documents: shared content only, so that two synced stores answer alike."""

from decimal import Decimal
from typing import Any

from desktop.cli.words import number, ratio
from desktop.services.visits.attachment_records import AttachmentRecord
from desktop.services.visits.figure_records import QualityRecord, VerificationRecord
from desktop.services.visits.records import (
    FindingRecord,
    ScopedResult,
    SiteRecord,
    VisitRecord,
    VisitRow,
)


def row_document(row: VisitRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "code": row.code,
        "title": row.title,
        "project": row.project_code,
        "project_id": row.project_id,
        "type": row.type,
        "state": row.state,
        "start": row.start,
        "end": row.end,
        "lead": row.lead,
        "sites": row.places,
        "overall_rating": row.overall_rating,
        "office": row.office,
        "unrated": row.unrated,
        "report_due": row.report_due,
    }


def visit_document(visit: VisitRecord) -> dict[str, Any]:
    return {
        **row_document(visit.row),
        "country": visit.country,
        "purpose": visit.purpose,
        "questions": visit.questions,
        "methods": visit.methods,
        "logistics": visit.logistics,
        "security": visit.security,
        "state_reason": visit.state_reason,
        "state_by": visit.state_by,
        "state_at": visit.state_at,
        "overall_summary": visit.overall_summary,
        "revision": visit.revision,
        "created_at": visit.created_at,
        "created_by": visit.created_by,
        "trip": visit.trip.title if visit.trip else None,
        "same_code": [{"id": one.id, "title": one.title} for one in visit.twins],
        "team": [{"name": one.name, "duty": one.duty} for one in visit.team],
        "sites": [_site(one) for one in visit.sites],
        "results": [_result(one, visit) for one in visit.results],
        "findings": [finding_document(one) for one in visit.findings],
        "verifications": [verification_document(one) for one in visit.verifications],
        "quality": [_quality(one) for one in visit.quality_checks],
        "people_met": [
            {"role": one.role, "organisation": one.organisation, "sex": one.sex, "age_group": one.age_group}
            for one in visit.people_met
        ],
        "groups": [{"title": one.title, "counts": one.counts} for one in visit.groups],
        "interviews": [
            {"method": one.method, "source": one.source, "notes": one.notes} for one in visit.interviews
        ],
        "narrative": visit.narrative,
        "forms": [
            {"id": one.id, "title": one.title, "state": one.state, "missing": one.missing}
            for one in visit.submissions
        ],
        "attachments": [attachment_document(one) for one in visit.attachments],
        "actions": [
            {"id": one.id, "code": one.code, "title": one.title, "state": one.state, "due": one.due}
            for one in visit.actions
        ],
        "next": [
            {
                "state": step.target,
                "needs_reason": step.needs_reason,
                "missing": [{"code": one.code, "record": one.record_id} for one in step.missing],
            }
            for step in visit.steps
        ],
    }


def _site(one: SiteRecord) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "code": one.place_code,
        "partner": one.partner,
        "lat": one.lat,
        "lon": one.lon,
        "state": one.state,
        "reason": one.state_reason,
        "visited_on": one.visited_on,
    }


def _result(one: ScopedResult, visit: VisitRecord) -> dict[str, Any]:
    names = {site.id: site.name for site in visit.sites}
    return {
        "id": one.result_id,
        "path": one.number,
        "level": one.level,
        "title": one.statement,
        "rating": one.rating,
        "summary": one.summary,
        "ratings": [
            {
                "site": names.get(rating.site_id) if rating.site_id else None,
                "rating": rating.rating,
                "summary": rating.summary,
                "by": rating.rated_by,
            }
            for rating in one.ratings
        ],
    }


def finding_document(one: FindingRecord) -> dict[str, Any]:
    return {
        "id": one.id,
        "result": one.result_number,
        "indicator": one.indicator_title,
        "site": one.site,
        "text": one.statement,
        "evidence": one.evidence,
        "severity": one.severity,
        "criterion": one.criterion,
        "tag": one.tag,
        "rating": one.rating,
        "no_action_reason": one.no_action_reason,
        "actions": one.action_ids,
        "attachments": one.attachment_ids,
        "author": one.author,
    }


def verification_document(one: VerificationRecord) -> dict[str, Any]:
    """`estimate` is true where a sample stands for the whole; `not_approved` is the stored figure where nobody approved it yet."""
    return {
        "id": one.id,
        "indicator": f"{one.result_number}/{one.indicator_code or one.indicator_title}",
        "period": f"{one.period_start.isoformat()}..{one.period_end.isoformat()}",
        "place": one.place,
        "source": one.source,
        "reported": number(one.reported),
        "not_approved": number(one.unapproved),
        "extent": one.extent,
        "checked": number(one.checked),
        "confirmed": number(one.confirmed),
        "verified": number(one.verified),
        "factor": ratio(one.factor),
        "estimate": one.is_estimate,
        "difference": number(one.difference),
        "band": one.band,
        "method": one.method,
        "reasons": [{"reason": part.reason, "amount": number(part.amount)} for part in one.reasons],
        "unexplained": number(one.unexplained),
        "note": one.note,
    }


def _quality(one: QualityRecord) -> dict[str, Any]:
    mean: Decimal | None = one.mean
    return {
        "indicator": one.indicator_label,
        "scores": one.scores,
        "mean": ratio(mean),
        "band": one.band,
        "notes": one.notes,
    }


def attachment_document(one: AttachmentRecord) -> dict[str, Any]:
    return {
        "id": one.id,
        "file": one.file_name,
        "class": one.kind,
        "media_type": one.media_type,
        "size_bytes": one.size_bytes,
        "sha256": one.sha256,
        "caption": one.caption,
        "taken_at": one.taken_at,
        "lat": one.lat,
        "lon": one.lon,
        "rotation": one.rotation,
        "consent": (one.consent or {}).get("purposes") if one.consent is not None else None,
    }
