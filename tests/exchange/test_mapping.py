"""Columns find their fields by name; a person may correct it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import BadInput
from desktop.exchange.mapping import Field, guess_mapping, map_table, read_mapping
from desktop.exchange.tables import read_table

FIELDS = (
    Field(key="title", aliases=("project title", "name"), needed=True),
    Field(key="planned_end", aliases=("end",)),
    Field(key="actual_end", aliases=("end actual", "end")),
)


def test_headers_are_known_without_case_accents_and_marks():
    found = guess_mapping(["PROJECT_Title ", "Énd"], FIELDS)

    assert found.columns == {"title": 0, "planned_end": 1}
    assert found.absent == ("actual_end",)


def test_a_column_serves_one_field_and_the_rest_is_named():
    found = guess_mapping(["name", "end", "colour"], FIELDS)

    assert found.columns == {"title": 0, "planned_end": 1}
    assert found.unused == ("colour",)


def test_the_fields_own_name_wins_over_aliases():
    assert guess_mapping(["name", "title"], FIELDS).columns["title"] == 1


def test_a_person_chooses_and_may_leave_a_field_out():
    found = guess_mapping(["name", "label", "end"], FIELDS, {"title": "Label", "planned_end": ""})

    assert found.columns == {"title": 1, "actual_end": 2}


def test_a_choice_that_is_not_there_is_a_sentence_with_what_is():
    with pytest.raises(BadInput, match="colour") as told:
        guess_mapping(["name"], FIELDS, {"title": "colour"})
    assert "name" in told.value.what_now()
    with pytest.raises(BadInput, match="size"):
        guess_mapping(["name"], FIELDS, {"size": "name"})


def test_a_needed_column_that_is_missing_is_a_sentence():
    with pytest.raises(BadInput, match="no column for: title"):
        map_table(read_table(b"a,b\n1,2\n", "t.csv"), FIELDS)


def test_a_mapping_is_kept_and_read_again():
    found = guess_mapping(["name", "end"], FIELDS)

    assert guess_mapping(["name", "end"], FIELDS, read_mapping(found.as_json().encode(), "m.json")) == found


@pytest.mark.parametrize("content", [b"", b"[1]", b'{"a": 1}', b"\xff", b"[" * 100_000])
def test_what_is_no_mapping_is_a_sentence(content):
    with pytest.raises(BadInput, match="not a mapping file"):
        read_mapping(content, "m.json")


@given(st.lists(st.text(max_size=12), max_size=8))
def test_no_header_breaks_the_guess(header):
    found = guess_mapping(header, FIELDS)

    assert len(set(found.columns.values())) == len(found.columns)
