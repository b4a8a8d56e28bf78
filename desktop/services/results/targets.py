"""What is promised for an indicator: the target of the whole project, and one for a period."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from desktop.clock import Clock, today_of
from desktop.errors import BadInput
from desktop.i18n import _
from desktop.models import Indicator, Project, Target
from desktop.models.ids import new_id
from desktop.rules.vocabulary import ProjectStage, TargetBasis
from desktop.services.results.standing import overall_target
from desktop.services.typed import read_choice, read_day, read_number
from desktop.storage.work import Work

_PROMISED = frozenset({ProjectStage.IMPLEMENTING, ProjectStage.SUSPENDED, ProjectStage.COMPLETING})
"""Stages in which a changed target is an amendment, and the old one stays readable."""


def promise(
    work: Work, project: Project, indicator: Indicator, changes: Mapping[str, Any], clock: Clock
) -> None:
    """While the project runs a new promise stands beside the old one, so that an issued report keeps its own."""
    today = today_of(clock)
    old = overall_target(
        [t for t in work.results.targets_of(project.id) if t.indicator_id == indicator.id], today
    )
    value = read_number(changes["target"]) if "target" in changes else (old.value if old else None)
    due = (
        read_day(changes["target_date"]) if "target_date" in changes else (old.due if old else _end(project))
    )
    given = read_choice(TargetBasis, changes["target_basis"]) if "target_basis" in changes else None
    basis = given or (TargetBasis(old.basis) if old else TargetBasis.ABSOLUTE)
    if value is None:
        if "target" not in changes and old is None:
            raise BadInput(
                _("There is no target yet that a date could belong to."), _("Set the target first.")
            )
        if old is not None:
            old.deleted_at = clock()
    elif old is None:
        work.add(_target(project, indicator, value=value, due=due, basis=basis))
    elif project.stage in _PROMISED and old.valid_from != today and old.created_at.date() != today:
        work.add(_target(project, indicator, value=value, due=due, basis=basis, valid_from=today))
    else:
        old.value, old.due, old.basis = value, due, basis


def promise_for_period(
    work: Work, project: Project, indicator: Indicator, period: tuple[date, date], value: Any, clock: Clock
) -> None:
    """Empty takes the promise away. Raises BadInput for what is no number."""
    start, end = period
    number = read_number(value)
    found = next(
        (
            target
            for target in work.results.targets_of(project.id)
            if (target.indicator_id, target.period_start, target.period_end) == (indicator.id, start, end)
            and not target.place_name
        ),
        None,
    )
    if number is None:
        if found is not None:
            found.deleted_at = clock()
    elif found is not None:
        found.value = number
    else:
        work.add(_target(project, indicator, value=number, period_start=start, period_end=end, due=end))


def _target(project: Project, indicator: Indicator, **values: Any) -> Target:
    return Target(
        id=new_id(), scope_id=project.scope_id, project_id=project.id, indicator_id=indicator.id, **values
    )


def _end(project: Project) -> date | None:
    return project.actual_end or project.planned_end
