"""Recounts reported figures and assesses the quality of data; what was reported is never overwritten."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from desktop.clock import Clock
from desktop.errors import BadInput
from desktop.i18n import _
from desktop.models import Indicator, QualityCheck, Result, Verification, Visit
from desktop.models.ids import natural_id
from desktop.rules.dqa import QualityDimension
from desktop.rules.periods import Period
from desktop.rules.vocabulary import SourcesSeen, VerificationMethod
from desktop.services.accounts.access import Access
from desktop.services.typed import read_choice, read_line, read_number, read_text, refuse_unknown
from desktop.services.visits.figure_records import (
    QualityRecord,
    RollUpRecord,
    StoredFigure,
    VerificationRecord,
)
from desktop.services.visits.figures import (
    place_name,
    quality_record,
    roll_ups,
    stored_figure,
    verification_record,
    verification_records,
)
from desktop.services.visits.guard import editable_visit
from desktop.services.visits.recounting import (
    FIELDS,
    Recounted,
    difference_of,
    follow_difference,
    indicator_of,
    read_period,
    refuse_impossible,
    row_of,
    site_of,
    take_counts,
    take_reported,
)
from desktop.storage.database import Database
from desktop.storage.work import Work


class VerificationService:
    """Each method that writes is refused once the visit is handed in."""

    def __init__(self, database: Database, access: Access, clock: Clock) -> None:
        self._database = database
        self._access = access
        self._clock = clock

    def verify(
        self,
        visit_id: UUID,
        indicator_id: UUID,
        period: str | Period,
        recounted: Recounted,
        *,
        place: str | None = None,
        source: str | None = None,
        reported: Decimal | str | None = None,
        site_id: UUID | None = None,
        answer_id: UUID | None = None,
    ) -> VerificationRecord:
        """Set the recount of one figure; again for the same figure corrects it.

        `answer_id` is that of the form's answer it was taken from.

        What was reported is copied from the stored values at this time, approved ones first; `reported` is taken
        only where none is stored. Raises BadInput, NotFound, Refused.
        """
        days = read_period(period)
        with self._database.writing("visits.verify") as work:
            visit = editable_visit(work, self._access, visit_id)
            indicator = indicator_of(work, visit, indicator_id)
            row = row_of(work, visit, indicator, days, read_line(place), read_line(source))
            take_reported(work, row, indicator, read_number(reported))
            if site_id is not None:
                row.site_id = site_of(work, visit, site_id)
            before = difference_of(row)
            take_counts(row, recounted)
            follow_difference(row, before)
            row.method = read_choice(VerificationMethod, recounted.method) or row.method
            row.sources_seen = read_choice(SourcesSeen, recounted.sources_seen) or row.sources_seen
            row.note = read_text(recounted.note) or row.note
            row.answer_id = answer_id or row.answer_id
            refuse_impossible(row)
            work.flush()
            return _record(work, row, indicator)

    def plan(self, visit_id: UUID, figures: Sequence[StoredFigure]) -> None:
        """Rows to recount, with what was reported and nothing counted yet."""
        with self._database.writing("visits.verify") as work:
            visit = editable_visit(work, self._access, visit_id)
            for figure in figures:
                indicator = indicator_of(work, visit, figure.indicator_id)
                days = Period(figure.period_start, figure.period_end)
                row = row_of(work, visit, indicator, days, figure.place, figure.source)
                take_reported(work, row, indicator, None)

    def set_fields(
        self,
        verification_id: UUID,
        changes: Mapping[str, Any],
        *,
        seen: int | None = None,
        editing: str | None = None,
    ) -> VerificationRecord:
        """Fields: verified, checked, confirmed, extent, method, sources_seen, reasons, note, source, site_id, reported.

        `reasons` is a list of (reason, amount or None); a single one without amount explains the whole difference.
        """
        refuse_unknown(changes, FIELDS)
        with self._database.writing("visits.verify", seen=seen, editing=editing) as work:
            row = work.get(Verification, verification_id)
            visit = editable_visit(work, self._access, row.visit_id)
            indicator = indicator_of(work, visit, row.indicator_id)
            before = difference_of(row)
            if "reported" in changes:
                take_reported(work, row, indicator, read_number(changes["reported"]))
            for name, value in changes.items():
                FIELDS[name](row, value)
            if "reasons" not in changes:
                follow_difference(row, before)
            refuse_impossible(row)
            work.flush()
            return _record(work, row, indicator)

    def delete(self, verification_id: UUID) -> None:
        with self._database.writing("visits.verify.delete") as work:
            row = work.get(Verification, verification_id)
            editable_visit(work, self._access, row.visit_id)
            row.deleted_at = self._clock()

    def restore(self, verification_id: UUID) -> None:
        with self._database.writing("visits.verify.restore") as work:
            row = work.find(Verification, verification_id, deleted=True)
            found = row or work.get(Verification, verification_id)
            editable_visit(work, self._access, found.visit_id)
            found.deleted_at = None

    def of_visit(self, visit_id: UUID) -> tuple[tuple[VerificationRecord, ...], tuple[RollUpRecord, ...]]:
        """The recounted rows, and one roll-up for each indicator recounted in several places."""
        with self._database.reading() as work:
            visit = work.get(Visit, visit_id)
            indicators = {row.id: row for row in work.results.indicators_of(visit.project_id)}
            rows = verification_records(work, visit.id, indicators)
            return rows, roll_ups(rows, _reported_in_all(work, rows, indicators))

    def to_recount(self, visit_id: UUID) -> tuple[StoredFigure, ...]:
        """Stored figures of the project that this visit does not recount yet; the newest periods first."""
        with self._database.reading() as work:
            visit = work.get(Visit, visit_id)
            taken = {
                (row.indicator_id, row.period_start, row.period_end, row.place_id, row.place_name)
                for row in work.visits.verifications_of(visit.id)
            }
            figures = [
                StoredFigure(
                    indicator_id=value.indicator_id,
                    period_start=value.period_start,
                    period_end=value.period_end,
                    place_id=value.place_id,
                    place=place_name(work, value.place_id, value.place_name),
                    source=value.source,
                    value=value.value,
                )
                for value in work.results.values_of(visit.project_id)
                if value.value is not None
                and (
                    value.indicator_id,
                    value.period_start,
                    value.period_end,
                    value.place_id,
                    value.place_name,
                )
                not in taken
            ]
            return tuple(sorted(figures, key=lambda one: one.period_end, reverse=True))

    def score(
        self,
        visit_id: UUID,
        indicator_id: UUID,
        changes: Mapping[str, Any],
        *,
        seen: int | None = None,
        editing: str | None = None,
    ) -> QualityRecord:
        """Set scores (1 weak, 2 partly, 3 good, 0 not applicable, None open) and `notes`. Raises BadInput."""
        refuse_unknown(changes, dict.fromkeys([*QualityDimension, "notes"]))
        with self._database.writing("visits.quality", seen=seen, editing=editing) as work:
            visit = editable_visit(work, self._access, visit_id)
            indicator = indicator_of(work, visit, indicator_id)
            row = _quality_row(work, visit, indicator)
            for name, value in changes.items():
                setattr(row, name, read_text(value) if name == "notes" else _read_score(value))
            work.flush()
            return quality_record(row, indicator)


def _record(work: Work, row: Verification, indicator: Indicator) -> VerificationRecord:
    return verification_record(
        work, row, indicator, {indicator.result_id: work.get(Result, indicator.result_id)}
    )


def _reported_in_all(
    work: Work, rows: Sequence[VerificationRecord], indicators: Mapping[UUID, Indicator]
) -> dict[UUID, Decimal | None]:
    """For coverage: what all places together reported in the recounted period."""
    return {
        row.indicator_id: stored_figure(
            work,
            indicators[row.indicator_id],
            start=row.period_start,
            end=row.period_end,
            place_id=None,
            place=None,
            source=None,
        )
        for row in rows
    }


def _quality_row(work: Work, visit: Visit, indicator: Indicator) -> QualityCheck:
    row_id = natural_id("quality_check", visit.id, indicator.id)
    row = work.find(QualityCheck, row_id, deleted=True)
    if row is None:
        row = QualityCheck(id=row_id, scope_id=visit.scope_id, visit_id=visit.id, indicator_id=indicator.id)
        work.add(row)
    row.deleted_at = None
    return row


def _read_score(value: Any) -> int | None:
    if value is None or value == "":
        return None
    if str(value) not in {"0", "1", "2", "3"}:
        raise BadInput(
            _("{text} is not a score.").format(text=str(value)[:20]),
            _("Use 1 weak, 2 partly, 3 good, 0 not applicable."),
        )
    return int(value)
