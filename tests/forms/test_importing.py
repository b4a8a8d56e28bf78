"""What the importer repairs, asks and refuses, each with its place."""

import io
import random
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.forms import ImportedForm, Repair, import_form, load_definition


def codes(form: ImportedForm) -> set[str]:
    assert form.errors == ()
    return {repair.code for repair in form.repairs}


def repair(form: ImportedForm, code: str) -> Repair:
    return next(one for one in form.repairs if one.code == code)


def as_xlsx(**sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


SURVEY: list[list[object]] = [["type", "name", "label"], ["text", "q", "Question"]]


def test_a_clean_form_is_imported_without_a_word() -> None:
    form = import_form(
        as_xlsx(survey=SURVEY, settings=[["form_id", "version"], ["clean", "3"]]), "clean.xlsx"
    )
    assert (form.form_id, form.version, form.question_count, form.repairs, form.errors) == (
        "clean",
        "3",
        1,
        (),
        (),
    )
    assert len(form.source_sha256) == 64


@pytest.mark.parametrize(
    ("survey", "choices", "code", "before", "after"),
    [
        ("type | name | label\nselect one l | q | Q", "list_name | name | label\nl | a | A", "R-TYPE", "select one l", "select_one l"),
        ("type | name | label\nstring | q | Q", "", "R-TYPE", "string", "text"),
        ("type | name | label\ntel | q | Q", "", "A-TYPE", "tel", "text"),
        ("Type | name | label\ntext | q | Q", "", "R-HEADER", "Type", "type"),
        ("type | name | label | relevance\ntext | q | Q | 1 = 1", "", "R-HEADER", "relevance", "relevant"),
        ("type | name | label:ar\ntext | q | Q", "", "R-HEADER", "label:ar", "label::ar"),
        ("type | name | label\nnote | | Hello there", "", "R-NONAME", "", "Hello_there"),
        ("type | name | label\ntext | meta | Q", "", "R-RESERVED", "meta", "meta_"),
        ("type | name | label\ntext | 1st q | Q", "", "R-RESERVED", "1st q", "_1st_q"),
        ("type | name | label\ntext | q | Q\ntext | q | R", "", "A-DUPNAME", "q", "q_2"),
        ("type | name | label | relevant\ntext | q | Q |\ntext | r | R | ${q} = ‘yes’", "", "R-QUOTE", "${q} = ‘yes’", "${q} = 'yes'"),
        ("type | name | label | relevant\ntext | q | Q |\ntext | r | R | ${nobody} = 1", "", "A-REF", "${nobody} = 1", ""),
        ("type | name | label | relevant\ntext | quality | Q |\ntext | r | R | ${qualty} = 1", "", "A-REF", "${qualty} = 1", "${quality} = 1"),
        ("type | name | label | relevant\ntext | q | Q |\ntext | r | R | selcted(${q}, 'a')", "", "A-FUNC", "selcted(${q}, 'a')", "selected(${q}, 'a')"),
        ("type | name | label | relevant\ntext | q | Q |\ntext | r | R | frobnicate(${q})", "", "A-FUNC", "frobnicate(${q})", ""),
        ("type | name | label | relevant\ntext | q | Q | 1 = (", "", "A-FUNC", "1 = (", ""),
        ("type | name | label\ntext | q | Q ${nobody}", "", "A-REF", "${nobody}", "…"),
        ("type | name | label\nselect_one coutries | q | Q", "list_name | name | label\ncountries | a | A", "A-LIST", "select_one coutries", "select_one countries"),
        ("type | name | label\nselect_one absent | q | Q", "", "A-LIST", "select_one absent", "text"),
        ("type | name | label\nselect_one l | q | Q", "list_name | name | label\nl | 1.0 | A", "R-NUMNAME", "1.0", "1"),
        ("type | name | label\nselect_one l | q | Q", "list_name | name | label\nl | a | A\nl | a | A", "R-DUPCHOICE", "a", ""),
        ("type | name | label\nselect_one l | q | Q", "list_name | name | label\nl | a | A\nl | a | B", "A-DUPCHOICE", "B", "A"),
        ("type | name | label | default\ninteger | q | Q | many", "", "R-DEFAULT", "many", ""),
        ("type | name | label | parameters\nimage | q | Q | max-pixels=5 colour=red", "", "R-PARAM", "max-pixels=5 colour=red", "max-pixels=5"),
        ("type | name | label | $given_name\ntext | q | Q | x", "", "R-COLUMN", "$given_name", ""),
        ("type | name | label\nbegin_group | g | G\ntext | q | Q", "", "R-UNBAL", "", "end_group"),
        ("type | name | label\ntext | q | Q\nend_repeat | | ", "", "R-UNBAL", "end_repeat", ""),
        ("type | name | label\nselect_one_from_file places.csv | q | Q", "", "A-FILE", "places.csv", ""),
        ("type | name | label\n# remark | |\ntext | q | Q", "", "R-BLANK", "# remark", ""),
        ("type | name | label\ntext | q | ", "", "R-NONAME", "", "q"),
        ("type | name | label\ntext | q | Q\ncalculate | c | ", "", "A-FUNC", "", "''"),
    ],
)  # fmt: skip
def test_a_fault_is_repaired_and_told(
    make_form, survey: str, choices: str, code: str, before: str, after: str
) -> None:
    form = make_form(survey, choices)
    assert code in codes(form)
    told = repair(form, code)
    assert (told.before, told.after) == (before, after)
    assert told.message
    assert told.row > 0 or told.code == "R-HEADER"
    assert load_definition(form.xform_xml).question_count >= 1


def test_a_repair_names_the_row_of_the_spreadsheet() -> None:
    rows = [["type", "name", "label"], [None, None, None], ["text", "q", "Q"], ["tel", "r", "R"]]
    form = import_form(as_xlsx(survey=rows), "f.xlsx")
    assert repair(form, "A-TYPE").row == 4
    assert repair(form, "R-BLANK").row == 2


def test_filtered_lists_may_repeat_a_name(make_form) -> None:
    form = make_form(
        "type | name | label | choice_filter\ntext | c | C |\nselect_one l | q | Q | c = ${c}",
        "list_name | name | label | c\nl | a | A | x\nl | a | A | y",
    )
    assert codes(form) == set()


def test_kobo_blocks_become_groups_of_plain_questions(make_form) -> None:
    form = make_form(
        """
        type | name | label | kobo--score-choices | kobo--rank-items
        begin_score | s | How good | l |
        score__row | food | Food | |
        score__row | water | Water | |
        end_score | | | |
        begin_rank | r | Order | | l
        rank__level | first | First | |
        end_rank | | | |
        """,
        "list_name | name | label\nl | a | A\nl | b | B",
    )
    assert "R-KOBO" in codes(form)
    definition = load_definition(form.xform_xml)
    assert {place.path for place in definition.controls} == {"/data/s/food", "/data/s/water", "/data/r/first"}


def test_questions_that_wait_for_each_other_are_refused_with_their_names(make_form) -> None:
    form = make_form(
        "type | name | calculation\ncalculate | alpha | ${beta} + 1\ncalculate | beta | ${alpha} + 1"
    )
    assert [one.code for one in form.errors] == ["E-CYCLE"]
    assert "alpha" in form.errors[0].message
    assert "beta" in form.errors[0].message
    assert form.errors[0].row in (2, 3)


def test_what_holds_no_form_is_refused() -> None:
    deep = "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><h:html xmlns:h='x' xmlns='http://www.w3.org/2002/xforms'>&b;</h:html>"
    cases = {
        b"": "E-EMPTY",
        b"   \n": "E-EMPTY",
        b"PK\x03\x04 truncated": "E-CORRUPT",
        b"\xd0\xcf\x11\xe0 truncated": "E-CORRUPT",
        b"\x00\x01\x02": "E-CORRUPT",
        b"a,b\n1,2\n": "E-EMPTY",
        as_xlsx(survey=[["type", "name"]]): "E-EMPTY",
        as_xlsx(other=[["x"]]): "E-EMPTY",
        deep.encode(): "E-CORRUPT",
        as_xlsx(survey=SURVEY)[:-200]: "E-CORRUPT",
    }
    for content, code in cases.items():
        form = import_form(content, "f.xlsx")
        assert [one.code for one in form.errors] == [code]
        assert form.xform_xml == ""


def test_an_archive_that_unpacks_to_too_much_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    assert import_form(stream.getvalue(), "bomb.xlsx").errors[0].code == "E-LIMIT"


def test_too_many_rows_are_refused() -> None:
    content = b"type,name,label\n" + b"text,q,Q\n" * 20_001
    assert import_form(content, "f.csv").errors[0].code == "E-LIMIT"


def test_an_xform_is_taken_as_it_is(make_form) -> None:
    first = make_form("type | name | label\ntext | q | Q")
    again = import_form(first.xform_xml.encode(), "f.xml")
    assert (again.form_id, again.question_count, again.errors) == (first.form_id, 1, ())


@given(st.binary(max_size=400))
def test_no_bytes_crash_the_importer(content: bytes) -> None:
    form = import_form(content, "f.xlsx")
    assert form.errors or form.xform_xml


@pytest.mark.parametrize("name", ["kobo_sample.xlsx", "ifrc_distribution_site_assessment.xlsx"])
def test_a_damaged_copy_of_a_real_form_never_crashes_the_importer(name: str) -> None:
    path = Path(__file__).parents[2].parent / "shared" / "data" / "forms" / name
    if not path.exists():
        pytest.skip("the real forms of ../shared/data are not here")
    content, chance = path.read_bytes(), random.Random(1)
    for _round in range(40):
        damaged = bytearray(content)
        for _byte in range(chance.randint(1, 30)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        form = import_form(
            bytes(damaged[: chance.randrange(len(damaged))] if chance.random() < 0.3 else damaged), name
        )
        assert form.errors or form.xform_xml


_CELL = st.sampled_from(
    ["text", "q", "${q}", "begin_group", "end_repeat", "select_one l", "", "(", "tel", "#", "1.0", "‘a’", "begin repeat", "calculate", "${", "a b"]
)  # fmt: skip


@given(st.lists(st.lists(_CELL, min_size=5, max_size=5), max_size=8))
def test_no_sheet_crashes_the_importer(make_rows: list[list[str]]) -> None:
    header = "type,name,label,relevant,calculation"
    content = "\n".join([header, *(",".join(row) for row in make_rows)])
    form = import_form(content.encode(), "f.csv")
    assert form.errors or load_definition(form.xform_xml)


def test_a_form_nested_beyond_reason_is_refused() -> None:
    deep = "<a>" * 3000 + "</a>" * 3000
    head = '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><model><instance>'
    form = import_form(f"{head}{deep}</instance></model></h:head></h:html>".encode(), "f.xml")
    assert [one.code for one in form.errors] == ["E-CORRUPT"]


def test_choice_names_with_spaces_stay_where_one_is_chosen(make_form) -> None:
    form = make_form(
        """
        type                 | name   | label
        select_one town      | lives  | Where?
        select_multiple need | needs  | What?
        """,
        """
        list_name | name         | label
        town      | Township 01  | Yangon
        town      | Township 02  | Bago
        need      | clean water  | Water
        need      | warm clothes | Clothes
        """,
    )

    assert "<name>Township 01</name>" in form.xform_xml
    assert "<name>clean_water</name>" in form.xform_xml
    said = [one for one in form.repairs if one.code == "R-TRIM"]
    assert [(one.row, one.before, one.after) for one in said] == [(4, "clean water", "clean_water")]
    assert said[0].message.startswith("2 names of the list need have spaces")


def test_a_cycle_names_the_column_it_stands_in(make_form) -> None:
    form = make_form("type | name | label | relevant\ntext | x | X | ${x} != ''")
    assert [(one.code, one.row, one.column) for one in form.errors] == [("E-CYCLE", 2, "relevant")]


def test_a_rule_that_is_refused_takes_no_other_rule_with_it(make_form) -> None:
    form = make_form(
        """
        type | name | label | required | constraint | parameters
        image | q | Q | yes | string-length(.) < 90 | max-pixels=wide
        """
    )
    assert [(one.column, one.before) for one in form.repairs if one.code == "A-RULE"] == [
        ("parameters", "max-pixels=wide")
    ]
    assert 'required="true()"' in form.xform_xml
    assert "constraint=" in form.xform_xml


@pytest.mark.parametrize("kind", ["select_one", "select multiple", "rank"])
def test_a_question_that_names_no_list_is_said_so(make_form, kind: str) -> None:
    form = make_form(f"type | name | label\n{kind} | q | Q")
    assert [(one.code, one.before, one.after) for one in form.repairs] == [("A-LIST", kind, "text")]
    assert "names no list" in form.repairs[0].message


def test_what_is_too_long_is_said_with_its_sheet_and_what_to_do() -> None:
    rows = [["type", "name", "label"], *[["text", f"q{at}", "Q"] for at in range(20_001)]]
    (error,) = import_form(as_xlsx(survey=rows), "long.xlsx").errors
    assert (error.code, error.sheet, error.row) == ("E-LIMIT", "survey", 20_001)
    assert "more than 20,000 rows" in error.message


def test_an_appearance_that_means_nothing_here_is_noted_and_kept(make_form) -> None:
    form = make_form(
        """
        type | name | label | appearance
        text | a | A | foobar
        date | b | B | islamic
        date | c | C | month-year
        select_one l | d | D | columns-3 minimal
        begin_group | g | G | field-list w2
        text | e | E | w1
        end_group | | |
        """,
        "list_name | name | label\nl | x | X",
    )
    said = [(one.code, one.row, one.column, one.before) for one in form.repairs]
    assert said == [("R-LOOK", 2, "appearance", "foobar"), ("R-LOOK", 3, "appearance", "islamic")]
    assert "Gregorian" in form.repairs[1].message
    assert 'appearance="islamic"' in form.xform_xml


def test_each_file_beside_the_form_has_the_place_that_names_it(make_form) -> None:
    form = make_form(
        """
        type | name | label | calculation | media::image
        text | q | Q | | nothere.png
        calculate | p | | pulldata('prices', 'price', 'item', ${q}) |
        select_one_from_file towns.csv | t | T | |
        """
    )
    assert dict(form.file_places) == {
        "nothere.png": ("survey", 2, "media::image"),
        "prices.csv": ("survey", 3, "calculation"),
        "towns.csv": ("survey", 4, "type"),
    }


def test_the_headings_of_a_table_are_given_no_words(make_form) -> None:
    form = make_form(
        "type | name | label | appearance\nselect_one l | h | | label\nselect_one l | q | Q | list-nolabel",
        "list_name | name | label\nl | x | X",
    )
    assert form.repairs == ()
