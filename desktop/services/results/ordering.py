"""The order of a matrix: siblings, branches, levels, and the numbers that follow from them."""

from collections.abc import Sequence
from uuid import UUID

from desktop.errors import Refused
from desktop.i18n import _
from desktop.models import Result
from desktop.rules.matrix_numbers import level_above, level_below, number_results
from desktop.rules.vocabulary import ResultLevel
from desktop.services.results.reading import nodes_of
from desktop.storage.work import Work


def siblings_of(work: Work, result: Result) -> list[Result]:
    return [row for row in work.results.of_project(result.project_id) if row.parent_id == result.parent_id]


def number_positions(beside: Sequence[Result]) -> None:
    for place, row in enumerate(beside):
        row.position = place


def place_after(work: Work, result: Result, after_id: UUID | None) -> None:
    """Behind the sibling, or last."""
    beside = [row for row in siblings_of(work, result) if row.id != result.id]
    at = next((at + 1 for at, row in enumerate(beside) if row.id == after_id), len(beside))
    beside.insert(at, result)
    number_positions(beside)


def to_end(work: Work, result: Result) -> None:
    work.flush()
    place_after(work, result, None)


def branch_of(work: Work, result: Result) -> list[Result]:
    """The result and everything below it."""
    rows = work.results.of_project(result.project_id)
    branch, ids = [result], {result.id}
    while found := [row for row in rows if row.parent_id in ids and row.id not in ids]:
        branch += found
        ids |= {row.id for row in found}
    return branch


def shift_levels(work: Work, result: Result, *, down: bool) -> None:
    """The whole branch one level down or up. Raises Refused beyond activity or objective."""
    for row in branch_of(work, result):
        level = (level_below if down else level_above)(ResultLevel(row.level))
        if level is None:
            raise Refused(
                _(
                    "{number} cannot go further: below activities and above objectives there is nothing."
                ).format(number=row.number)
            )
        row.level = level


def renumber(work: Work, project_id: UUID) -> None:
    """Numbers are computed; they are kept as well, so that each reader of a result has one."""
    work.flush()
    rows = {row.id: row for row in work.results.of_project(project_id)}
    for place in number_results(nodes_of(rows.values())):
        row = rows[UUID(str(place.id))]
        if row.number != place.number:
            row.number = place.number
