"""Turns told changes into the lines of a history list; free of Qt in all but what it fills."""

from collections.abc import Sequence
from datetime import datetime
from typing import cast

from desktop.i18n import _, ngettext
from desktop.services.field_words import field_word, kind_word
from desktop.services.history.records import ToldChange
from desktop.services.history.service import TOLD
from desktop.ui.change_words import moment_words, parts_words
from desktop.ui.widgets.history_list import HistoryLine, Standing

LONGEST = 2000


def history_lines(changes: Sequence[ToldChange], now: datetime) -> tuple[HistoryLine, ...]:
    return tuple(_line(change, now) for change in changes)


def left_out(changes: Sequence[ToldChange]) -> str:
    """Says so where the history is longer than what is shown."""
    if len(changes) < TOLD:
        return ""
    return ngettext("The newest {count} change.", "The newest {count} changes.", len(changes)).format(
        count=len(changes)
    )


def _line(change: ToldChange, now: datetime) -> HistoryLine:
    return HistoryLine(
        when=moment_words(change.at, now),
        who=change.who or _("Milepost"),
        device=_("Laptop {tag}").format(tag=change.device) if change.device else "",
        what=_what(change),
        before=_short(parts_words(change.table, change.before)),
        after=_after(change),
        reason=change.reason or "",
        standing=cast(Standing, change.state),
    )


def _what(change: ToldChange) -> str:
    kind = kind_word(change.table)
    if change.field == "*":
        made = _("{kind} made").format(kind=kind)
        return f"{made}: {change.title}" if change.title else made
    field = field_word(change.table, change.field)
    if not change.title:
        return field
    return f"{change.title} · {field}" if field != kind else f"{kind}: {change.title}"


def _after(change: ToldChange) -> str:
    if change.state == "archived":
        return _("an earlier value; it is in the server's archive")
    if change.field == "deleted":
        return _("deleted") if any(part.value for part in change.after) else _("restored")
    return _short(parts_words(change.table, change.after)) or _("emptied")


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
