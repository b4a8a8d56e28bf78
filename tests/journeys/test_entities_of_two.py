"""Two laptops that keep one entity list: what both change is both kept, and a person decides."""

import pytest

from desktop.errors import Refused
from desktop.services.roster import Services
from tests.entity_forms import ADDS, CHANGES, CHECK, REGISTER, check, make_entity_form, register

pytestmark = pytest.mark.slow
Pair = tuple[Services, Services]


def meet(*services: Services) -> None:
    for one in (*services, *services):
        one.syncing.sync()


def values(services: Services) -> dict[str, str]:
    (entity,) = services.entities.rows("centres")
    return dict(entity.values)


def test_a_list_arrives_and_what_both_change_is_a_conflict(pair: Pair) -> None:
    aigul, beka = pair
    register(aigul, make_entity_form(aigul, "register", REGISTER, ADDS), "Osh centre", "20")
    form = make_entity_form(aigul, "check", CHECK, CHANGES)
    meet(aigul, beka)
    (entity,) = beka.entities.rows("centres")
    assert entity.values == {"title": "Osh centre", "places": "20"}

    check(aigul, form, entity.name, places="24")
    check(beka, form, entity.name, places="30", head="Nino")
    meet(aigul, beka)

    (conflict,) = aigul.syncing.conflicts()
    assert [part.value for side in conflict.sides for part in side.parts if part.field == "value"] == [
        "24",
        "30",
    ]
    assert "Osh centre" in conflict.words
    aigul.syncing.resolve(conflict.id, keep=2)
    meet(aigul, beka)
    assert values(aigul) == values(beka) == {"title": "Osh centre", "places": "30", "head": "Nino"}
    assert aigul.syncing.conflicts() == beka.syncing.conflicts() == ()


def test_what_came_while_a_form_was_open_is_not_written_over(pair: Pair) -> None:
    aigul, beka = pair
    register(aigul, make_entity_form(aigul, "register", REGISTER, ADDS), "Osh centre", "20")
    form = make_entity_form(aigul, "check", CHECK, CHANGES)
    meet(aigul, beka)
    (entity,) = beka.entities.rows("centres")
    opened = aigul.submissions.start(form)
    opened.set("/data/centre", entity.name)
    opened.set("/data/places", "24")

    check(beka, form, entity.name, places="30")
    meet(beka, aigul)
    opened.set("/data/places", "25")
    aigul.submissions.finalise(opened.record.id, seen=opened.lists_seen)
    meet(aigul, beka)

    (conflict,) = aigul.syncing.conflicts()
    assert {part.value for side in conflict.sides for part in side.parts if part.field == "value"} == {
        "25",
        "30",
    }
    assert values(aigul)["places"] == values(beka)["places"] == "30"


def test_what_was_first_said_while_a_form_was_open_is_a_sentence(pair: Pair) -> None:
    aigul, beka = pair
    register(aigul, make_entity_form(aigul, "register", REGISTER, ADDS), "Osh centre", "20")
    form = make_entity_form(aigul, "check", CHECK, CHANGES)
    meet(aigul, beka)
    (entity,) = beka.entities.rows("centres")
    opened = aigul.submissions.start(form)
    opened.set("/data/centre", entity.name)
    opened.set("/data/head", "Nino")

    check(beka, form, entity.name, places="20", head="Davit")
    meet(beka, aigul)
    with pytest.raises(Refused, match="changed while this form was open: head"):
        aigul.submissions.finalise(opened.record.id, seen=opened.lists_seen)

    assert values(aigul)["head"] == "Davit"
    again = aigul.submissions.open(opened.record.id)
    aigul.submissions.finalise(again.record.id, seen=again.lists_seen)
    meet(aigul, beka)
    assert values(aigul)["head"] == values(beka)["head"] == "Nino"
