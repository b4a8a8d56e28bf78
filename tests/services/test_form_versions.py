"""Versions of a form live side by side; a draft stays with its own until it is moved, and loses nothing."""

import pytest

from desktop.errors import BadInput, NotFound, Refused
from tests.makers import FORM_CHOICES, FORM_SURVEY, make_form, make_form_file

CENTRE, REGISTER = "/data/arrival/centre", "/data/arrival/register"
COURSES = "/data/courses_held/courses"
NEWER = tuple(
    ("integer", "staff", "How many staff?", "", "", "", "", "")
    if row[1] == "people"
    else ("text", "centre", "Name of the centre", "yes", "", "", "", "")
    if row[1] == "centre"
    else row
    for row in FORM_SURVEY
)
FEWER_CHOICES = tuple(row for row in FORM_CHOICES if row[1] != "some")


@pytest.fixture
def form(services):
    return make_form(services)


@pytest.fixture
def newer(services, clock):
    def arrive(survey=NEWER, choices=FEWER_CHOICES, version="5"):
        clock.move(hours=1)
        report = services.form_library.import_form(
            make_form_file(survey, choices, version=version), f"check_{version}.xlsx"
        )
        return report.version_id

    return arrive


@pytest.fixture
def draft(services, form):
    opened = services.submissions.start(form)
    opened.set(CENTRE, "Osh")
    opened.set(REGISTER, "yes")
    opened.set("/data/arrival/people", "288")
    opened.set(f"{COURSES}[1]/title", "Welding")
    return opened.record.id


def test_versions_are_named_by_form_and_version_by_form_alone_and_by_id(services, form, newer):
    version_id = newer()
    versions = services.form_versions

    assert versions.named("centre_check@4").version == "4"
    assert versions.named("centre_check").id == version_id
    assert versions.named(str(version_id)[:13]).id == version_id
    assert versions.before(version_id).version == "4"
    assert versions.newer(versions.named("centre_check@4").id).version == "5"
    assert versions.newer(version_id) is None
    with pytest.raises(NotFound, match="version 9"):
        versions.named("centre_check@9")


def test_two_files_that_call_themselves_the_same_version_are_told_apart_by_id(services, form, newer):
    newer(version="4")
    with pytest.raises(BadInput, match="several times"):
        services.form_versions.named("centre_check@4")


def test_another_form_of_the_same_version_is_taken_in_with_a_doubt(services, form):
    other = (*FORM_SURVEY, ("text", "more", "More", "", "", "", "", ""))
    first = services.form_library.import_form(make_form_file(other), "changed.xlsx")
    (doubt,) = [one for one in first.repairs if one.code == "A-VERSION"]
    assert (first.action, doubt.sheet, doubt.column, doubt.before) == ("taken", "settings", "version", "4")
    assert "as version 4" in doubt.message

    newer = services.form_library.import_form(make_form_file(other, version="5"), "changed.xlsx")
    assert [one.code for one in newer.repairs] == []


def test_a_draft_stays_with_its_version_when_a_newer_one_arrives(services, draft, newer):
    newer()
    opened = services.submissions.open(draft)
    opened.set("/data/arrival/people", "289")

    assert services.submissions.get(draft).version == "4"
    assert services.submissions.open(draft).question("/data/arrival/people").value == "289"


def test_an_upgrade_is_seen_before_it_is_done(services, draft, newer):
    newer()
    seen = services.form_upgrades.preview(draft)

    assert (seen.before.version, seen.after.version) == ("4", "5")
    assert seen.retired == {"/data/arrival/people": "288"}
    assert services.submissions.get(draft).version == "4"


def test_an_upgrade_keeps_every_answer_also_of_questions_asked_no_more(services, draft, newer):
    newer()
    services.form_upgrades.upgrade(draft)
    opened = services.submissions.open(draft)

    assert services.submissions.get(draft).version == "5"
    assert opened.question(CENTRE).value == "Osh"
    assert opened.question(f"{COURSES}[1]/title").value == "Welding"
    (retired,) = services.form_upgrades.retired(opened)
    assert (retired.label, retired.value, retired.version) == ("How many people are in it?", "288", "4")
    opened.set("/data/arrival/staff", "12")
    assert services.submissions.open(draft).retired == {"/data/arrival/people": "288"}


def test_a_choice_no_longer_offered_is_set_aside(services, form, newer):
    opened = services.submissions.start(form)
    opened.set(REGISTER, "some")
    newer()
    report = services.form_upgrades.upgrade(opened.record.id)
    again = services.submissions.open(opened.record.id)

    assert report.set_aside == {f"{REGISTER}#4": "some"}
    assert again.question(REGISTER).value == ""
    (retired,) = services.form_upgrades.retired(again)
    assert (retired.label, retired.value) == ("Did you see the register?", "some")


def test_undo_takes_an_upgrade_back_whole(services, draft, newer):
    newer()
    services.form_upgrades.upgrade(draft)
    services.history.undo()

    opened = services.submissions.open(draft)
    assert opened.record.version == "4"
    assert opened.question("/data/arrival/people").value == "288"
    assert opened.retired == {}


def test_a_retired_question_that_comes_back_finds_its_answer(services, draft, newer):
    newer()
    services.form_upgrades.upgrade(draft)
    newer(FORM_SURVEY, FORM_CHOICES, version="6")
    services.form_upgrades.upgrade(draft)

    opened = services.submissions.open(draft)
    assert opened.question("/data/arrival/people").value == "288"
    assert opened.retired == {}


def test_an_open_form_can_tell_that_it_was_moved_elsewhere(services, draft, newer):
    opened = services.submissions.open(draft)
    newer()
    assert opened.is_current()
    services.form_upgrades.upgrade(draft)

    assert not opened.is_current()


def test_only_an_open_draft_moves_and_only_to_another_version_of_its_form(services, draft, newer, form):
    with pytest.raises(Refused, match="version 4 already"):
        services.form_upgrades.upgrade(draft)
    other = services.form_library.import_form(
        make_form_file((("type", "name", "label"), ("text", "a", "A")), (), form_id="other"), "other.xlsx"
    )
    with pytest.raises(BadInput, match="another form"):
        services.form_upgrades.upgrade(draft, other.version_id)
    newer()
    services.submissions.finalise(draft)
    with pytest.raises(Refused, match="is finished"):
        services.form_upgrades.upgrade(draft)
