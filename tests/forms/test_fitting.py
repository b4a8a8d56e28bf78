"""An answer that is not what its question asks for is kept, said, and stops the end."""

import pytest

from desktop.errors import Refused
from desktop.forms import Filling

EVERY_KIND = """
type     | name   | label     | appearance | parameters
time     | hour   | Hour      |            |
dateTime | moment | Moment    |            |
geopoint | where  | Where     |            |
geotrace | way    | Way       |            |
geoshape | field  | Field     |            |
range    | sure   | How sure? |            | start=0 end=10 step=1
range    | share  | Share     |            | start=1 end=0 step=0.05
text     | phone  | Telephone | numbers    |
integer  | whole  | Whole     |            |
"""


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("hour", "14:30"),
        ("hour", "23:59:59.999+06:00"),
        ("moment", "2026-11-28T14:30:00.000+06:00"),
        ("where", "42.8746 74.5698 0 0"),
        ("where", "42.8746 74.5698"),
        ("way", "42 74 0 0;43 75 0 0"),
        ("field", "42 74 0 0;43 75 0 0;43 74 0 0;42 74 0 0"),
        ("sure", "10"),
        ("share", "0.30000000000000004"),
        ("phone", "+996 (555) 12-12-12"),
        ("whole", "12"),
    ],
)
def test_what_is_asked_for_is_taken(fill, name: str, answer: str) -> None:
    filling: Filling = fill(EVERY_KIND)
    filling.set(f"/data/{name}", answer)

    assert filling.problems() == ()
    assert answer in filling.finalise()


@pytest.mark.parametrize(
    ("name", "answer", "sentence"),
    [
        ("hour", "25:00", "Write the time like 14:30."),
        ("hour", "soon", "Write the time like 14:30."),
        ("moment", "2026-11-28", "Write a date and time"),
        ("where", "95 200", "Write latitude, then longitude"),
        ("where", "https://maps.app.goo.gl/x", "Write latitude, then longitude"),
        ("way", "42 74 0 0", "A line has at least two points."),
        ("field", "42 74 0 0;43 75 0 0;42 74 0 0", "An area has at least three points."),
        ("sure", "11", "Choose a number from 0 to 10, by steps of 1."),
        ("sure", "2.3", "Choose a number from 0 to 10, by steps of 1."),
        ("share", "0.33", "Choose a number from 1 to 0, by steps of 0.05."),
        ("phone", "+996 555-12 12 ab", "Write figures only"),
        ("whole", "9" * 400, "Write a whole number"),
    ],
)
def test_what_does_not_fit_is_kept_and_said(fill, name: str, answer: str, sentence: str) -> None:
    filling: Filling = fill(EVERY_KIND)
    filling.set(f"/data/{name}", answer)

    view = filling.question(f"/data/{name}")
    assert (view.value, view.valid) == (answer, False)
    assert sentence in view.messages[0]
    assert filling.progress().invalid == 1
    with pytest.raises(Refused, match="not complete"):
        filling.finalise()
