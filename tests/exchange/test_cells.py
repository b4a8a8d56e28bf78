"""Cells into values: nothing guessed, nothing lost, each repair written down."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.exchange.cells import CellReader
from desktop.exchange.grid import Row
from desktop.exchange.mapping import ColumnMap
from desktop.exchange.remarks import CODES


def reader(text, *more):
    columns = ColumnMap(columns={"cell": 0}, header=("Cell",))
    return CellReader(Row(2, (text, *more)), columns)


def read(kind, text):
    cells = reader(text)
    value = getattr(cells, kind)("cell")
    return value, [one.code for one in cells.repairs], [one.code for one in cells.problems]


@pytest.mark.parametrize(
    ("text", "day", "repairs"),
    [
        ("2026-07-01", date(2026, 7, 1), []),
        ("", None, []),
        ("01.07.2026", date(2026, 7, 1), ["date_form"]),
        ("2026/7/1", date(2026, 7, 1), ["date_form"]),
        ("20260701", date(2026, 7, 1), ["date_form"]),
        ("31/01/2026", date(2026, 1, 31), ["date_form"]),
        ("1/31/2026", date(2026, 1, 31), ["date_form"]),
        ("05/05/2026", date(2026, 5, 5), ["date_form"]),
        ("1 Jul 2026", date(2026, 7, 1), ["date_form"]),
        ("2026-07-01T00:00:00", date(2026, 7, 1), ["date_form"]),
        ("2026-07-01 14:05", date(2026, 7, 1), ["date_time_cut"]),
    ],
)
def test_a_date_is_read_in_the_forms_people_write(text, day, repairs):
    assert read("day", text) == (day, repairs, [])


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("03/04/2026", "ambiguous_date"),
        ("2026-02-30", "bad_date"),
        ("soon", "bad_date"),
        ("0201-01-01", "date_out_of_range"),
        ("٢٠٢٦-٠٧-٣٥", "bad_date"),
    ],
)
def test_a_date_that_is_none_or_two_is_left_for_a_person(text, problem):
    assert read("day", text) == (None, [], [problem])


@pytest.mark.parametrize(
    ("text", "amount", "repairs"),
    [
        ("70000.13", "70000.13", []),
        ("-5", "-5", []),
        ("1,234,567.89", "1234567.89", ["amount_form"]),
        ("1 234 567,89", "1234567.89", ["amount_form"]),
        ("1\u00a0234,5", "1234.5", ["amount_form"]),
        ("1.234.567", "1234567", ["amount_form"]),
        ("12,5", "12.5", ["amount_form"]),
        ("0,125", "0.125", ["amount_form"]),
        ("USD 500", "500", ["amount_form"]),
        ("(500)", "-500", ["amount_form"]),
        ("1e3", "1000", ["amount_form"]),
        ("45 %", "45", ["amount_form"]),
    ],
)
def test_a_number_is_read_exactly(text, amount, repairs):
    assert read("amount", text) == (Decimal(amount), repairs, [])


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("1,234", "ambiguous_amount"),
        ("about 5", "bad_amount"),
        ("NaN", "bad_amount"),
        ("Infinity", "bad_amount"),
        ("1" * 25, "amount_too_large"),
        ("1.2.3", "bad_amount"),
    ],
)
def test_a_number_that_is_none_or_two_is_left_for_a_person(text, problem):
    assert read("amount", text) == (None, [], [problem])


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_every_plain_number_comes_back_to_its_last_digit(number):
    value, repairs, problems = read("amount", format(number, "f"))

    assert (value, repairs, problems) == (number, [], [])


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_iso_date_comes_back(day):
    assert read("day", day.isoformat()) == (day, [], [])


def test_blanks_and_control_characters_go_and_it_is_said():
    assert read("text", "a ") == ("a", ["trimmed"], [])
    assert read("text", "a\x07b") == ("ab", ["control_removed"], [])
    assert read("text", "e\u0301") == ("é", ["normalised"], [])
    assert read("text", "two\nlines") == ("two\nlines", [], [])


def test_the_guard_of_an_exported_formula_is_taken_away_again():
    assert read("text", "'=1+1") == ("=1+1", ["guard_removed"], [])
    assert read("text", "'quoted' word") == ("'quoted' word", [], [])


@pytest.mark.parametrize(("text", "value"), [("1", True), ("Да", True), ("no", False), ("", None)])
def test_yes_and_no_are_known(text, value):
    assert read("yes_no", text) == (value, [], [])


def test_cells_beyond_the_header_are_not_lost_silently():
    (problem,) = reader("a", "", "stray").problems

    assert problem.code == "cells_beyond_header"
    assert "stray" in problem.message()


@given(st.text(max_size=40), st.sampled_from(["text", "day", "amount", "yes_no"]))
def test_no_cell_crashes_and_each_remark_is_a_sentence(text, kind):
    cells = reader(text)

    getattr(cells, kind)("cell")

    for remark in (*cells.repairs, *cells.problems):
        assert remark.code in CODES
        assert remark.message()


@given(st.text(max_size=40))
def test_text_once_repaired_needs_no_repair_again(text):
    first = reader(text).text("cell")

    value, repairs, _problems = read("text", first)

    assert value == first or repairs == ["guard_removed"]
