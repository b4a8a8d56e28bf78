"""What an import says of appearances."""

from desktop.forms import import_form
from tests.forms.conftest import as_csv
from tests.forms.question_cases import CHOICES, SURVEY

ODD = """
type          | name | label | appearance
date          | born | Born  | islamic
date          | when | When  | ethiopian
date          | died | Died  | ethiopian month-year
text          | note | Note  | foobar multiline
select_one yn | one  | One   | columns-3
text          | put  | Put   | ${note}
"""
YES_NO = """
list_name | name | label
yn        | y    | Yes
"""


def test_a_calendar_that_is_not_there_and_an_unknown_word_are_noted_with_their_place() -> None:
    form = import_form(as_csv(ODD, YES_NO), "form.csv")
    noted = [
        (one.code, one.row, one.column, one.before) for one in form.repairs if one.column == "appearance"
    ]

    assert [(code, before) for code, _row, _column, before in noted] == [
        ("R-LOOK", "islamic"),
        ("R-LOOK", "ethiopian"),
        ("R-LOOK", "foobar"),
    ]
    assert all(row > 0 for _code, row, _column, _before in noted)


def test_every_appearance_that_has_a_widget_is_known() -> None:
    form = import_form(as_csv(SURVEY, CHOICES), "form.csv")
    assert [one for one in form.repairs if one.code == "R-LOOK"] == []
