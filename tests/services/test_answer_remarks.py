"""What is said beside an answer is kept, undone, taken along and given out with it."""

import csv
import io
import zipfile

from openpyxl import load_workbook

from desktop.rules.vocabulary import SubmissionState
from desktop.services.form_library.export_records import ExportKind, WantedSubmissions
from desktop.services.form_library.records import AnswerRemark
from desktop.services.form_library.steps import read_steps
from tests.makers import make_form
from tests.services.test_form_versions import FEWER_CHOICES, NEWER

CENTRE, REGISTER = "/data/arrival/centre", "/data/arrival/register"
COURSES = "/data/courses_held/courses"
AWAY = AnswerRemark(mark="dont_know", comment="The director is away")
STEPS = (
    b'[{"remark": "/data/arrival/centre", "mark": "dont_know", "comment": "The director is away"},'
    b'{"set": "/data/arrival/register", "value": "some"},'
    b'{"set": "/data/courses_held/courses[1]/title", "value": "Welding"},'
    b'{"remark": "/data/courses_held/courses[1]/women", "mark": "not_applicable"}]'
)


def test_a_remark_is_in_the_store_at_once_and_in_the_history(services):
    opened = services.submissions.start(make_form(services))
    opened.set(CENTRE, "Osh")
    opened.remark(CENTRE, AWAY)

    again = services.submissions.open(opened.record.id)
    assert again.remarks == {CENTRE: AWAY}
    assert again.question(CENTRE).value == ""
    assert opened.is_current()


def test_undo_brings_the_answer_back_that_a_mark_emptied(services):
    opened = services.submissions.start(make_form(services))
    opened.set(CENTRE, "Osh")
    opened.remark(CENTRE, AWAY)
    services.history.undo()

    again = services.submissions.open(opened.record.id)
    assert (again.question(CENTRE).value, again.remarks) == ("Osh", {})
    assert not opened.is_current()


def test_removing_an_entry_moves_the_remarks_behind_it_in_the_store_too(services):
    opened = services.submissions.start(make_form(services))
    opened.add(COURSES)
    opened.add(COURSES)
    opened.remark(f"{COURSES}[2]/title", AWAY)
    opened.remark(f"{COURSES}[3]/title", AnswerRemark(comment="third"))
    opened.remove(f"{COURSES}[1]")

    again = services.submissions.open(opened.record.id)
    assert again.remarks == {
        f"{COURSES}[1]/title": AWAY,
        f"{COURSES}[2]/title": AnswerRemark(comment="third"),
    }


def test_a_form_is_finished_with_a_marked_question(services):
    report = services.submissions.fill(make_form(services), read_steps(STEPS))

    assert report.state is SubmissionState.FINALISED
    assert services.submissions.open(report.submission_id).remarks[CENTRE] == AWAY


def test_remarks_go_along_to_a_newer_version(services, clock):
    from tests.makers import make_form_file

    opened = services.submissions.start(make_form(services))
    opened.remark(CENTRE, AWAY)
    opened.remark("/data/arrival/people", AnswerRemark(comment="asked no more"))
    clock.move(hours=1)
    services.form_library.import_form(make_form_file(NEWER, FEWER_CHOICES, version="5"), "check_5.xlsx")
    services.form_upgrades.upgrade(opened.record.id)

    again = services.submissions.open(opened.record.id)
    assert again.remarks == {CENTRE: AWAY}
    services.history.undo()
    assert len(services.submissions.open(opened.record.id).remarks) == 2


def test_tables_have_columns_for_remarks_where_there_are_some(services, tmp_path):
    form = make_form(services)
    services.submissions.fill(form, read_steps(STEPS))
    out = tmp_path / "out.xlsx"
    services.submission_exports.export_tables(form, out, ExportKind.XLSX)
    book = load_workbook(out)

    header, row = (list(line) for line in book["data"].iter_rows(values_only=True))
    assert row[header.index("arrival/centre:mark")] == "dont_know"
    assert row[header.index("arrival/centre:comment")] == "The director is away"
    header, row = (list(line) for line in book["courses"].iter_rows(values_only=True))
    assert row[header.index("women:mark")] == "not_applicable"


def test_an_openrosa_folder_has_the_remarks_beside_the_submission(services, tmp_path):
    form = make_form(services)
    report = services.submissions.fill(form, read_steps(STEPS))
    out = tmp_path / "out.zip"
    services.submission_exports.export_openrosa(form, out)
    with zipfile.ZipFile(out) as packed:
        text = packed.read(f"instances/{report.submission_id}/remarks.csv").decode("utf-8-sig")
        xml = packed.read(f"instances/{report.submission_id}/submission.xml").decode()

    rows = list(csv.DictReader(io.StringIO(text)))
    assert rows[0] == {"node": CENTRE, "mark": "dont_know", "comment": "The director is away"}
    assert "director" not in xml


def test_remarks_written_beside_a_submission_are_read_back(services, tmp_path):
    form = make_form(services)
    report = services.submissions.fill(form, read_steps(STEPS))
    out = tmp_path / "out.zip"
    services.submission_exports.export_openrosa(form, out, WantedSubmissions(audit=True))
    before = services.submissions.open(report.submission_id).remarks
    services.submissions.delete(report.submission_id)
    taken = services.submission_imports.run(form, services.submission_imports.read(out))

    assert (taken.left, taken.taken + taken.repaired) == (0, 1)
    with services.database.reading() as work:
        versions = [one.id for one in services.form_library.get(form).versions]
        (again,) = work.forms.filled_with(versions, tuple(SubmissionState), None)
    assert services.submissions.open(again).remarks == before
