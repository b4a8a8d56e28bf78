"""Entity lists: a finished form makes and changes entities, and every form chooses from them at once."""

import csv

import pytest

from desktop.errors import NotFound
from desktop.services.form_library.steps import Step
from desktop.services.form_library.trials import check_form
from tests.entity_forms import (
    ADDS,
    ADDS_MEMBERS,
    CHANGES,
    CHECK,
    MEMBERS,
    REGISTER,
    check,
    entity_form_file,
    make_entity_form,
    register,
)


@pytest.fixture
def adding(services):
    return make_entity_form(services, "register", REGISTER, ADDS)


@pytest.fixture
def changing(services):
    return make_entity_form(services, "check", CHECK, CHANGES)


def known(services, name="centres"):
    return {one.label: dict(one.values) for one in services.entities.rows(name)}


def test_a_finished_form_adds_to_the_list_and_a_draft_does_not(services, adding):
    opened = services.submissions.start(adding)
    opened.set("/data/title", "Osh centre")
    opened.set("/data/places", "20")
    assert services.entities.lists() == ()

    services.submissions.finalise(opened.record.id)

    assert known(services) == {"Osh centre": {"places": "20", "title": "Osh centre"}}
    (listed,) = services.entities.lists()
    assert (listed.name, listed.count, listed.properties) == ("centres", 1, ("places", "title"))
    (entity,) = services.entities.rows("centres")
    assert f'dataset="centres" create="1" id="{entity.name}"' in services.submissions.xml(opened.record.id)


def test_another_form_chooses_from_it_and_looks_its_properties_up(services, adding, changing):
    register(services, adding, "Osh centre", "20")
    register(services, adding, "Batken centre", "12")

    opened = services.submissions.start(changing)

    centre = opened.question("/data/centre")
    assert [one.label for one in centre.choices] == ["Batken centre", "Osh centre"]
    opened.set("/data/centre", centre.choices[1].value)
    assert opened.question("/data/told").label == "It has 20 places"


def test_a_list_that_forms_keep_is_missing_in_none(services, adding, changing):
    assert [
        one.is_here
        for one in services.form_library.files(services.form_library.named("check").row.version_id)
    ] == [True]


def test_a_form_changes_what_it_names_and_leaves_the_rest(services, adding, changing):
    register(services, adding, "Osh centre", "20")
    (before,) = services.entities.rows("centres")

    submission = check(services, changing, before.name, places="24", head="Nino")

    (after,) = services.entities.rows("centres")
    assert after.values == {"title": "Osh centre", "places": "24", "head": "Nino"}
    assert (after.label, after.version) == ("Osh centre", before.version + 1)
    assert 'update="1" baseVersion="1"' in services.submissions.xml(submission)
    assert services.submissions.start(changing).question("/data/centre").choices[0].value == before.name


def test_each_entry_of_a_list_in_a_form_is_an_entity(services):
    form = make_entity_form(services, "household", MEMBERS, ADDS_MEMBERS)
    steps = [
        Step("set", "/data/member[1]/full_name", "Ana"),
        Step("add", "/data/member"),
        Step("set", "/data/member[2]/full_name", "Beka"),
    ]

    services.submissions.fill(form, steps)

    assert known(services, "members") == {"Ana": {"full_name": "Ana"}, "Beka": {"full_name": "Beka"}}


def test_a_form_that_is_reopened_and_finished_again_changes_its_own_entity(services, adding):
    submission = register(services, adding, "Osh centre", "20")
    services.submissions.reopen(submission)
    services.submissions.open(submission).set("/data/places", "25")

    services.submissions.finalise(submission)

    assert known(services) == {"Osh centre": {"places": "25", "title": "Osh centre"}}
    assert len(services.entities.rows("centres")) == 1


def test_an_answer_that_is_emptied_empties_the_property(services, adding):
    submission = register(services, adding, "Osh centre", "20")
    services.submissions.reopen(submission)
    services.submissions.open(submission).set("/data/places", "")

    services.submissions.finalise(submission)

    assert known(services) == {"Osh centre": {"title": "Osh centre"}}


def test_undo_takes_the_entity_back_with_the_form(services, adding, changing):
    register(services, adding, "Osh centre", "20")
    (entity,) = services.entities.rows("centres")
    check(services, changing, entity.name, places="24")

    services.history.undo()
    assert known(services)["Osh centre"]["places"] == "20"
    services.history.undo()

    assert services.entities.lists() == ()
    services.history.redo()
    assert known(services) == {"Osh centre": {"places": "20", "title": "Osh centre"}}


def test_an_entity_taken_out_is_offered_no_more_and_comes_back_by_undo(services, adding, changing):
    register(services, adding, "Osh centre", "20")
    register(services, adding, "Batken centre", "12")
    osh = next(one for one in services.entities.rows("centres") if one.label == "Osh centre")

    services.entities.delete(osh.id)

    offered = services.submissions.start(changing).question("/data/centre").choices
    assert [one.label for one in offered] == ["Batken centre"]
    services.history.undo(), services.history.undo()
    assert set(known(services)) == {"Osh centre", "Batken centre"}


def test_words_are_looked_for_in_labels_and_properties(services, adding, changing):
    register(services, adding, "Čentre Ohrid", "20")
    register(services, adding, "Batken", "12")
    (batken,) = services.entities.rows("centres", "batken")
    check(services, changing, batken.name, head="Nino Kobalia")

    assert [one.label for one in services.entities.rows("centres", "centre ohrid")] == ["Čentre Ohrid"]
    assert [one.label for one in services.entities.rows("centres", "kobalia")] == ["Batken"]
    with pytest.raises(NotFound, match="no entity list"):
        services.entities.rows("schools")


def test_a_file_beside_the_form_and_the_list_stand_together(services, adding, changing):
    version = services.form_library.named("check").row.version_id
    services.form_library.add_files(version, {"centres.csv": b"name,label,places\nold,Old centre,7\n"})
    register(services, adding, "Osh centre", "20")

    opened = services.submissions.start(changing)

    assert [one.label for one in opened.question("/data/centre").choices] == ["Old centre", "Osh centre"]
    opened.set("/data/centre", "old")
    assert opened.question("/data/told").label == "It has 7 places"


OF_COLLECT = """<data id="register" version="">
<title>Osh centre</title><places>31</places><remarks>From a phone</remarks>
<meta><instanceID>uuid:5a3fd7c9-9a0e-4b1d-8f25-0d2f6a1c4e77</instanceID>
<entity dataset="centres" id="0c2b8a8e-4f0e-4a5c-9a4a-3b1f7c9d2e10" create="1"><label>Osh centre</label></entity></meta>
</data>"""


def test_a_submission_of_collect_makes_its_entity(services, adding, tmp_path):
    file = tmp_path / "submission.xml"
    file.write_text(OF_COLLECT)

    for taken, unchanged in ((1, 0), (0, 1)):
        report = services.submission_imports.run(adding, services.submission_imports.read(file))
        assert (report.taken + report.repaired, report.unchanged) == (taken, unchanged), report.rows

    (entity,) = services.entities.rows("centres")
    assert entity.name == "0c2b8a8e-4f0e-4a5c-9a4a-3b1f7c9d2e10"
    assert entity.values == {"places": "31", "title": "Osh centre"}
    assert (entity.label, entity.version) == ("Osh centre", 1)


def test_what_was_given_out_comes_back_unchanged(services, adding, tmp_path):
    submission = register(services, adding, "Osh centre", "20")
    file = tmp_path / "submission.xml"
    file.write_text(services.submissions.xml(submission))

    report = services.submission_imports.run(adding, services.submission_imports.read(file))

    assert report.unchanged == 1, report.rows
    assert len(services.entities.rows("centres")) == 1


def test_entries_of_a_submission_of_collect_are_entities_of_their_own(services, tmp_path):
    form = make_entity_form(services, "household", MEMBERS, ADDS_MEMBERS)
    entries = "".join(
        f'<member><full_name>{name}</full_name><meta><entity dataset="members" id="{at}c2b8a8e-4f0e-4a5c-9a4a-3b1f7c9d2e10"'
        f' create="1"><label>{name}</label></entity></meta></member>'
        for at, name in enumerate(("Ana", "Beka"))
    )
    file = tmp_path / "household.xml"
    file.write_text(f'<data id="household">{entries}<meta><instanceID>uuid:1</instanceID></meta></data>')

    services.submission_imports.run(form, services.submission_imports.read(file))

    assert known(services, "members") == {"Ana": {"full_name": "Ana"}, "Beka": {"full_name": "Beka"}}


def test_a_form_is_not_asked_for_a_list_that_it_keeps_itself():
    report = check_form(entity_form_file("check", CHECK, CHANGES), "check.xlsx")

    assert (report.repairs, report.errors, report.missing_files) == ((), (), ())


def test_finishing_again_after_undo_brings_the_properties_back(services, adding):
    opened = services.submissions.start(adding)
    opened.set("/data/title", "Osh centre")
    opened.set("/data/places", "20")
    services.submissions.finalise(opened.record.id)
    before = known(services)
    services.history.undo()
    assert services.entities.lists() == ()

    services.submissions.finalise(opened.record.id)

    assert known(services) == before == {"Osh centre": {"places": "20", "title": "Osh centre"}}


@pytest.fixture
def beside(services, changing):
    version = services.form_library.named("check").row.version_id
    lines = b"name,label,places,town\nold,Old centre,7,Osh\nnew,New centre,8,Naryn\n"
    services.form_library.add_files(version, {"centres.csv": lines})
    return version


def offered(services, version):
    lines = services.form_library.lists(version)["centres.csv"].decode().splitlines()
    return {row["name"]: row for row in csv.DictReader(lines)}


def test_a_line_of_a_file_that_a_form_changes_keeps_its_other_columns(services, adding, changing, beside):
    check(services, changing, "old", places="9")

    line = offered(services, beside)["old"]
    assert (line["label"], line["places"], line["town"]) == ("Old centre", "9", "Osh")

    services.history.undo()

    assert offered(services, beside)["old"]["places"] == "7"


def test_a_line_of_a_file_that_was_taken_out_is_offered_no_more(services, adding, changing, beside):
    check(services, changing, "old", places="9")
    (entity,) = services.entities.rows("centres")

    services.entities.delete(entity.id)
    assert list(offered(services, beside)) == ["new"]

    services.history.undo()
    assert offered(services, beside)["old"]["places"] == "9"
