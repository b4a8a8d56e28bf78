"""How the project stands: work, money, risks, and what was agreed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from desktop.rules.vocabulary import ActionState, Priority, Rating


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedWork:
    """An activity of the workplan and how far it is."""

    title: str
    start: date | None = None
    end: date | None = None
    percent_done: Decimal | None = None
    rating: Rating | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetLine:
    """Planned and spent money of one line, in the report's currency."""

    title: str
    planned: Decimal | None = None
    spent: Decimal | None = None
    elapsed_percent: Decimal | None = None
    flag: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenRisk:
    """A risk looked at on this visit: likelihood times consequence before and now."""

    text: str
    before: int | None = None
    now: int | None = None
    treatment: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionPoint:
    """An action agreed on this visit."""

    text: str
    reference: str = ""
    result: str = ""
    owner: str = ""
    due: date | None = None
    priority: Priority = Priority.NORMAL
    state: ActionState = ActionState.OPEN
    unsent: bool = False
