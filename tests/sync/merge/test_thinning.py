"""A record that was thinned at any moment amounts to the same as the whole one, whatever comes later."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sync.merge.edits import DELETED, EVERY_ATOM, Edit
from sync.merge.records import Record
from sync.merge.thinning import thin_value, thinned_in
from sync.messages.schema import AtomShape, TableShape

SHAPE = TableShape(
    atoms={
        "title": AtomShape(columns=("title",)),
        "state": AtomShape(columns=("state",), policy="guarded"),
        "tags": AtomShape(columns=("tags",), policy="set"),
        DELETED: AtomShape(columns=("deleted_at",)),
    }
)
VALUES = {
    "title": ("wells", "pumps"),
    "state": ("draft", "done"),
    "tags": ('["a"]', '["b"]', "[]"),
    DELETED: ("monday", None),
}
MADE = {"title": "water", "state": "draft", "tags": '["a"]', "deleted_at": None}

# An edit is drawn as: which atom, which of its values, and how many of the latest edits its author had not seen.
drawn = st.tuples(st.sampled_from(sorted(VALUES)), st.integers(0, 2), st.integers(0, 6))


def history(choices: list[tuple[str, int, int]]) -> list[Edit]:
    """Each edit is based on the heads among what its author had seen."""
    edits = [Edit(dot="a.1.1", atom=EVERY_ATOM, base=(), value=MADE, seq=1)]
    for number, (atom, value, unseen) in enumerate(choices, start=2):
        column = SHAPE.atoms[atom].columns[0]
        known = edits[: max(1, len(edits) - unseen)]
        base = Record(SHAPE, known).seen_by(atom, lambda edit: True)
        said = {column: VALUES[atom][value % len(VALUES[atom])]}
        edits.append(
            Edit(dot=f"{'abc'[unseen % 3]}.1.{number}", atom=atom, base=base, value=said, seq=number)
        )
    return edits


def thin(edits: list[Edit]) -> list[Edit]:
    gone = thinned_in(SHAPE, ("state",), edits)
    return [
        Edit(dot=e.dot, atom=e.atom, base=e.base, value=thin_value(gone[e.dot]), seq=e.seq)
        if e.dot in gone
        else e
        for e in edits
    ]


def amounts_to(record: Record) -> list[object]:
    states = [record.state(atom) for atom in SHAPE.atoms]
    return [([head.dot for head in s.heads], s.shown, s.is_open) for s in states]


@settings(max_examples=600)
@given(st.lists(drawn, min_size=1, max_size=14), st.integers(1, 14), st.integers(1, 14))
def test_what_comes_later_finds_the_same(
    choices: list[tuple[str, int, int]], first: int, second: int
) -> None:
    whole = history(choices)
    once = thin(whole[:first])
    twice = thin(once + whole[first : first + second])
    full, thinned = Record(SHAPE, whole[:first]), Record(SHAPE, once)
    for edit in whole[first:]:
        assert thinned.add(edit) == full.add(edit)

    wanted = amounts_to(full)

    assert amounts_to(thinned) == wanted
    assert amounts_to(Record(SHAPE, twice + whole[first + second :])) == wanted
    for atom in SHAPE.atoms:
        seen_all = full.seen_by(atom, lambda edit: True)
        assert thinned.seen_by(atom, lambda edit: True) == seen_all


def test_an_edit_equal_to_one_that_is_gone_is_known_by_its_identity() -> None:
    made = Edit(dot="a.1.1", atom=EVERY_ATOM, base=(), value=MADE, seq=1)
    wells = Edit(dot="a.1.2", atom="title", base=("a.1.1",), value={"title": "wells"}, seq=2)
    pumps = Edit(dot="a.1.3", atom="title", base=("a.1.2",), value={"title": "pumps"}, seq=3)
    record = Record(SHAPE, thin([made, wells, pumps]))

    record.add(Edit(dot="b.1.1", atom="title", base=("a.1.1",), value={"title": "wells"}, seq=4))

    assert not record.state("title").is_open
    assert record.state("title").shown == {"title": "pumps"}


def test_what_stays_whole() -> None:
    made = Edit(dot="a.1.1", atom=EVERY_ATOM, base=(), value=MADE)
    chain = [made]
    for number, atom in enumerate(("title", "title", "state", "state", "tags", "tags", DELETED, DELETED), 2):
        base = Record(SHAPE, chain).seen_by(atom, lambda edit: True)
        column = SHAPE.atoms[atom].columns[0]
        chain.append(Edit(dot=f"a.1.{number}", atom=atom, base=base, value={column: str(number)}))

    assert list(thinned_in(SHAPE, (), chain)) == ["a.1.2"]
