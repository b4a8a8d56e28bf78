"""All edits of one record, and what they amount to."""

from collections.abc import Callable, Iterable, Mapping

from sync.merge.atoms import AtomState, deletion_of, state_of
from sync.merge.edits import DELETED, EVERY_ATOM, Edit
from sync.messages.schema import AtomShape, TableShape


class Record:
    """Takes edits in any order; what it answers depends only on which edits it has been given."""

    def __init__(self, shape: TableShape, edits: Iterable[Edit] = ()) -> None:
        self.shape = shape
        self._atoms: Mapping[str, AtomShape] = shape.atoms
        self.edits: dict[str, Edit] = {}
        self.waiting: dict[str, Edit] = {}
        self._states: dict[str, AtomState] = {}
        self._has_deletion = False
        for edit in edits:
            self._take(edit)

    def add(self, edit: Edit) -> str:
        """What became of it: applied, merged, conflict, waiting (it builds on an edit not here yet), or duplicate."""
        if edit.dot in self.edits:
            return "duplicate"
        if self._follows_all(edit):
            self.edits[edit.dot] = edit
            shown = edit.value_of(self._atoms[edit.atom].columns)
            self._states[edit.atom] = AtomState(heads=(edit,), shown=shown)
            return "applied"
        was_open = {atom for atom in self.atoms_of(edit) if self.state(atom).is_open}
        heads = {head.dot for atom in self.atoms_of(edit) for head in self.state(atom).heads}
        if not self._take(edit):
            return "waiting"
        touched = [self.state(atom) for atom in self.touched_by(edit)]
        if any(state.is_open and any(head.dot == edit.dot for head in state.heads) for state in touched):
            return "conflict"
        is_behind = not heads.issubset(edit.base) and bool(heads)
        return "merged" if is_behind and not was_open else "applied"

    def _follows_all(self, edit: Edit) -> bool:
        """Whether it builds on all there is of a living record's atom: the plain case, decided without a look back."""
        if edit.atom not in self._atoms or edit.atom == DELETED or self.waiting or self._tombstone():
            return False
        heads = self.state(edit.atom).heads
        # A head that is covered by an equal one counts as seen; only all of them by name is the plain case.
        return bool(heads) and {head.dot for head in heads} == set(edit.base)

    def atoms_of(self, edit: Edit) -> tuple[str, ...]:
        """The atoms an edit speaks about."""
        return tuple(self._atoms) if edit.atom == EVERY_ATOM else (edit.atom,)

    def touched_by(self, edit: Edit) -> tuple[str, ...]:
        """The atoms whose state an edit may change: its own, and a tombstone that it may contest."""
        return tuple(dict.fromkeys((*self.atoms_of(edit), *self._tombstone())))

    def state(self, atom: str) -> AtomState:
        """The atom as all edits here leave it."""
        if atom not in self._states:
            self._states[atom] = self._decide(atom, self.edits)
        return self._states[atom]

    def seen_by(self, atom: str, has_seen: Callable[[Edit], bool]) -> tuple[str, ...]:
        """The base of an edit whose author had seen only some of the edits here.

        Own later work that builds on what was not seen was not seen either: it would bring that in with it.
        """
        seen: dict[str, Edit] = {}
        for dot, edit in self.edits.items():  # each after all that it builds on
            if has_seen(edit) and all(base in seen for base in edit.base):
                seen[dot] = edit
        atoms = self._atoms if atom == DELETED else (atom, *self._tombstone())
        heads = dict.fromkeys(head.dot for name in atoms for head in self._state_among(name, seen).heads)
        # Whoever edits a record has seen at least that it was made.
        return tuple(heads) or tuple(dot for dot, edit in self.edits.items() if edit.atom == EVERY_ATOM)

    def _state_among(self, atom: str, seen: Mapping[str, Edit]) -> AtomState:
        return self.state(atom) if len(seen) == len(self.edits) else self._decide(atom, seen)

    def _tombstone(self) -> tuple[str, ...]:
        return (DELETED,) if self._has_deletion else ()

    def _take(self, edit: Edit) -> bool:
        if any(dot not in self.edits for dot in edit.base):
            self.waiting[edit.dot] = edit
            return False
        self.edits[edit.dot] = edit
        self._has_deletion |= edit.atom == DELETED
        self.waiting.pop(edit.dot, None)
        for atom in (*self.atoms_of(edit), DELETED):
            self._states.pop(atom, None)
        for later in list(self.waiting.values()):
            if edit.dot in later.base:
                self._take(later)
        return True

    def _decide(self, atom: str, among: Mapping[str, Edit]) -> AtomState:
        shape = self._atoms.get(atom, AtomShape(columns=(), policy="register"))
        if len(among) == 1 and atom != DELETED:  # made and not changed yet: most records are
            (only,) = among.values()
            if only.atom in (atom, EVERY_ATOM):
                return AtomState(heads=(only,), shown=only.value_of(shape.columns))
        own = {dot: edit for dot, edit in among.items() if edit.atom in (atom, EVERY_ATOM)}
        if atom == DELETED:
            return deletion_of({name: one.columns for name, one in self._atoms.items()}, own, among)
        return state_of(shape.columns, shape.policy, own)
