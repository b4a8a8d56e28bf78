"""Draws what hangs on a project, to be read: budget lines, visits, actions."""

from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.services.actions.records import ActionRow
from desktop.services.projects.records import BudgetLineRecord, Money
from desktop.services.visits.records import VisitRow
from desktop.ui import formats
from desktop.ui.item_models import Cell, Column, RecordTable, RecordTableModel
from desktop.ui.screens.projects.desk import ProjectDesk
from desktop.ui.screens.projects.lists.presenter import actions_of, visits_of
from desktop.ui.screens.projects.words import dates_words, money_words
from desktop.ui.theme import Mark, Tone, action_mark, rating_mark, visit_mark
from desktop.ui.widgets import EmptyState, NextStep, StateStack, column, label, row, surface


class _ListTab(QWidget):
    """A table that fills the tab, or the state that stands in its place."""

    def __init__(self, desk: ProjectDesk, name: str, title: str, columns: list[Column[Any]]) -> None:
        super().__init__()
        self._desk = desk
        self.model: RecordTableModel[Any] = RecordTableModel(columns)
        self.table = RecordTable(self.model, f"project_{name}", title, edge=16)
        self.stack = StateStack(self.table)
        self.foot_text = label("", "small")
        self._foot = surface("foot")
        row(self.foot_text, None, margins=(16, 6, 16, 6), on=self._foot)
        ground = surface("panel")
        column(self.stack, self._foot, gap=0, on=ground)
        column(ground, gap=0, on=self)
        self._foot.hide()
        desk.watch(self.show_list)

    def show_list(self) -> None:
        """Read and show; each tab says what it lists."""
        raise NotImplementedError

    def _show(self, rows: Any, empty: EmptyState) -> None:
        if rows:
            self.model.set_rows(list(rows))
            self.stack.show_content()
            empty.deleteLater()
        else:
            self.stack.show_state(empty)

    def _say_at_foot(self, words: str) -> None:
        self.foot_text.setText(words)
        self._foot.setVisible(bool(words))


class BudgetTab(_ListTab):
    def __init__(self, desk: ProjectDesk, import_file: Callable[[], None]) -> None:
        self._import = import_file
        columns: list[Column[Any]] = [
            Column(key="period", title=_("Period"), cell=_period, width=180, sort_by=lambda one: one.period_start),
            Column(key="what", title=_("What for"), cell=lambda one: one.description or "", width=150, stretch=True),
            Column(key="amount", title=_("Amount"), cell=_amount, width=130, end=True, sort_by=lambda one: one.amount),
            Column(key="currency", title=_("Currency"), cell=lambda one: one.currency, width=90),
            Column(key="day", title=_("Value date"), cell=_value_date, width=120),
        ]  # fmt: skip
        super().__init__(desk, "budget", _("Budget lines"), columns)

    def show_list(self) -> None:
        project = self._desk.project
        lines = project.budget_lines if project else ()
        steps = [NextStep(_("Import budget lines"), self._import, "ph.download-simple")]
        empty = EmptyState(
            "ph.wallet",
            _("No budget lines yet"),
            _("Take them in from a sheet: an amount for each period."),
            steps if project and project.may_edit else (),
            object_name="no_budget",
        )
        self._show(lines, empty)
        self._say_at_foot(
            _totals(lines, project.budget if project else None, (project.currency or "") if project else "")
        )


class VisitsTab(_ListTab):
    def __init__(self, desk: ProjectDesk) -> None:
        columns: list[Column[Any]] = [
            Column(key="code", title=_("Visit"), cell=lambda one: Cell(before=one.code), width=180),
            Column(key="title", title=_("Title"), cell=lambda one: one.title, width=140, stretch=True),
            Column(key="days", title=_("Days"), cell=lambda one: dates_words(one.start, one.end), width=136, sort_by=lambda one: one.start),
            Column(key="lead", title=_("Lead"), cell=lambda one: one.lead or "", width=96),
            Column(key="state", title=_("State"), cell=lambda one: Cell(mark=visit_mark(one.state)), width=108),
            Column(key="rating", title=_("Rating"), cell=_visit_rating, width=104),
        ]  # fmt: skip
        super().__init__(desk, "visits", _("Visits"), columns)
        self.table.opened.connect(self._open)

    def _open(self, visit: VisitRow) -> None:
        self._desk.shell.go_to("visits", visit.id)

    def show_list(self) -> None:
        project = self._desk.project
        steps = [NextStep(_("Plan a visit"), self._plan, "ph.map-pin", "primary")] if project else []
        empty = EmptyState(
            "ph.map-pin",
            _("No visits yet"),
            _("A visit starts with what to check: the results, figures and action points of this project."),
            steps,
            object_name="no_visits_of_project",
        )
        self._show(visits_of(self._desk), empty)

    def _plan(self) -> None:
        if self._desk.project is not None:
            self._desk.shell.go_to("visits", self._desk.project.id)


class ActionsTab(_ListTab):
    def __init__(self, desk: ProjectDesk) -> None:
        columns: list[Column[Any]] = [
            Column(key="code", title=_("Code"), cell=lambda one: Cell(before=one.code), width=192),
            Column(key="title", title=_("What is to be done"), cell=lambda one: one.title, width=180, stretch=True),
            Column(key="owner", title=_("Owner"), cell=lambda one: one.owner or "", width=110),
            Column(key="due", title=_("Due"), cell=_due, width=124, sort_by=lambda one: one.due),
            Column(key="state", title=_("State"), cell=lambda one: Cell(mark=action_mark(one.state)), width=120),
        ]  # fmt: skip
        super().__init__(desk, "actions", _("Action points"), columns)
        self.table.opened.connect(lambda action: desk.shell.go_to("actions", action.id))

    def show_list(self) -> None:
        empty = EmptyState(
            "ph.check-square",
            _("No action points"),
            _("They are agreed on visits, where something is to be put right."),
            object_name="no_actions_of_project",
        )
        self._show(actions_of(self._desk), empty)


def _period(line: BudgetLineRecord) -> str:
    return dates_words(line.period_start, line.period_end)


def _amount(line: BudgetLineRecord) -> Cell:
    return Cell(text=formats.number(line.amount), end=True)


def _value_date(line: BudgetLineRecord) -> str:
    return formats.day(line.value_date) if line.value_date else ""


def _totals(lines: tuple[BudgetLineRecord, ...], budget: Decimal | None, currency: str) -> str:
    """Of all lines by currency, and of the project itself to compare."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for one in lines:
        sums[one.currency] += one.amount
    if not sums:
        return ""
    words = ", ".join(money_words(Money(amount=amount, currency=unit)) for unit, amount in sums.items())
    total = _("Sum of the lines: {sum}").format(sum=words)
    if budget is None:
        return total
    whole = money_words(Money(amount=budget, currency=currency))
    return f"{total} · {_('Total budget: {sum}').format(sum=whole)}"


def _visit_rating(visit: VisitRow) -> Cell:
    return Cell(mark=rating_mark(visit.overall_rating)) if visit.overall_rating else Cell()


def _due(action: ActionRow) -> Cell:
    if action.due is None:
        return Cell()
    words = formats.day(action.due)
    return Cell(mark=Mark(Tone.OFF_TRACK, words, "ph.alarm-fill")) if action.is_overdue else Cell(text=words)
