"""What the first screen asks, in plain rows, walks through no table of records."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from desktop.rules.vocabulary import ActionState, VisitState
from desktop.services.roster import Services
from desktop.storage.opening import due
from desktop.storage.opening.action_lines import action_lines
from desktop.storage.opening.identity import office_row, posts_of
from desktop.storage.rows import Rows
from tests.makers import make_project, make_visit

DAY = date(2026, 11, 26)
ASKED: dict[str, Callable[[Rows, Services, Any], object]] = {
    "my visits": lambda rows, of, _id: due.visits_of(rows, of.access.person_id, list(VisitState), 200),
    "handed in": lambda rows, _of, _id: due.visits_in(rows, VisitState.SUBMITTED, 100),
    "overdue": lambda rows, _of, _id: due.overdue_actions(rows, list(ActionState), DAY, 200),
    "overdue counted": lambda rows, _of, _id: due.count_overdue_actions(rows, list(ActionState), DAY),
    "to check": lambda rows, of, _id: due.actions_to_check(rows, "completed", of.access.person_id, 200),
    "projects": lambda rows, _of, project_id: due.projects_with(rows, [project_id]),
    "lines": lambda rows, _of, project_id: action_lines(rows, [project_id]),
    "office": lambda rows, _of, _id: office_row(rows, "KG"),
    "posts": lambda rows, of, _id: posts_of(rows, of.access.person_id),  # type: ignore[arg-type]
}


@pytest.mark.parametrize("name", ASKED)
def test_a_question_of_the_first_screen_follows_an_index(services: Services, name: str) -> None:
    project = make_project(services)
    make_visit(services, project, state="submitted")
    plans: list[str] = []
    with services.database.rows() as rows:

        def ask(sql: str, values: tuple[Any, ...]) -> Any:
            plans.extend(row[3] for row in rows.all(f"EXPLAIN QUERY PLAN {sql}", *values))
            return _Answer(rows.all(sql, *values))

        ASKED[name](Rows(ask), services, project.id)

    walked = [
        plan for plan in plans if plan.startswith("SCAN") and "INDEX" not in plan and "VIRTUAL" not in plan
    ]
    assert plans
    assert not walked, plans


class _Answer:
    """A cursor that has been read."""

    def __init__(self, found: list[Any]) -> None:
        self._found = found

    def fetchall(self) -> list[Any]:
        return self._found
