"""Who answered what in a submission, and when: read from the change log, written like ODK's audit.csv."""

import csv
import io
import zipfile

from desktop.services.form_library.export_records import WantedSubmissions
from desktop.services.form_library.records import AnswerRemark
from desktop.services.form_library.steps import Step
from tests.makers import make_form, make_form_file, make_person

CENTRE, REGISTER = "/data/arrival/centre", "/data/arrival/register"
TITLE = "/data/courses_held/courses[1]/title"


def _told(services, submission):
    return [
        (line.event, line.path, line.old, line.new)
        for line in services.form_audit.of(submission)
        if line.path in ("", CENTRE, REGISTER)
    ]


def _fill(services, clock, form):
    opened = services.submissions.start(form)
    clock.move(minutes=1)
    opened.set(CENTRE, "Osh")
    clock.move(minutes=1)
    opened.set(REGISTER, "some")
    clock.move(minutes=1)
    opened.set(CENTRE, "Naryn")
    clock.move(minutes=1)
    opened.set(TITLE, "Welding")
    return opened


def test_each_answer_is_told_with_what_stood_before(services, clock):
    opened = _fill(services, clock, make_form(services))

    assert _told(services, opened.record.id) == [
        ("form start", "", "", ""),
        ("question", CENTRE, "", "Osh"),
        ("question", REGISTER, "", "some"),
        ("question", CENTRE, "Osh", "Naryn"),
    ]


def test_the_length_of_a_list_is_no_answer(services, clock):
    opened = _fill(services, clock, make_form(services))
    opened.add("/data/courses_held/courses")
    paths = {line.path for line in services.form_audit.of(opened.record.id)}

    assert TITLE in paths
    assert "/data/courses_held/courses" not in paths


def test_finishing_and_reopening_stand_in_it_with_the_reason(services, clock):
    opened = _fill(services, clock, make_form(services))
    services.submissions.finalise(opened.record.id)
    services.submissions.reopen(opened.record.id, "Wrong centre")
    lines = [line for line in services.form_audit.of(opened.record.id) if not line.path]

    assert [line.event for line in lines] == ["form start", "form finalize", "form resume"]
    assert lines[-1].reason == "Wrong centre"


def test_an_answer_taken_back_by_undo_reads_as_emptied(services, clock):
    opened = services.submissions.start(make_form(services))
    opened.set(CENTRE, "Osh")
    services.history.undo()

    assert _told(services, opened.record.id)[1:] == [
        ("question", CENTRE, "", "Osh"),
        ("question", CENTRE, "Osh", ""),
    ]


def test_remarks_are_told_beside_the_answer_they_empty(services):
    opened = services.submissions.start(make_form(services))
    opened.set(CENTRE, "Osh")
    opened.remark(CENTRE, AnswerRemark(mark="refused", comment="No time"))

    assert ("question", CENTRE, "Osh", "") in _told(services, opened.record.id)
    assert ("comment", CENTRE, "", "refused: No time") in _told(services, opened.record.id)


def test_who_answered_is_the_person_who_was_signed_in(services, clock):
    opened = _fill(services, clock, make_form(services))
    names = {line.who for line in services.form_audit.of(opened.record.id)}

    assert names == {"Aigul Example"}
    assert make_person(services)


def test_the_csv_reads_like_the_one_of_odk(services, clock):
    opened = _fill(services, clock, make_form(services))
    rows = list(csv.DictReader(io.StringIO(services.form_audit.csv(opened.record.id).decode("utf-8-sig"))))
    answer = next(row for row in rows if row["node"] == REGISTER)

    assert list(answer) == [
        "event", "node", "start", "end", "old-value", "new-value", "user", "change-reason",
    ]  # fmt: skip
    assert (answer["event"], answer["new-value"], answer["user"]) == ("question", "some", "Aigul Example")
    assert answer["start"].isdecimal()
    assert len(answer["start"]) == 13


def test_an_openrosa_export_takes_it_along_when_asked(services, tmp_path):
    form = make_form(services)
    steps = [Step("set", CENTRE, "Osh"), Step("set", REGISTER, "some"), Step("set", TITLE, "Welding")]
    done = services.submissions.fill(form, steps)
    out = tmp_path / "out.zip"
    services.submission_exports.export_openrosa(form, out, WantedSubmissions(audit=True))

    with zipfile.ZipFile(out) as packed:
        assert f"instances/{done.submission_id}/audit.csv" in packed.namelist()


def test_a_form_that_asks_for_an_audit_names_the_file_that_lies_beside_it(services, tmp_path):
    survey = (("type", "name", "label"), ("audit", "audit", ""), ("text", "who", "Who?"))
    report = services.form_library.import_form(make_form_file(survey, (), form_id="timed"), "timed.xlsx")
    done = services.submissions.fill(report.id, [Step("set", "/data/who", "Ana")])
    out = tmp_path / "out.zip"

    services.submission_exports.export_openrosa(report.id, out)

    with zipfile.ZipFile(out) as packed:
        folder = f"instances/{done.submission_id}"
        written = packed.read(f"{folder}/submission.xml").decode()
        assert "<audit>audit.csv</audit>" in written.replace("orx:", "")
        assert packed.namelist().count(f"{folder}/audit.csv") == 1
