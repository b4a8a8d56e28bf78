"""Walks the open conflicts, decides one or several, hands them on; knows no Qt."""

import dataclasses
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Protocol
from uuid import UUID

from desktop.errors import UserError
from desktop.i18n import _
from desktop.services.history.words import told_undone
from desktop.services.syncing.records import ColumnRecord, ConflictRecord, ParallelRecord, Pick, SyncState
from desktop.ui.record_places import place_of
from desktop.ui.screens.sync import words
from desktop.ui.screens.sync.desk.listed import Row, Wanted, chosen_of, filters, rows_of
from desktop.ui.screens.sync.desk.many import ManySheet, decided_words, many_sheet
from desktop.ui.screens.sync.desk.sheet import (
    Sheet,
    destination_of,
    kept_words,
    pieces_to_merge,
    sheet_of,
)
from desktop.ui.screens.sync.desk.word_diff import Piece
from desktop.ui.shell import Shell

REMEMBERED = "sync.conflict_filters"
PICKS: tuple[Pick, ...] = ("office", "mine", "newest")
"""What the digits 1, 2 and 3 choose where several conflicts are marked."""
_MINE = frozenset({"conflicts.decide", "conflicts.ask"})


class DeskScreen(Protocol):
    def show_filters(self, choices: Sequence[tuple[str, str]], active: Sequence[str]) -> None: ...

    def show_list(self, rows: Sequence[Row], marked: Sequence[str], count: str) -> None:
        """The rows, and which of the conflicts are marked; the last of them is looked at."""

    def show_no_match(self, total: int, without: Sequence[tuple[str, int]]) -> None: ...

    def show_sheet(self, sheet: Sheet) -> None: ...

    def show_many(self, sheet: ManySheet) -> None: ...

    def show_no_conflicts(self, sentence: str) -> None: ...

    def show_parallel(self, told: Sequence[ParallelRecord]) -> None: ...

    def show_writing(
        self, columns: Sequence[tuple[ColumnRecord, str]], table: str, pieces: Sequence[Piece]
    ) -> None:
        """Offer a third value, each column with what stands in its field at first."""

    def hide_writing(self) -> None: ...

    def ask_whom(self, people: Sequence[tuple[UUID, str]], likely: UUID | None, count: int) -> None:
        """Choose the colleague to hand the marked conflicts to."""

    def note(self) -> str:
        """Why, as the person wrote it; may be empty."""

    def is_typed_in(self) -> bool:
        """Whether another sheet would take away what is being written."""


class DeskPresenter:
    def __init__(self, screen: DeskScreen, shell: Shell) -> None:
        self._screen, self._shell = screen, shell
        self._conflicts: tuple[ConflictRecord, ...] = ()
        self._listed: list[ConflictRecord] = []
        self._marked: tuple[str, ...] = ()
        self._parallel: tuple[ParallelRecord, ...] = ()
        known = shell.recall(REMEMBERED, [])
        keys = {key for key, _word in filters()}
        active = [str(key) for key in known if key in keys] if isinstance(known, list) else []
        self._wanted = Wanted(active=tuple(active))
        self._drawn: object = None
        self._quiet = ""
        self._decided: set[str] = set()
        """What was looked at when it ceased to be open."""

    def show(
        self, conflicts: Sequence[ConflictRecord], state: SyncState, parallel: Sequence[ParallelRecord] = ()
    ) -> None:
        """Take over what was read; what is looked at stays, and so does what is typed into it."""
        self._mark_what_came_back({one.id for one in self._conflicts}, [one.id for one in conflicts])
        self._conflicts, self._quiet = tuple(conflicts), _quiet_sentence(state)
        self._parallel = tuple(parallel)
        self._screen.show_parallel(self._parallel)
        self._list()

    def _mark_what_came_back(self, before: Collection[str], now: Sequence[str]) -> None:
        """Whoever takes a decision back wants to see what it was about, not what came after it."""
        self._decided.update(one for one in self._marked if one not in now)
        back = tuple(one for one in now if one in self._decided and one not in before)
        self._decided.difference_update(back)
        if back and not self._screen.is_typed_in():
            self._marked = back

    def _list(self) -> None:
        """Filter anew; the place in the list is kept where the conflict itself is gone."""
        before = [one.id for one in self._listed]
        self._listed = chosen_of(self._conflicts, self._wanted)
        self._screen.show_filters(filters(), self._wanted.active)
        if not self._listed:
            self._marked, self._drawn = (), None
            if self._conflicts:
                self._screen.show_no_match(len(self._conflicts), self._without_each())
            else:
                self._screen.show_no_conflicts(self._quiet)
            return
        ids = [one.id for one in self._listed]
        kept = tuple(one for one in self._marked if one in ids)
        if not kept:
            last = self._marked[-1] if self._marked else ""
            at = before.index(last) if last in before else 0
            kept = (ids[min(at, len(ids) - 1)],)
        self._marked = kept
        mine = sum(one.is_mine for one in self._conflicts)
        now = self._shell.services.clock()
        self._screen.show_list(
            rows_of(self._listed, self._wanted.order, now),
            self._marked,
            words.count_words(len(self._conflicts), mine),
        )
        self._draw()

    @property
    def current(self) -> ConflictRecord | None:
        return self._known(self._marked[-1]) if self._marked else None

    @property
    def marked(self) -> tuple[ConflictRecord, ...]:
        return tuple(one for one in self._listed if one.id in self._marked)

    def _known(self, conflict_id: str) -> ConflictRecord | None:
        return next((one for one in self._listed if one.id == conflict_id), None)

    # The list

    def walk(self, by: int) -> None:
        """The next conflict or the one before; at the end it begins anew."""
        if self._listed and self._marked:
            ids = [one.id for one in self._listed]
            self.mark([ids[(ids.index(self._marked[-1]) + by) % len(ids)]])
            self._list()

    def mark(self, ids: Sequence[str]) -> None:
        """These are marked in the list; the last one is looked at."""
        known = tuple(one for one in ids if self._known(one) is not None)
        if known and known != self._marked:
            self._marked = known
            self._draw()

    def filter_added(self, key: str) -> None:
        self._want(dataclasses.replace(self._wanted, active=(*self._wanted.active, key)))

    def filter_removed(self, key: str) -> None:
        self._want(self._wanted.without(key))

    def filters_cleared(self) -> None:
        self._want(Wanted(order=self._wanted.order))

    def searched(self, text: str) -> None:
        self._want(dataclasses.replace(self._wanted, text=text))

    def sorted_by(self, order: str) -> None:
        self._want(dataclasses.replace(self._wanted, order=order))

    def _want(self, wanted: Wanted) -> None:
        if wanted == self._wanted:
            return
        self._wanted = wanted
        self._shell.remember(REMEMBERED, list(wanted.active))
        self._list()

    def _without_each(self) -> list[tuple[str, int]]:
        keys = [*self._wanted.active, *(["text"] if self._wanted.text else [])]
        return [(key, len(chosen_of(self._conflicts, self._wanted.without(key)))) for key in keys]

    # Deciding

    def keep(self, number: int) -> None:
        """Keep a side; one more than there are sides asks for a third value. Of several: 1 office, 2 mine, 3 newest."""
        if len(self._marked) > 1:
            if number <= len(PICKS):
                self.keep_many(PICKS[number - 1])
            return
        conflict = self.current
        if conflict is None:
            return
        if number == len(conflict.sides) + 1:
            self.write()
        elif 1 <= number <= len(conflict.sides):
            kept = conflict.sides[number - 1]
            self._do(
                lambda: self._shell.services.syncing.resolve(
                    conflict.id, keep=number, note=self._note(), shown=conflict
                ),
                lambda _done: kept_words(conflict, kept),
            )

    def keep_many(self, pick: Pick) -> None:
        """Decide all that are marked alike, as one step."""
        marked = self.marked
        self._do(
            lambda: self._shell.services.syncing.resolve_many(
                [one.id for one in marked], keep=pick, note=self._note(), shown=marked
            ),
            decided_words,
        )

    def write(self) -> None:
        """Offer the fields of a third value; of two texts both put together."""
        conflict = self.current
        if conflict is None or not conflict.columns:
            self._shell.notice(_("Here only one of the two can be kept."))
        elif not conflict.may_decide:
            self._shell.notice(_("Your role does not let you decide this. Ask your office."))
        else:
            pieces = pieces_to_merge(conflict)
            text = "".join(piece.mine for piece in pieces)
            columns = [(column, text if column.kind == "text" else "") for column in conflict.columns]
            self._screen.show_writing(columns, conflict.table, pieces)

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

    # Handing on

    def hand_on(self) -> None:
        """Ask to whom; whoever wrote another value is the likely one."""
        marked = self.marked
        if not marked:
            return
        people = [(one.id, one.name) for one in self._shell.services.accounts.people()]
        others = {side.who for one in marked for side in one.sides if not side.is_mine}
        likely = next((key for key, name in people if name in others), None)
        self._screen.ask_whom(people, likely, len(marked))

    def handed_to(self, person_id: UUID | None, why: str) -> None:
        """From the dialog. Raises a UserError for it to show."""
        ids = [one.id for one in self.marked]
        self._shell.services.syncing.ask_to_decide(ids, person_id, why.strip() or None)
        self._told(_("Handed on.") if person_id else _("Nobody in particular is asked any more."))

    def open_record(self) -> None:
        conflict = self.current
        place = destination_of(conflict) if conflict is not None else None
        if place is not None:
            self._shell.go_to(place.screen, place.record_id, part=place.part)

    # Soft notices

    def open_parallel(self, told: ParallelRecord) -> None:
        place = place_of(told.table, told.record_id, told.visit_id, told.scope_id)
        if place is None:
            self._shell.notice(_("This record has no screen of its own."))
        else:
            self._shell.go_to(place.screen, place.record_id, part=place.part)

    def parallel_seen(self) -> None:
        if self._parallel:
            self._shell.services.syncing.parallel_edits_seen(self._parallel)

    def _do(self, act: Callable[[], Any], said: Callable[[Any], str]) -> None:
        try:
            done = act()
        except UserError as problem:
            self._shell.show_problem(problem)
            return
        self._told(said(done))

    def _note(self) -> str | None:
        return self._screen.note().strip() or None

    def _told(self, said: str) -> None:
        self._shell.toast(said, undo=self._take_back)

    def _take_back(self) -> None:
        history = self._shell.services.history
        if history.next_undo() not in _MINE:
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
        plain = tuple(dataclasses.replace(one, seen=0) for one in self.marked)
        if plain == self._drawn:
            return
        self._drawn = plain
        if len(plain) > 1:
            self._screen.show_many(many_sheet(self.marked))
        else:
            self._screen.show_sheet(sheet_of(conflict, self._shell.services.clock()))


def _quiet_sentence(state: SyncState) -> str:
    if not state.enrolled:
        return _("Two people can only disagree once this laptop has joined an office.")
    if state.last_run is None or state.last_report is None:
        return _("What others change comes with the first sync.")
    return _("Nobody said anything else than you. At the last run {what}.").format(
        what=words.run_words(state.last_report)
    )


def _plain(value: Any) -> Any:
    """What was typed, as the database holds it."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, date):
        return value.isoformat()
    return None if value == "" else value
