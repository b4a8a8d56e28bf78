"""The words of the action screens; free of Qt."""

from collections.abc import Sequence

from desktop.i18n import _, ngettext
from desktop.rules.vocabulary import ActionState
from desktop.services.actions.records import ActionRow
from desktop.services.steps import Missing
from desktop.ui import formats


def step_verb(target: str) -> str:
    """What the button does, in a verb."""
    return {
        ActionState.IN_PROGRESS: _("Start"),
        ActionState.COMPLETED: _("Mark as completed"),
        ActionState.VERIFIED: _("Verify"),
        ActionState.REOPENED: _("Reopen"),
        ActionState.CANCELLED: _("Cancel it"),
    }[ActionState(target)]


def missing_words(missing: Sequence[Missing]) -> str:
    known = {
        "what_was_done": _("say what was done"),
        "evidence_if_high": _("choose the evidence, since its priority is high"),
    }
    return ", ".join(known[one.code] for one in missing if one.code in known)


def due_words(action: ActionRow) -> str:
    """Due 15 Dec 2026, or how late it is."""
    if action.due is None:
        return _("No due date")
    if action.is_overdue:
        return ngettext("{count} day late", "{count} days late", action.days_late).format(
            count=action.days_late
        )
    return _("Due {day}").format(day=formats.day(action.due))


def state_words() -> list[tuple[ActionState, str]]:
    return [
        (ActionState.OPEN, _("Open")),
        (ActionState.IN_PROGRESS, _("In progress")),
        (ActionState.COMPLETED, _("Completed")),
        (ActionState.VERIFIED, _("Verified")),
        (ActionState.REOPENED, _("Reopened")),
        (ActionState.CANCELLED, _("Cancelled")),
    ]


def sort_words() -> list[tuple[str, str]]:
    """Ways to sort the list, in the order of the menu."""
    return [
        ("due", _("By due date")),
        ("newest", _("Newest first")),
        ("state", _("By state")),
        ("title", _("By title")),
        ("code", _("By code")),
    ]
