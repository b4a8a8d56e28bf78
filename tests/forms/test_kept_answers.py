"""A submission kept as answers by path, as the store keeps it, and opened again."""

from datetime import UTC, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.errors import UserError
from desktop.forms import Filling

FORM = """
type         | name  | label  | default | calculation
text         | a     | A      | first   |
begin_repeat | r     | Rows   |         |
text         | x     | X      |         |
begin_repeat | s     | Inner  |         |
text         | y     | Y      |         |
end_repeat   |       |        |         |
end_repeat   |       |        |         |
calculate    | joined |       |         | join('|', ${y})
"""

STEPS = st.lists(
    st.one_of(
        st.tuples(
            st.just("set"),
            st.sampled_from(["/data/a", "/data/r[1]/x", "/data/r[2]/x", "/data/r[2]/s[1]/y"]),
            st.text(max_size=8),
        ),
        st.tuples(st.just("add"), st.sampled_from(["/data/r", "/data/r[1]/s", "/data/r[2]/s"]), st.just("")),
        st.tuples(st.just("remove"), st.sampled_from(["/data/r[1]", "/data/r[2]/s[1]"]), st.just("")),
    ),
    max_size=14,
)


def _clock() -> datetime:
    return datetime(2026, 11, 25, 10, 30, tzinfo=UTC)


def _take(filling: Filling, step: str, path: str, value: str) -> None:
    try:
        if step == "set":
            filling.set(path, value)
        elif step == "add":
            filling.add(path)
        else:
            filling.remove(path)
    except UserError:
        return  # no such entry now


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(steps=STEPS)
def test_what_each_step_says_changed_is_all_a_store_must_write(fill, steps) -> None:
    filling = fill(FORM)
    kept = filling.answers()
    for step in steps:
        _take(filling, *step)
        touched = tuple(filling.changed_paths)
        kept = {path: text for path, text in kept.items() if not _is_touched(path, touched, filling)}
        kept |= filling.answers(touched)
        assert kept == filling.answers()

    again = Filling(filling.definition, clock=_clock, answers=kept)
    assert again.answers() == kept
    assert again.retired == {}


def _is_touched(path: str, touched: tuple[str, ...], filling: Filling) -> bool:
    return any(path == one or (filling.is_list(one) and path.startswith(f"{one}[")) for one in touched)


def test_an_emptied_default_stays_empty_and_an_empty_entry_stays(fill) -> None:
    filling = fill(FORM)
    filling.set("/data/a", "")
    filling.add("/data/r")

    again = Filling(filling.definition, clock=_clock, answers=filling.answers())

    assert again.answers() == filling.answers()
    assert "/data/a" not in again.answers()


def test_an_answer_without_its_place_comes_back_as_retired(fill) -> None:
    filling = fill(FORM)
    again = Filling(filling.definition, clock=_clock, answers={"/data/a": "1", "/data/gone": "kept"})

    assert again.retired == {"/data/gone": "kept"}
