"""Numbers of a results matrix follow from its order, whatever shape it has."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.rules.matrix_numbers import Node, next_code, number_results
from desktop.rules.vocabulary import ResultLevel

OBJECTIVE, OUTCOME, OUTPUT, ACTIVITY = ResultLevel


def numbers(*nodes: tuple[int, int | None, ResultLevel]) -> dict[object, str]:
    return {
        place.id: place.number
        for place in number_results([Node(id=one, parent_id=up, level=level) for one, up, level in nodes])
    }


@st.composite
def matrices(draw: st.DrawFn) -> list[Node]:
    """Any parents at all, circles and strangers included."""
    count = draw(st.integers(0, 12))
    return [
        Node(
            id=at,
            parent_id=draw(st.none() | st.integers(0, 14)),
            level=draw(st.sampled_from(ResultLevel)),
        )
        for at in range(count)
    ]


def test_an_objective_is_0_its_outcomes_1_and_2_their_outputs_1_1() -> None:
    assert numbers(
        (1, None, OBJECTIVE),
        (2, 1, OUTCOME),
        (3, 2, OUTPUT),
        (4, 3, ACTIVITY),
        (5, 2, OUTPUT),
        (6, 1, OUTCOME),
    ) == {1: "0", 2: "1", 3: "1.1", 4: "1.1.1", 5: "1.2", 6: "2"}


def test_outcomes_count_through_even_under_two_objectives() -> None:
    found = numbers((1, None, OBJECTIVE), (2, 1, OUTCOME), (3, None, OBJECTIVE), (4, 3, OUTCOME))

    assert found == {1: "0", 2: "1", 3: "0b", 4: "2"}


def test_a_result_whose_parent_has_not_arrived_stands_at_the_top() -> None:
    assert numbers((1, 99, OUTPUT), (2, 1, ACTIVITY)) == {1: "1", 2: "1.1"}


def test_a_circle_is_shown_once() -> None:
    assert set(numbers((1, 2, OUTPUT), (2, 1, OUTPUT))) == {1, 2}


@given(matrices())
def test_every_result_has_exactly_one_number_and_no_two_share_one(nodes: list[Node]) -> None:
    placed = number_results(nodes)

    assert sorted(str(place.id) for place in placed) == sorted(str(node.id) for node in nodes)
    assert len({place.number for place in placed}) == len(nodes)


@given(matrices())
def test_numbering_again_changes_nothing(nodes: list[Node]) -> None:
    order = {place.id: at for at, place in enumerate(number_results(nodes))}

    again = number_results(sorted(nodes, key=lambda node: order[node.id]))

    assert sorted(map(str, again)) == sorted(map(str, number_results(nodes)))


def test_codes_run_through_the_alphabet_and_on() -> None:
    assert next_code(["a", None, "c"]) == "b"
    assert next_code([chr(letter) for letter in range(ord("a"), ord("z") + 1)]) == "aa"
