"""Walks the open conflicts and decides them; knows no Qt."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from desktop.errors import UserError
from desktop.i18n import _
from desktop.services.field_words import field_word, kind_word
from desktop.services.history.words import told_undone
from desktop.services.readable import Part
from desktop.services.syncing.records import ColumnRecord, ConflictRecord, SideCard, SyncState
from desktop.ui.change_words import difference_words, moment_words, parts_words, value_words
from desktop.ui.record_places import place_of
from desktop.ui.screens.sync import words
from desktop.ui.screens.sync.desk.word_diff import Run, compare, merge
from desktop.ui.shell import Shell


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One column of a side; `differs` where another side says something else."""

    word: str
    value: str
    difference: str
    differs: bool


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One side as it is drawn; every card is made alike."""

    number: int
    title: str
    figure: str
    """The value, large, where one thing is said."""
    figure_difference: str
    lines: tuple[Line, ...]
    runs: tuple[Run, ...]
    """A text word by word against what stood before both."""
    who: str
    when: str
    device: str
    reason: str
    is_shown: bool


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """A conflict in the row of all."""

    title: str
    note: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One conflict as the desk shows it."""

    code: str
    about: str
    title: str
    before: str
    cards: tuple[Card, ...]
    may_decide: bool
    can_write: bool
    can_open: bool


class DeskScreen(Protocol):
    def show_tabs(self, tabs: Sequence[Tab], chosen: int, count: str) -> None: ...

    def show_sheet(self, sheet: Sheet) -> None: ...

    def show_no_conflicts(self, sentence: str) -> None: ...

    def show_writing(self, columns: Sequence[tuple[ColumnRecord, str]], table: str) -> None:
        """Offer a third value, each column with what stands in its field at first."""

    def hide_writing(self) -> None: ...

    def note(self) -> str:
        """Why, as the person wrote it; may be empty."""


class DeskPresenter:
    def __init__(self, screen: DeskScreen, shell: Shell) -> None:
        self._screen, self._shell = screen, shell
        self._conflicts: tuple[ConflictRecord, ...] = ()
        self._current = ""
        self._drawn: ConflictRecord | None = None

    def show(self, conflicts: Sequence[ConflictRecord], state: SyncState) -> None:
        """Take over what was read; the conflict that is looked at stays, and so does what is typed into it."""
        before = [one.id for one in self._conflicts]
        self._conflicts = tuple(conflicts)
        if not conflicts:
            self._current, self._drawn = "", None
            self._screen.show_no_conflicts(_quiet_sentence(state))
            return
        ids = [one.id for one in conflicts]
        if self._current not in ids:
            at = before.index(self._current) if self._current in before else 0
            self._current = ids[min(at, len(ids) - 1)]
        self._draw()

    @property
    def current(self) -> ConflictRecord | None:
        return next((one for one in self._conflicts if one.id == self._current), None)

    def walk(self, by: int) -> None:
        """The next conflict or the one before; at the end it begins anew."""
        if self._conflicts:
            at = [one.id for one in self._conflicts].index(self._current)
            self.chosen((at + by) % len(self._conflicts))

    def chosen(self, at: int) -> None:
        if 0 <= at < len(self._conflicts) and self._conflicts[at].id != self._current:
            self._current = self._conflicts[at].id
            self._draw()

    def keep(self, number: int) -> None:
        """Keep a side; one more than there are sides asks for a third value."""
        conflict = self.current
        if conflict is None:
            return
        if number == len(conflict.sides) + 1:
            self.write()
        elif 1 <= number <= len(conflict.sides):
            kept = conflict.sides[number - 1]
            self._decide(
                conflict,
                lambda: self._shell.services.syncing.resolve(
                    conflict.id, keep=number, note=self._note(), shown=conflict
                ),
                _kept_words(conflict, kept),
            )

    def write(self) -> None:
        """Offer the fields of a third value."""
        conflict = self.current
        if conflict is None or not conflict.columns:
            self._shell.notice(_("Here only one of the two can be kept."))
        elif not conflict.may_decide:
            self._shell.notice(_("Your role does not let you decide this. Ask your office."))
        else:
            merged = _merged_text(conflict)
            self._screen.show_writing(
                [
                    (column, merged if merged is not None and column.kind == "text" else "")
                    for column in conflict.columns
                ],
                conflict.table,
            )

    def written(self, values: Mapping[str, Any]) -> None:
        """Decide by a value of one's own. Raises a UserError for the form to show."""
        conflict = self.current
        if conflict is None:
            return
        self._shell.services.syncing.resolve(
            conflict.id,
            value={name: _plain(value) for name, value in values.items()},
            note=self._note(),
            shown=conflict,
        )
        self._screen.hide_writing()
        self._told(_("Decided: your value is kept, and so are the others in the history."))

    def open_record(self) -> None:
        conflict = self.current
        place = _place(conflict) if conflict is not None else None
        if place is not None:
            self._shell.go_to(place.screen, place.record_id, part=place.part)

    def _decide(self, conflict: ConflictRecord, act: Callable[[], object], said: str) -> None:
        try:
            act()
        except UserError as problem:
            self._shell.show_problem(problem)
            return
        self._told(said)

    def _note(self) -> str | None:
        return self._screen.note().strip() or None

    def _told(self, said: str) -> None:
        self._shell.toast(said, undo=self._take_back)

    def _take_back(self) -> None:
        history = self._shell.services.history
        if history.next_undo() != "conflicts.decide":
            self._shell.notice(_("Something else was done since; Undo takes back step by step."))
            return
        try:
            taken = history.undo()
        except UserError as problem:
            self._shell.show_problem(problem)
            return
        if taken is not None and not taken.written:
            self._shell.notice(told_undone(taken))

    def _draw(self) -> None:
        conflict = self.current
        if conflict is None:
            return
        at = self._conflicts.index(conflict)
        mine = sum(any(side.is_mine for side in one.sides) for one in self._conflicts)
        self._screen.show_tabs(
            [_tab(one) for one in self._conflicts], at, words.count_words(len(self._conflicts), mine)
        )
        plain = dataclasses.replace(conflict, seen=0)
        if plain != self._drawn:
            self._drawn = plain
            self._screen.show_sheet(_sheet(conflict, self._shell))


def _quiet_sentence(state: SyncState) -> str:
    if not state.enrolled:
        return _("Two people can only disagree once this laptop has joined an office.")
    if state.last_run is None or state.last_report is None:
        return _("What others change comes with the first sync.")
    return _("Nobody said anything else than you. At the last run {what}.").format(
        what=words.run_words(state.last_report)
    )


def _tab(conflict: ConflictRecord) -> Tab:
    kind = field_word(conflict.table, conflict.field)
    need = "" if conflict.may_decide else _("needs the office")
    note = " · ".join(part for part in (need or kind, conflict.code) if part)
    return Tab(title=conflict.words or kind_word(conflict.table), note=note)


def _sheet(conflict: ConflictRecord, shell: Shell) -> Sheet:
    now = shell.services.clock()
    kind = kind_word(conflict.table)
    field = field_word(conflict.table, conflict.field)
    return Sheet(
        code=conflict.code,
        about=kind if kind == field else f"{kind} · {field}",
        title=conflict.words or kind,
        before=_before(conflict),
        cards=tuple(_card(conflict, side, moment_words(side.at, now)) for side in conflict.sides),
        may_decide=conflict.may_decide,
        can_write=bool(conflict.columns),
        can_open=_place(conflict) is not None,
    )


def _place(conflict: ConflictRecord) -> Any:
    return place_of(conflict.table, conflict.record_id, conflict.visit_id, conflict.scope_id)


def _before(conflict: ConflictRecord) -> str:
    """What all started from, where they started from the same."""
    if conflict.field == "deleted" or conflict.is_text:
        return ""
    bases = {
        parts_words(conflict.table, _changed_parts(conflict, side.base_parts)) for side in conflict.sides
    }
    return bases.pop() if len(bases) == 1 else ""


def _changed_parts(conflict: ConflictRecord, parts: Sequence[Part]) -> tuple[Part, ...]:
    """The columns about which the sides differ, of a group that moves together."""
    told = _differing(conflict)
    return tuple(part for part in parts if part.field in told) or tuple(parts)


def _differing(conflict: ConflictRecord) -> set[str]:
    values: dict[str, set[str]] = {}
    for side in conflict.sides:
        for part in side.parts:
            values.setdefault(part.field, set()).add(repr(part.value))
    return {name for name, said in values.items() if len(said) > 1}


def _card(conflict: ConflictRecord, side: SideCard, when: str) -> Card:
    figure, lines = _said(conflict, side)
    return Card(
        number=side.number,
        title=words.side_title(side, conflict),
        figure="" if conflict.is_text and side.field == conflict.field else figure,
        figure_difference=_figure_difference(conflict, side),
        lines=lines,
        runs=_runs(conflict, side),
        who=", ".join(part for part in (side.who or _("Someone"), side.office) if part),
        when=when,
        device=words.device_words(side),
        reason=side.reason or "",
        is_shown=side.shown,
    )


def _said(conflict: ConflictRecord, side: SideCard) -> tuple[str, tuple[Line, ...]]:
    """What is said large, and the lines below it."""
    if conflict.field == "deleted":
        if side.field != "deleted":
            edited = field_word(conflict.table, side.field)
            value = parts_words(conflict.table, side.parts)
            return _("Keep it"), (Line(word=edited, value=value, difference="", differs=True),)
        return (_("Delete it") if any(part.value for part in side.parts) else _("Keep it")), ()
    differing = _differing(conflict)
    filled = [part for part in side.parts if part.value is not None or part.field in differing]
    first = next((part for part in filled if part.field in differing), filled[0] if filled else None)
    if first is None:
        return _("nothing"), ()
    rest = [part for part in filled if part is not first]
    return value_words(first.value) or _("nothing"), tuple(
        _line(conflict, side, part, differing) for part in rest
    )


def _figure_difference(conflict: ConflictRecord, side: SideCard) -> str:
    """How far the second of two numbers lies from the first."""
    differing = _differing(conflict)
    if len(conflict.sides) != 2 or side.number == 1 or side.field != conflict.field:
        return ""
    told = next((part for part in side.parts if part.field in differing), None)
    other = next((part for part in conflict.sides[0].parts if told and part.field == told.field), None)
    return difference_words(told.value, other.value) if told and other else ""


def _line(conflict: ConflictRecord, side: SideCard, part: Part, differing: set[str]) -> Line:
    others = [
        other.value
        for one in conflict.sides
        if one is not side
        for other in one.parts
        if other.field == part.field
    ]
    return Line(
        word=field_word(conflict.table, part.field),
        value=value_words(part.value),
        difference=difference_words(part.value, others[0]) if len(others) == 1 and side.number > 1 else "",
        differs=part.field in differing,
    )


def _runs(conflict: ConflictRecord, side: SideCard) -> tuple[Run, ...]:
    """A text against what stood before; of the base there may be none when the record was made twice."""
    if not conflict.is_text or side.field != conflict.field:
        return ()
    return compare(_text(side.base_parts), _text(side.parts))


def _text(parts: Sequence[Part]) -> str:
    return str(parts[0].value or "") if parts else ""


def _merged_text(conflict: ConflictRecord) -> str | None:
    """Both edits put together, where they do not touch."""
    if not conflict.is_text or len(conflict.sides) != 2:
        return None
    one, other = conflict.sides
    if one.base != other.base:
        return None
    return merge(_text(one.base_parts), _text(one.parts), _text(other.parts))


def _kept_words(conflict: ConflictRecord, kept: SideCard) -> str:
    figure, _lines = _said(conflict, kept)
    short = figure if len(figure) <= 40 else f"{figure[:39]}…"
    return _("Decided: {value}. The other stays in the history.").format(value=short)


def _plain(value: Any) -> Any:
    """What was typed, as the database holds it."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, date):
        return value.isoformat()
    return None if value == "" else value
