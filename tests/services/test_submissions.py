"""Forms are filled a commit an answer, opened as they were left, finished when nothing is missing."""

import pytest
from lxml import etree

from desktop.errors import BadInput, NotFound, Refused, StoreProblem
from desktop.rules.vocabulary import SubmissionState
from desktop.services.form_library.records import FormIncomplete
from desktop.services.form_library.steps import Step, read_steps
from tests.makers import (
    make_form,
    make_form_file,
    make_person,
    make_photo,
    make_project,
    make_visit,
    rate_as_lead,
)

CENTRE, REGISTER = "/data/arrival/centre", "/data/arrival/register"
PEOPLE, COURSES = "/data/arrival/people", "/data/courses_held/courses"
PHOTO = "/data/courses_held/photo"


def _values(opened):
    return {
        item.path: item.value
        for section in opened.sections()
        for item in opened.items(section)
        if getattr(item, "value", "")
    }


def test_every_answer_is_in_the_store_before_the_next_one(services):
    opened = services.submissions.start(make_form(services))
    opened.set(CENTRE, "Osh centre 2")
    opened.set(REGISTER, "yes")
    opened.set(PEOPLE, "288")

    again = services.submissions.open(opened.record.id)
    assert _values(again) == {CENTRE: "Osh centre 2", REGISTER: "yes", PEOPLE: "288"}
    assert services.submissions.get(opened.record.id).missing == 1  # the title of the first course


def test_what_is_missing_is_counted_with_each_answer(services):
    opened = services.submissions.start(make_form(services))
    assert services.submissions.get(opened.record.id).missing == 3

    opened.set(REGISTER, "yes")
    opened.set(PEOPLE, "9999")
    assert services.submissions.get(opened.record.id).missing == 3  # centre, title, and a number too high


def test_an_emptied_answer_is_empty_when_opened_again(services):
    opened = services.submissions.start(make_form(services))
    opened.set(CENTRE, "Osh")
    opened.set(CENTRE, "")

    assert _values(services.submissions.open(opened.record.id)) == {}


def test_removing_an_entry_moves_those_behind_it_in_the_store_too(services):
    opened = services.submissions.start(make_form(services))
    opened.add(COURSES)
    opened.add(COURSES)
    for number, (title, women) in enumerate((("Welding", "4"), ("Sewing", "61"), ("Care", "44")), 1):
        opened.set(f"{COURSES}[{number}]/title", title)
        opened.set(f"{COURSES}[{number}]/women", women)
    opened.remove(f"{COURSES}[2]")

    values = _values(services.submissions.open(opened.record.id))
    assert values[f"{COURSES}[1]/title"] == "Welding"
    assert values[f"{COURSES}[2]/title"] == "Care"
    assert f"{COURSES}[3]/title" not in values
    assert "48" in services.submissions.xml(opened.record.id)


def test_undo_takes_an_answer_back_and_the_open_form_can_tell(services):
    opened = services.submissions.start(make_form(services))
    opened.set(CENTRE, "Osh")
    opened.set(CENTRE, "Naryn")
    assert opened.is_current()

    services.history.undo()

    assert not opened.is_current()
    assert _values(services.submissions.open(opened.record.id)) == {CENTRE: "Osh"}


def test_undo_brings_a_removed_entry_back_with_its_answers(services):
    opened = services.submissions.start(make_form(services))
    opened.add(COURSES)
    opened.set(f"{COURSES}[1]/title", "Welding")
    opened.set(f"{COURSES}[2]/title", "Sewing")
    opened.remove(f"{COURSES}[1]")
    services.history.undo()

    values = _values(services.submissions.open(opened.record.id))
    assert (values[f"{COURSES}[1]/title"], values[f"{COURSES}[2]/title"]) == ("Welding", "Sewing")


def _paths(opened):
    return {item.path for section in opened.sections() for item in opened.items(section)}


def test_finishing_lists_everything_that_stands_in_the_way(services):
    opened = services.submissions.start(make_form(services))
    opened.set(REGISTER, "yes")
    opened.set(PEOPLE, "9999")

    with pytest.raises(FormIncomplete) as refused:
        services.submissions.finalise(opened.record.id)

    assert [one.path for one in refused.value.problems][:2] == [CENTRE, PEOPLE]
    assert "At most 500." in refused.value.what_now()
    assert services.submissions.get(opened.record.id).state is SubmissionState.DRAFT


def _complete(services, form, **more):
    opened = services.submissions.start(form, **more)
    opened.set(CENTRE, "Osh centre 2")
    opened.set(REGISTER, "some")
    for path in [path for path in _paths(opened) if path.endswith("/title")]:
        opened.set(path, "Welding")
    return opened


def test_a_finished_form_stands_still_until_it_is_reopened_with_a_reason(services):
    opened = _complete(services, make_form(services))
    done = services.submissions.finalise(opened.record.id)
    assert done.state is SubmissionState.FINALISED
    assert not done.may_edit
    with pytest.raises(Refused):
        opened.set(CENTRE, "Naryn")

    back = services.submissions.reopen(opened.record.id, "Wrong centre")
    assert (back.state, back.state_reason) == (SubmissionState.DRAFT, "Wrong centre")
    services.submissions.open(opened.record.id).set(CENTRE, "Naryn")
    assert _values(services.submissions.open(opened.record.id))[CENTRE] == "Naryn"


def test_the_xml_of_a_finished_form_is_what_other_clients_send(services):
    opened = _complete(services, make_form(services))
    opened.set(REGISTER, "yes")
    opened.set(PEOPLE, "12")
    opened.set(REGISTER, "no")  # the number is relevant no more
    services.submissions.finalise(opened.record.id)

    root = etree.fromstring(services.submissions.xml(opened.record.id).encode())
    assert (root.get("id"), root.get("version")) == ("centre_check", "4")
    assert root.findtext("arrival/centre") == "Osh centre 2"
    assert root.find("arrival/people") is None


def test_a_form_on_a_visit_is_listed_there_and_closed_with_it(services):
    visit = make_visit(services, make_project(services), state="reporting")
    opened = _complete(services, make_form(services), visit_id=visit)
    services.submissions.finalise(opened.record.id)
    rows = services.visits.get(visit).submissions
    assert [(row.id, row.state) for row in rows] == [(opened.record.id, SubmissionState.FINALISED)]

    for result in services.visits.get(visit).results:
        services.findings.rate(visit, result.result_id, "on_track")
    services.visits.move(visit, "submitted")

    with pytest.raises(Refused):
        services.submissions.reopen(opened.record.id)


def test_a_draft_is_deleted_and_restored_with_its_answers(services):
    opened = services.submissions.start(make_form(services))
    opened.set(CENTRE, "Osh")
    services.submissions.delete(opened.record.id)
    assert services.submissions.unfinished() == ()

    services.submissions.restore(opened.record.id)
    assert [one.id for one in services.submissions.unfinished()] == [opened.record.id]
    assert _values(services.submissions.open(opened.record.id)) == {CENTRE: "Osh"}


def test_a_picture_is_kept_encrypted_and_stands_as_the_answer(services):
    visit = make_visit(services, make_project(services), state="in_field")
    opened = services.submissions.start(make_form(services), visit_id=visit)
    photo = make_photo()
    opened.attach(PHOTO, photo, "register page.jpg")

    name = opened.question(PHOTO).value
    media = services.submissions.open(opened.record.id).media()[name]
    assert media.thumbnail
    assert services.attachments.content(media.attachment_id) == photo
    assert [one.file_name for one in services.visits.get(visit).attachments] == [name]
    with pytest.raises(BadInput):
        opened.attach(PHOTO, b"no picture", "broken.jpg")
    assert services.submissions.open(opened.record.id).question(PHOTO).value == name


def test_answers_of_the_last_visit_are_taken_over_where_nothing_is_answered(services, clock):
    project = make_project(services)
    form = make_form(services)
    before = services.submissions.start(form, visit_id=make_visit(services, project, state="in_field"))
    before.set(CENTRE, "Osh centre 2")
    before.set(REGISTER, "some")
    before.add(COURSES)
    for number, path in enumerate(sorted(path for path in _paths(before) if path.endswith("/title"))):
        before.set(path, f"Course {number}")
    before.attach(PHOTO, make_photo(), "old.jpg")
    clock.move(days=30)

    now = services.submissions.start(form, visit_id=make_visit(services, project, state="in_field"))
    now.set(REGISTER, "no")
    copied = services.last_time.take_over(now)

    values = _values(services.submissions.open(now.record.id))
    assert values[CENTRE] == "Osh centre 2"
    assert values[REGISTER] == "no"
    assert PHOTO not in values
    assert copied == 1 + len([path for path in _paths(before) if path.endswith("/title")])
    with pytest.raises(NotFound):
        services.last_time.take_over(services.submissions.start(form))


def test_a_script_that_has_no_place_in_the_form_keeps_nothing(services):
    form = make_form(services)
    with pytest.raises(NotFound):
        services.submissions.fill(form, [Step("set", CENTRE, "Osh"), Step("set", "/data/nowhere", "1")])

    assert services.submissions.unfinished() == ()


@pytest.mark.parametrize(
    "content", [b"{", b"{}", b'[{"put": "/a"}]', b'["x"]', b'[{"set": "/a", "value": {}}]', b"\xff\xfe\x00"]
)
def test_answers_that_are_no_steps_are_refused_in_a_sentence(content):
    with pytest.raises(BadInput):
        read_steps(content)


@pytest.mark.slow
def test_an_answer_the_store_could_not_take_is_kept_on_the_screen_and_saved_later(services):
    opened = services.submissions.start(make_form(services))
    with services.database.transaction(), pytest.raises(StoreProblem):
        opened.set(CENTRE, "Osh")  # another program holds the store
    assert opened.question(CENTRE).value == "Osh"
    assert opened.has_unsaved
    assert _values(services.submissions.open(opened.record.id)) == {}

    opened.save()
    assert not opened.has_unsaved
    assert _values(services.submissions.open(opened.record.id)) == {CENTRE: "Osh"}


def _on_a_visit(services):
    project = make_project(services)
    visit = make_visit(services, project, state="reporting", lead=make_person(services))
    steps = [Step("set", CENTRE, "Osh"), Step("set", REGISTER, "yes"), Step("set", PEOPLE, "12"),
             Step("set", f"{COURSES}[1]/title", "Sewing"), Step("set", f"{COURSES}[1]/women", "3")]  # fmt: skip
    report = services.submissions.fill(make_form(services), steps, visit_id=visit)
    assert report.problems == ()
    rate_as_lead(services, visit)
    services.visits.move(visit, "submitted")
    return visit, report.submission_id


def test_finished_forms_are_handed_in_with_their_visit_and_come_back_by_undo(services):
    _visit, form = _on_a_visit(services)
    assert services.submissions.get(form).state is SubmissionState.SUBMITTED

    services.history.undo()

    assert services.submissions.get(form).state is SubmissionState.FINALISED


def test_a_form_handed_in_is_reopened_for_a_reason_once_its_visit_is_returned(services):
    visit, form = _on_a_visit(services)
    with pytest.raises(Refused, match="stands still"):
        services.submissions.reopen(form, "Wrong centre")
    services.visits.move(visit, "returned", reason="The centre is another one")
    with pytest.raises(Refused, match="say why"):
        services.submissions.reopen(form)

    back = services.submissions.reopen(form, "Wrong centre")
    assert (back.state, back.may_edit) == (SubmissionState.DRAFT, True)

    services.submissions.finalise(form)
    services.visits.move(visit, "submitted")
    assert services.submissions.get(form).state is SubmissionState.SUBMITTED


@pytest.mark.parametrize(("asked", "told"), [("audio", "no sound"), ("video", "no film")])
def test_a_question_for_a_recording_takes_no_other_file(services, asked, told):
    survey = (("type", "name", "label"), (asked, "heard", "What was said?"))
    report = services.form_library.import_form(make_form_file(survey, (), form_id="heard"), "heard.xlsx")
    opened = services.submissions.start(report.id)

    with pytest.raises(BadInput, match=told):
        opened.attach("/data/heard", b"import os", "script.py")
    opened.attach("/data/heard", b"\x00", "recording.mp4")

    assert opened.question("/data/heard").value.startswith("recording-")
