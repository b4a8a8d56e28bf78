"""What the converter of forms refuses is said in a sentence of our own, with sheet, row and column."""

import re

import pytest
from pyxform.errors import ErrorCode

from desktop.forms.importer.converter_words import reason_words

OF_OTHER_REPAIRS = re.compile(
    r"HEADER_|INTERNAL_|LABEL_001|NAMES_002|NAMES_006|NAMES_007|SHEET_|Unmatched|'choices' sheet|sheets with"
)
"""What is mended before the converter sees it, or has no row of its own."""


@pytest.mark.parametrize(
    ("survey", "column", "words"),
    [
        ("image | q | Q | max-pixels=wide |", "parameters", "max-pixels must be a whole number."),
        ("text | q | Q | rows=many |", "parameters", "rows must be a whole number."),
        ("range | q | Q | start=1 end=5 step=0 |", "parameters", "step must not be 0."),
        ("range | q | Q | start=1 end=5 step=9 |", "parameters", "step must not be larger than the way"),
        ("range | q | Q | start=one end=5 |", "parameters", "start must be a number."),
        ("geopoint | q | Q | capture-accuracy=good |", "parameters", "capture-accuracy must be a number."),
        ("geopoint | q | Q | allow-mock-accuracy=maybe |", "parameters", "is either true or false."),
        ("audio | q | Q | quality=loud |", "parameters", "quality has a value that it cannot have."),
        ("background-geopoint | q | Q | | ${a}", "trigger", ""),
    ],
)
def test_a_rule_that_is_off_says_why_in_our_words(make_form, survey, column, words) -> None:
    form = make_form(f"type | name | label | parameters | trigger\ntext | a | A | |\n{survey}")
    said = [one for one in form.repairs if one.code == "A-RULE"]
    if not words:
        assert form.errors == ()
        return

    assert [(one.sheet, one.row, one.column) for one in said] == [("survey", 3, column)]
    assert words in said[0].message
    assert "“" not in said[0].message


def test_what_is_not_known_stands_in_quotation_marks() -> None:
    assert reason_words("[row : 7] Something new.\nAnd more.") == (
        "the converter of forms does not take it (“Something new.”)."
    )


def test_the_converters_own_sentences_are_known() -> None:
    """A new release of it may bring others: they are named here."""
    unknown = []
    for code in ErrorCode:
        words = re.sub(r"\{\{|\}\}", "", code.value.msg)
        said = re.sub(r"\{(\w+)\}", lambda match: {"row": "3", "other_row": "2"}.get(match[1], "x"), words)
        is_mended = OF_OTHER_REPAIRS.search(f"{code.name} {said}")
        if reason_words(said).startswith("the converter of forms") and not is_mended:
            unknown.append((code.name, said[:120]))
    assert unknown == []
