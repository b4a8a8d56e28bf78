"""Lists and pictures beside a form: taken in with it, kept with its version, named where they are missing."""

import base64

import pytest

from desktop.services.form_library.dropped import read_beside, sort_dropped
from desktop.services.form_library.trials import check_form
from tests.makers import make_form_file

TOWNS = b"code,title,district\nosh,Osh city,south\nuzg,Uzgen,south\nnar,Naryn town,north\n"
FRUITS = b"fruit_id,fruit_name,colour,district\n1a,Apple,red,north\n2b,Plum,blue,south\n"
PNG = base64.b64decode(
    b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
SURVEY = (
    ("type", "name", "label", "appearance", "choice_filter", "parameters", "calculation", "media::image"),
    ("text", "district", "District", "", "", "", "", ""),
    ("select_one_from_file towns.csv", "town", "Town", "", "district = ${district}", "value=code, label=title", "", ""),
    (
        "select_one fruits", "fruit", "Fruit", "minimal search('fruits', 'matches', 'district', ${district})",
        "", "", "", "Apple.PNG",
    ),
    ("calculate", "named", "", "", "", "", "pulldata('towns', 'title', 'code', ${town})", ""),
)  # fmt: skip
CHOICES = (
    ("list_name", "name", "label"),
    ("fruits", "fruit_id", "fruit_name, colour"),
    ("fruits", "99", "Another"),
)


@pytest.fixture
def content() -> bytes:
    return make_form_file(SURVEY, CHOICES, form_id="markets", title="Markets")


def test_what_a_form_names_is_kept_with_it_and_what_is_missing_is_named(services, content):
    report = services.form_library.import_form(
        content, "m.xlsx", {"TOWNS.csv": TOWNS, "apple.png": PNG, "stray.csv": b"a,b\n"}
    )

    assert report.missing_files == ("fruits.csv",)
    assert [one.before for one in report.repairs if one.code == "A-FILE"] == ["fruits.csv"]
    files = services.form_library.files(report.version_id)
    assert [(one.name, one.kind, one.is_here) for one in files] == [
        ("towns.csv", "list", True),
        ("fruits.csv", "list", False),
        ("Apple.PNG", "image", True),
    ]
    assert services.form_library.pictures(report.version_id) == {"Apple.PNG": PNG}


def test_choices_and_look_ups_come_from_the_files_beside_the_form(services, content):
    report = services.form_library.import_form(content, "m.xlsx", {"towns.csv": TOWNS, "fruits.csv": FRUITS})
    opened = services.submissions.start(report.id)
    opened.set("/data/district", "south")

    assert [(one.value, one.label) for one in opened.question("/data/town").choices] == [
        ("osh", "Osh city"),
        ("uzg", "Uzgen"),
    ]
    assert [(one.value, one.label) for one in opened.question("/data/fruit").choices] == [
        ("99", "Another"),
        ("2b", "Plum, blue"),
    ]
    opened.set("/data/town", "uzg")
    assert "<named>Uzgen</named>" in services.submissions.xml(opened.record.id)

    opened.set("/data/district", "north")
    assert [one.label for one in opened.question("/data/fruit").choices] == ["Another", "Apple, red"]
    assert opened.removed_answers() == ("/data/town",)


def test_a_file_can_be_added_later_and_replaced(services, content):
    report = services.form_library.import_form(content, "m.xlsx")
    assert report.missing_files == ("towns.csv", "fruits.csv", "Apple.PNG")

    services.form_library.add_files(report.version_id, {"towns.csv": TOWNS, "other.txt": b"x"})
    again = services.form_library.import_form(content, "m.xlsx", {"towns.csv": b"code,title\nbat,Batken\n"})

    assert (again.action, again.missing_files) == ("unchanged", ("fruits.csv", "Apple.PNG"))
    assert services.form_library.lists(report.version_id) == {"towns.csv": b"code,title\nbat,Batken\n"}


def test_a_check_says_which_files_are_missing_and_keeps_nothing(content):
    assert check_form(content, "m.xlsx", {"fruits.csv": FRUITS}).missing_files == ("towns.csv", "Apple.PNG")


def test_a_folder_is_one_form_with_the_files_beside_it(tmp_path, content):
    folder = tmp_path / "markets"
    (folder / "media").mkdir(parents=True)
    (folder / "markets.xlsx").write_bytes(content)
    (folder / "towns.csv").write_bytes(TOWNS)
    (folder / "media" / "apple.png").write_bytes(PNG)
    (folder / "~$markets.xlsx").write_bytes(b"lock")

    (found,) = sort_dropped([folder])

    assert found.form.name == "markets.xlsx"
    assert read_beside(found.beside) == {"towns.csv": TOWNS, "apple.png": PNG}


def test_a_list_is_no_form_and_a_survey_table_is(tmp_path):
    (tmp_path / "list.csv").write_bytes(TOWNS)
    (tmp_path / "survey.csv").write_bytes(b"type,name,label\ntext,a,A\n")

    (found,) = sort_dropped([tmp_path / "list.csv", tmp_path / "survey.csv"])

    assert (found.form.name, [one.name for one in found.beside]) == ("survey.csv", ["list.csv"])
