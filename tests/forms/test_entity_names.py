"""Names that ODK forbids for entity lists and properties: said in one sentence, and the form stays as it is."""

import pytest

from desktop.forms import ImportedForm, import_form, load_definition
from tests.entity_forms import ADDS, REGISTER, Rows, entity_form_file

RULED: Rows = (
    ("type", "name", "label", "relevant", "constraint", "save_to"),
    ("integer", "places", "Places", "1 = 1", ". > 0", "label"),
)


def imported(survey: Rows = REGISTER, entities: Rows = ADDS) -> ImportedForm:
    form = import_form(entity_form_file("register", survey, entities), "register.xlsx")
    assert form.errors == ()
    return form


@pytest.mark.parametrize("name", ["a.b", "__centres", "two words", "9lists", "../centres"])
def test_a_list_that_cannot_bear_its_name_costs_the_list_alone(name: str) -> None:
    form = imported(entities=(("list_name", "label"), (name, "${title}")))

    said = [one for one in form.repairs if one.sheet == "entities"]
    assert [(one.code, one.row, one.before) for one in said] == [("A-ENTITY", 2, name)]
    assert "cannot be the name of a list" in said[0].message
    definition = load_definition(form.xform_xml)
    assert definition.entities == ()
    assert [place.bind.type for place in definition.controls] == ["string", "integer", "string"]


@pytest.mark.parametrize("name", ["name", "Label", "__places", "two words", "9places"])
def test_a_property_that_cannot_bear_its_name_costs_no_rule(name: str) -> None:
    survey = tuple((*row[:-1], name) if row[-1] == "label" else row for row in RULED)
    form = imported(survey, (("list_name", "label"), ("centres", "${places}")))

    (said,) = form.repairs
    assert (said.code, said.column, said.before) == ("A-ENTITY", "save_to", name)
    definition = load_definition(form.xform_xml)
    (place,) = definition.controls
    assert (place.bind.relevant, place.bind.constraint) == ("1 = 1", ". > 0")
    assert [dict(one.properties) for one in definition.entities] == [{}]


def test_a_list_without_labels_and_a_property_without_a_list_are_said_in_a_sentence() -> None:
    unlabelled = imported(entities=(("list_name", "label"), ("centres", "")))
    listless = imported(entities=(("list_name", "label"),))

    assert "gives them no label" in unlabelled.repairs[0].message
    assert ["no sheet entities" in one.message for one in listless.repairs] == [True, True]


def test_a_property_named_twice_keeps_its_first_question() -> None:
    form = imported((*REGISTER[:2], ("integer", "places", "Places", "", "title")))

    assert [(one.code, one.row) for one in form.repairs] == [("A-ENTITY", 3)]
    (entity,) = load_definition(form.xform_xml).entities
    assert {name: place.name for name, place in entity.properties.items()} == {"title": "title"}


def test_an_xform_keeps_nothing_under_a_forbidden_name() -> None:
    xform = imported().xform_xml.replace('dataset="centres"', 'dataset="a/../b"')
    form = import_form(xform.encode(), "register.xml")

    assert form.errors == ()
    assert [(one.code, one.before) for one in form.repairs] == [("A-ENTITY", "a/../b")]
    assert load_definition(form.xform_xml).entities == ()


TWO_LISTS: Rows = (
    ("type", "name", "label", "save_to"),
    ("begin_group", "centre", "Centre", ""),
    ("text", "title", "Title", "centres#title"),
    ("end_group", "", "", ""),
    ("begin_repeat", "member", "Member", ""),
    ("text", "full_name", "Name", "members#full_name"),
    ("end_repeat", "", "", ""),
)


@pytest.mark.parametrize(
    ("name", "said", "kept"),
    [
        ("members", [], {"centres": ["title"], "members": ["full_name"]}),
        ("two words", ["two words"], {"centres": ["title"]}),
    ],
)
def test_a_form_that_keeps_two_lists_keeps_what_can_be_kept(
    name: str, said: list[str], kept: dict[str, list[str]]
) -> None:
    survey = tuple(tuple(cell.replace("members#", f"{name}#") for cell in row) for row in TWO_LISTS)
    lists = (("list_name", "label"), ("centres", "${title}"), (name, "${full_name}"))

    form = imported(survey, lists)

    assert [one.before for one in form.repairs] == said
    found = load_definition(form.xform_xml).entities
    assert {one.list_name: list(one.properties) for one in found} == kept
