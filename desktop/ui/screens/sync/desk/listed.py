"""Which conflicts the desk lists, in which order, under which record; knows no Qt."""

import dataclasses
from collections.abc import Sequence
from datetime import datetime

from desktop.i18n import _
from desktop.services.field_words import field_word, kind_word
from desktop.services.syncing.listing import has_words, in_order
from desktop.services.syncing.records import ConflictRecord
from desktop.ui import formats
from desktop.ui.change_words import moment_words
from desktop.ui.screens.sync.desk.sheet import side_words
from desktop.ui.screens.sync.words import side_title

MINE, OFFICE, ASKED = "mine", "office", "asked"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The record that the conflicts below are about."""

    title: str
    code: str
    project: str
    count: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One conflict in the list."""

    id: str
    title: str
    code: str
    """The record, where it does not stand above."""
    said: str
    state: str
    when: str


Row = Heading | Line


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Filters, words and order of the list."""

    active: tuple[str, ...] = ()
    text: str = ""
    order: str = "record"

    def without(self, key: str) -> "Wanted":
        if key == "text":
            return dataclasses.replace(self, text="")
        return dataclasses.replace(self, active=tuple(one for one in self.active if one != key))


def filters() -> tuple[tuple[str, str], ...]:
    """Keys and words of the filters there are."""
    return (
        (MINE, _("Mine")),
        (OFFICE, _("Needs the office")),
        (ASKED, _("Handed on")),
    )


def orders() -> tuple[tuple[str, str], ...]:
    return (("record", _("By record")), ("newest", _("Newest first")), ("field", _("By field")))


def chosen_of(conflicts: Sequence[ConflictRecord], wanted: Wanted) -> list[ConflictRecord]:
    """Those that the filters and words let through, in order."""
    return in_order((one for one in conflicts if _passes(one, wanted)), wanted.order)


def _passes(conflict: ConflictRecord, wanted: Wanted) -> bool:
    tests = {MINE: conflict.is_mine, OFFICE: not conflict.may_decide, ASKED: bool(conflict.asked)}
    return all(tests.get(key, True) for key in wanted.active) and has_words(conflict, wanted.text)


def rows_of(conflicts: Sequence[ConflictRecord], order: str, now: datetime) -> tuple[Row, ...]:
    """The rows of the list: each record once above its conflicts where they stand together."""
    rows: list[Row] = []
    for at, conflict in enumerate(conflicts):
        is_grouped = order == "record"
        if is_grouped and (at == 0 or conflicts[at - 1].record_id != conflict.record_id):
            count = sum(one.record_id == conflict.record_id for one in conflicts)
            rows.append(_heading(conflict, count))
        rows.append(_line(conflict, now, is_grouped=is_grouped))
    return tuple(rows)


def record_words(conflict: ConflictRecord) -> str:
    """Visit: Skills centres in Osh."""
    kind = kind_word(conflict.table)
    words = " ".join(conflict.words.split())
    return _("{kind}: {title}").format(kind=kind, title=words) if words else kind


def _heading(conflict: ConflictRecord, count: int) -> Heading:
    return Heading(
        title=record_words(conflict),
        code=conflict.code,
        project="" if conflict.table == "projects" else conflict.project.removeprefix(f"{conflict.code} · "),
        count=count,
    )


def _line(conflict: ConflictRecord, now: datetime, *, is_grouped: bool) -> Line:
    return Line(
        id=conflict.id,
        title=field_word(conflict.table, conflict.field),
        code="" if is_grouped else formats.dotted((conflict.code, record_words(conflict))),
        said=" / ".join(
            f"{side_title(side, conflict)}: {side_words(conflict, side)}" for side in conflict.sides
        ),
        state=_state(conflict),
        when=moment_words(conflict.newest, now),
    )


def _state(conflict: ConflictRecord) -> str:
    if conflict.asked:
        return _("Asked: {name}").format(name=", ".join(one.name for one in conflict.asked))
    return "" if conflict.may_decide else _("Needs the office")
