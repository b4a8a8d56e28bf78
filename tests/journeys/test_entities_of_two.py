"""Two laptops that keep one entity list: what both change is both kept, and a person decides."""

import pytest

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
