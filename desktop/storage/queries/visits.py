"""Visits and everything recorded on them."""

from collections.abc import Sequence
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select

from desktop.models import Finding, ResultRating, Verification, Visit, VisitResult, VisitSite
from desktop.models.base import Record
from desktop.storage.queries.base import Queries, living

Part = TypeVar("Part", bound=Record)


class VisitQueries(Queries):
    def by_code(self, code: str) -> Sequence[Visit]:
        return self._all(living(Visit).where(Visit.code == code.strip()).limit(2))

    def codes_like(self, pattern: str) -> Sequence[str]:
        """Codes that match a LIKE pattern, deleted visits included: a printed code is never used again."""
        return self._session.scalars(select(Visit.code).where(Visit.code.like(pattern))).all()

    def parts_of(self, model: type[Part], visit_id: UUID) -> Sequence[Part]:
        """Living rows of any table that hangs on the visit, in order of making."""
        column: Any = vars(model)["visit_id"]
        return self._all(living(model).where(column == visit_id).order_by(model.created_at, model.id))

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

    def verifications_of(self, visit_id: UUID) -> Sequence[Verification]:
        return self.parts_of(Verification, visit_id)
