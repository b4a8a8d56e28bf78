"""Submissions go out as tables that spreadsheets and ODK's readers join, and as OpenRosa folders servers take."""

import csv
import io
import zipfile

import pytest
from lxml import etree
from openpyxl import load_workbook
from PIL import Image

from desktop.errors import BadInput
from desktop.models import FormVersion, Submission
from desktop.services.form_library.export_records import ExportKind, WantedSubmissions
from desktop.services.form_library.steps import Step
from tests.forms.openrosa_rules import faults_of
from tests.makers import (
    FORM_CHOICES,
    FORM_SURVEY,
    make_form,
    make_form_file,
    make_photo,
    make_project,
    make_visit,
)

CENTRE, REGISTER, PEOPLE = "/data/arrival/centre", "/data/arrival/register", "/data/arrival/people"
COURSES, PHOTO = "/data/courses_held/courses", "/data/courses_held/photo"
EVERYTHING = WantedSubmissions(everything=True)


def _fill(services, form, centre="Osh", *titles, people="288", visit=None):
    steps = [Step("set", CENTRE, centre), Step("set", REGISTER, "yes"), Step("set", PEOPLE, people)]
    for number, title in enumerate(titles or ("Welding",), 1):
        if number > 1:
            steps.append(Step("add", COURSES))
        steps.append(Step("set", f"{COURSES}[{number}]/title", title))
        steps.append(Step("set", f"{COURSES}[{number}]/women", str(number * 10)))
    report = services.submissions.fill(form, steps, visit_id=visit)
    assert report.valid
    return report.submission_id


def _workbook(services, form, path, wanted=None, **more):
    services.submission_exports.export_tables(form, path, ExportKind.XLSX, wanted, **more)
    book = load_workbook(path)
    return {
        sheet.title: [
            dict(zip([cell.value for cell in sheet[1]], row, strict=True))
            for row in sheet.iter_rows(min_row=2, values_only=True)
        ]
        for sheet in book.worksheets
    }


def _xform(services, form):
    with services.database.reading() as work:
        return work.get(FormVersion, services.form_library.get(form).row.version_id).xform


def test_a_workbook_has_a_sheet_for_the_form_and_one_for_each_list(services, tmp_path):
    form = make_form(services)
    _fill(services, form, "Osh", "Welding", "Sewing")
    _fill(services, form, "Naryn", "Care", people="12")

    sheets = _workbook(services, form, tmp_path / "out.xlsx")

    assert list(sheets) == ["data", "courses"]
    assert [(row["arrival/centre"], row["arrival/people"]) for row in sheets["data"]] == [
        ("Osh", 288),
        ("Naryn", 12),
    ]
    assert [row["arrival/register"] for row in sheets["data"]] == ["yes", "yes"]
    assert [(row["title"], row["women"]) for row in sheets["courses"]] == [
        ("Welding", 10),
        ("Sewing", 20),
        ("Care", 10),
    ]


def test_rows_of_a_list_name_their_submission_as_odk_central_does(services, tmp_path):
    form = make_form(services)
    _fill(services, form, "Osh", "Welding", "Sewing")

    sheets = _workbook(services, form, tmp_path / "out.xlsx")

    key = sheets["data"][0]["KEY"]
    assert key == sheets["data"][0]["meta/instanceID"]
    assert [row["PARENT_KEY"] for row in sheets["courses"]] == [key, key]
    assert [row["KEY"] for row in sheets["courses"]] == [
        f"{key}/courses_held/courses[1]",
        f"{key}/courses_held/courses[2]",
    ]


def test_labels_stand_for_names_where_they_are_asked_for(services, tmp_path):
    form = make_form(services)
    _fill(services, form)

    row = _workbook(services, form, tmp_path / "out.xlsx", by_label=True)["data"][0]

    assert row["Did you see the register?"] == "Yes, all of it"
    assert row["Which centre is this?"] == "Osh"


def _newer(services, survey, choices=FORM_CHOICES):
    report = services.form_library.import_form(make_form_file(survey, choices, version="5"), "check_5.xlsx")
    return report.version_id


def _upgraded(services, clock, form, survey, choices=FORM_CHOICES):
    """A draft of version 4 with every kind of answer, moved to version 5."""
    opened = services.submissions.start(form)
    opened.set(CENTRE, "Osh")
    opened.set(REGISTER, "some")
    opened.set(PEOPLE, "288")
    for number, title in enumerate(("Welding", "Sewing"), 1):
        if number > 1:
            opened.add(COURSES)
        opened.set(f"{COURSES}[{number}]/title", title)
        opened.set(f"{COURSES}[{number}]/women", str(number * 10))
    clock.move(hours=1)
    _newer(services, survey, choices)
    services.form_upgrades.upgrade(opened.record.id)
    return opened.record.id


def test_answers_of_questions_asked_no_more_stand_in_the_columns_of_their_version(services, clock, tmp_path):
    form = make_form(services)
    without = tuple(
        row for row in FORM_SURVEY if row[1] not in ("people", "women") and "${women}" not in row[-1]
    )
    _upgraded(services, clock, form, without)

    sheets = _workbook(services, form, tmp_path / "out.xlsx", EVERYTHING)
    assert [(row["_version"], row["arrival/centre"], row["arrival/people"]) for row in sheets["data"]] == [
        ("5", "Osh", 288)
    ]
    assert [(row["title"], row["women"]) for row in sheets["courses"]] == [("Welding", 10), ("Sewing", 20)]
    worded = _workbook(services, form, tmp_path / "worded.xlsx", EVERYTHING, by_label=True)["data"][0]
    assert worded["How many people are in it?"] == 288


def test_a_list_that_is_asked_no_more_keeps_its_table_and_its_keys(services, clock, tmp_path):
    form = make_form(services)
    gone = ("courses", "title", "women", "")
    without = tuple(
        row
        for row in FORM_SURVEY
        if not (row[1] in gone and row[0] != "end_group") and "${women}" not in row[-1]
    )
    _upgraded(services, clock, form, without)

    sheets = _workbook(services, form, tmp_path / "out.xlsx", EVERYTHING)

    key = sheets["data"][0]["KEY"]
    assert [(row["PARENT_KEY"], row["KEY"], row["title"], row["women"]) for row in sheets["courses"]] == [
        (key, f"{key}/courses_held/courses[1]", "Welding", 10),
        (key, f"{key}/courses_held/courses[2]", "Sewing", 20),
    ]


def test_an_answer_that_did_not_fit_the_newer_question_stands_beside_it_with_its_version(
    services, clock, tmp_path
):
    form = make_form(services)
    fewer = tuple(row for row in FORM_CHOICES if row[1] != "some")
    _upgraded(services, clock, form, FORM_SURVEY, fewer)

    row = _workbook(services, form, tmp_path / "out.xlsx", EVERYTHING)["data"][0]
    assert (row["arrival/register"], row["arrival/register#4"]) == (None, "some")
    worded = _workbook(services, form, tmp_path / "worded.xlsx", EVERYTHING, by_label=True)["data"][0]
    assert worded["Did you see the register? (as answered in version 4)"] == "Some pages"


def test_questions_worded_alike_are_told_apart_by_their_names(services, tmp_path):
    survey = (("type", "name", "label"), ("text", "a", "Name"), ("text", "b", "Name"), ("text", "c", "Age"))
    form = make_form(services, survey=survey, choices=(), form_id="alike")
    services.submissions.fill(form, [Step("set", "/data/a", "x")])

    row = _workbook(services, form, tmp_path / "out.xlsx", by_label=True)["data"][0]

    assert row["Name (a)"] == "x"
    assert {"Name (b)", "Age"} <= set(row)


def test_labels_come_in_the_language_that_is_asked_for(services, tmp_path):
    survey = (
        ("type", "name", "label::English (en)", "label::Русский (ru)"),
        ("select_multiple seen", "seen", "What was seen?", "Что видели?"),
    )
    choices = (
        ("list_name", "name", "label::English (en)", "label::Русский (ru)"),
        ("seen", "a", "Rooms", "Комнаты"),
        ("seen", "b", "Tools", "Инструменты"),
    )
    form = make_form(services, survey=survey, choices=choices, form_id="two_languages")
    services.submissions.fill(form, [Step("set", "/data/seen", "a b")])

    more = {"by_label": True, "spoken": "Русский (ru)"}
    row = _workbook(services, form, tmp_path / "out.xlsx", **more)["data"][0]

    assert row["Что видели?"] == "Комнаты; Инструменты"


def test_what_is_not_relevant_is_not_in_the_tables(services, tmp_path):
    form = make_form(services)
    opened = services.submissions.start(form)
    for path, value in ((CENTRE, "Osh"), (REGISTER, "yes"), (PEOPLE, "12"), (REGISTER, "no")):
        opened.set(path, value)

    assert _workbook(services, form, tmp_path / "none.xlsx")["data"] == []
    row = _workbook(services, form, tmp_path / "all.xlsx", EVERYTHING)["data"][0]

    assert (row["_state"], row["arrival/centre"], row["arrival/people"]) == ("draft", "Osh", None)


def test_a_position_is_four_columns_and_a_long_number_keeps_its_digits(services, tmp_path):
    survey = (
        ("type", "name", "label"),
        ("geopoint", "place", "Where?"),
        ("integer", "phone", "Phone"),
        ("date", "day", "Day"),
        ("note", "thanks", "Thank you"),
    )
    form = make_form(services, survey=survey, choices=(), form_id="places")
    steps = [
        ("/data/place", "-1.5 36.82 0 4.5"),
        ("/data/phone", "0996700123456"),
        ("/data/day", "2026-11-03"),
    ]
    services.submissions.fill(form, [Step("set", *one) for one in steps])

    row = _workbook(services, form, tmp_path / "out.xlsx")["data"][0]

    assert (row["place-Latitude"], row["place-Longitude"], row["place-Accuracy"]) == (-1.5, 36.82, 4.5)
    assert row["phone"] == "0996700123456"
    assert row["day"].date().isoformat() == "2026-11-03"
    assert "thanks" not in row


def test_versions_share_the_tables_and_the_newest_gives_the_order(services, tmp_path, clock):
    _fill(services, make_form(services), "Osh")
    clock.move(days=1)
    newer = [row for row in FORM_SURVEY if row[1] != "people"]
    newer.insert(3, ("text", "street", "Which street?", "", "", "", "", ""))
    form = make_form(services, survey=tuple(newer), version="5")
    steps = [
        (CENTRE, "Naryn"),
        ("/data/arrival/street", "Lenin"),
        (REGISTER, "no"),
        (f"{COURSES}[1]/title", "Care"),
    ]
    services.submissions.fill(form, [Step("set", *one) for one in steps])

    rows = _workbook(services, form, tmp_path / "out.xlsx")["data"]

    assert [(row["_version"], row["arrival/street"], row["arrival/people"]) for row in rows] == [
        ("4", None, 288),
        ("5", "Lenin", None),
    ]
    columns = list(rows[0])
    assert (
        columns.index("arrival/street") < columns.index("arrival/register") < columns.index("arrival/people")
    )


def test_csv_is_a_zip_with_a_file_for_each_table_and_runs_no_formula(services, tmp_path):
    form = make_form(services)
    _fill(services, form, "=cmd|'/c calc'!A0", "Welding", "Sewing")
    path = tmp_path / "out.zip"

    report = services.submission_exports.export_tables(form, path, ExportKind.CSV)

    assert report.tables == (("data", 1), ("courses", 2))
    with zipfile.ZipFile(path) as packed:
        assert packed.namelist() == ["data.csv", "courses.csv"]
        rows = list(csv.DictReader(io.StringIO(packed.read("data.csv").decode("utf-8-sig"))))
    assert rows[0]["arrival/centre"] == "'=cmd|'/c calc'!A0"


def test_a_form_without_lists_is_one_csv_file(services, tmp_path):
    survey = (("type", "name", "label"), ("text", "a", "A"))
    form = make_form(services, survey=survey, choices=(), form_id="plain")
    services.submissions.fill(form, [Step("set", "/data/a", "Ош")])
    path = tmp_path / "out.csv"
    services.submission_exports.export_tables(form, path, ExportKind.CSV)

    assert next(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))["a"] == "Ош"


def test_a_file_of_another_ending_is_refused_before_anything_is_written(services, tmp_path):
    form = make_form(services)
    with pytest.raises(BadInput, match="can hold only one") as refused:
        services.submission_exports.export_tables(form, tmp_path / "out.csv", ExportKind.CSV)

    assert "out.zip" in refused.value.what_now()
    assert list(tmp_path.glob("*out*")) == []


def test_the_folder_keeps_the_rules_of_openrosa(services, tmp_path):
    form = make_form(services)
    first = _fill(services, form, "Osh", "Welding", "Sewing")
    _fill(services, form, "Naryn")
    path = tmp_path / "out.zip"

    report = services.submission_exports.export_openrosa(form, path)

    assert (report.submissions, report.left_out) == (2, ())
    assert faults_of(path, _xform(services, form)) == []
    with zipfile.ZipFile(path) as packed:
        root = etree.fromstring(packed.read(f"instances/{first}/submission.xml"))
    assert [one.text for one in root.findall("courses_held/courses/title")] == ["Welding", "Sewing"]


def test_the_same_submissions_make_the_same_bytes(services, tmp_path, clock):
    form = make_form(services)
    _fill(services, form)
    one, two = tmp_path / "one.zip", tmp_path / "two.zip"
    services.submission_exports.export_openrosa(form, one)
    clock.move(days=3)
    services.submission_exports.export_openrosa(form, two)

    assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize(
    "name",
    [
        "ifrc_distribution_site_assessment.xlsx",
        "kobo_sample.xlsx",
        "reach_msna_2024.xlsx",
        "unhcr_demo.xlsx",
        "unhcr_koboloader_template_en_dari.xlsx",
    ],
)
def test_submissions_of_real_forms_keep_the_rules_too(services, real_form_file, tmp_path, name):
    form = services.form_library.import_form(real_form_file(name), name).id
    services.submissions.start(form)
    path = tmp_path / "out.zip"
    services.submission_exports.export_openrosa(form, path, EVERYTHING)

    assert faults_of(path, _xform(services, form)) == []
    assert len(_workbook(services, form, tmp_path / "out.xlsx", EVERYTHING)["data"]) == 1


def _with_photo(services, form, photo, **facts):
    visit = make_visit(services, make_project(services), state="in_field")
    opened = services.submissions.start(form, visit_id=visit)
    for path, value in ((CENTRE, "Osh"), (REGISTER, "no"), (f"{COURSES}[1]/title", "Care")):
        opened.set(path, value)
    opened.attach(PHOTO, photo, "register page.jpg")
    name = opened.question(PHOTO).value
    if facts:
        services.attachments.set_fields(opened.media()[name].attachment_id, facts)
    services.submissions.finalise(opened.record.id)
    return opened.record.id, name


def test_a_photo_goes_with_its_submission_without_camera_data(services, tmp_path):
    exif = Image.Exif()
    exif[0x010F] = "Camera of Aigul"
    exif[0x0112] = 6
    exif.get_ifd(0x8825).update({1: "N", 2: (42.0, 52.0, 30.0), 3: "E", 4: (74.0, 35.0, 0.0)})
    form = make_form(services)
    made, name = _with_photo(services, form, make_photo((64, 48), exif=exif), shows_people=False)
    path = tmp_path / "out.zip"

    report = services.submission_exports.export_openrosa(form, path)

    assert (report.media, report.left_out) == (1, ())
    assert faults_of(path, _xform(services, form)) == []
    with zipfile.ZipFile(path) as packed:
        content = packed.read(f"instances/{made}/{name}")
    assert b"Aigul" not in content
    picture = Image.open(io.BytesIO(content))
    assert (dict(picture.getexif()), picture.size) == ({}, (48, 64))


def test_a_photo_that_may_show_people_stays_where_nobody_agreed(services, tmp_path):
    form = make_form(services)
    made, name = _with_photo(services, form, make_photo())
    path = tmp_path / "out.zip"

    report = services.submission_exports.export_openrosa(form, path)

    assert [(one.submission_id, one.name, one.reason) for one in report.left_out] == [
        (made, name, "no_consent")
    ]
    with zipfile.ZipFile(path) as packed:
        assert packed.namelist() == [f"instances/{made}/submission.xml"]


def test_a_damaged_submission_is_reported_and_the_others_are_written(services, tmp_path):
    form = make_form(services)
    broken = _fill(services, form, "Osh")
    _fill(services, form, "Naryn")
    with services.database.writing("forms.fill") as work:
        work.get(Submission, broken).xml = "<data"

    report = services.submission_exports.export_openrosa(form, tmp_path / "out.zip")
    assert report.submissions == 1
    assert [(one.submission_id, one.reason) for one in report.left_out] == [(broken, "damaged")]
    assert len(_workbook(services, form, tmp_path / "out.xlsx")["data"]) == 1


def test_only_what_was_filled_on_a_visit_and_nothing_from_the_bin(services, tmp_path):
    form = make_form(services)
    visit = make_visit(services, make_project(services), state="in_field")
    _fill(services, form, "Osh", visit=visit)
    deleted = _fill(services, form, "Naryn")
    _fill(services, form, "Talas")
    services.submissions.delete(deleted)

    every = _workbook(services, form, tmp_path / "every.xlsx")["data"]
    here = _workbook(services, form, tmp_path / "here.xlsx", WantedSubmissions(visit_id=visit))["data"]

    assert [row["arrival/centre"] for row in every] == ["Osh", "Talas"]
    assert [row["arrival/centre"] for row in here] == ["Osh"]


def test_a_submission_without_an_identity_gets_its_own_one_each_time(services, tmp_path):
    source = (
        '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head>'
        "<h:title>Bare</h:title><model><instance><data id='bare' version='1'><a/></data></instance>"
        "<bind nodeset='/data/a' type='string'/></model></h:head>"
        "<h:body><input ref='/data/a'><label>A</label></input></h:body></h:html>"
    )
    form = services.form_library.import_form(source.encode(), "bare.xml").id
    made = services.submissions.fill(form, [Step("set", "/data/a", "x")]).submission_id
    path = tmp_path / "out.zip"
    services.submission_exports.export_openrosa(form, path)

    assert faults_of(path, _xform(services, form)) == []
    with zipfile.ZipFile(path) as packed:
        assert f"uuid:{made}".encode() in packed.read(f"instances/{made}/submission.xml")
