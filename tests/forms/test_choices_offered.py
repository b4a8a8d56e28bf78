"""What is chosen is what the list offers at that place, however the answer came."""

from datetime import UTC

from desktop.forms import Filling
from tests.forms.conftest import NOW

ASKED = """
type                     | name     | label    | choice_filter
select_one region        | region   | Region   |
select_one district      | district | District | region = ${region}
select_multiple need     | needs    | Needs    |
rank need                | order    | Order    |
"""
CHOICES = """
list_name | name  | label | region
region    | n     | North |
region    | s     | South |
district  | n1    | Naryn | n
district  | s1    | Osh   | s
need      | food  | Food  |
need      | water | Water |
need      | cash  | Cash  |
"""


def problems(filling: Filling) -> list[tuple[str, str, str]]:
    return [(one.path, one.kind, one.message) for one in filling.problems()]


def test_an_answer_that_no_list_offers_is_kept_and_said(fill) -> None:
    filling: Filling = fill(ASKED, CHOICES)
    filling.set("/data/region", "zzz")
    filling.set("/data/needs", ["food", "gold"])

    assert problems(filling) == [
        ("/data/region", "type", "The list does not offer zzz here: choose from what it offers."),
        ("/data/needs", "type", "The list does not offer gold here: choose from what it offers."),
    ]
    assert filling.answers()["/data/region"] == "zzz"
    assert filling.progress().invalid == 2
    assert not filling.question("/data/needs").valid


def test_a_filter_decides_what_is_offered(fill) -> None:
    filling: Filling = fill(ASKED, CHOICES)
    filling.set("/data/region", "n")
    filling.set("/data/district", "s1")
    assert [path for path, _kind, _said in problems(filling)] == ["/data/district"]

    filling.set("/data/district", "n1")
    assert problems(filling) == []


def test_a_ranking_takes_every_choice(fill) -> None:
    filling: Filling = fill(ASKED, CHOICES)
    filling.set("/data/order", "food water")
    assert problems(filling) == [("/data/order", "type", "Put everything into order; left out: cash.")]

    filling.set("/data/order", "food water cash")
    assert problems(filling) == []


def test_a_kept_answer_is_judged_when_it_is_opened(fill) -> None:
    filling: Filling = fill(ASKED, CHOICES)
    reopened = Filling(
        filling.definition, clock=lambda: NOW, tz=UTC, answers={"/data/region": "n", "/data/district": "s1"}
    )

    assert [path for path, _kind, _said in problems(reopened)] == ["/data/district"]


def test_a_list_that_is_not_here_judges_nothing(fill) -> None:
    filling: Filling = fill("type | name | label\nselect_one_from_file towns.csv | town | Town\n")
    filling.set("/data/town", "osh")
    assert problems(filling) == []
