"""The sync state in the words of the top bar."""

from datetime import datetime

from desktop.i18n import _, ngettext
from desktop.services.syncing.records import SyncState
from desktop.ui import formats


def unsent_in_words(state: SyncState, now: datetime) -> str:
    """Always says what is on this laptop only: "12 changes on this laptop only, oldest 3 days"."""
    if state.unsent == 0 and state.quarantined:
        return ngettext(
            "{count} change set aside by the server",
            "{count} changes set aside by the server",
            state.quarantined,
        ).format(count=state.quarantined)
    if state.unsent == 0:
        return _("Everything is sent") if state.enrolled else ""
    said = ngettext(
        "{count} change on this laptop only", "{count} changes on this laptop only", state.unsent
    ).format(count=formats.number(state.unsent))
    days = (now - state.oldest).days if state.oldest is not None else 0
    if days < 1:
        return said
    age = ngettext("oldest {days} day", "oldest {days} days", days).format(days=days)
    return _("{unsent}, {age}").format(unsent=said, age=age)


def is_all_well(state: SyncState) -> bool:
    """Nothing waits here, and the server took all that was sent."""
    return not state.unsent and not state.quarantined
