"""The results matrix of a project."""

from collections.abc import Sequence
from uuid import UUID

from desktop.models import Indicator, IndicatorValue, Result, Target
from desktop.storage.queries.base import Queries, living


class ResultQueries(Queries):
    def of_project(self, project_id: UUID) -> Sequence[Result]:
        return self._all(
            living(Result).where(Result.project_id == project_id).order_by(Result.position, Result.id)
        )

    def indicators_of(self, project_id: UUID) -> Sequence[Indicator]:
        return self._all(
            living(Indicator)
            .where(Indicator.project_id == project_id)
            .order_by(Indicator.position, Indicator.id)
        )

    def targets_of(self, project_id: UUID) -> Sequence[Target]:
        return self._all(
            living(Target).where(Target.project_id == project_id).order_by(Target.due, Target.id)
        )

    def values_of(self, project_id: UUID) -> Sequence[IndicatorValue]:
        return self._all(
            living(IndicatorValue)
            .where(IndicatorValue.project_id == project_id)
            .order_by(IndicatorValue.period_start, IndicatorValue.id)
        )
