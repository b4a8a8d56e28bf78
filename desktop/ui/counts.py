"""What waits for the person, as numbers beside the screens' names: counted in the background, never while drawing."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.services.roster import Services
from desktop.services.syncing.records import SyncState
from desktop.ui.screens.today.presenter import count_of, needs_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """The state of sync, and a number by screen key (and `conflicts` to decide); nothing waiting is no number."""

    state: SyncState
    by_screen: Mapping[str, int] = field(default_factory=dict)


def count_what_waits(services: Services) -> Counted:
    """Long work in a large store: to be run as a job."""
    state = services.standing.state()
    needs = needs_of(services.today.overview(), state.conflicts)
    return Counted(
        state=state,
        by_screen={
            "today": count_of(needs),
            "actions": services.today.count_overdue(),
            # Before joining an office everything is unsent: a number there would be no news.
            "sync": state.unsent if state.enrolled else 0,
            "conflicts": state.conflicts,
        },
    )
