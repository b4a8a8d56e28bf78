"""Where a translation is missing the default language speaks, never the dash that stands for it in an XForm."""

from datetime import UTC, datetime

import pytest

from desktop.forms import Filling, import_form, load_definition
from tests.makers import make_form_file

NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
SURVEY = (
    ("type", "name", "label::English (en)", "label::Arabic (ar)", "hint::English (en)", "hint::Arabic (ar)"),
    ("text", "door", "Name on the door", "", "As it is written", ""),
    ("text", "other", "Other", "آخر", "", "تلميح"),
    ("select_one yn", "dash", "-", "-", "", ""),
)
CHOICES = (
    ("list_name", "name", "label::English (en)", "label::Arabic (ar)"),
    ("yn", "yes", "Yes", "نعم"),
    ("yn", "no", "No", ""),
)


@pytest.fixture
def arabic():
    content = make_form_file(SURVEY, CHOICES)
    definition = load_definition(import_form(content, "form.xlsx").xform_xml)
    return Filling(definition, clock=lambda: NOW, tz=UTC, language="Arabic (ar)", seed=1)


def test_a_missing_label_or_hint_stands_in_the_default_language(arabic):
    door = arabic.question("/data/door")

    assert (door.label, door.hint) == ("Name on the door", "As it is written")


def test_a_missing_choice_too(arabic):
    assert [choice.label for choice in arabic.question("/data/dash").choices] == ["نعم", "No"]


def test_a_text_that_only_the_other_language_lacks_is_not_invented(arabic):
    arabic.use_language("English (en)")

    assert arabic.question("/data/other").hint == ""


def test_a_dash_that_an_author_wrote_stays(arabic):
    assert arabic.question("/data/dash").label == "-"
