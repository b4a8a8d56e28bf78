"""Decides what stands in the verification: recounted rows, their sums, and the quality of one indicator's data."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol
from uuid import UUID

from desktop.errors import BadInput
from desktop.i18n import _
from desktop.rules.dqa import QualityDimension
from desktop.rules.periods import Period
from desktop.rules.vocabulary import Extent
from desktop.services.visits.figure_records import (
    QualityRecord,
    RollUpRecord,
    StoredFigure,
    VerificationRecord,
    figure_label,
)
from desktop.services.visits.planning import Choice
from desktop.services.visits.records import VisitRecord
from desktop.services.visits.recounting import Recounted
from desktop.ui.screens.visits.desk import VisitDesk

Shown = VerificationRecord | RollUpRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """All of the tab at once."""

    rows: tuple[Shown, ...]
    periods: tuple[Period, ...]
    period: Period | None
    offered: int
    """Approved figures not recounted yet."""
    may_edit: bool


class VerificationScreen(Protocol):
    def is_seen(self) -> bool:
        """Whether the tab is in front; one that is not is told when it comes forward."""

    def show_sheet(self, sheet: Sheet) -> None: ...

    def show_quality(self, indicator: str, record: QualityRecord | None) -> None: ...

    def ask_indicator(self, offered: Sequence[StoredFigure], indicators: Sequence[Choice]) -> None: ...


class VerificationPresenter:
    def __init__(self, screen: VerificationScreen, desk: VisitDesk) -> None:
        self._screen, self._desk = screen, desk
        self._period: Period | None = None
        self._visit_id: UUID | None = None

    def begin(self) -> None:
        self._desk.watch(self._show, self._screen.is_seen)

    def _show(self, visit: VisitRecord) -> None:
        if visit.row.id != self._visit_id:
            self._visit_id, self._period = visit.row.id, None
        rows, sums = self._desk.services.verifications.of_visit(visit.row.id)
        periods = tuple(sorted({Period(one.period_start, one.period_end) for one in rows}))
        if self._period not in periods:
            self._period = None
        shown = [one for one in rows if self._period in (None, Period(one.period_start, one.period_end))]
        offered = len(self._desk.services.verifications.to_recount(visit.row.id))
        self._screen.show_sheet(
            Sheet(
                rows=(*shown, *(sums if self._period is None or len(periods) == 1 else ())),
                periods=periods,
                period=self._period,
                offered=offered,
                may_edit=visit.may_edit,
            )
        )

    def period_chosen(self, period: Period | None) -> None:
        self._period = period
        if self._desk.visit is not None:
            self._show(self._desk.visit)

    def row_chosen(self, row: VerificationRecord | None) -> None:
        """Its indicator's data quality stands beside."""
        visit = self._desk.visit
        if visit is None or row is None:
            self._screen.show_quality("", None)
            return
        known = [one for one in visit.quality_checks if one.indicator_id == row.indicator_id]
        label = figure_label(row.result_number, row.indicator_code) or row.indicator_title
        self._screen.show_quality(label, known[0] if known else None)

    def verified_typed(self, row: VerificationRecord, value: Decimal | None) -> None:
        """Into the table: all was recounted. In a sample it is the number found right."""
        field = "confirmed" if row.extent is Extent.SAMPLE else "verified"
        self.edited(row.id, field, value)

    def edited(self, row_id: UUID, field: str, value: Any) -> None:
        self._desk.keep(
            f"{row_id}/{field}",
            lambda visit, token: self._desk.services.verifications.set_fields(
                row_id, {field: value}, seen=visit.seen, editing=token
            ),
        )

    def reason_chosen(self, row: VerificationRecord, reason: str | None) -> None:
        """One reason for the whole difference; several with amounts stay as they are until taken out."""
        self.edited(row.id, "reasons", [] if reason is None else [(reason, None)])

    def scored(self, indicator_id: UUID, dimension: QualityDimension, score: int | None) -> None:
        self._desk.keep(
            f"{indicator_id}/{dimension}",
            lambda visit, token: self._desk.services.verifications.score(
                visit.row.id, indicator_id, {dimension: score}, seen=visit.seen, editing=token
            ),
        )

    def quality_noted(self, indicator_id: UUID, text: str) -> None:
        self._desk.keep(
            f"{indicator_id}/notes",
            lambda visit, token: self._desk.services.verifications.score(
                visit.row.id, indicator_id, {"notes": text}, seen=visit.seen, editing=token
            ),
        )

    def open_form(self, submission_id: UUID) -> None:
        """The filled form the figure was taken from."""
        self._desk.flush()
        self._desk.shell.go_to("form", submission_id)

    def deleted(self, row: VerificationRecord) -> None:
        verifications = self._desk.services.verifications
        if self._desk.do(lambda _visit: verifications.delete(row.id)):
            self._desk.shell.toast(_("Row deleted"), undo=lambda: verifications.restore(row.id))

    def new_indicator(self) -> None:
        visit = self._desk.visit
        if visit is None:
            return
        self._screen.ask_indicator(
            self._desk.services.verifications.to_recount(visit.row.id),
            self._desk.services.visit_plans.choices(visit.row.id).indicators,
        )

    def take_those_in_scope(self) -> None:
        """Every approved figure of the results in scope, nothing counted yet."""
        visit = self._desk.visit
        if visit is None:
            return
        briefed = {one.indicator_id for one in self._desk.services.briefs.of_visit(visit.row.id).figures}
        offered = self._desk.services.verifications.to_recount(visit.row.id)
        wanted = [one for one in offered if one.indicator_id in briefed] or list(offered)
        self._desk.do(lambda visit: self._desk.services.verifications.plan(visit.row.id, wanted))

    def take(self, figure: StoredFigure) -> None:
        """From the dialog. Raises UserError: the dialog shows it and stays."""
        visit = self._desk.visit
        if visit is not None:
            self._desk.services.verifications.plan(visit.row.id, [figure])
            self._desk.reload()

    def add(
        self,
        *,
        indicator_id: UUID | None,
        period: str,
        place: str,
        reported: Decimal | None,
        verified: Decimal | None,
    ) -> None:
        """From the dialog, a figure nobody stored. Raises UserError: the dialog shows it and stays."""
        visit = self._desk.visit
        if visit is None:
            return
        if indicator_id is None:
            raise BadInput(_("A figure belongs to an indicator."), _("Choose one."))
        self._desk.services.verifications.verify(
            visit.row.id,
            indicator_id,
            period,
            Recounted(verified=verified),
            place=place or None,
            reported=reported,
        )
        self._desk.reload()
