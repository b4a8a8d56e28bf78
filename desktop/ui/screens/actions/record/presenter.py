"""Decides what an action point shows, and takes its steps."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol
from uuid import UUID

from desktop.errors import UserError
from desktop.i18n import _
from desktop.rules.vocabulary import ActionState
from desktop.services.actions.records import ActionRecord
from desktop.services.steps import StepOffer
from desktop.ui.screens.actions.record.desk import ActionDesk
from desktop.ui.screens.actions.words import missing_words, step_verb

ONWARDS = (ActionState.IN_PROGRESS, ActionState.COMPLETED, ActionState.VERIFIED)


class ActionScreen(Protocol):
    def show_action(
        self,
        action: ActionRecord,
        primary: str,
        others: Sequence[tuple[str, str]],
        evidence: Sequence[tuple[UUID, str]],
        missing: str,
    ) -> None: ...

    def show_error(self, field: str, sentence: str) -> None: ...

    def point_at(self, field: str) -> None: ...

    def ask_reason(self, verb: str, then: Callable[[str], None]) -> None:
        """`then` may raise UserError: the dialog shows it and stays."""

    def clear_comment(self) -> None: ...


class ActionPresenter:
    def __init__(self, screen: ActionScreen, desk: ActionDesk) -> None:
        self._screen, self._desk = screen, desk

    def begin(self) -> None:
        self._desk.watch(self._show)

    def _show(self, action: ActionRecord) -> None:
        step = next_step(action)
        others = [
            (one.target, step_verb(one.target)) for one in action.steps if one.may_take and one is not step
        ]
        lead = ""
        if step is not None and step.missing:
            lead = missing_words(step.missing)
        self._screen.show_action(
            action, step_verb(step.target) if step else "", others, self._evidence(action), lead
        )

    def _evidence(self, action: ActionRecord) -> list[tuple[UUID, str]]:
        """Photos and documents of the visit that may show it was done."""
        if action.row.visit_id is None:
            return []
        found = self._desk.shell.services.attachments.of_visit(action.row.visit_id)
        return [(one.id, one.caption or one.file_name) for one in found]

    def edited(self, field: str, value: Any) -> None:
        def refused(problem: UserError) -> None:
            self._screen.show_error(field, problem.sentence())

        actions = self._desk.shell.services.actions
        kept = self._desk.keep(
            field,
            lambda action, token: actions.set_fields(
                action.row.id, {field: value}, seen=action.seen, editing=token
            ),
            refused=refused,
        )
        if kept:
            self._screen.show_error(field, "")

    def step_taken(self, target: str = "") -> None:
        self._desk.flush()
        action = self._desk.action
        if action is None:
            return
        usual = next_step(action)
        step = next((one for one in action.steps if one.target == target), None) if target else usual
        if step is None:
            return
        if step.needs_reason:
            self._screen.ask_reason(step_verb(step.target), lambda reason: self._move(step, reason))
            return
        try:
            self._move(step, None)
        except UserError as problem:
            self._desk.shell.show_problem(problem)
            if step.missing:
                self._screen.point_at("evidence" if step.missing[0].code == "evidence_if_high" else "done")

    def _move(self, step: StepOffer, reason: str | None) -> None:
        action = self._desk.action
        if action is None:
            return
        self._desk.shell.services.actions.move(action.row.id, step.target, reason=reason, seen=action.seen)
        self._desk.reload()

    def commented(self, text: str) -> None:
        action = self._desk.action
        if action is None or not text.strip():
            return
        if self._desk.keep(
            "comment",
            lambda action, _token: self._desk.shell.services.actions.comment(action.row.id, text),
        ):
            self._screen.clear_comment()

    def open_visit(self) -> None:
        action = self._desk.action
        if action is not None and action.row.visit_id is not None:
            part = "findings" if action.row.finding_id else "actions"
            self._desk.shell.go_to("visits", action.row.visit_id, part=part)

    def delete(self) -> None:
        action = self._desk.action
        if action is None:
            return
        actions = self._desk.shell.services.actions
        action_id = action.row.id

        def restore() -> None:
            actions.restore(action_id)

        if self._desk.keep("", lambda _action, _token: actions.delete(action_id)):
            self._desk.shell.toast(_("Action point deleted"), undo=restore)


def next_step(action: ActionRecord) -> StepOffer | None:
    """The step along the usual way that the present person may take."""
    offers = {one.target: one for one in action.steps if one.may_take}
    return next((offers[state] for state in ONWARDS if state in offers), None)
