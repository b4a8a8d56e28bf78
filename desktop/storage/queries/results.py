"""The results matrix of one project, or of the projects of one page."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from desktop.models import Indicator, IndicatorValue, Result, ResultRating, Target, Verification, Visit
from desktop.storage.queries.base import Queries, living


class ResultQueries(Queries):
    def of_project(self, project_id: UUID) -> Sequence[Result]:
        return self._all(
            living(Result).where(Result.project_id == project_id).order_by(Result.position, Result.id)
        )

    def indicators_of(self, project_id: UUID) -> Sequence[Indicator]:
        return self.indicators_in((project_id,))

    def indicators_in(self, project_ids: Collection[UUID]) -> Sequence[Indicator]:
        return self._all(
            living(Indicator)
            .where(Indicator.project_id.in_(project_ids))
            .order_by(Indicator.position, Indicator.id)
        )

    def targets_of(self, project_id: UUID) -> Sequence[Target]:
        return self.targets_in((project_id,))

    def targets_in(self, project_ids: Collection[UUID]) -> Sequence[Target]:
        return self._all(
            living(Target).where(Target.project_id.in_(project_ids)).order_by(Target.due, Target.id)
        )

    def values_of(self, project_id: UUID) -> Sequence[IndicatorValue]:
        return self.values_in((project_id,))

    def values_in(self, project_ids: Collection[UUID]) -> Sequence[IndicatorValue]:
        return self._all(
            living(IndicatorValue)
            .where(IndicatorValue.project_id.in_(project_ids))
            .order_by(IndicatorValue.period_start, IndicatorValue.id)
        )

    def verifications_in(self, project_ids: Collection[UUID]) -> Sequence[Verification]:
        """Everything visits have recounted; a project's visits live in its scope."""
        return self._all(
            living(Verification)
            .join(Visit, Visit.id == Verification.visit_id)
            .where(Verification.scope_id.in_(project_ids), Visit.deleted_at.is_(None))
            .order_by(Visit.start, Verification.id)
        )

    def values_of_indicator(self, indicator_id: UUID) -> Sequence[IndicatorValue]:
        return self._all(
            living(IndicatorValue)
            .where(IndicatorValue.indicator_id == indicator_id)
            .order_by(IndicatorValue.period_start, IndicatorValue.id)
        )

    def has_values(self, indicator_ids: Collection[UUID]) -> bool:
        """Whether anything was ever reported or recounted for one of these."""
        reported = select(func.count()).where(
            IndicatorValue.indicator_id.in_(indicator_ids), IndicatorValue.deleted_at.is_(None)
        )
        recounted = select(func.count()).where(
            Verification.indicator_id.in_(indicator_ids), Verification.deleted_at.is_(None)
        )
        return bool(self._session.scalar(reported) or self._session.scalar(recounted))

    def deleted_with(self, project_id: UUID, at: datetime | None) -> Sequence[Result | Indicator]:
        """Results and indicators of a project that went into the bin in the same moment."""
        results = self._all(select(Result).where(Result.project_id == project_id, Result.deleted_at == at))
        indicators = self._all(
            select(Indicator).where(Indicator.project_id == project_id, Indicator.deleted_at == at)
        )
        return (*results, *indicators)

    def ratings_of_project(self, project_id: UUID) -> Sequence[tuple[ResultRating, Visit]]:
        """Every rating with its visit, the oldest visit first."""
        rows = self._session.execute(
            select(ResultRating, Visit)
            .join(Visit, Visit.id == ResultRating.visit_id)
            .where(
                Visit.project_id == project_id, ResultRating.deleted_at.is_(None), Visit.deleted_at.is_(None)
            )
            .order_by(Visit.start, Visit.id, ResultRating.id)
        )
        return [(rating, visit) for rating, visit in rows]
