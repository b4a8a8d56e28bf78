"""Laws of the merge: the order of arrival decides nothing, and nothing is lost."""

from collections.abc import Sequence
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sync.merge.atoms import ancestors_of
from sync.merge.edits import DELETED, EVERY_ATOM, Edit
from sync.merge.records import Record
from sync.messages.schema import AtomShape, TableShape

SHAPE = TableShape(
    atoms={
        "title": AtomShape(columns=("title",)),
        "state": AtomShape(columns=("state", "by"), policy="guarded"),
        "tags": AtomShape(columns=("tags",), policy="set"),
        DELETED: AtomShape(columns=("deleted_at",)),
    }
)
VALUES = {
    "title": [{"title": "a"}, {"title": "b"}, {"title": None}],
    "state": [{"state": "draft", "by": None}, {"state": "done", "by": "x"}],
    "tags": [{"tags": '["a"]'}, {"tags": '["b", "a"]'}, {"tags": None}],
    DELETED: [{"deleted_at": "t1"}, {"deleted_at": "t2"}, {"deleted_at": None}],
}
MADE = {"title": "a", "state": "draft", "by": None, "tags": None, "deleted_at": None}


@st.composite
def histories(draw: st.DrawFn) -> list[Edit]:
    """Edits of laptops that had each seen some of the others' work, in an order that the server gave them."""
    edits = [Edit(dot="r0.1.1", atom=EVERY_ATOM, base=(), value=MADE, seq=1)]
    if draw(st.booleans()):
        edits.append(Edit(dot="r1.1.1", atom=EVERY_ATOM, base=(), value=MADE | {"title": "b"}, seq=2))
    for number in range(draw(st.integers(1, 9))):
        atom = draw(st.sampled_from(list(VALUES)))
        seen = draw(st.sets(st.sampled_from([edit.dot for edit in edits]), min_size=1))
        by_dot = {edit.dot: edit for edit in edits}
        seen = ancestors_of(seen, by_dot)
        base = Record(SHAPE, edits).seen_by(atom, lambda edit, seen=seen: edit.dot in seen)
        value = draw(st.sampled_from(VALUES[atom]))
        replica = draw(st.integers(0, 2))
        has_place = draw(st.booleans())
        seq = len(edits) + 1 if has_place else None
        edits.append(Edit(dot=f"r{replica}.1.{number + 10}", atom=atom, base=base, value=value, seq=seq))
    return edits


def outcome(edits: Sequence[Edit]) -> dict[str, Any]:
    record = Record(SHAPE)
    for edit in edits:
        record.add(edit)
    assert not record.waiting
    return {
        atom: (
            [head.dot for head in record.state(atom).heads],
            record.state(atom).shown,
            record.state(atom).is_open,
        )
        for atom in SHAPE.atoms
    }


@given(histories(), st.randoms(use_true_random=False))
@settings(max_examples=120, deadline=None)
def test_merging_in_any_order_and_any_number_of_times_gives_the_same(
    history: list[Edit], random: Any
) -> None:
    shuffled = history * 2
    random.shuffle(shuffled)

    assert outcome(history) == outcome(shuffled)


@given(histories())
@settings(max_examples=120, deadline=None)
def test_each_edit_is_a_head_or_someone_who_saw_it_went_on(history: list[Edit]) -> None:
    record = Record(SHAPE, history)
    for atom, shape in SHAPE.atoms.items():
        heads = record.state(atom).heads
        seen = ancestors_of([head.dot for head in heads], record.edits)
        said = [record.edits[dot].value_of(shape.columns) for dot in seen]
        for edit in history:
            if edit.atom in (atom, EVERY_ATOM):
                # An identical change by someone else stands for it; else it is there itself.
                assert edit.dot in seen or edit.value_of(shape.columns) in said


@given(histories())
@settings(max_examples=120, deadline=None)
def test_an_edit_based_on_all_heads_settles_the_field(history: list[Edit]) -> None:
    record = Record(SHAPE, history)
    for number, atom in enumerate(SHAPE.atoms):
        decision = Edit(
            dot=f"r9.1.{number + 1}",
            atom=atom,
            base=record.seen_by(atom, lambda edit: True),
            value=VALUES[atom][0],
        )
        record.add(decision)
        assert [head.dot for head in record.state(atom).heads] == [decision.dot]
        assert record.state(atom).shown == VALUES[atom][0]


@given(histories())
@settings(max_examples=120, deadline=None)
def test_a_record_is_only_gone_when_whoever_deleted_it_had_seen_every_edit(history: list[Edit]) -> None:
    record = Record(SHAPE, history)
    state = record.state(DELETED)
    if state.shown.get("deleted_at") is not None:
        seen = ancestors_of([head.dot for head in state.heads], record.edits)
        said = [(record.edits[dot].atom, record.edits[dot].value) for dot in seen]
        for edit in history:
            knew_it_was_deleted = any(h.dot in ancestors_of(edit.base, record.edits) for h in state.heads)
            is_said = (
                edit.dot in seen or (edit.atom, edit.value) in said or edit.atom in (DELETED, EVERY_ATOM)
            )
            assert is_said or knew_it_was_deleted


def test_the_value_with_the_lowest_place_is_shown_and_one_without_a_place_comes_last() -> None:
    made = Edit(dot="r0.1.1", atom=EVERY_ATOM, base=(), value=MADE, seq=1)
    sides = [
        Edit(dot="r0.1.2", atom="title", base=("r0.1.1",), value={"title": "unsent"}),
        Edit(dot="r2.1.1", atom="title", base=("r0.1.1",), value={"title": "second"}, seq=3),
        Edit(dot="r1.1.1", atom="title", base=("r0.1.1",), value={"title": "first"}, seq=2),
    ]
    record = Record(SHAPE, [made])

    assert [record.add(side) for side in sides] == ["applied", "conflict", "conflict"]
    assert [head.value["title"] for head in record.state("title").heads] == ["first", "second", "unsent"]


def test_an_edit_without_its_base_waits_and_is_taken_when_the_base_comes() -> None:
    made = Edit(dot="r0.1.1", atom=EVERY_ATOM, base=(), value=MADE)
    first = Edit(dot="r0.1.2", atom="title", base=("r0.1.1",), value={"title": "b"})
    second = Edit(dot="r0.1.3", atom="title", base=("r0.1.2",), value={"title": "c"})
    record = Record(SHAPE, [made])

    assert record.add(second) == "waiting"
    assert record.add(first) == "applied"
    assert record.state("title").shown == {"title": "c"}
