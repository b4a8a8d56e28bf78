"""What people type is what a form keeps, and the other way round; what cannot be read is never guessed."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.services.form_library.records import Choice
from desktop.ui.screens.form.reading import read_as, read_moment, read_position, show_as
from desktop.ui.screens.form.rich_text import plain, rich

COLOURS = (Choice("r", "Red"), Choice("rb", "Red brown"), Choice("g", "Green"))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("40.5140, 72.8161", "40.5140 72.8161 0 0"),
        ("40.5140 72.8161", "40.5140 72.8161 0 0"),
        ("40,5140; 72,8161", "40.5140 72.8161 0 0"),
        ("-33.9, 18.4", "-33.9 18.4 0 0"),
        ("40.5 N 72.8 E", "40.5 72.8 0 0"),
        ("33.9 S, 18.4 W", "-33.9 -18.4 0 0"),
        ("72.8 E, 40.5 N", "40.5 72.8 0 0"),
        ("40°30'36\"N 72°48'57.96\"E", "40.510000 72.816100 0 0"),
        ("40.5 72.8 950 4.5", "40.5 72.8 950 4.5"),
    ],
)
def test_a_position_is_read_however_it_was_copied(typed, kept):
    value, problem = read_position(typed)

    assert problem == ""
    assert [Decimal(part) for part in value.split()] == [Decimal(part) for part in kept.split()]


@pytest.mark.parametrize("typed", ["here", "40.5", "91, 10", "10, 181", "1 2 3 4 5", "N E"])
def test_what_is_no_position_stays_as_typed_and_says_why(typed):
    value, problem = read_position(typed)

    assert value == typed
    assert problem


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12))
def test_a_number_shown_is_read_back_exactly(number):
    shown = show_as("decimal", format(number, "f"))

    assert Decimal(read_as("decimal", shown)[0]) == number


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_shown_is_read_back(day):
    assert read_as("date", show_as("date", day.isoformat()))[0] == day.isoformat()


@pytest.mark.parametrize(("typed", "hour"), [("14:30", "14:30"), ("2.30 pm", "14:30"), ("12:05 AM", "00:05")])
def test_a_time_bears_the_zone_of_the_laptop(typed, hour):
    value, problem = read_as("time", typed, "+06:00")

    assert (value, problem) == (f"{hour}:00.000+06:00", "")
    assert show_as("time", value) == hour


def test_a_time_that_is_none_is_not_kept():
    assert read_as("time", "25:00")[1]
    assert read_as("time", "soon")[1]
    assert read_moment("31/05/2026", "soon", "Z")[1]


def test_a_choice_in_a_table_is_found_by_its_beginning_if_there_is_only_one():
    assert read_as("select_one", "gre", choices=COLOURS) == ("g", "")
    assert read_as("select_one", "red", choices=COLOURS) == ("r", "")
    assert read_as("select_one", "blue", choices=COLOURS)[1]
    assert show_as("select_one", "rb", COLOURS) == "Red brown"


def test_labels_show_a_little_markdown_and_nothing_dangerous():
    shown = rich(
        '**Bold** <script>alert(1)</script> <span style="color:red">red</span> [site](http://x) 2 < 3'
    )

    assert shown == "<b>Bold</b> alert(1) red site 2 &lt; 3"
    assert plain("# Title\n**now** _or_ never") == "Title now or never"
    assert rich("a_b_c * 3 * 4") == "a_b_c * 3 * 4"


def test_pictures_and_odd_links_in_labels_leave_no_scraps():
    shown = rich("![pic](http://x/y.png) a [l](javascript:alert(1)) b")
    assert shown == "pic a l b"
    assert plain("![pic](http://x/y.png) a [l](javascript:alert(1)) b") == "pic a l b"


def test_a_whole_number_is_kept_as_one():
    assert read_as("integer", "12.0") == ("12", "")
    assert read_as("integer", "12.5") == ("12.5", "")
    assert read_as("decimal", "12.0") == ("12.0", "")
