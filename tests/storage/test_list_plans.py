"""No page of a long list, and no count of it, walks a whole table."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event

from desktop.rules.vocabulary import ActionState, Rating, VisitState
from desktop.services.actions.records import ActionFilter
from desktop.services.roster import Services
from desktop.services.visits.records import VisitFilter
from tests.makers import make_project, make_visit

PLANNED = VisitFilter(states=frozenset({VisitState.PLANNED}))
OPEN = ActionFilter(states=frozenset({ActionState.OPEN}))


def _plans(services: Services, ask: Callable[[], Any]) -> list[str]:
    """How SQLite answers every question that `ask` puts to it."""
    asked: list[tuple[str, Any]] = []

    def remember(_connection: Any, _cursor: Any, sql: str, parameters: Any, *_more: Any) -> None:
        asked.append((sql, parameters))

    event.listen(services.database.engine, "before_cursor_execute", remember)
    try:
        ask()
    finally:
        event.remove(services.database.engine, "before_cursor_execute", remember)
    with services.database.engine.connect() as connection:
        return [
            row.detail
            for sql, parameters in asked
            if sql.lstrip().startswith(("SELECT", "WITH"))
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", parameters)
        ]


def _walked(plans: list[str]) -> list[str]:
    """Steps that read a whole table row by row."""
    return [plan for plan in plans if plan.startswith("SCAN") and "INDEX" not in plan and "(" not in plan]


@pytest.mark.parametrize("wanted", [VisitFilter(), PLANNED, VisitFilter(year=2026)])
def test_a_page_of_visits_follows_an_index(services: Services, wanted: VisitFilter) -> None:
    project = make_project(services)
    first = make_visit(services, project, state="planned")
    make_visit(services, project, state="planned", start="2026-01-02")

    plans = _plans(services, lambda: services.visits.page(wanted, after=first, limit=100))

    assert not _walked(plans), plans


@pytest.mark.parametrize("wanted", [VisitFilter(), PLANNED])
def test_visits_are_counted_in_an_index_alone(services: Services, wanted: VisitFilter) -> None:
    plans = _plans(services, lambda: services.visits.count(wanted))

    assert all("COVERING INDEX" in plan for plan in plans), plans


@pytest.mark.parametrize("wanted", [ActionFilter(), OPEN, ActionFilter(overdue=True)])
def test_a_page_of_action_points_follows_an_index(services: Services, wanted: ActionFilter) -> None:
    plans = _plans(services, lambda: services.actions.page(wanted, limit=100))

    assert not _walked(plans), plans


@pytest.mark.parametrize("sort", ["newest", "start", "code", "title", "state"])
def test_a_list_that_is_sorted_in_the_window_follows_an_index(services: Services, sort: str) -> None:
    plans = _plans(services, lambda: services.visits.page(VisitFilter(), sort=sort, limit=100))

    assert not _walked(plans), plans
    assert not any(plan == "USE TEMP B-TREE FOR ORDER BY" for plan in plans), plans


def test_typed_words_are_looked_for_in_the_index_of_words(services: Services) -> None:
    make_visit(services, make_project(services), title="Job fair")
    services.search.catch_up()
    wanted = VisitFilter(text="fair")

    plans = [
        *_plans(services, lambda: services.visits.page(wanted, limit=100)),
        *_plans(services, lambda: services.visits.count(wanted)),
    ]

    assert not [plan for plan in _walked(plans) if plan not in ("SCAN CONSTANT ROW", "SCAN found")], plans
    assert any("search_words" in plan for plan in plans)


def test_typed_words_are_looked_up_once_for_count_and_page(services: Services) -> None:
    make_visit(services, make_project(services), title="Job fair")
    services.search.catch_up()
    wanted = VisitFilter(text="fair")

    plans = _plans(services, lambda: (services.visits.count(wanted), services.visits.page(wanted)))

    assert len([plan for plan in plans if plan.startswith("SCAN search_words")]) == 1, plans


def test_the_lines_of_a_page_are_read_by_their_ids(services: Services) -> None:
    make_visit(services, make_project(services))

    plans = [
        plan for plan in _plans(services, lambda: services.visits.page(VisitFilter())) if " wanted" in plan
    ]

    assert plans
    assert all("VIRTUAL TABLE" in plan for plan in plans), plans


def test_visits_of_a_rating_are_counted_in_an_index_alone(services: Services) -> None:
    wanted = VisitFilter(rating=Rating.ON_TRACK)

    plans = _plans(services, lambda: services.visits.count(wanted))

    assert any("ix_visits_living_rating" in plan and "COVERING" in plan for plan in plans), plans
