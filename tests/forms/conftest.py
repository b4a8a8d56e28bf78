"""Forms for tests, written as the sheets of an XLSForm."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.forms import Filling, ImportedForm, import_form, load_definition

NOW = datetime(2026, 11, 25, 10, 30, tzinfo=UTC)
REAL_FORMS = Path(__file__).parents[2].parent / "shared" / "data" / "forms"


def as_csv(survey: str, choices: str = "", settings: str = "") -> bytes:
    """Sheets written with `|` between cells, one row a line, the first being the header."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    for name, sheet in (("survey", survey), ("choices", choices), ("settings", settings)):
        lines = [line for line in sheet.strip().splitlines() if line.strip()]
        if lines:
            writer.writerow([name])
            writer.writerows([["", *(cell.strip() for cell in line.split("|"))] for line in lines])
    return stream.getvalue().encode()


@pytest.fixture
def make_form() -> Callable[..., ImportedForm]:
    def make(survey: str, choices: str = "", settings: str = "") -> ImportedForm:
        return import_form(as_csv(survey, choices, settings), "form.csv")

    return make


@pytest.fixture
def fill(make_form: Callable[..., ImportedForm]) -> Callable[..., Filling]:
    """A new submission of a form given by its sheets."""

    def start(survey: str, choices: str = "", settings: str = "", **options: object) -> Filling:
        form = make_form(survey, choices, settings)
        assert form.errors == ()
        return Filling(load_definition(form.xform_xml), clock=lambda: NOW, tz=UTC, seed=1, **options)  # type: ignore[arg-type]

    return start


@pytest.fixture
def real_form() -> Callable[[str], ImportedForm]:
    def load(name: str) -> ImportedForm:
        path = REAL_FORMS / name
        if not path.exists():
            pytest.skip("the real forms of ../shared/data are not here")
        return import_form(path.read_bytes(), name)

    return load
