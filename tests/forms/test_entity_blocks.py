"""The entity block of a filling: whose it is stays the form's to say, and each entry of a list is one of its own."""

from datetime import UTC, datetime

from desktop.forms import Definition, Filling, import_form, load_definition
from tests.entity_forms import ADDS, ADDS_MEMBERS, MEMBERS, REGISTER, Rows, entity_form_file


def _clock() -> datetime:
    return datetime(2026, 5, 4, 9, 0, tzinfo=UTC)


def definition_of(survey: Rows, entities: Rows) -> Definition:
    return load_definition(import_form(entity_form_file("register", survey, entities), "f.xlsx").xform_xml)


def test_answers_from_before_the_form_kept_a_list_make_an_entity() -> None:
    definition = definition_of(REGISTER, ADDS)
    old = {"/data/title": "Osh centre", "/data/places": "20"}

    filling = Filling(definition, clock=_clock, answers=old)

    (entity,) = filling.entities()
    assert (entity.list_name, entity.label, entity.may_create) == ("centres", "Osh centre", True)
    assert entity.properties == {"title": "Osh centre", "places": "20"}
    assert 'dataset="centres" create="1"' in filling.to_xml()
    assert len(entity.name) == 36


def test_a_submission_from_before_the_form_kept_a_list_makes_an_entity() -> None:
    definition = definition_of(REGISTER, ADDS)
    xml = '<data id="register"><title>Osh centre</title><places>20</places><remarks/><meta/></data>'

    (entity,) = Filling(definition, clock=_clock, xml=xml).entities()

    assert (entity.list_name, entity.label, len(entity.name)) == ("centres", "Osh centre", 36)


def test_an_identifier_that_was_kept_stays() -> None:
    definition = definition_of(REGISTER, ADDS)
    filling = Filling(definition, clock=_clock)
    filling.set("/data/title", "Osh centre")

    again = Filling(definition, clock=_clock, answers=filling.answers())

    assert again.entities() == filling.entities()
    assert Filling(definition, clock=_clock, xml=filling.to_xml()).entities() == filling.entities()


def test_a_duplicated_entry_is_an_entity_of_its_own() -> None:
    filling = Filling(definition_of(MEMBERS, ADDS_MEMBERS), clock=_clock)
    filling.set("/data/member[1]/full_name", "Ana")

    filling.duplicate("/data/member[1]")

    first, second = filling.entities()
    assert (first.label, second.label) == ("Ana", "Ana")
    assert first.name != second.name
    assert second.may_create
