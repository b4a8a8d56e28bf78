"""Every column an import looks for has a name of its own."""

import pytest

from desktop.exchange import budgets, locations, places, projects, results
from desktop.services.exchanging.column_words import column_word
from desktop.services.exchanging.records import Kind

FIELDS = {
    Kind.PROJECTS: projects.FIELDS,
    Kind.PLACES: places.FIELDS,
    Kind.LOCATIONS: locations.FIELDS,
    Kind.BUDGETS: budgets.FIELDS,
    Kind.RESULTS: results.FIELDS,
}


@pytest.mark.parametrize("kind", list(Kind))
def test_columns_have_words_and_no_two_the_same(kind: Kind) -> None:
    words = [column_word(kind, field.key) for field in FIELDS[kind]]

    assert len(set(words)) == len(words)
    assert not [word for word in words if "_" in word or word[0].islower()]


def test_columns_are_named_as_the_field_is_elsewhere() -> None:
    named = [column_word(Kind.PROJECTS, key) for key in ("iati_id", "prima_id", "type_code")]

    assert named == ["IATI identifier", "PRIMA ID", "Project type"]
    assert column_word(Kind.RESULTS, "actual_cell_2") == "Reported figure, cell of dimension 2"
