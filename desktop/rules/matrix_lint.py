"""The results-matrix linter, RM01 to RM32: what blocks a review, what needs a note, what informs (domain 5)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from desktop.rules.coverage import marker_above_evidence
from desktop.rules.matrix import Matrix, MatrixIndicator, MatrixResult, MatrixTarget, Words
from desktop.rules.matrix_words import (
    embeds_target,
    found_words,
    is_change,
    is_delivered,
    is_output_count,
    is_two_in_one,
    same_words,
)
from desktop.rules.vocabulary import Direction, Frequency, Measure, ResultLevel, TargetBasis


class LintSeverity(StrEnum):
    ERROR = "error"
    """Blocks review."""
    WARNING = "warning"
    """Needs a note that the reviewer sees."""
    INFO = "info"


@dataclass(frozen=True, slots=True, kw_only=True)
class LintFinding:
    """Where a rule does not hold; `about` is the word or the text it is about, for the sentence."""

    code: str
    severity: LintSeverity
    path: str = ""
    about: str = ""


ERRORS = frozenset({1, 2, 3, 4, 8, 9, 10, 11, 12, 13, 16, 23})
INFOS = frozenset({21, 30})
CODES = tuple(f"RM{number:02d}" for number in range(1, 33))
MOST_INDICATORS = 3

_PARENT_LEVEL = {
    ResultLevel.OUTCOME: ResultLevel.OBJECTIVE,
    ResultLevel.OUTPUT: ResultLevel.OUTCOME,
    ResultLevel.ACTIVITY: ResultLevel.OUTPUT,
}
_CHILD_LEVEL = {ResultLevel.OUTCOME: ResultLevel.OUTPUT, ResultLevel.OUTPUT: ResultLevel.ACTIVITY}
_MONTHS = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.SIX_MONTHLY: 6, Frequency.ANNUAL: 12}

_Found = Iterator[tuple[int, str, str]]
"""Rule number, path, what it is about."""


def lint(matrix: Matrix, words: Words | None = None) -> tuple[LintFinding, ...]:
    """All findings, in the order of the matrix and then of the rules. Without `words` the word rules keep silent."""
    places = {"": -1} | {result.path: at for at, result in enumerate(matrix.results)}
    found = list(_found(matrix, words))
    found.sort(key=lambda one: (places.get(one[1].partition("/")[0], len(places)), one[1], one[0]))
    return tuple(
        LintFinding(code=f"RM{number:02d}", severity=severity_of(number), path=path, about=about)
        for number, path, about in found
    )


def severity_of(number: int) -> LintSeverity:
    if number in ERRORS:
        return LintSeverity.ERROR
    return LintSeverity.INFO if number in INFOS else LintSeverity.WARNING


def count_errors(findings: tuple[LintFinding, ...]) -> int:
    return sum(finding.severity is LintSeverity.ERROR for finding in findings)


def _found(matrix: Matrix, words: Words | None) -> _Found:
    yield from _of_project(matrix)
    for result in matrix.results:
        yield from _of_structure(matrix, result)
        yield from _of_result(matrix, result)
        if words is not None:
            yield from _of_words(matrix, result, words)
        for indicator in result.indicators:
            yield from _of_indicator(matrix, indicator)
    yield from _of_duplicates(matrix)


def _of_project(matrix: Matrix) -> _Found:
    objectives = [result for result in matrix.results if result.level is ResultLevel.OBJECTIVE]
    if len(objectives) != 1:
        yield 1, "", str(len(objectives))
    if not matrix.has_framework_link:
        yield 27, "", ""
    if marker_above_evidence(matrix.gender_marker, matrix.gender_evidence):
        yield 28, "", str(matrix.gender_marker)
    if not matrix.evaluation_planned:
        yield 32, "", ""


def _of_structure(matrix: Matrix, result: MatrixResult) -> _Found:
    by_path = {other.path: other for other in matrix.results}
    parent = by_path.get(result.parent or "")
    wanted = _PARENT_LEVEL.get(result.level)
    if (wanted is None and result.parent is not None) or (
        wanted is not None and (parent is None or parent.level is not wanted)
    ):
        yield 2, result.path, result.parent or ""
    child = _CHILD_LEVEL.get(result.level)
    if child is not None and not any(other.level is child for other in matrix.children_of(result.path)):
        yield 3, result.path, child.value
    if result.level is not ResultLevel.ACTIVITY and not result.indicators:
        yield 4, result.path, ""


def _of_result(matrix: Matrix, result: MatrixResult) -> _Found:
    middle = result.level in (ResultLevel.OUTCOME, ResultLevel.OUTPUT)
    if middle and not result.assumptions.strip():
        yield 15, result.path, ""
    if len(result.indicators) > MOST_INDICATORS:
        yield 20, result.path, str(len(result.indicators))
    if result.level is ResultLevel.OUTCOME and result.indicators and not _has_qualitative(result):
        yield 21, result.path, ""
    if result.level is ResultLevel.ACTIVITY:
        if not result.in_workplan:
            yield 25, result.path, ""
        if not result.in_budget:
            yield 26, result.path, ""
    outputs = [other.statement for other in matrix.results if other.level is ResultLevel.OUTPUT]
    for text in (*matrix.risks, *outputs):
        if result.assumptions and same_words(result.assumptions, text):
            yield 29, result.path, text
            break


def _has_qualitative(result: MatrixResult) -> bool:
    return any(one.measure in (Measure.QUALITATIVE, Measure.ORDINAL) for one in result.indicators)


def _of_words(matrix: Matrix, result: MatrixResult, words: Words) -> _Found:
    if result.level is ResultLevel.OUTCOME:
        if not is_change(result.statement, words):
            yield 5, result.path, result.statement
        titles = [indicator.title for indicator in result.indicators]
        if titles and all(is_output_count(title, words) for title in titles):
            yield 22, result.path, titles[0]
    if result.level is ResultLevel.OUTPUT and not is_delivered(result.statement, words):
        yield 6, result.path, result.statement
    if result.level is not ResultLevel.ACTIVITY and is_two_in_one(result.statement, words):
        yield 7, result.path, result.statement
    for indicator in result.indicators:
        if embeds_target(indicator.title, words):
            yield 18, indicator.path, indicator.title
        vague = [
            word for word in found_words(indicator.title, words.vague) if word not in matrix.defined_words
        ]
        if vague:
            yield 19, indicator.path, ", ".join(vague)


def _of_indicator(matrix: Matrix, indicator: MatrixIndicator) -> _Found:
    path = indicator.path
    counted = indicator.measure in (Measure.UNIT, Measure.PERCENTAGE)
    if counted and not indicator.unit.strip():
        yield 8, path, ""
    if not indicator.has_baseline and indicator.measure is not Measure.QUALITATIVE:
        yield 9, path, ""
    yield from _of_targets(matrix, indicator)
    if not indicator.data_source.strip() or not indicator.method.strip():
        yield 13, path, ""
    if not indicator.responsible.strip() or indicator.frequency is None:
        yield 14, path, ""
    if indicator.counts_persons and not indicator.waiver.strip():
        if "sex" not in indicator.dimensions:
            yield 16, path, ""
        if "age" not in indicator.dimensions:
            yield 17, path, ""
    if indicator.measure is Measure.PERCENTAGE and not indicator.percentage_defined:
        yield 23, path, ""
    months = _MONTHS.get(indicator.frequency) if indicator.frequency else None
    if months and matrix.reporting_months and months > matrix.reporting_months:
        yield 31, path, str(matrix.reporting_months)


def _of_targets(matrix: Matrix, indicator: MatrixIndicator) -> _Found:
    qualitative = indicator.measure is Measure.QUALITATIVE
    if not any((target.value is not None or qualitative) and target.due for target in indicator.targets):
        yield 10, indicator.path, ""
    rules: tuple[tuple[int, Callable[[MatrixTarget], bool]], ...] = (
        (11, lambda target: _is_outside(matrix, target)),
        (12, lambda target: _is_against(indicator, target)),
        (24, lambda target: _is_standstill(indicator, target)),
    )
    for number, breaks in rules:
        broken = next((target for target in indicator.targets if breaks(target)), None)
        if broken is not None:
            yield number, indicator.path, str(broken.due or "") if number == 11 else str(broken.value)


def _is_outside(matrix: Matrix, target: MatrixTarget) -> bool:
    if target.due is None:
        return False
    return (matrix.start is not None and target.due < matrix.start) or (
        matrix.end is not None and target.due > matrix.end
    )


def _is_against(indicator: MatrixIndicator, target: MatrixTarget) -> bool:
    if target.value is None:
        return False
    if target.basis is TargetBasis.INCREMENT:
        gain = target.value
    elif indicator.baseline is None:
        return False
    else:
        gain = target.value - indicator.baseline
    return (indicator.direction is Direction.UP and gain < 0) or (
        indicator.direction is Direction.DOWN and gain > 0
    )


def _is_standstill(indicator: MatrixIndicator, target: MatrixTarget) -> bool:
    if indicator.direction is Direction.MAINTAIN or target.value is None:
        return False
    if target.basis is TargetBasis.INCREMENT:
        return target.value == 0
    return target.value == indicator.baseline


def _of_duplicates(matrix: Matrix) -> _Found:
    first: dict[str, str] = {}
    for result in matrix.results:
        for indicator in result.indicators:
            title = " ".join(indicator.title.casefold().split())
            if title in first:
                yield 30, indicator.path, first[title]
            elif title:
                first[title] = indicator.path
