"""The list of action points: how one reads, and what is said where there is none."""

from collections.abc import Callable

from desktop.i18n import _
from desktop.rules.vocabulary import Priority
from desktop.services.actions.records import ActionRow
from desktop.ui.item_models import Row
from desktop.ui.listing.pane import ListPane, PaneWords
from desktop.ui.screens.actions.presenter import ActionsPresenter
from desktop.ui.screens.actions.words import due_words
from desktop.ui.theme import Mark, Tone, action_mark
from desktop.ui.widgets import EmptyState, NextStep


def action_row(action: ActionRow) -> Row:
    """How an action point reads in the list."""
    note: str | Mark = due_words(action)
    if action.is_overdue:
        note = Mark(Tone.OFF_TRACK, due_words(action), "ph.alarm")
    high = [Mark(Tone.AT_RISK, _("High"), "ph.arrow-up")] if action.priority is Priority.HIGH else []
    return Row(
        code=action.code,
        title=action.title,
        chip=action_mark(action.state),
        meta=(*high, action.owner or _("Nobody yet")),
        note=note,
    )


class ActionsPane(ListPane):
    """The left half of the screen."""

    def __init__(self, to_the_visits: Callable[[], None]) -> None:
        self._to_the_visits = to_the_visits
        words = PaneWords(
            title=_("Actions"),
            list_name=_("Action points"),
            search=_("Search action points"),
            no_match=_("No action point matches"),
            hidden=_("{count} action points are hidden by {filters}."),
        )
        super().__init__("action", words, action_row)

    def connect_to(self, presenter: ActionsPresenter) -> None:
        self.narrow_with(presenter, presenter.page, lambda action: presenter.open(action.id))

    def show_nothing_yet(self) -> None:
        self.show_state(
            EmptyState(
                "ph.check-square",
                _("No action points yet"),
                _("They are agreed on a visit: under Findings or Actions of the visit."),
                [NextStep(_("Go to the visits"), self._to_the_visits, "ph.map-pin")],
                object_name="no_actions_yet",
            )
        )
