"""The linter's marks of a stored matrix, each at its place and in the person's words."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from desktop.models import Indicator, IndicatorValue, Project, Result, Target
from desktop.reference.matrix_advice import advice_for
from desktop.reference.matrix_words import word_lists
from desktop.rules import matrix as lint_shapes
from desktop.rules.matrix_lint import LintFinding, count_errors, lint
from desktop.rules.matrix_numbers import number_results
from desktop.rules.vocabulary import Direction, Frequency, GenderMarker, Measure, ResultLevel, TargetBasis
from desktop.services.results.reading import nodes_of
from desktop.services.results.records import LintMark
from desktop.services.results.standing import Rows, load_rows
from desktop.storage.work import Work

WAIVER = "waiver:"
"""A dimension entry that begins so says why persons are not told apart."""

_FIELD_OF = {
    "RM05": "statement",
    "RM06": "statement",
    "RM07": "statement",
    "RM08": "unit",
    "RM09": "baseline",
    "RM10": "target",
    "RM11": "target_date",
    "RM12": "target",
    "RM14": "responsible",
    "RM15": "assumptions",
    "RM16": "dimensions",
    "RM17": "dimensions",
    "RM18": "title",
    "RM19": "title",
    "RM23": "method",
    "RM24": "target",
    "RM29": "assumptions",
    "RM30": "title",
    "RM31": "frequency",
}


def marks_of(work: Work, project: Project, today: date) -> tuple[LintMark, ...]:
    """Every mark, in the order of the matrix."""
    shape = _Shape(work, project)
    return tuple(shape.mark(finding) for finding in _findings(shape))


def errors_of(work: Work, project: Project, today: date) -> int:
    """How many marks block a review."""
    return count_errors(_findings(_Shape(work, project)))


def _findings(shape: "_Shape") -> tuple[LintFinding, ...]:
    lists = word_lists(shape.project.language or "en")
    return lint(shape.matrix(), lint_shapes.Words(**lists) if lists else None)


class _Shape:
    """One project's matrix as the rules see it, and the way back from a path to its record."""

    def __init__(self, work: Work, project: Project) -> None:
        self.project = project
        self._results = work.results.of_project(project.id)
        self._rows: Rows = load_rows(work, (project.id,))
        self._links = work.projects.links_of(project.id)
        self._funded = {line.activity_id for line in work.projects.budget_lines_of(project.id)}
        self._numbers: Mapping[object, str] = {
            place.id: place.number for place in number_results(nodes_of(self._results))
        }
        self._order = list(self._numbers)
        self._result_ids = {number: UUID(str(key)) for key, number in self._numbers.items()}
        self._indicators = {self._path(one): one for one in self._rows.indicators if one.retired_on is None}

    def matrix(self) -> lint_shapes.Matrix:
        project = self.project
        results = sorted(self._results, key=lambda result: self._order.index(result.id))
        return lint_shapes.Matrix(
            results=tuple(self._result(result) for result in results),
            start=project.actual_start or project.planned_start,
            end=project.actual_end or project.planned_end,
            language=project.language or "en",
            has_framework_link=bool(self._links),
            gender_marker=GenderMarker(project.gender_marker) if project.gender_marker else None,
            # Evaluations have no room in the store yet, so nothing is held against a project.
            evaluation_planned=True,
        )

    def mark(self, finding: LintFinding) -> LintMark:
        advice = advice_for(finding.code, finding.about)
        indicator = self._indicators.get(finding.path)
        number = finding.path.partition("/")[0]
        return LintMark(
            code=finding.code,
            severity=finding.severity.value,
            path=finding.path,
            result_id=indicator.result_id if indicator else self._result_ids.get(number),
            indicator_id=indicator.id if indicator else None,
            field=_field_of(finding, indicator),
            message=advice.reason,
            why=advice.fix,
            example=advice.example,
        )

    def _path(self, indicator: Indicator) -> str:
        number = self._numbers.get(indicator.result_id, "")
        return f"{number}/{indicator.code or str(indicator.id)[-8:]}"

    def _result(self, result: Result) -> lint_shapes.MatrixResult:
        return lint_shapes.MatrixResult(
            path=self._numbers[result.id],
            level=ResultLevel(result.level),
            statement=result.statement,
            parent=self._numbers.get(result.parent_id) if result.parent_id else None,
            assumptions=result.assumptions or "",
            indicators=tuple(
                self._indicator(path, one)
                for path, one in self._indicators.items()
                if one.result_id == result.id
            ),
            # The workplan has no room in the store yet, so nothing is held against an activity.
            in_workplan=True,
            in_budget=result.id in self._funded or not self._funded - {None},
        )

    def _indicator(self, path: str, indicator: Indicator) -> lint_shapes.MatrixIndicator:
        waivers = [text for text in indicator.dimensions if text.casefold().startswith(WAIVER)]
        return lint_shapes.MatrixIndicator(
            path=path,
            title=indicator.title,
            unit=indicator.unit or "",
            measure=Measure(indicator.measure),
            direction=Direction(indicator.direction),
            baseline=indicator.baseline,
            baseline_due=indicator.baseline_due,
            targets=tuple(_target(one) for one in self._rows.targets.get(indicator.id, [])),
            data_source=indicator.data_source or "",
            method=indicator.method or "",
            responsible=indicator.responsible or "",
            frequency=Frequency(indicator.frequency) if indicator.frequency else None,
            dimensions=frozenset(text.casefold() for text in indicator.dimensions),
            counts_persons=indicator.counts_persons,
            waiver=waivers[0][len(WAIVER) :] if waivers else "",
            percentage_defined=_is_defined(indicator, self._rows.values.get(indicator.id, [])),
        )


def _target(target: Target) -> lint_shapes.MatrixTarget:
    return lint_shapes.MatrixTarget(value=target.value, due=target.due, basis=TargetBasis(target.basis))


def _is_defined(indicator: Indicator, values: Sequence[IndicatorValue]) -> bool:
    """A percentage is of something: written with a stroke in the method, or reported as two figures."""
    return "/" in (indicator.method or "") or any(value.denominator is not None for value in values)


def _field_of(finding: LintFinding, indicator: Indicator | None) -> str | None:
    if finding.code == "RM13" and indicator is not None:
        return "method" if indicator.data_source else "data_source"
    if finding.code == "RM14" and indicator is not None:
        return "frequency" if indicator.responsible else "responsible"
    return _FIELD_OF.get(finding.code)
