"""Decides what the list of action points shows."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol
from uuid import UUID

from desktop.i18n import _
from desktop.rules.vocabulary import ActionState, Priority
from desktop.services.actions.records import ActionFilter, ActionRow
from desktop.ui.listing.narrowed import Choice, Narrowed
from desktop.ui.screens.actions.record.desk import ActionDesk
from desktop.ui.screens.actions.words import sort_words, state_words
from desktop.ui.shell import Change, Shell

AREAS = frozenset({"action_points", "action_comments", "people", "visits", "projects", "attachments"})


class ActionsScreen(Protocol):
    def show_filters(self, choices: Sequence[tuple[str, str, str]], active: Sequence[str]) -> None: ...

    def show_rows(self, shown: int, total: int) -> None: ...

    def show_nothing_yet(self) -> None: ...

    def show_no_match(self, total: int, without: Sequence[tuple[str, int]]) -> None: ...

    def select(self, action_id: UUID | None) -> None: ...

    def show_detail(self, is_there: bool) -> None: ...


class ActionsPresenter(Narrowed):
    """What happens in the list; the open action point lies on the desk."""

    def __init__(self, screen: ActionsScreen, shell: Shell, desk: ActionDesk) -> None:
        super().__init__(shell, "actions", sort_words())
        self._screen, self._desk = screen, desk

    def page(self, after: UUID | None, limit: int) -> Sequence[ActionRow]:
        return self._shell.services.actions.page(
            self._wanted(self._active, self._text), sort=self._sort, after=after, limit=limit
        )

    def reload(self) -> None:
        self._screen.show_filters(self._choices(), self._active)
        total = self._shell.services.actions.count(ActionFilter())
        shown = self._count(self._active, self._text) if self.is_narrowed else total
        if total == 0:
            self._screen.show_nothing_yet()
        elif shown == 0:
            self._screen.show_no_match(total, self.without_each())
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

    def narrow_to(self, key: str) -> bool:
        """This filter and no other; False where there is no such."""
        if all(key != known for known, _word, _group in self._choices()):
            return False
        self._active, self._text = [], ""
        self.filter_added(key)
        return True

    def _wanted(self, active: Sequence[str], text: str) -> ActionFilter:
        wanted = ActionFilter(text=text)
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

    def _count(self, active: Sequence[str], text: str) -> int:
        return self._shell.services.actions.count(self._wanted(active, text))

    def _choices(self) -> list[Choice]:
        return [
            ("mine", _("Mine"), ""),
            ("overdue", _("Overdue"), ""),
            ("check", _("Waits for a check"), ""),
            ("high", _("High priority"), ""),
            *((f"state:{state}", text, _("State")) for state, text in state_words()),
        ]
