"""The table of what forms can do: complete, and current."""

from desktop.forms.xpath.functions import FUNCTIONS
from desktop.forms.xpath.special import SPECIAL
from tools.form_conformance import PAGE, SPECIFIED, cases_by_function, page

NAMED = {name for names in SPECIFIED.values() for name in names.split()}


def test_every_function_of_the_specification_is_built_and_none_is_left_out_of_the_table() -> None:
    assert set(FUNCTIONS) | set(SPECIAL) == NAMED


def test_every_function_is_judged_by_an_expression() -> None:
    assert NAMED - set(cases_by_function()) == set()


def test_the_page_on_forms_is_the_one_its_cases_make() -> None:
    assert PAGE.read_text("utf-8") == page(), "run: python -m tools.form_conformance"
