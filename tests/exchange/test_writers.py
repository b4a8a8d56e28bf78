"""Tables out and in again: the same text, and never a formula."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.errors import BadInput
from desktop.exchange.mapping import map_table
from desktop.exchange.tables import read_table
from desktop.exchange.templates import FIELDS, blank_csv, blank_xlsx
from desktop.exchange.writers import guarded, unguarded, write_csv, write_xlsx

ATTACKS = ["=cmd|'/c calc'!A1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1"]
texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_formula_is_written_as_text(attack):
    assert guarded(attack).startswith("'")
    cells = read_table(write_csv(["a"], [[attack]]), "t.csv").rows[0].cells
    assert not cells[0].startswith(("=", "+", "-", "@", "\t", "\r"))


def test_numbers_stay_numbers_even_below_zero():
    assert guarded("-5.20") == "-5.20"
    assert write_csv(["a"], [[Decimal("-5.20")]]).endswith(b"-5.20\r\n")


@given(texts)
def test_what_was_guarded_comes_back(text):
    assert unguarded(guarded(text)) == text


@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=5))
def test_a_csv_is_read_back_as_it_was_written(rows):
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    table = read_table(write_csv(["a", "b"], [("x", "y"), *filled]), "t.csv")

    assert [tuple(map(unguarded, row.cells)) for row in table.rows] == [("x", "y"), *filled]


@given(st.lists(texts.filter(str.strip), min_size=1, max_size=4))
@settings(max_examples=40, deadline=None)
def test_a_workbook_is_read_back_as_it_was_written(values):
    table = read_table(write_xlsx({"sheet": (["a"], [[value] for value in values])}), "t.xlsx")

    assert [row.cells[0] for row in table.rows] == values


def test_a_workbook_holds_text_for_formulas_and_real_dates_and_numbers():
    content = write_xlsx(
        {"a/b": (["x"], [["=1+1"], [date(2026, 7, 1)], [Decimal("1234567.89")], [None], [True]])}
    )

    page = openpyxl.load_workbook(BytesIO(content))["a b"]
    values = [cell.value for cell in page["A"]]

    assert page["A2"].data_type == "s"
    assert page["A2"].quotePrefix
    assert values[2].date() == date(2026, 7, 1)
    assert values[3] == 1234567.89
    assert values[5] is True


def test_text_too_long_for_a_workbook_is_refused_not_cut():
    with pytest.raises(BadInput, match="40000 characters"):
        write_xlsx({"a": (["x"], [["y" * 40_000]])})


@pytest.mark.parametrize("kind", sorted(FIELDS))
def test_a_blank_template_is_understood_by_its_importer(kind):
    for content in (blank_csv(kind), blank_xlsx(kind)):
        found = map_table(read_table(content, "t"), FIELDS[kind])

        assert found.absent == ()
        assert found.unused == ()
