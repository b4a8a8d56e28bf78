"""What rows of published results ask for: the matrix they belong to, put together, with targets and figures."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from desktop.exchange.matrices import Matrix, MatrixIndicator, MatrixResult, build_matrices
from desktop.exchange.results import ResultRow
from desktop.i18n import _
from desktop.models import Indicator, IndicatorValue, Project, Result, Target
from desktop.models.ids import natural_id
from desktop.rules.codes import is_own_iati_id, project_code_of
from desktop.rules.matrix_numbers import next_code
from desktop.rules.vocabulary import (
    Aggregation,
    Frequency,
    Measure,
    ProjectKind,
    ProjectStage,
    TargetBasis,
    ValueMode,
    ValueStatus,
)
from desktop.services.accounts.access import Access
from desktop.services.exchanging.asking import KnownProjects, may_import, no_right
from desktop.services.exchanging.plan import Asked, Draft
from desktop.services.results.figures import value_id_of
from desktop.services.steps import countries_of
from desktop.storage.work import Work


def ask_results(work: Work, rows: Iterable[ResultRow], access: Access) -> list[Asked]:
    """In the order of the file; each row asks for its own target and figure, and for all they hang on."""
    listed = list(rows)
    known = KnownProjects(work)
    asked: dict[int, Asked] = {}
    for matrix in build_matrices(listed):
        asked |= _Matrix(work, matrix, known.find(matrix.project_ref), access).ask()
    return [asked.get(row.row_number, Asked(row=row)) for row in listed]


class _Matrix:
    """One project's part of the file."""

    def __init__(self, work: Work, matrix: Matrix, project: Project | None, access: Access) -> None:
        self._matrix = matrix
        self._project = project
        self._access = access
        self._rows = [row for result in matrix.results for one in result.indicators for row in one.rows]
        self._project_id = project.id if project else natural_id("project", matrix.project_ref)
        self._positions = _next_positions(work, project)

    def ask(self) -> dict[int, Asked]:
        refusal = self._refusal()
        if refusal is not None:
            return {row.row_number: Asked(row=row, left=refusal) for row in self._rows}
        is_living = self._project is not None and self._project.deleted_at is None
        head = () if is_living else (self._external_project(),)
        asked: dict[int, Asked] = {}
        results: dict[str, Draft] = {}
        for at, result in enumerate(self._matrix.results):
            above = results.get(result.parent or "")
            draft = results[result.number] = self._result(result, at, above)
            # A row may stand before the one of its parent, so it brings the parent along.
            chain = (*head, *([above] if above else []), draft)
            codes: list[str] = []
            for place, indicator in enumerate(result.indicators):
                codes.append(next_code(codes))
                one = self._indicator(indicator, draft.id, place, codes[-1])
                for row in indicator.rows:
                    drafts = (*chain, one, *self._figures(row, indicator, one.id))
                    asked[row.row_number] = Asked(row=row, drafts=drafts)
        if self._project is None and asked:
            first = min(asked)
            asked[first] = replace(asked[first], remark=self._remark())
        return asked

    def _refusal(self) -> tuple[str, str] | None:
        project = self._project
        countries = countries_of(project) if project else (self._matrix.country or "",)
        return None if may_import(self._access, countries, self._project_id) else no_right()

    def _remark(self) -> tuple[str, str]:
        """Said once, at the first row of a project nobody knew."""
        return "project_added", _(
            "The project {ref} was not known; it was added under its identifier, as an external one."
        ).format(ref=self._matrix.project_ref)

    def _external_project(self) -> Draft:
        ref, country = self._matrix.project_ref, self._matrix.country
        days = [day for row in self._rows for day in (row.period_start, row.period_end) if day]
        values: dict[str, Any] = {
            "kind": (ProjectKind.OWN if is_own_iati_id(ref) else ProjectKind.EXTERNAL).value,
            "code": project_code_of(ref),
            "iati_id": ref,
            "planned_start": min(days, default=None),
            "planned_end": max(days, default=None),
            "countries": [{"code": country, "share": "100"}] if country else [],
        }
        # Figures are published of what was begun; the file says no more about its stage.
        at_birth = {"title": ref, "stage": ProjectStage.IMPLEMENTING.value}
        return Draft(
            model=Project,
            id=self._project_id,
            scope_id=self._project_id,
            values=values,
            at_birth=at_birth,
        )

    def _result(self, result: MatrixResult, at: int, above: Draft | None) -> Draft:
        own_id = natural_id("result", self._project_id, result.level.value, result.title)
        return self._draft(
            Result,
            own_id,
            {"level": result.level.value, "statement": result.title},
            {
                "parent_id": above.id if above else None,
                "number": result.number,
                "position": self._positions + at,
            },
        )

    def _indicator(self, indicator: MatrixIndicator, result_id: UUID, place: int, code: str) -> Draft:
        own_id = natural_id("indicator", result_id, indicator.title, *sum(indicator.cells, ()))
        counted = indicator.measure is Measure.UNIT
        how = (Aggregation.SUM if counted else Aggregation.LATEST).value
        first = next((row for row in indicator.rows if row.baseline is not None), indicator.rows[0])
        qualifier = indicator.qualifier
        values = {
            "title": f"{indicator.title} ({qualifier})" if qualifier else indicator.title,
            "unit": indicator.unit or ("%" if indicator.measure is Measure.PERCENTAGE else None),
            "baseline": first.baseline,
            "baseline_date": first.baseline_date or _first_day(first.baseline_year),
        }
        at_birth = {
            "result_id": result_id,
            "code": code,
            "position": place,
            "measure": indicator.measure.value,
            "direction": indicator.direction.value,
            "value_mode": (ValueMode.PERIOD if counted else ValueMode.SNAPSHOT).value,
            "time_aggregation": how,
            "place_aggregation": how,
            "frequency": Frequency.ANNUAL.value,
        }
        return self._draft(Indicator, own_id, values, at_birth)

    def _figures(self, row: ResultRow, indicator: MatrixIndicator, indicator_id: UUID) -> list[Draft]:
        drafts = []
        place = row.place_name
        if row.target is not None:
            own_id = natural_id("target", indicator_id, row.period_start, row.period_end, place or "")
            # A published target is for its period; a percentage is a level to be reached.
            basis = TargetBasis.INCREMENT if indicator.measure is Measure.UNIT else TargetBasis.ABSOLUTE
            values = {"value": row.target, "due": row.period_end, "cells": dict(row.target_cells) or None}
            at_birth = {
                "indicator_id": indicator_id,
                "basis": basis.value,
                "period_start": row.period_start,
                "period_end": row.period_end,
            }
            drafts.append(self._draft(Target, own_id, values, at_birth))
        if row.actual is not None and row.period_start is not None and row.period_end is not None:
            value_id = value_id_of(indicator_id, row.period_start, row.period_end, place, None)
            values = {"value": row.actual}
            at_birth = {
                "indicator_id": indicator_id,
                "period_start": row.period_start,
                "period_end": row.period_end,
                "place_name": place,
                "status": ValueStatus.APPROVED.value,
            }
            drafts.append(self._draft(IndicatorValue, value_id, values, at_birth))
        return drafts

    def _draft(self, model: Any, own_id: UUID, values: dict[str, Any], at_birth: dict[str, Any]) -> Draft:
        return Draft(
            model=model,
            id=own_id,
            scope_id=self._project_id,
            values=values,
            at_birth={"project_id": self._project_id, **at_birth},
        )


def _next_positions(work: Work, project: Project | None) -> int:
    if project is None:
        return 0
    return 1 + max((result.position for result in work.results.of_project(project.id)), default=-1)


def _first_day(year: int | None) -> date | None:
    return date(year, 1, 1) if year else None
