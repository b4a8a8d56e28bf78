"""Codes of visits and projects."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.rules.codes import (
    iati_id_of,
    is_device_tag,
    is_iati_id,
    is_own_iati_id,
    is_prima_id,
    is_project_code,
    make_visit_code,
    next_number,
    parse_visit_code,
    project_code_of,
    type_code_of,
)


@given(
    st.from_regex(r"[A-Z]{2}", fullmatch=True),
    st.from_regex(r"[A-Z]{2}\.[0-9]{4}", fullmatch=True),
    st.integers(2000, 2100),
    st.integers(1, 5000),
    st.one_of(st.none(), st.from_regex(r"[A-Z0-9]{1,6}", fullmatch=True)),
)
def test_a_visit_code_is_read_back_as_it_was_made(country, project, year, number, tag):
    text = make_visit_code(country=country, project=project, year=year, number=number, tag=tag)

    parsed = parse_visit_code(text)

    assert (parsed.country, parsed.project, parsed.year, parsed.number, parsed.tag) == (
        country,
        project,
        year,
        number,
        tag,
    )
    assert str(parsed) == text


def test_a_visit_code_looks_as_designed():
    assert (
        make_visit_code(country="KG", project="LM.0465", year=2026, number=3, tag="K7")
        == "KG/LM.0465/2026/K7-003"
    )


def test_a_code_that_could_not_be_read_again_is_not_made():
    with pytest.raises(ValueError):
        make_visit_code(country="KG", project="A/B", year=2026, number=1)


def test_each_device_counts_for_itself():
    codes = ["KG/LM.0465/2026/K7-003", "KG/LM.0465/2026/B2-009", "KG/LM.0465/2025/K7-011", "nonsense"]

    assert next_number(codes, country="KG", project="LM.0465", year=2026, tag="K7") == 4
    assert next_number([], country="KG", project="LM.0465", year=2026, tag=None) == 1


def test_identifiers_are_known_by_their_form():
    assert is_project_code("LM.0465")
    assert not is_project_code("LM.465")
    assert not is_project_code("LM.٠٤٦٥")
    assert is_prima_id("LM10P0465")
    assert is_iati_id("XM-DAC-41121-2018-ASO-KGZ")
    assert not is_iati_id("LM.0465")
    assert is_own_iati_id("XM-DAC-47066-LM.0465")
    assert is_device_tag("K7")


def test_an_own_iati_identifier_holds_the_project_code():
    assert project_code_of("XM-DAC-47066-LM.0465") == "LM.0465"
    assert project_code_of("XM-DAC-41121-2018-ASO-KGZ") is None
    assert iati_id_of("LM.0465") == "XM-DAC-47066-LM.0465"
    assert type_code_of("LM.0465") == "LM"
