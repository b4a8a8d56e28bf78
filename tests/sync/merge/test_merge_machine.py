"""Laptops that edit, hand each other what they know and come to rest, against plain laws of the merge."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from sync.merge.atoms import ancestors_of
from sync.merge.edits import DELETED, EVERY_ATOM, Edit
from sync.merge.records import Record
from sync.messages.schema import AtomShape, TableShape

LAPTOPS = 3
SHAPE = TableShape(
    atoms={
        "title": AtomShape(columns=("title",)),
        "tags": AtomShape(columns=("tags",), policy="set"),
        DELETED: AtomShape(columns=("deleted_at",)),
    }
)
MADE = {"title": "water", "tags": '["a"]', "deleted_at": None}
whom = st.integers(0, LAPTOPS - 1)


class OneRecord(RuleBasedStateMachine):
    """What each laptop knows of one record, and the server's order as it grows."""

    def __init__(self) -> None:
        super().__init__()
        self.laptops = [Record(SHAPE) for _ in range(LAPTOPS)]
        self.numbers = [0] * LAPTOPS
        self.order: list[str] = []
        self.all: dict[str, Edit] = {}

    @initialize()
    def make(self) -> None:
        self._write(0, EVERY_ATOM, MADE)
        self.send(0)
        for laptop in range(1, LAPTOPS):
            self.fetch(laptop)

    @rule(laptop=whom, word=st.sampled_from(["wells", "pumps", "taps"]))
    def title(self, laptop: int, word: str) -> None:
        self._write(laptop, "title", {"title": word})

    @rule(laptop=whom, tags=st.sampled_from(['["a"]', '["b"]', '["a", "c"]', "[]"]))
    def tag(self, laptop: int, tags: str) -> None:
        self._write(laptop, "tags", {"tags": tags})

    @rule(laptop=whom, gone=st.sampled_from(["monday", "tuesday", None]))
    def delete(self, laptop: int, gone: str | None) -> None:
        self._write(laptop, DELETED, {"deleted_at": gone})

    @rule(laptop=whom)
    def send(self, laptop: int) -> None:
        """The server places what the laptop has and it lacks, in the order it was made."""
        for dot in self.laptops[laptop].edits:
            if dot not in self.order:
                self.order.append(dot)

    @rule(laptop=whom, backwards=st.booleans())
    def fetch(self, laptop: int, backwards: bool = False) -> None:
        known = self.laptops[laptop].edits
        fresh = [self._placed(dot) for dot in self.order if dot not in known]
        for edit in reversed(fresh) if backwards else fresh:
            self.laptops[laptop].add(edit)
        self._learn_places(laptop)

    @invariant()
    def nothing_waits_and_no_edit_is_lost(self) -> None:
        for record in self.laptops:
            assert not record.waiting
            for atom, shape in SHAPE.atoms.items():
                heads = [head.dot for head in record.state(atom).heads]
                seen = ancestors_of(heads, record.edits)
                said = [record.edits[dot].value_of(shape.columns) for dot in seen]
                for edit in record.edits.values():
                    if edit.atom in (atom, EVERY_ATOM):
                        assert edit.dot in seen or edit.value_of(shape.columns) in said

    @invariant()
    def two_titles_that_differ_are_a_question(self) -> None:
        for record in self.laptops:
            state = record.state("title")
            titles = {head.value["title"] for head in state.heads}
            assert state.is_open == (len(titles) > 1)

    def teardown(self) -> None:
        for laptop in range(LAPTOPS):
            self.send(laptop)
        for laptop in range(LAPTOPS):
            self.fetch(laptop)
        states = [[record.state(atom) for atom in SHAPE.atoms] for record in self.laptops]
        shown = [[(state.shown, state.is_open) for state in listed] for listed in states]
        assert shown[1:] == shown[:-1]

    def _write(self, laptop: int, atom: str, value: dict[str, str | None]) -> None:
        record = self.laptops[laptop]
        self.numbers[laptop] += 1
        base = () if atom == EVERY_ATOM else record.seen_by(atom, lambda edit: True)
        edit = Edit(dot=f"r{laptop}.1.{self.numbers[laptop]}", atom=atom, base=base, value=value)
        self.all[edit.dot] = edit
        record.add(edit)
        # Whoever writes has seen all that is shown here, so this laptop has no question left about it.
        if atom not in (EVERY_ATOM, DELETED):
            assert record.state(atom).shown == value
            assert not record.state(atom).is_open

    def _placed(self, dot: str) -> Edit:
        edit = self.all[dot]
        seq = self.order.index(dot) + 1
        return Edit(dot=dot, atom=edit.atom, base=edit.base, value=edit.value, seq=seq)

    def _learn_places(self, laptop: int) -> None:
        known = self.laptops[laptop].edits
        edits = [self._placed(dot) if dot in self.order else edit for dot, edit in known.items()]
        self.laptops[laptop] = Record(SHAPE, edits)


TestOneRecord = OneRecord.TestCase
TestOneRecord.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
