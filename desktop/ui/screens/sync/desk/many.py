"""Several conflicts decided alike: what each choice would keep, and what was decided; knows no Qt."""

import dataclasses
from collections.abc import Sequence

from desktop.i18n import ngettext
from desktop.services.field_words import field_word
from desktop.services.syncing.deciding import side_picked
from desktop.services.syncing.records import ConflictRecord, DecidedRecord, Pick
from desktop.ui.screens.sync.desk.sheet import side_words


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ManyLine:
    """One of the marked conflicts and what each choice would keep of it; empty where it does not fit."""

    what: str
    code: str
    office: str
    mine: str
    newest: str
    may_decide: bool


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ManySheet:
    """The marked conflicts, and how many of them each choice would decide."""

    title: str
    lines: tuple[ManyLine, ...]
    counts: tuple[int, int, int]
    """For the office's, mine, the newest."""


def many_sheet(conflicts: Sequence[ConflictRecord]) -> ManySheet:
    title = ngettext("{count} conflict is marked", "{count} conflicts are marked", len(conflicts)).format(
        count=len(conflicts)
    )
    office, mine, newest = (
        sum(one.may_decide and side_picked(one, pick) is not None for one in conflicts)
        for pick in ("office", "mine", "newest")
    )
    return ManySheet(title=title, lines=tuple(_line(one) for one in conflicts), counts=(office, mine, newest))


def _line(conflict: ConflictRecord) -> ManyLine:
    field = field_word(conflict.table, conflict.field)
    words = " ".join(conflict.words.split())
    return ManyLine(
        what=f"{words} · {field}" if words else field,
        code=conflict.code,
        office=_picked(conflict, "office"),
        mine=_picked(conflict, "mine"),
        newest=_picked(conflict, "newest"),
        may_decide=conflict.may_decide,
    )


def _picked(conflict: ConflictRecord, pick: Pick) -> str:
    side = side_picked(conflict, pick)
    return side_words(conflict, side) if side is not None else ""


def decided_words(done: DecidedRecord) -> str:
    """What the toast says; what stayed open is counted, with the first reason."""
    count = len(done.decided)
    said = ngettext(
        "{count} conflict decided; the other values stay in the history.",
        "{count} conflicts decided; the other values stay in the history.",
        count,
    ).format(count=count)
    if not done.left:
        return said
    rest = ngettext("{count} stays open: {why}", "{count} stay open: {why}", len(done.left)).format(
        count=len(done.left), why=done.left[0].why
    )
    return f"{said} {rest}" if count else rest
