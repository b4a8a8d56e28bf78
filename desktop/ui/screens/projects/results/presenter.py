"""Edits the matrix and the grid of the open project; knows the marks of the linter."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any, Protocol, TypeVar
from uuid import UUID

from desktop.i18n import _, ngettext
from desktop.rules.matrix_numbers import level_below
from desktop.rules.periods import Period
from desktop.rules.vocabulary import Frequency, ResultLevel, ValueStatus
from desktop.services.projects.records import ProjectRecord
from desktop.services.results.figures import FigureService
from desktop.services.results.records import (
    Grid,
    GridRow,
    IndicatorRecord,
    LintMark,
    Matrix,
    ResultRecord,
    ValueRecord,
)
from desktop.services.wording import word
from desktop.ui import formats
from desktop.ui.screens.projects.desk import ProjectDesk

Word = TypeVar("Word", bound=StrEnum)
NUMBERS = frozenset({"baseline", "target"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of the tree: a result, or an indicator below it; with the marks that stand at it."""

    id: UUID
    result: ResultRecord
    indicator: IndicatorRecord | None
    marks: tuple[LintMark, ...]
    may_edit: bool


class ResultsScreen(Protocol):
    def show_matrix(self, matrix: Matrix, lines: Sequence[Line]) -> None: ...

    def show_nothing_yet(self, *, may_edit: bool) -> None: ...

    def show_marks(self, marks: Sequence[LintMark], counts: dict[str, int]) -> None: ...

    def show_grid(self, grid: Grid) -> None: ...

    def select(self, record_id: UUID, field: str = "", *, edit: bool = False) -> None: ...


class ResultsPresenter:
    def __init__(self, screen: ResultsScreen, desk: ProjectDesk) -> None:
        self._screen, self._desk = screen, desk
        self._marks: tuple[LintMark, ...] = ()
        self._at_mark = -1

    def begin(self) -> None:
        """Follow the desk; at once where a project lies there."""
        self._desk.watch(self.show)

    def show(self) -> None:
        project, matrix = self._desk.project, self._desk.matrix
        if project is None or matrix is None:
            return
        if not matrix.results:
            self._screen.show_nothing_yet(may_edit=matrix.may_edit)
            return
        self._marks = self._desk.services.results.lint(project.id)
        counts = Counter(mark.severity for mark in self._marks)
        self._screen.show_matrix(matrix, _lines(matrix, self._marks))
        self._screen.show_marks(self._marks, dict(counts))
        self._screen.show_grid(self._desk.services.figures.grid(project.id))

    # The tree

    def typed(self, line: Line, field: str, text: str) -> None:
        """A cell was left: kept as typed, or said why not and shown as it was."""
        value: object = text
        if field in NUMBERS and text.strip():
            number, problem = formats.read_number(text)
            if problem:
                self._say_wrong(problem)
                return
            value = number
        if field == "frequency":
            value = _word_typed(Frequency, text)
        results, indicator = self._desk.services.results, line.indicator
        self._desk.shell.saving()
        if indicator is None:
            kept = self._desk.keep(
                f"{line.id}/{field}",
                lambda project, token: results.set_result(
                    line.id, {"statement": value}, seen=project.seen, editing=token
                ),
            )
        else:
            kept = self._desk.keep(
                f"{line.id}/{field}",
                lambda project, token: results.set_indicator(
                    indicator.id, {field: value}, seen=project.seen, editing=token
                ),
            )
        if kept:
            self._desk.shell.saved()
        else:
            self.show()

    def keep_all(self, line: Line, changes: dict[str, Any]) -> None:
        """From the dialog. Raises UserError: the dialog shows it and stays."""
        project = self._desk.project
        if project is None:
            return
        results = self._desk.services.results
        if line.indicator is None:
            results.set_result(line.id, changes, seen=project.seen)
        else:
            results.set_indicator(line.id, changes, seen=project.seen)

    def add_result(self, line: Line | None) -> None:
        """Below an objective, outcome or output the next level; else a sibling; first of all the objective."""
        matrix = self._desk.matrix
        if matrix is None:
            return
        if line is None:
            has_objective = any(one.level is ResultLevel.OBJECTIVE for one in matrix.results)
            level = ResultLevel.OUTCOME if has_objective else ResultLevel.OBJECTIVE
            top = next((one.id for one in matrix.results if one.level is ResultLevel.OBJECTIVE), None)
            self._add(level, top if level is ResultLevel.OUTCOME else None, None)
            return
        below = level_below(line.result.level)
        if below is not None:
            self._add(below, line.result.id, None)
        else:
            self._add(line.result.level, line.result.parent_id, line.result.id)

    def add_sibling(self, line: Line) -> None:
        """Ctrl+Enter: one more of the same kind, behind this one."""
        if line.indicator is not None:
            self.add_indicator(line)
        else:
            self._add(line.result.level, line.result.parent_id, line.result.id)

    def _add(self, level: ResultLevel, parent_id: UUID | None, after_id: UUID | None) -> None:
        made: list[UUID] = []
        words = _("New {level}").format(level=word(level))
        self._desk.do(
            lambda project: made.append(
                self._desk.services.results.add_result(
                    project.id, level, words, parent_id=parent_id, after_id=after_id
                )
            )
        )
        if made:
            self._desk.reload()
            self._screen.select(made[0], "title", edit=True)

    def add_indicator(self, line: Line | None) -> None:
        if line is None:
            self._desk.shell.notice(_("Choose the result that the indicator measures."))
            return
        made: list[UUID] = []
        self._desk.do(
            lambda _project: made.append(
                self._desk.services.results.add_indicator(line.result.id, _("New indicator"))
            )
        )
        if made:
            self._desk.reload()
            self._screen.select(made[0], "title", edit=True)

    def move(self, line: Line, by: int) -> None:
        results = self._desk.services.results
        if line.indicator is not None:
            self._desk.do(lambda _project: results.move_indicator(line.id, by))
        else:
            self._desk.do(lambda _project: results.move(line.id, by))
        self._screen.select(line.id)

    def indent(self, line: Line) -> None:
        self._desk.do(lambda _project: self._desk.services.results.indent(line.result.id))
        self._screen.select(line.id)

    def outdent(self, line: Line) -> None:
        self._desk.do(lambda _project: self._desk.services.results.outdent(line.result.id))
        self._screen.select(line.id)

    def delete(self, line: Line) -> None:
        results = self._desk.services.results
        if line.indicator is not None:
            done = self._desk.do(lambda _project: results.delete_indicator(line.id))
            said = _("Indicator {path} is deleted.").format(path=line.indicator.path)
        else:
            done = self._desk.do(lambda _project: results.delete_result(line.id))
            said = _("Result {number} and what stood below it are deleted.").format(number=line.result.number)
        if done:
            self._desk.shell.toast(said, undo=self._desk.undo)

    # The marks

    def mark_opened(self, mark: LintMark) -> None:
        """To the place, and where one cell mends it into that cell."""
        target = mark.indicator_id or mark.result_id
        if target is not None:
            self._screen.select(target, _column_of(mark.field), edit=mark.field is not None)

    def next_mark(self) -> None:
        if self._marks:
            self._at_mark = (self._at_mark + 1) % len(self._marks)
            self.mark_opened(self._marks[self._at_mark])

    # The grid

    def figure_typed(self, row: GridRow, period: Period, text: str) -> None:
        """A figure of the whole project for a period, as a draft."""
        number, problem = formats.read_number(text)
        if problem:
            self._say_wrong(problem)
            return
        self._desk.shell.saving()
        kept = self._desk.keep(
            f"{row.indicator.id}/{period}",
            lambda project, token: self._desk.services.figures.report(
                row.indicator.id, period, {"value": number}, seen=project.seen, editing=token
            ),
        )
        if kept:
            self._desk.shell.saved()
        else:
            self.show()

    def hand_in(self, row: GridRow) -> None:
        self._step(row, ValueStatus.SUBMITTED, _submitted_words)

    def approve(self, row: GridRow) -> None:
        self._step(row, ValueStatus.APPROVED, _approved_words)

    def _step(self, row: GridRow, target: ValueStatus, words: Callable[[int], str]) -> None:
        """Every figure of the row that can go there; the first refusal is said and ends it."""
        figures = self._desk.services.figures
        waiting = [
            value
            for value in figures.values(row.indicator.id)
            if any(step.target == target for step in value.steps)
        ]
        if not waiting:
            self._desk.shell.notice(_("No figure of this indicator waits for that."))
            return
        moved = 0
        for value in waiting:
            if not self._desk.do(partial(_move_figure, figures, value, target)):
                break
            moved += 1
        if moved:
            self._desk.shell.toast(words(moved), undo=self._desk.undo if moved == 1 else None)

    def _say_wrong(self, problem: str) -> None:
        self._desk.shell.notice(problem)
        self.show()


def _lines(matrix: Matrix, marks: Sequence[LintMark]) -> list[Line]:
    lines = []
    for result in matrix.results:
        own = tuple(one for one in marks if one.result_id == result.id and one.indicator_id is None)
        lines.append(Line(id=result.id, result=result, indicator=None, marks=own, may_edit=matrix.may_edit))
        for indicator in result.indicators:
            at = tuple(one for one in marks if one.indicator_id == indicator.id)
            lines.append(
                Line(id=indicator.id, result=result, indicator=indicator, marks=at, may_edit=matrix.may_edit)
            )
    return lines


def _word_typed(words: type[Word], text: str) -> str:
    """A word of the list in the person's language, or by its beginning; else as typed, to be refused."""
    typed = text.strip().casefold()
    for one in words:
        if typed and (word(one).casefold().startswith(typed) or one.value == typed.replace("-", "_")):
            return one.value
    return text


def _column_of(field: str | None) -> str:
    """The column that holds a field."""
    if field in (None, "statement", "title"):
        return "title"
    return {"target_date": "target_date", "baseline_due": "baseline"}.get(field or "", field or "title")


def _move_figure(
    figures: FigureService, value: ValueRecord, target: ValueStatus, _project: ProjectRecord
) -> object:
    return figures.move(value.id, target, seen=value.seen)


def _submitted_words(count: int) -> str:
    return ngettext("{count} figure is handed in.", "{count} figures are handed in.", count).format(
        count=count
    )


def _approved_words(count: int) -> str:
    return ngettext("{count} figure is approved.", "{count} figures are approved.", count).format(count=count)
