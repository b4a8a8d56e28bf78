"""Submissions that were filled elsewhere come in: each is told of, none fails the file, twice changes nothing."""

import csv
import io
import zipfile

import pytest
from openpyxl import Workbook, load_workbook

from desktop.errors import BadInput, Refused
from desktop.models import FormVersion
from desktop.rules.vocabulary import SubmissionState
from desktop.services.form_library.export_records import ExportKind, WantedSubmissions
from desktop.services.form_library.steps import Step
from tests.forms.openrosa_rules import faults_of
from tests.makers import make_form, make_photo, make_project, make_visit, walk_to

CENTRE, REGISTER, PEOPLE = "/data/arrival/centre", "/data/arrival/register", "/data/arrival/people"
COURSES, PHOTO = "/data/courses_held/courses", "/data/courses_held/photo"
ALL = WantedSubmissions(everything=True)
ONE = "11111111-1111-4111-8111-111111111111"
TWO = "22222222-2222-4222-8222-222222222222"


def collected(identity=ONE, centre="Osh", photo="", *, form="centre_check", more="", version="4"):
    """As ODK Collect writes an instance."""
    return (
        f'<?xml version=\'1.0\' ?><data id="{form}" version="{version}" xmlns:orx="http://openrosa.org/xforms">'
        f"<arrival><centre>{centre}</centre><register>yes</register><people>12</people></arrival>"
        "<courses_held><courses><title>Welding</title><women>10</women></courses>"
        "<courses><title>Care</title><women>7</women></courses><total>17</total>"
        f"<photo>{photo}</photo></courses_held>{more}"
        f"<orx:meta><orx:instanceID>uuid:{identity}</orx:instanceID></orx:meta></data>"
    ).encode()


def instance(folder, name, content, **media):
    place = folder / name
    place.mkdir(parents=True)
    (place / f"{name}.xml").write_bytes(content)
    for file, data in media.items():
        (place / file.replace("_jpg", ".jpg")).write_bytes(data)
    return place


def take(services, form, path, **more):
    return services.submission_imports.run(form, services.submission_imports.read(path), **more)


def fates(report):
    return [row.action.value for row in report.rows]


def answers(services, form):
    """Of every submission of the form, by instanceID, as they would be sent."""
    found = {}
    with services.database.reading() as work:
        versions = [one.id for one in services.form_library.get(form).versions]
        for one in work.forms.all_filled_with(versions):
            texts = work.forms.answer_texts(one)
            found[texts.get("/data/meta/instanceID", str(one))] = texts
    return found


def test_a_folder_of_collect_comes_in_with_its_files(services, tmp_path):
    form = make_form(services)
    instance(tmp_path / "c", "one", collected(photo="a.jpg"), a_jpg=make_photo())
    instance(tmp_path / "c", "two", collected(TWO, "Naryn"))
    (tmp_path / "c" / "form.xml").write_text("<h:html xmlns:h='http://www.w3.org/1999/xhtml'/>")

    report = take(services, form, tmp_path / "c")

    assert (fates(report), report.media) == (["taken", "taken"], 1)
    kept = answers(services, form)[f"uuid:{ONE}"]
    assert (kept[CENTRE], kept[COURSES], kept[f"{COURSES}[2]/title"]) == ("Osh", "2", "Care")
    assert services.submissions.unfinished() == ()
    opened = services.submissions.open(_id_of(services, form, ONE))
    assert opened.record.state is SubmissionState.FINALISED
    assert opened.media()["a.jpg"].media_type == "image/jpeg"


def _id_of(services, form, identity):
    with services.database.reading() as work:
        versions = [one.id for one in services.form_library.get(form).versions]
        for one in work.forms.all_filled_with(versions):
            if work.forms.answer_texts(one).get("/data/meta/instanceID") == f"uuid:{identity}":
                return one
    raise AssertionError(identity)


def test_the_same_twice_changes_nothing_and_a_rehearsal_writes_nothing(services, tmp_path):
    form = make_form(services)
    instance(tmp_path / "c", "one", collected())
    rehearsed = take(services, form, tmp_path / "c", dry_run=True)
    assert (fates(rehearsed), answers(services, form)) == (["taken"], {})
    take(services, form, tmp_path / "c")
    with services.database.reading() as work:
        before = work.change

    again = take(services, form, tmp_path / "c")

    with services.database.reading() as work:
        assert work.change == before
    assert fates(again) == ["unchanged"]


def test_one_import_is_one_undo_and_comes_back_when_it_is_taken_again(services, tmp_path):
    form = make_form(services)
    for name, identity in (("one", ONE), ("two", TWO)):
        instance(tmp_path / "c", name, collected(identity))
    take(services, form, tmp_path / "c")
    services.history.undo()
    assert answers(services, form) == {}

    report = take(services, form, tmp_path / "c")

    assert fates(report) == ["taken", "taken"]
    assert answers(services, form)[f"uuid:{TWO}"][CENTRE] == "Osh"


def test_bad_ones_are_left_with_their_reason_and_the_others_come_in(services, tmp_path):
    form = make_form(services)
    folder = tmp_path / "c"
    instance(folder, "a_broken", b"<data")
    instance(folder, "b_foreign", collected(form="household"))
    instance(folder, "c_entities", b"<!DOCTYPE data [<!ENTITY a 'b'>]><data id='centre_check'>&a;</data>")
    instance(folder, "d_good", collected())
    instance(folder, "e_twin", collected())
    instance(folder, "f_no_photo", collected(TWO, photo="gone.jpg"))

    report = take(services, form, folder)

    assert [(row.action.value, row.code) for row in report.rows] == [
        ("left", "no_submission"),
        ("left", "other_form"),
        ("left", "no_submission"),
        ("taken", ""),
        ("left", "same_identity"),
        ("taken", "file_not_here"),
    ]
    assert all(row.message for row in report.rows if row.action.value == "left")


def test_what_is_here_with_other_answers_is_kept_and_a_newer_edition_takes_its_place(services, tmp_path):
    form = make_form(services)
    instance(tmp_path / "a", "one", collected())
    take(services, form, tmp_path / "a")
    instance(tmp_path / "b", "one", collected(centre="Talas"))
    newer = collected(TWO, "Batken").replace(
        b"<orx:meta>", f"<orx:meta><orx:deprecatedID>uuid:{ONE}</orx:deprecatedID>".encode()
    )
    instance(tmp_path / "n", "one", newer)

    differs = take(services, form, tmp_path / "b")
    assert [(row.action.value, row.code) for row in differs.rows] == [("left", "differs")]
    assert CENTRE in differs.rows[0].message

    assert fates(take(services, form, tmp_path / "n")) == ["taken"]
    kept = answers(services, form)
    assert {key: one[CENTRE] for key, one in kept.items()} == {f"uuid:{TWO}": "Batken"}
    assert fates(take(services, form, tmp_path / "n")) == ["unchanged"]
    assert [row.code for row in take(services, form, tmp_path / "a").rows] == ["older_edition"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("<register>perhaps</register>", "perhaps"),
        ("<people>twelve</people>", "twelve"),
        ("<women>ten</women>", "ten"),
    ],
)
def test_an_answer_that_is_none_keeps_a_submission_a_draft_and_is_told(services, tmp_path, wrong, said):
    form = make_form(services)
    tag = wrong.partition(">")[0] + ">"
    right = {"<register>": "yes", "<people>": "12", "<women>": "10"}[tag]
    content = collected().decode().replace(f"{tag}{right}<", f"{tag}{said}<", 1)
    instance(tmp_path / "c", "one", content.encode())
    instance(tmp_path / "c", "two", collected(TWO, "Naryn"))

    report = take(services, form, tmp_path / "c")

    assert fates(report) == ["taken", "taken"]
    assert said in report.rows[0].message
    assert "draft" in report.rows[0].message
    states = {one.state for one in services.submissions.unfinished()}
    assert states == {SubmissionState.DRAFT}
    assert answers(services, form)[f"uuid:{ONE}"][CENTRE] == "Osh"


def test_answers_the_form_does_not_ask_are_kept_as_retired(services, tmp_path):
    form = make_form(services)
    instance(tmp_path / "c", "one", collected(more="<old><deep>kept</deep></old>", version="2"))

    report = take(services, form, tmp_path / "c")

    assert fates(report) == ["repaired"]
    assert "/data/old/deep" in report.rows[0].message
    assert services.submissions.open(_id_of(services, form, ONE)).retired == {"/data/old/deep": "kept"}


def test_what_is_taken_onto_a_closed_visit_is_refused(services, tmp_path):
    form = make_form(services)
    visit = make_visit(services, make_project(services), state="in_field")
    instance(tmp_path / "c", "one", collected())
    assert fates(take(services, form, tmp_path / "c", visit_id=visit)) == ["taken"]
    assert [one.visit_id for one in services.submissions.of_visit(visit)] == [visit]
    walk_to(services, visit, "draft")
    for step in ("reporting", "submitted"):
        if step == "submitted":
            for result in services.visits.get(visit).results:
                services.findings.rate(visit, result.result_id, "on_track")
        services.visits.move(visit, step)
    instance(tmp_path / "d", "two", collected(TWO))
    with pytest.raises(Refused):
        take(services, form, tmp_path / "d", visit_id=visit)


# Tables


def workbook(path, sheets):
    book = Workbook()
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    book.remove(book.worksheets[0])
    book.save(path)
    return path


KOBO = {
    "Skills centre check": [
        ["arrival/centre", "arrival/register", "arrival/people", "courses_held/photo", "__version__", "_id", "_uuid", "_submission_time", "_index"],
        ["Osh", "yes", 12, None, "4", 101, ONE, "2026-11-03T10:00:00", 1],
        ["Naryn", "some", None, None, "4", 102, TWO, "2026-11-04T10:00:00", 2],
    ],
    "courses": [
        ["courses_held/courses/title", "courses_held/courses/women", "_index", "_parent_table_name", "_parent_index", "_submission__uuid"],
        ["Welding", 10, 1, "Skills centre check", 1, ONE],
        ["Care", 7, 2, "Skills centre check", 2, TWO],
        ["Sewing", 3, 3, "Skills centre check", 1, ONE],
        ["Lost", 3, 4, "Skills centre check", 9, ONE],
    ],
}  # fmt: skip


def test_a_workbook_of_kobo_comes_in_with_its_lists(services, tmp_path):
    form = make_form(services)
    file = workbook(tmp_path / "kobo.xlsx", KOBO)

    report = take(services, form, file)

    assert [(row.action.value, row.code) for row in report.rows] == [
        ("taken", ""),
        ("taken", ""),
        ("left", "no_parent"),
    ]
    one = answers(services, form)[f"uuid:{ONE}"]
    assert (one[COURSES], one[f"{COURSES}[1]/title"], one[f"{COURSES}[2]/title"]) == (
        "2",
        "Welding",
        "Sewing",
    )
    assert fates(take(services, form, file)) == ["unchanged", "unchanged", "left"]


def test_labels_stand_for_names_in_headers_and_cells(services, tmp_path):
    form = make_form(services)
    rows = [
        ["Which centre is this?", "Did you see the register?", "How many people are in it?", "_uuid"],
        ["Osh", "Yes, all of it", "480,0", ONE],
        ["Naryn", "Perhaps", "12", TWO],
    ]
    report = take(services, form, workbook(tmp_path / "kobo.xlsx", {"data": rows}))

    assert [(row.action.value, row.code) for row in report.rows] == [
        ("repaired", "amount_form"),
        ("taken", "unknown_choice"),
    ]
    kept = answers(services, form)
    assert (kept[f"uuid:{ONE}"][REGISTER], kept[f"uuid:{ONE}"][PEOPLE]) == ("yes", "480")
    assert kept[f"uuid:{TWO}"][REGISTER] == "Perhaps"
    assert [one.missing for one in services.submissions.unfinished()] == [1]


SEVERAL = (
    ("type", "name", "label"),
    ("select_multiple seen", "seen", "What was seen?"),
    ("geopoint", "place", "Where?"),
    ("date", "day", "Day"),
)
SEEN = (
    ("list_name", "name", "label"),
    ("seen", "rooms", "Class rooms"),
    ("seen", "tools", "Tools"),
    ("seen", "desks", "Desks and chairs"),
)


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (["seen", "_place_latitude", "_place_longitude", "day"], ["rooms desks", 42.5, 74.1, "03.11.2026"]),
        (["seen", "place", "day"], ["rooms desks", "42.5 74.1 0 0", "2026-11-03"]),
        (["What was seen?", "Where?", "Day"], ["Class rooms Desks and chairs", "42.5 74.1 0 0", "2026-11-03"]),
        (["What was seen?", "Where?", "Day"], ["Class rooms; Desks and chairs", "42.5 74.1", "2026-11-03"]),
        (["seen/rooms", "seen/tools", "seen/desks", "place", "day"], [1, 0, 1, "42.5 74.1", "2026-11-03"]),
        (
            ["What was seen?", "What was seen?/Class rooms", "What was seen?/Desks and chairs", "Where?", "Day"],
            ["Class rooms Desk & chair", True, True, "42.5 74.1", "2026-11-03"],
        ),
    ],
)  # fmt: skip
def test_choices_positions_and_days_as_others_write_them(services, tmp_path, header, row):
    form = make_form(services, survey=SEVERAL, choices=SEEN, form_id="several")
    file = workbook(tmp_path / "t.xlsx", {"data": [[*header, "_uuid"], [*row, ONE]]})

    report = take(services, form, file)

    assert report.left == 0
    assert services.submissions.unfinished() == ()
    kept = answers(services, form)[f"uuid:{ONE}"]
    assert (kept["/data/seen"], kept["/data/day"]) == ("rooms desks", "2026-11-03")
    assert kept["/data/place"].split()[:2] == ["42.5", "74.1"]


def test_a_table_without_identities_is_known_by_what_it_says(services, tmp_path):
    form = make_form(services, survey=SEVERAL, choices=SEEN, form_id="several")
    file = tmp_path / "t.csv"
    file.write_text("seen;day\nrooms;2026-11-03\nrooms;2026-11-03\ntools;2026-11-03\n")

    assert fates(take(services, form, file)) == ["taken"] * 3
    assert fates(take(services, form, file)) == ["unchanged"] * 3


def test_columns_are_told_and_a_mapping_names_the_right_one(services, tmp_path):
    form = make_form(services)
    file = workbook(tmp_path / "t.xlsx", {"data": [["Town", "Comment", "_uuid"], ["Osh", "fine", ONE]]})
    source = services.submission_imports.read(file)

    preview = services.submission_imports.preview(form, source)
    assert (preview.report, "t.xlsx" in preview.problem.sentence()) == (None, True)
    assert [(one.header, one.question, one.is_about) for one in preview.columns] == [
        ("Town", "", False),
        ("Comment", "", False),
        ("_uuid", "", True),
    ]
    assert ("arrival/centre", "Which centre is this?") in [(one.path, one.label) for one in preview.questions]

    mapping = {"arrival/centre": "Town"}
    mapped = services.submission_imports.preview(form, source, mapping=mapping)
    assert mapped.columns[0].question == "arrival/centre"
    assert "Comment" in mapped.report.notes[0]
    services.submission_imports.run(form, source, mapping=mapping)
    assert answers(services, form)[f"uuid:{ONE}"][CENTRE] == "Osh"
    with pytest.raises(BadInput, match="nowhere"):
        services.submission_imports.run(form, source, mapping={"nowhere": "Town"})
    with pytest.raises(BadInput, match="Village"):
        services.submission_imports.run(form, source, mapping={"arrival/centre": "Village"})


def test_what_holds_no_submissions_says_so(services, tmp_path):
    form = make_form(services)
    (tmp_path / "empty").mkdir()
    (tmp_path / "holiday.jpg").write_bytes(b"sea and sun" * 100 + bytes(range(256)))
    (tmp_path / "torn.zip").write_bytes(b"PK\x03\x04torn")
    for name in ("empty", "holiday.jpg", "torn.zip", "nowhere"):
        with pytest.raises(BadInput):
            take(services, form, tmp_path / name)


# Our own exports


def _fill(services, form, centre, *titles):
    steps = [Step("set", CENTRE, centre), Step("set", REGISTER, "yes"), Step("set", PEOPLE, "288")]
    for number, title in enumerate(titles or ("Welding",), 1):
        steps += [Step("add", COURSES)] if number > 1 else []
        steps.append(Step("set", f"{COURSES}[{number}]/title", title))
    return services.submissions.fill(form, steps).submission_id


@pytest.mark.parametrize(("kind", "ending"), [(ExportKind.XLSX, ".xlsx"), (ExportKind.CSV, ".zip"), (ExportKind.OPENROSA, ".zip")])  # fmt: skip
@pytest.mark.parametrize("by_label", [False, True])
def test_our_own_exports_are_known_again(services, tmp_path, kind, ending, by_label):
    form = make_form(services)
    _fill(services, form, "=Osh", "Welding", "Care")
    _fill(services, form, "'Naryn", "Sewing")
    path = tmp_path / f"out{ending}"
    if kind is ExportKind.OPENROSA:
        services.submission_exports.export_openrosa(form, path)
    else:
        services.submission_exports.export_tables(form, path, kind, by_label=by_label)

    report = take(services, form, path)

    assert fates(report) == ["unchanged", "unchanged"], report.rows
    assert report.notes == ()


def test_a_file_of_central_joins_its_lists_by_their_keys(services, tmp_path):
    form = make_form(services)
    tables = {
        "centre_check.csv": [
            ["SubmissionDate", "arrival-centre", "arrival-register", "meta-instanceID", "KEY", "FormVersion"],
            ["2026-11-03", "Osh", "yes", f"uuid:{ONE}", f"uuid:{ONE}", "4"],
        ],
        "centre_check-courses.csv": [
            ["title", "women", "PARENT_KEY", "KEY"],
            ["Welding", "10", f"uuid:{ONE}", f"uuid:{ONE}/courses_held/courses[1]"],
        ],
    }
    path = tmp_path / "central.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for name, rows in tables.items():
            out = io.StringIO(newline="")
            csv.writer(out).writerows(rows)
            packed.writestr(name, out.getvalue())

    assert fates(take(services, form, path)) == ["taken"]
    kept = answers(services, form)[f"uuid:{ONE}"]
    assert (kept[CENTRE], kept[f"{COURSES}[1]/women"]) == ("Osh", "10")


def test_what_came_in_goes_out_by_the_rules_of_openrosa(services, tmp_path):
    form = make_form(services)
    take(services, form, workbook(tmp_path / "kobo.xlsx", KOBO))
    more = collected("33333333-3333-4333-8333-333333333333", "Talas", photo="a.jpg")
    instance(tmp_path / "c", "one", more, a_jpg=make_photo())
    take(services, form, tmp_path / "c")
    path = tmp_path / "out.zip"

    report = services.submission_exports.export_openrosa(form, path)

    assert report.submissions == 3
    with services.database.reading() as work:
        xform = work.get(FormVersion, services.form_library.get(form).row.version_id).xform
    assert faults_of(path, xform) == []


JUDGED = (
    ("type", "name", "label", "parameters"),
    ("integer", "age", "Age", ""),
    ("range", "sure", "How sure?", "start=0 end=10 step=1"),
    ("time", "hour", "Hour", ""),
    ("date", "day", "Day", ""),
)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ("five,3,14:30,2026-11-01", "“five” is not a number. The row is kept as a draft."),
        ("5,11,14:30,2026-11-01", "“11” does not fit the question; the row is kept as a draft."),
        ("5,3,25:00,2026-11-01", "“25:00” does not fit the question; the row is kept as a draft."),
        (
            "5,3,14:30,2026-02-30",
            "“2026-02-30” is not a date; write it as 2026-07-31. The row is kept as a draft.",
        ),
    ],
)
def test_a_row_that_is_kept_as_a_draft_says_so_whatever_is_wrong(services, tmp_path, cells, said):
    form = make_form(services, survey=JUDGED, form_id="judged")
    table = tmp_path / "rows.csv"
    table.write_text(f"age,sure,hour,day\n{cells}\n", "utf-8")
    (row,) = take(services, form, table).rows

    assert row.message.endswith(said)
    (record,) = services.submissions.unfinished()
    assert record.state is SubmissionState.DRAFT


def test_what_a_table_says_of_the_origin_is_kept_shown_and_goes_out_again(services, tmp_path):
    form = make_form(services)
    rows = [
        ["centre", "register", "_id", "_uuid", "_submission_time", "_submitted_by"],
        ["Osh", "some", "4711", ONE, "2026-11-20T08:15:00", "monitor_osh"],
        ["Naryn", "some", "", TWO, "", ""],
    ]
    report = take(services, form, workbook(tmp_path / "kobo.xlsx", {"data": rows}))

    assert (fates(report), report.notes) == (["taken", "taken"], ())
    first, second = (_id_of(services, form, one) for one in (ONE, TWO))
    assert services.submissions.get(first).origin == {
        "id": "4711",
        "submitted_at": "2026-11-20T08:15:00",
        "submitted_by": "monitor_osh",
    }
    assert services.submissions.get(second).origin == {}
    oldest = services.form_audit.of(first)[0]
    assert (oldest.event, oldest.who, oldest.reason) == ("form origin", "monitor_osh", "4711")
    assert oldest.at.isoformat() == "2026-11-20T08:15:00+00:00"
    services.submission_exports.export_tables(form, tmp_path / "out.xlsx", ExportKind.XLSX, ALL)
    (line,) = [one for one in _lines(tmp_path / "out.xlsx") if one["KEY"] == f"uuid:{ONE}"]
    assert (line["_id"], line["_submission_time"], line["_submitted_by"]) == (
        "4711",
        "2026-11-20T08:15:00",
        "monitor_osh",
    )


def _lines(path):
    sheet = load_workbook(path).worksheets[0]
    header, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_the_day_of_submission_is_the_day_of_its_rules_where_no_other_is_known(services, tmp_path):
    survey = (("type", "name", "label", "constraint"), ("date", "planned", "Planned", ". >= today()"))
    form = make_form(services, survey=survey, choices=())
    rows = [
        ["planned", "_uuid", "_submission_time"],
        ["2025-03-02", ONE, "2025-03-01T10:00:00"],
        ["2025-03-02", TWO, ""],
    ]
    report = take(services, form, workbook(tmp_path / "kobo.xlsx", {"data": rows}))

    assert [row.code for row in report.rows] == ["", "answer_not_allowed"]


PLACE = (("type", "name", "label"), ("geopoint", "gp", "Where?"), ("text", "gp_note", "Note"))
PARTS = ("latitude", "longitude", "altitude", "precision")


def _gp(services, tmp_path, header, cells, mapping=None):
    form = make_form(services, survey=PLACE, choices=(), form_id="place", title="Place")
    file = workbook(tmp_path / "gp.xlsx", {"data": [[*header, "_uuid"], [*cells, ONE]]})
    source = services.submission_imports.read(file)
    preview = services.submission_imports.preview(form, source, mapping=mapping or {})
    take(services, form, file, mapping=mapping or {})
    strange = [one.header for one in preview.columns if not one.question and not one.is_about]
    return strange, preview.report.notes, answers(services, form)[f"uuid:{ONE}"].get("/data/gp")


@pytest.mark.parametrize("lead", ["gp_", "_gp_", "Where?_", "_Where?_"])
def test_the_parts_of_a_position_are_its_columns(services, tmp_path, lead):
    header = [f"{lead}{part}" for part in PARTS]

    assert _gp(services, tmp_path, header, ["42.5", "20.1", "5", "3"]) == ([], (), "42.5 20.1 5 3")


def test_the_parts_of_a_position_beside_the_whole_are_no_strange_columns(services, tmp_path):
    header, cells = ["gp", *(f"gp_{part}" for part in PARTS)], ["42.5 20.1 5 3", "42.5", "20.1", "5", "3"]

    assert _gp(services, tmp_path, header, cells) == ([], (), "42.5 20.1 5 3")
    assert _gp(services, tmp_path, header, cells, {"gp": "gp"})[:2] == ([], ())


def test_a_question_with_the_name_of_a_part_is_that_question(services, tmp_path):
    survey = (*PLACE, ("text", "gp_latitude", "As told"))
    form = make_form(services, survey=survey, choices=(), form_id="told", title="Told")
    file = workbook(tmp_path / "gp.xlsx", {"data": [["gp_latitude", "_uuid"], ["north", ONE]]})
    take(services, form, file)

    assert answers(services, form)[f"uuid:{ONE}"]["/data/gp_latitude"] == "north"
