"""Left and right: levels, isolates, and the order runs are seen in."""

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.reports.directions import in_visual_order, isolate, levels_of, runs_right_to_left

mixed = st.text("aB1 ,.()אבسل\u2066\u2067\u2068\u2069\u202a\u202b\u202c\u200f\u0301", max_size=60)


def seen(text: str, right_to_left: bool) -> str:
    levels = levels_of(text, right_to_left) or (0,) * len(text)
    return "".join(in_visual_order(text, levels))


def test_latin_text_needs_no_levels() -> None:
    assert levels_of("Zugdidi, 10 Nov (UTC+4)", False) is None


def test_hebrew_is_seen_from_the_right() -> None:
    assert seen("אבג", True) == "גבא"


def test_a_number_keeps_its_order_inside_hebrew() -> None:
    assert seen("אב 123 גד", True) == "דג 123 בא"


def test_an_isolated_code_is_not_torn() -> None:
    shown = seen(f"אב {isolate('(UTC+4)')} 17", True)

    assert "(UTC+4)" in shown
    assert shown.startswith("17 ")


def test_a_number_after_an_isolated_code_belongs_to_the_sentence() -> None:
    shown = seen(f"{isolate('RT.1432')}, 1 אב", True)

    assert shown.replace("\u2066", "").replace("\u2069", "") == "בא 1 ,RT.1432"


def test_a_text_of_codes_alone_runs_left_to_right_in_an_arabic_report() -> None:
    assert not runs_right_to_left("AP-041", True)
    assert runs_right_to_left("AP-041 سلام", True)
    assert not runs_right_to_left("12–17", True)


def test_an_arabic_text_runs_right_to_left_in_an_english_report() -> None:
    assert runs_right_to_left("سلام AP-041", False)
    assert not runs_right_to_left("AP-041 سلام", False)


@given(text=mixed, right_to_left=st.booleans())
@settings(deadline=None)
def test_every_character_is_seen_exactly_once(text: str, right_to_left: bool) -> None:
    levels = levels_of(text, right_to_left)

    assert levels is None or len(levels) == len(text)
    assert sorted(seen(text, right_to_left)) == sorted(text)


def test_thousands_of_nested_isolates_do_not_stop_the_work() -> None:
    assert levels_of("\u2067א" * 3000 + "\u2069" * 3000, False) is not None
