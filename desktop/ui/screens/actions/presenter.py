"""Decides what the list of action points shows."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol
from uuid import UUID

from desktop.i18n import _
from desktop.rules.vocabulary import ActionState, Priority
from desktop.services.actions.records import ActionFilter, ActionRow
from desktop.ui.screens.actions.record.desk import ActionDesk
from desktop.ui.screens.actions.words import state_words
from desktop.ui.shell import Change, Shell

AREAS = frozenset({"action_points", "action_comments", "people", "visits", "projects", "attachments"})
REMEMBERED = "actions.filters"


class ActionsScreen(Protocol):
    def show_filters(self, choices: Sequence[tuple[str, str, str]], active: Sequence[str]) -> None: ...

    def show_rows(self, shown: int, total: int) -> None: ...

    def show_nothing_yet(self) -> None: ...

    def show_no_match(self, total: int, without: Sequence[tuple[str, int]]) -> None: ...

    def select(self, action_id: UUID | None) -> None: ...

    def show_detail(self, is_there: bool) -> None: ...


class ActionsPresenter:
    def __init__(self, screen: ActionsScreen, shell: Shell, desk: ActionDesk) -> None:
        self._screen, self._shell, self._desk = screen, shell, desk
        self._text, self._sort = "", "due"
        known = shell.recall(REMEMBERED, [])
        self._active: list[str] = [str(key) for key in known] if isinstance(known, list) else []

    def begin(self) -> None:
        words = {key for key, _word, _group in self._choices()}
        self._active = [key for key in self._active if key in words]
        self.reload()

    def page(self, after: UUID | None, limit: int) -> Sequence[ActionRow]:
        return self._shell.services.actions.page(
            self._wanted(self._active), sort=self._sort, after=after, limit=limit
        )

    def reload(self) -> None:
        self._screen.show_filters(self._choices(), self._active)
        actions = self._shell.services.actions
        total = actions.count(ActionFilter())
        shown = actions.count(self._wanted(self._active)) if self._active or self._text else total
        if total == 0:
            self._screen.show_nothing_yet()
        elif shown == 0:
            self._screen.show_no_match(total, self._without_each())
        else:
            self._screen.show_rows(shown, total)

    def on_changed(self, changed: Change) -> None:
        if not changed.areas & AREAS:
            return
        self.reload()
        if self._desk.action is None:
            return
        if self._desk.reload() and self._desk.action is not None:
            self._screen.select(self._desk.action.row.id)
        else:
            self._screen.show_detail(False)

    def open(self, action_id: UUID) -> None:
        if self._desk.action is not None and self._desk.action.row.id == action_id:
            return
        self._screen.show_detail(self._desk.open(action_id))
        self._screen.select(action_id)

    def filter_added(self, key: str) -> None:
        self._active = [*self._active, key]
        self._filters_changed()

    def filter_removed(self, key: str) -> None:
        if key == "text":
            self._text = ""
        self._active = [one for one in self._active if one != key]
        self._filters_changed()

    def filters_cleared(self) -> None:
        self._active, self._text = [], ""
        self._filters_changed()

    def searched(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self.reload()

    def sorted_by(self, name: str) -> None:
        self._sort = name
        self.reload()

    def _filters_changed(self) -> None:
        self._shell.remember(REMEMBERED, self._active)
        self.reload()

    def _wanted(self, active: Sequence[str]) -> ActionFilter:
        wanted = ActionFilter(text=self._text)
        for key in active:
            kind, _colon, value = key.partition(":")
            if kind == "mine":
                wanted = replace(wanted, mine=True)
            elif kind == "overdue":
                wanted = replace(wanted, overdue=True)
            elif kind == "check":
                wanted = replace(wanted, awaiting_check=True)
            elif kind == "high":
                wanted = replace(wanted, priority=Priority.HIGH)
            elif kind == "state":
                wanted = replace(wanted, states=wanted.states | {ActionState(value)})
        return wanted

    def _without_each(self) -> list[tuple[str, int]]:
        count = self._shell.services.actions.count
        each = [
            (key, count(self._wanted([one for one in self._active if one != key]))) for key in self._active
        ]
        if self._text:
            each.append(("text", count(replace(self._wanted(self._active), text=""))))
        return each

    def _choices(self) -> list[tuple[str, str, str]]:
        return [
            ("mine", _("Mine"), ""),
            ("overdue", _("Overdue"), ""),
            ("check", _("Waits for a check"), ""),
            ("high", _("High priority"), ""),
            *((f"state:{state}", text, _("State")) for state, text in state_words()),
        ]
