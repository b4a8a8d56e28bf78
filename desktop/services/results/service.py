"""Edits the results matrix: results, indicators and targets, in place, one thing a person does at a time."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from desktop.clock import Clock, today_of
from desktop.errors import BadInput, Refused
from desktop.i18n import _
from desktop.models import Indicator, Project, Result
from desktop.models.ids import new_id
from desktop.rules.matrix_numbers import level_above, next_code
from desktop.rules.roles import RIGHTS, Deed
from desktop.rules.vocabulary import ResultLevel
from desktop.services.accounts.access import Access
from desktop.services.references import resolve
from desktop.services.results.fields import INDICATOR_FIELDS, RESULT_FIELDS, TARGET_FIELDS
from desktop.services.results.linting import marks_of
from desktop.services.results.ordering import (
    branch_of,
    number_positions,
    place_after,
    renumber,
    shift_levels,
    siblings_of,
    to_end,
)
from desktop.services.results.reading import matrix_of
from desktop.services.results.records import LintMark, Matrix
from desktop.services.results.targets import promise, promise_for_period
from desktop.services.steps import require_on
from desktop.services.typed import read_choice, read_text, refuse_unknown, required
from desktop.storage.database import Database
from desktop.storage.work import Work


class ResultService:
    """What people do with a results matrix; each method is one unit of work."""

    def __init__(self, database: Database, access: Access, clock: Clock) -> None:
        self._database = database
        self._access = access
        self._clock = clock

    def matrix(self, project_id: UUID) -> Matrix:
        with self._database.reading() as work:
            return self._matrix(work, work.get(Project, project_id))

    def lint(self, project_id: UUID) -> tuple[LintMark, ...]:
        """Every mark of the linter, in the order of the matrix."""
        with self._database.reading() as work:
            return marks_of(work, work.get(Project, project_id), today_of(self._clock))

    def result_id(self, project_id: UUID, path: str) -> UUID:
        """By number, id or prefix. Raises NotFound."""
        with self._database.reading() as work:
            return resolve.result_at(work, project_id, path).id

    def indicator_id(self, project_id: UUID, path: str) -> UUID:
        """By `1.2/a`, id or prefix. Raises NotFound."""
        with self._database.reading() as work:
            return resolve.indicator_at(work, project_id, path).id

    def add_result(
        self,
        project_id: UUID,
        level: ResultLevel | str,
        statement: str,
        *,
        parent_id: UUID | None = None,
        after_id: UUID | None = None,
    ) -> UUID:
        """A new result below `parent_id`, behind its sibling `after_id` or last. Raises BadInput, Refused."""
        with self._database.writing("results.add") as work:
            project = self._editable(work, project_id)
            wanted = read_choice(ResultLevel, level)
            if wanted is None:
                raise BadInput(_("A result needs a level: objective, outcome, output or activity."))
            parent = _parent(work, project, parent_id, wanted)
            result = Result(
                id=new_id(),
                scope_id=project.scope_id,
                project_id=project.id,
                parent_id=parent.id if parent else None,
                level=wanted,
                statement=required(read_text(statement), _("A result needs a statement.")),
            )
            work.add(result)
            work.flush()
            place_after(work, result, after_id)
            renumber(work, project.id)
            return result.id

    def set_result(
        self,
        result_id: UUID,
        changes: Mapping[str, Any],
        *,
        seen: int | None = None,
        editing: str | None = None,
    ) -> None:
        """Fields: statement, assumptions, responsible. Raises BadInput, Refused."""
        refuse_unknown(changes, RESULT_FIELDS)
        with self._database.writing("results.set", seen=seen, editing=editing) as work:
            result = work.get(Result, result_id)
            self._editable(work, result.project_id)
            for name, value in changes.items():
                RESULT_FIELDS[name](result, value)

    def move(self, result_id: UUID, by: int) -> None:
        """Up (-1) or down (+1) among its siblings; at the edge nothing happens."""
        with self._database.writing("results.move") as work:
            result = work.get(Result, result_id)
            self._editable(work, result.project_id)
            beside = siblings_of(work, result)
            at = beside.index(result)
            to = min(max(at + by, 0), len(beside) - 1)
            beside.insert(to, beside.pop(at))
            number_positions(beside)
            renumber(work, result.project_id)

    def indent(self, result_id: UUID) -> None:
        """Below the sibling before it, one level down, with all it holds. Raises Refused where that cannot be."""
        with self._database.writing("results.indent") as work:
            result = work.get(Result, result_id)
            self._editable(work, result.project_id)
            beside = siblings_of(work, result)
            at = beside.index(result)
            if at == 0:
                raise Refused(_("There is no result before it that it could belong to."))
            above = beside[at - 1]
            same_level = above.level == result.level
            result.parent_id = above.id
            if same_level:
                shift_levels(work, result, down=True)
            to_end(work, result)
            renumber(work, result.project_id)

    def outdent(self, result_id: UUID) -> None:
        """Out of its parent, one level up, behind it. Raises Refused at the top."""
        with self._database.writing("results.outdent") as work:
            result = work.get(Result, result_id)
            self._editable(work, result.project_id)
            parent = work.find(Result, result.parent_id) if result.parent_id else None
            if parent is None:
                raise Refused(_("This result already stands at the top."))
            if level_above(ResultLevel(result.level)) is ResultLevel(parent.level):
                shift_levels(work, result, down=False)
            result.parent_id = parent.parent_id
            work.flush()
            place_after(work, result, parent.id)
            renumber(work, result.project_id)

    def delete_result(self, result_id: UUID) -> None:
        """With everything below it. Raises Refused where figures were reported: those are retired instead."""
        with self._database.writing("results.delete") as work:
            result = work.get(Result, result_id)
            self._editable(work, result.project_id)
            gone_branch = branch_of(work, result)
            ids = {row.id for row in gone_branch}
            indicators = [
                one for one in work.results.indicators_of(result.project_id) if one.result_id in ids
            ]
            _refuse_with_values(work, indicators)
            gone: list[Result | Indicator] = [*gone_branch, *indicators]
            for row in gone:
                row.deleted_at = self._clock()
            work.flush()
            renumber(work, result.project_id)

    def restore_result(self, result_id: UUID) -> None:
        """Back out of the bin, with what went in the same moment."""
        with self._database.writing("results.restore") as work:
            result = work.find(Result, result_id, deleted=True) or work.get(Result, result_id)
            self._editable(work, result.project_id)
            gone_at = result.deleted_at
            for row in work.results.deleted_with(result.project_id, gone_at):
                row.deleted_at = None
            work.flush()
            renumber(work, result.project_id)

    def add_indicator(self, result_id: UUID, title: str, fields: Mapping[str, Any] | None = None) -> UUID:
        """A new indicator of a result; without a code it gets the next letter. Raises BadInput, Refused."""
        given = dict(fields or {})
        refuse_unknown(given, {**INDICATOR_FIELDS, **dict.fromkeys(TARGET_FIELDS)})
        with self._database.writing("results.add_indicator") as work:
            result = work.get(Result, result_id)
            project = self._editable(work, result.project_id)
            siblings = [one for one in work.results.indicators_of(project.id) if one.result_id == result.id]
            indicator = Indicator(
                id=new_id(),
                scope_id=project.scope_id,
                project_id=project.id,
                result_id=result.id,
                position=1 + max((one.position for one in siblings), default=-1),
                dimensions=[],
            )
            INDICATOR_FIELDS["title"](indicator, title)
            self._set_indicator(work, project, indicator, given)
            indicator.code = _free_code(indicator.code, siblings)
            work.add(indicator)
            return indicator.id

    def set_indicator(
        self,
        indicator_id: UUID,
        changes: Mapping[str, Any],
        *,
        seen: int | None = None,
        editing: str | None = None,
    ) -> None:
        """Its own fields, and target, target_date, target_basis. Raises BadInput, Refused."""
        refuse_unknown(changes, {**INDICATOR_FIELDS, **dict.fromkeys(TARGET_FIELDS)})
        with self._database.writing("results.set_indicator", seen=seen, editing=editing) as work:
            indicator = work.get(Indicator, indicator_id)
            project = self._editable(work, indicator.project_id)
            self._set_indicator(work, project, indicator, changes)
            siblings = [
                one
                for one in work.results.indicators_of(project.id)
                if one.result_id == indicator.result_id and one.id != indicator.id
            ]
            if "code" in changes and indicator.code in {one.code for one in siblings}:
                raise BadInput(
                    _("Another indicator of this result bears the code {code}.").format(code=indicator.code),
                    _("Give it a code of its own."),
                )

    def set_period_target(self, indicator_id: UUID, start: date, end: date, value: Any) -> None:
        """What is promised for one period; empty takes the promise away. Raises BadInput, Refused."""
        with self._database.writing("results.target") as work:
            indicator = work.get(Indicator, indicator_id)
            project = self._editable(work, indicator.project_id)
            promise_for_period(work, project, indicator, (start, end), value, self._clock)

    def delete_indicator(self, indicator_id: UUID) -> None:
        """Raises Refused once it has figures: it is retired instead."""
        with self._database.writing("results.delete_indicator") as work:
            indicator = work.get(Indicator, indicator_id)
            self._editable(work, indicator.project_id)
            _refuse_with_values(work, [indicator])
            indicator.deleted_at = self._clock()

    def restore_indicator(self, indicator_id: UUID) -> None:
        with self._database.writing("results.restore_indicator") as work:
            indicator = work.find(Indicator, indicator_id, deleted=True) or work.get(Indicator, indicator_id)
            self._editable(work, indicator.project_id)
            indicator.deleted_at = None

    def move_indicator(self, indicator_id: UUID, by: int) -> None:
        """Up or down among the indicators of its result."""
        with self._database.writing("results.move_indicator") as work:
            indicator = work.get(Indicator, indicator_id)
            self._editable(work, indicator.project_id)
            siblings = [
                one
                for one in work.results.indicators_of(indicator.project_id)
                if one.result_id == indicator.result_id
            ]
            at = siblings.index(indicator)
            to = min(max(at + by, 0), len(siblings) - 1)
            siblings.insert(to, siblings.pop(at))
            for place, one in enumerate(siblings):
                one.position = place

    def _matrix(self, work: Work, project: Project) -> Matrix:
        return matrix_of(work, project, self._access, today_of(self._clock))

    def _editable(self, work: Work, project_id: UUID) -> Project:
        project = work.get(Project, project_id)
        require_on(
            self._access,
            project,
            RIGHTS[Deed.EDIT_MATRIX],
            _("Your role does not let you change this results matrix."),
        )
        return project

    def _set_indicator(
        self, work: Work, project: Project, indicator: Indicator, changes: Mapping[str, Any]
    ) -> None:
        # The measure first: it sets how figures are added, which the other fields may then override.
        for name in sorted(changes, key=lambda name: name != "measure"):
            if name not in TARGET_FIELDS:
                INDICATOR_FIELDS[name](indicator, changes[name])
        if any(name in changes for name in TARGET_FIELDS):
            promise(work, project, indicator, changes, self._clock)


def _parent(work: Work, project: Project, parent_id: UUID | None, level: ResultLevel) -> Result | None:
    if parent_id is None:
        return None
    parent = work.get(Result, parent_id)
    if parent.project_id != project.id:
        raise BadInput(_("That result belongs to another project."))
    if ResultLevel(parent.level) is ResultLevel.ACTIVITY or level is ResultLevel.OBJECTIVE:
        raise BadInput(
            _("A result of this level cannot stand below {number}.").format(number=parent.number),
            _("An objective holds outcomes, these hold outputs, these hold activities."),
        )
    return parent


def _free_code(wanted: str | None, siblings: Sequence[Indicator]) -> str:
    taken = {one.code for one in siblings}
    if wanted is None:
        return next_code(taken)
    if wanted in taken:
        raise BadInput(
            _("Another indicator of this result bears the code {code}.").format(code=wanted),
            _("Give it a code of its own."),
        )
    return wanted


def _refuse_with_values(work: Work, indicators: Sequence[Indicator]) -> None:
    if indicators and work.results.has_values([one.id for one in indicators]):
        raise Refused(
            _("Figures were reported for this, so it is not deleted."),
            _("Retire the indicator instead: it keeps its history and leaves the forms."),
        )
