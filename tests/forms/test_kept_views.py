"""What a page shows after each step is what would be drawn from nothing: views that are kept are never behind."""

import random
from datetime import UTC
from typing import Any

import pytest

from desktop.errors import Refused
from desktop.forms import AnswerRemark, Filling, InstanceView, QuestionView, RepeatView, load_definition
from tests.forms.conftest import NOW, REAL_FORMS

CAMP = """
type                | name    | label                    | hint                | relevant       | constraint       | required | calculation   | constraint_message          | required_message    | choice_filter    | appearance
text                | head    | Name of the head         |                     |                |                  | yes      |               |                             | Ask the family      |                  |
integer             | least   | The least age            |                     |                |                  |          |               |                             |                     |                  |
integer             | age     | Age of ${head}           | At least ${least}   | ${head} != ''  | . >= ${least}    | yes      |               | ${head} is below ${least}   | And ${head}'s age?  |                  |
select_one region   | region  | Region                   |                     |                |                  |          |               |                             |                     |                  |
select_one town     | town    | Town                     |                     |                |                  |          |               |                             |                     | region=${region} |
begin_group         | about   | About ${head}            |                     | ${age} > 20    |                  |          |               |                             |                     |                  | field-list
text                | work    | Work of ${head}          |                     |                |                  |          |               |                             |                     |                  |
end_group           |         |                          |                     |                |                  |          |               |                             |                     |                  |
begin_repeat        | member  | Member of ${head}        |                     |                |                  |          |               |                             |                     |                  |
text                | name    | Name                     |                     |                |                  |          |               |                             |                     |                  |
integer             | years   | Age of ${name}           |                     | ${name} != ''  |                  |          |               |                             |                     |                  |
end_repeat          |         |                          |                     |                |                  |          |               |                             |                     |                  |
calculate           | total   |                          |                     |                |                  |          | sum(${years}) |                             |                     |                  |
note                | thanks  | ${total} years in all    |                     |                |                  |          |               |                             |                     |                  |

"""
CHOICES = """
list_name | name   | label        | region
region    | north  | North        |
region    | south  | South        |
town      | uz     | Uzgen        | south
town      | os     | Osh          | south
town      | ta     | Talas        | north
"""


def items_of(filling: Filling) -> list[Any]:
    return [item for section in filling.sections() for item in filling.questions(section)]


def drawn_from_nothing(filling: Filling) -> list[Any]:
    again = Filling(
        filling.definition,
        clock=lambda: NOW,
        tz=UTC,
        seed=1,
        language=filling.language,
        answers=filling.answers(),
        remarks=filling.remarks(),
    )
    return items_of(again)


def take_a_step(filling: Filling, chance: random.Random) -> str:
    items = [item for item in items_of(filling) if item.relevant]
    lists = [item.path for item in items if isinstance(item, RepeatView) and item.can_add]
    entries = [item.path for item in items if isinstance(item, InstanceView) and item.can_remove]
    questions = [item for item in items if isinstance(item, QuestionView) and not item.readonly]
    dice = chance.random()
    try:
        if lists and dice < 0.1:
            return filling.add(chance.choice(lists))
        if entries and dice < 0.15:
            filling.remove(path := chance.choice(entries))
            return path
        question = chance.choice(questions)
        if dice < 0.2:
            filling.remark(question.path, AnswerRemark(mark=chance.choice(["", "dont_know"]), comment="so"))
        else:
            filling.set(question.path, an_answer(question, chance))
        return question.path
    except Refused:
        return ""


def an_answer(question: QuestionView, chance: random.Random) -> str:
    if question.choices and chance.random() < 0.9:
        return chance.choice(question.choices).value
    if question.type in ("integer", "decimal"):
        return chance.choice(["", "3", "19", "40", "x"])
    return chance.choice(["", "Ana", "Nino"]) if question.type == "text" else ""


@pytest.mark.parametrize("seed", range(6))
def test_after_every_step_of_a_form_whose_texts_show_answers(fill: Any, seed: int) -> None:
    filling, chance = fill(CAMP, CHOICES), random.Random(seed)
    for _step in range(40):
        path = take_a_step(filling, chance)
        assert items_of(filling) == drawn_from_nothing(filling), path


@pytest.mark.parametrize("name", sorted(path.name for path in REAL_FORMS.glob("*.xlsx")))
def test_after_every_step_of_a_real_form(real_form: Any, name: str) -> None:
    definition = load_definition(real_form(name).xform_xml)
    filling, chance = Filling(definition, clock=lambda: NOW, tz=UTC, seed=1), random.Random(name)
    for step in range(30):
        path = take_a_step(filling, chance)
        if step % 10 == 9:
            filling.use_language(chance.choice(filling.definition.languages or (filling.language,)))
        assert items_of(filling) == drawn_from_nothing(filling), path


def test_a_message_shows_the_value_it_names_now(fill: Any) -> None:
    filling = fill(CAMP, CHOICES)
    filling.set("/data/head", "Nino")
    filling.set("/data/least", 18)
    filling.set("/data/age", 12)
    first = next(item for item in items_of(filling) if item.path == "/data/age")
    filling.set("/data/head", "Ana")
    second = next(item for item in items_of(filling) if item.path == "/data/age")
    assert (first.messages, second.messages) == (("Nino is below 18",), ("Ana is below 18",))
