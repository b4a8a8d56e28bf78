"""Rows of each kind: taken, repaired, doubted or left, and always said why."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.exchange.budgets import read_budgets
from desktop.exchange.locations import read_locations
from desktop.exchange.matrices import build_matrices
from desktop.exchange.places import read_places
from desktop.exchange.projects import Share, read_projects
from desktop.exchange.remarks import CODES
from desktop.exchange.results import read_results
from desktop.exchange.tables import read_table
from desktop.exchange.writers import write_csv
from desktop.rules.vocabulary import (
    Direction,
    Measure,
    PlaceCodeSystem,
    ProjectKind,
    ProjectStage,
    ResultLevel,
)

D = Decimal


def table(header, *rows):
    return read_table(write_csv(header.split(","), rows), "t.csv")


def only(reading):
    (row,) = reading.rows
    return row


def project(header, *values):
    return only(read_projects(table(header, values)))


def codes(remarks):
    return [remark.code for remark in remarks]


def test_a_project_comes_out_typed():
    row = project(
        "iati_identifier,title,country,status,start_planned,end_planned,crs,budget_usd,iom_type",
        "XM-DAC-47066-LM.0465",
        "Safe labour migration",
        "KGZ",
        "2",
        "2026-01-01",
        "2027-12-31",
        "15190",
        "250000.10",
        "LM",
    )

    assert (row.code, row.kind, row.stage) == ("LM.0465", ProjectKind.OWN, ProjectStage.IMPLEMENTING)
    assert row.countries == (Share(code="KG", share=D(100)),)
    assert row.sectors == (Share(code="15190", share=D(100)),)
    assert (row.planned_start, row.planned_end) == (date(2026, 1, 1), date(2027, 12, 31))
    assert (row.budget, row.currency) == (D("250000.10"), "USD")
    assert row.thematic_area == "Facilitating Migration"
    assert (row.repairs, row.problems, row.left_reason, row.row_number) == ((), (), None, 2)


def test_a_project_of_another_publisher_is_external():
    row = project("iati_identifier,title,country,status", "XM-DAC-41121-2018", "Asylum", "KG", "2")

    assert row.kind is ProjectKind.EXTERNAL
    assert row.code is None


def test_an_end_before_its_start_is_left_out_and_shown():
    row = project("title,country,status,start,end", "T", "KG", "2", "2026-05-01", "2026-04-01")

    assert (row.planned_start, row.planned_end) == (date(2026, 5, 1), None)
    assert "2026-04-01" in next(one for one in row.repairs if one.code == "end_before_start").message()


def test_an_unknown_country_is_doubted_and_the_row_still_taken():
    row = project("title,country,status", "T", "Atlantis", "2")

    assert row.countries == ()
    assert codes(row.problems) == ["unknown_country"]
    assert row.left_reason is None


def test_shares_of_countries_and_sectors_are_read_and_summed():
    row = project("title,country,status,sector", "T", "KG: 60; TJ: 30", "2", "15190;72010")

    assert row.countries == (Share(code="KG", share=D(60)), Share(code="TJ", share=D(30)))
    assert row.sectors == (Share(code="15190"), Share(code="72010"))
    assert codes(row.problems) == ["shares_not_whole"]


def test_a_country_name_with_a_comma_is_one_country():
    assert project("title,country,status", "T", "Moldova, Republic of", "2").countries[0].code == "MD"


def test_a_missing_title_gives_way_to_the_identifier_and_is_said():
    row = project("iati_identifier,title,country,status", "XM-DAC-47066-LM.0001", "", "KG", "2")

    assert row.title == "XM-DAC-47066-LM.0001"
    assert codes(row.repairs) == ["title_from_ref"]
    assert codes(row.problems) == ["missing_title"]


def test_a_row_without_name_or_identifier_is_left():
    assert (
        project("iati_identifier,title,country,status", "", "", "KG", "2").left_reason.code == "no_identifier"
    )


def test_bad_dates_amounts_and_statuses_are_doubted_each():
    row = project("title,country,status,start,budget,currency", "T", "KG", "9", "soon", "much", "XYZ")

    assert codes(row.problems) == ["bad_date", "unknown_status", "bad_amount", "unknown_currency"]


def test_a_stage_may_stand_by_its_own_name():
    assert project("title,country,status", "T", "KG", "in review").stage is ProjectStage.IN_REVIEW


def test_the_second_of_two_equal_identifiers_is_left_and_names_the_first():
    rows = read_projects(
        table(
            "code,title,country,status",
            ("LM.0001", "One", "KG", "2"),
            ("LM.0001", "One", "KG", "2"),
            ("lm.0001", "Other", "KG", "2"),
        )
    ).rows

    assert [row.left_reason and row.left_reason.code for row in rows] == [None, "same_row", "same_ref"]
    assert "2" in rows[2].left_reason.message()


def test_two_projects_of_one_title_are_both_taken_and_the_second_says_so():
    rows = read_projects(
        table("code,title,country,status", ("LM.0001", "One", "KG", "2"), ("LM.0002", "ONE", "KG", "2"))
    ).rows

    assert all(row.left_reason is None for row in rows)
    assert codes(rows[1].problems) == ["same_title"]


def test_a_closed_project_without_its_end_is_doubted():
    assert codes(project("title,country,status", "T", "KG", "4").problems) == ["missing_end"]


def test_places_hang_under_their_parent_or_their_country():
    rows = read_places(
        table(
            "Location,Admin Level,P-Code,Name,Parent P-Code",
            ("KGZ", "1", "KG02", "Osh", "KGZ"),
            ("KGZ", "2", "KG0201", "Aravan", "KG02"),
            ("KGZ", "ADM2", "KG0901", "Nowhere", "KG09"),
        )
    ).rows

    assert [row.parent_code for row in rows] == [None, "KG02", "KG09"]
    assert rows[0].code_system is PlaceCodeSystem.OCHA_PCODE
    assert codes(rows[2].problems) == ["parent_not_in_file"]
    assert codes(rows[2].repairs) == ["level_form"]


@pytest.mark.parametrize(
    ("country", "name", "reason"),
    [("KG", "", "no_name"), ("Atlantis", "Osh", "unknown_country"), ("", "Osh", "missing_country")],
)
def test_a_place_without_name_or_country_is_left(country, name, reason):
    assert only(read_places(table("country,name", (country, name)))).left_reason.code == reason


def test_a_place_without_a_code_is_welcome_and_its_position_whole_or_none():
    rows = read_places(
        table(
            "country,name,lat,lon",
            ("IL", "Jaffa", "32.05", "34.75"),
            ("IL", "Haifa", "32.8", ""),
            ("IL", "X", 95, 1),
        )
    ).rows

    assert rows[0].code is None
    assert (rows[0].lat, rows[0].lon) == (D("32.05"), D("34.75"))
    assert codes(rows[1].problems) == ["coordinate_alone"]
    assert codes(rows[2].problems) == ["bad_coordinate"]
    assert all(row.left_reason is None for row in rows)


def test_a_place_that_is_its_own_parent_has_none():
    row = only(read_places(table("country,name,p-code,parent", ("KG", "Osh", "KG02", "KG02"))))

    assert row.parent_code is None
    assert codes(row.problems) == ["parent_is_self"]


def test_a_location_with_vocabulary_and_level_swapped_is_put_right_and_said():
    row = only(
        read_locations(
            table(
                "iati_identifier,location_name,location_adm_vocabulary,location_adm_level,location_adm_code",
                ("X", "Osh", "KG", "A4", "KG"),
            )
        )
    )

    assert (row.place_vocabulary, row.place_level, row.place_code) == ("A4", None, "KG")
    assert codes(row.repairs) == ["vocabulary_swapped"]


def test_a_location_without_its_project_is_left():
    assert only(read_locations(table("project,name", ("", "Osh")))).left_reason.code == "no_reference"


def test_budget_lines_of_one_period_are_numbered_and_an_equal_one_is_left():
    header = "project,period_start,period_end,currency,amount"
    line = ("P", "2026-01-01", "2026-12-31", "USD")

    rows = read_budgets(table(header, (*line, "10"), (*line, "20"), (*line, "10"))).rows

    assert [row.occurrence for row in rows] == [1, 2, 1]
    assert [row.left_reason is None for row in rows] == [True, True, False]


def test_a_budget_line_of_zero_is_taken_and_one_of_nothing_left():
    header = "project,period_start,currency,amount"
    rows = read_budgets(table(header, ("P", "2026-01-01", "USD", "0"), ("P", "2027-01-01", "USD", ""))).rows

    assert rows[0].amount == 0
    assert rows[0].left_reason is None
    assert rows[1].left_reason.code == "no_amount"


RESULT_HEADER = (
    "project,level,result,indicator,measure,ascending,baseline,period_start,period_end,target,actual,"
    "actual_dimension_1,actual_cell_1"
)


def result(level="1", title="Counselling", indicator="# of persons", group="", actual="5", **more):
    return (
        "P",
        level,
        title,
        indicator,
        more.get("measure", "1"),
        more.get("ascending", ""),
        more.get("baseline", ""),
        "2026-01-01",
        "2026-12-31",
        more.get("target", "10"),
        actual,
        "Group" if group else "",
        group,
    )


def test_an_empty_figure_is_not_zero():
    row = only(read_results(table(RESULT_HEADER, result(baseline="", actual="0"))))

    assert row.baseline is None
    assert row.actual == 0


def test_levels_and_measures_are_those_of_iati_and_unknown_ones_are_doubted():
    rows = read_results(
        table(
            RESULT_HEADER,
            result("2", measure="2", ascending="0", indicator="a"),
            result("impact", indicator="b"),
            result("7", measure="x", indicator="c"),
            result(measure="2", actual="140", indicator="d"),
            result(target="", indicator="e"),
        )
    ).rows

    assert (rows[0].level, rows[0].measure, rows[0].direction) == (
        ResultLevel.OUTCOME,
        Measure.PERCENTAGE,
        Direction.DOWN,
    )
    assert rows[1].level is ResultLevel.OBJECTIVE
    assert codes(rows[2].problems) == ["unknown_result_type", "unknown_measure"]
    assert codes(rows[3].problems) == ["percentage_out_of_range"]
    assert codes(rows[4].problems) == ["missing_target"]


def test_rows_become_a_matrix_with_outputs_under_the_outcome_of_their_title():
    reading = read_results(
        table(
            RESULT_HEADER,
            result("1", group="Refugees"),
            result("1", group="Returnees"),
            result("2", indicator="% content"),
            result("1", title="Shelter"),
        )
    )

    (matrix,) = build_matrices(reading.rows)

    assert [(one.number, one.level.value, one.parent) for one in matrix.results] == [
        ("1", "outcome", None),
        ("1.1", "output", "1"),
        ("2.1", "output", None),
    ]
    assert [one.qualifier for one in matrix.results[1].indicators] == ["Refugees", "Returnees"]


def test_a_figure_that_stands_twice_is_left_once():
    rows = read_results(table(RESULT_HEADER, result(), result(), result(actual="6"))).rows

    assert [row.left_reason and row.left_reason.code for row in rows] == [None, "same_row", "same_ref"]


READERS = {
    read_projects: "iati_id,code,title,country,status,planned_start,planned_end,sector,budget,currency",
    read_places: "country,level,code,name,parent,valid_from,lat,lon",
    read_locations: "project_ref,name,place_code,place_vocabulary,place_level,lat,lon",
    read_budgets: "project_ref,period_start,period_end,currency,value_date,amount",
    read_results: RESULT_HEADER,
}
pieces = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["", "KG", "2", "2026-01-01", "2025-12-31", "15190", "10.5", "-3", "KG02", "USD", "A4", "100:"]
    ),
)


@given(st.sampled_from(list(READERS)), st.data())
def test_a_row_never_fails_the_file_and_each_is_counted_once(reader, data):
    width = READERS[reader].count(",") + 1
    rows = data.draw(st.lists(st.lists(pieces, min_size=width, max_size=width), max_size=5))
    given_table = table(READERS[reader], *rows)

    reading = reader(given_table)

    assert [row.row_number for row in reading.rows] == [row.number for row in given_table.rows]
    for row in reading.rows:
        remarks = (*row.repairs, *row.problems, *([row.left_reason] if row.left_reason else []))
        assert all(remark.code in CODES and remark.message() for remark in remarks)


@given(st.sampled_from(list(READERS)), st.data())
def test_the_same_file_gives_the_same_rows(reader, data):
    width = READERS[reader].count(",") + 1
    given_table = table(
        READERS[reader], *data.draw(st.lists(st.lists(pieces, min_size=width, max_size=width), max_size=4))
    )

    assert reader(given_table) == reader(given_table)
