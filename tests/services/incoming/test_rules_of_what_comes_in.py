"""What came from elsewhere is held against the rules of its form: what would not be finished here stays a draft."""

import csv
import io

import pytest

from desktop.rules.vocabulary import SubmissionState
from tests.makers import make_form

ONE = "11111111-1111-4111-8111-111111111111"
TWO = "22222222-2222-4222-8222-222222222222"


def take(services, form, path, **more):
    return services.submission_imports.run(form, services.submission_imports.read(path), **more)


@pytest.fixture
def table(tmp_path):
    def write(*rows, name="rows.csv"):
        out = io.StringIO()
        csv.writer(out).writerows(rows)
        (tmp_path / name).write_text(out.getvalue())
        return tmp_path / name

    return write


def document(tmp_path, inside, name="one.xml", identity=ONE):
    meta = f"<meta><instanceID>uuid:{identity}</instanceID></meta>"
    (tmp_path / name).write_text(f'<data id="centre_check" version="4">{inside}{meta}</data>')
    return tmp_path / name


def states(services):
    return [one.missing for one in services.submissions.unfinished()]


ARRIVAL = "<arrival><centre>Osh</centre><register>yes</register><people>{people}</people></arrival>"
COURSES = "<courses_held><courses><title>Welding</title></courses><courses><women>9</women></courses></courses_held>"


def test_an_entry_without_its_required_answer_is_kept_as_a_draft_and_named(services, tmp_path):
    form = make_form(services)
    (row,) = take(services, form, document(tmp_path, ARRIVAL.format(people=12) + COURSES)).rows

    assert (row.action.value, row.code) == ("taken", "missing_answer")
    assert "Title (entry 2)" in row.message
    assert states(services) == [1]


def test_an_answer_the_form_does_not_allow_is_kept_as_a_draft_with_the_forms_own_words(services, tmp_path):
    form = make_form(services)
    (row,) = take(services, form, document(tmp_path, ARRIVAL.format(people=501))).rows

    assert row.code == "answer_not_allowed"
    assert "501" in row.message
    assert "At most 500." in row.message
    assert states(services) == [1]


def test_rows_of_a_table_are_judged_as_what_came_as_xml(services, table):
    form = make_form(services)
    file = table(
        ["centre", "register", "people", "_uuid"], ["Osh", "yes", "501", ONE], ["", "yes", "12", TWO]
    )
    report = take(services, form, file)

    assert [row.code for row in report.rows] == ["answer_not_allowed", "missing_answer"]
    assert states(services) == [1, 1]


def test_what_is_not_asked_is_not_missing(services, tmp_path):
    form = make_form(services)
    inside = "<arrival><centre>Osh</centre><register>some</register></arrival>"
    (row,) = take(services, form, document(tmp_path, inside)).rows

    assert (row.code, states(services)) == ("", [])


def test_rules_of_the_day_are_asked_as_on_the_day_it_was_filled(services, tmp_path):
    survey = (
        ("type", "name", "label", "constraint"),
        ("start", "start", "", ""),
        ("end", "end", "", ""),
        ("date", "planned", "Planned for", ". >= today()"),
    )
    form = make_form(services, survey=survey, choices=())
    stamps = "<start>2025-03-01T10:00:00.000+06:00</start><end>2025-03-01T10:20:00.000+06:00</end>"
    good = document(tmp_path, f"{stamps}<planned>2025-03-02</planned>", "good.xml")
    bad = document(tmp_path, f"{stamps}<planned>2025-02-02</planned>", "bad.xml", TWO)

    assert [take(services, form, one).rows[0].code for one in (good, bad)] == ["", "answer_not_allowed"]


def test_what_was_worked_out_where_it_was_filled_stands_as_it_came(services, tmp_path):
    survey = (
        ("type", "name", "label", "calculation", "relevant", "required"),
        ("calculate", "drawn", "", "random()", "", ""),
        ("text", "why", "Why?", "", "${drawn} < 2", "yes"),
        ("text", "never", "Never", "", "${drawn} > 1", "yes"),
    )
    form = make_form(services, survey=survey, choices=())
    inside = "<drawn>5</drawn><never>It was</never>"
    (row,) = take(services, form, document(tmp_path, inside)).rows

    assert row.code == ""
    (kept,) = _all(services, form)
    assert services.submissions.get(kept).state is SubmissionState.FINALISED


def _all(services, form):
    with services.database.reading() as work:
        versions = [one.id for one in services.form_library.get(form).versions]
        return work.forms.all_filled_with(versions)


def test_a_draft_of_an_export_of_ours_is_not_told_what_it_lacks(services, table):
    form = make_form(services)
    report = take(services, form, table(["centre", "_state", "_uuid"], ["Osh", "draft", ONE]))

    assert [row.code for row in report.rows] == ["kept_draft"]
    assert states(services) == [1]


def test_of_many_the_first_are_named_and_the_others_counted(services, tmp_path):
    form = make_form(services)
    entries = "<courses><women>9</women></courses>" * 8
    inside = f"{ARRIVAL.format(people=12)}<courses_held>{entries}</courses_held>"
    (row,) = take(services, form, document(tmp_path, inside)).rows

    assert row.message.count("needs an answer") == 5
    assert "3 more answers" in row.message
    assert states(services) == [8]


def test_the_same_identity_twice_with_other_answers_is_told_with_its_row(services, table):
    form = make_form(services)
    file = table(
        ["centre", "register", "people", "_uuid"],
        ["Osh", "yes", "12", ONE],
        ["Naryn", "yes", "12", ONE],
        ["Osh", "yes", "12", ONE],
    )
    report = take(services, form, file)

    assert [(row.action.value, row.code) for row in report.rows] == [
        ("taken", ""),
        ("left", "same_identity_differs"),
        ("left", "same_identity"),
    ]
    first = report.rows[0].row
    assert f"row {first}" in report.rows[1].message
    assert "/data/arrival/centre" in report.rows[1].message
