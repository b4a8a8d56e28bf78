"""The ready-made forms: each comes in as it is, in both languages, and every question can be reached."""

from datetime import UTC, datetime
from random import Random

import pytest
from lxml import etree

from desktop.errors import NotFound
from desktop.forms import Filling, QuestionView, RepeatView, load_definition
from desktop.i18n import use_language
from desktop.reference.form_templates import NAMES
from desktop.services.form_library.templates import template_file, template_preview, template_rows
from desktop.services.form_library.trials import read_form

LANGUAGES = ("English (en)", "Русский (ru)")
ITEXT = "{http://www.w3.org/2002/xforms}"


def clock():
    return datetime(2026, 11, 25, 10, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def forms():
    return {name: read_form(*template_file(name)) for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_each_comes_in_without_a_repair(services, name):
    report = services.form_library.import_form(*template_file(name))

    assert (report.action, report.errors, report.repairs, report.missing_files) == ("taken", (), (), ())
    assert 15 <= report.questions <= 40
    assert report.languages == LANGUAGES
    assert services.form_library.import_form(*template_file(name)).action == "unchanged"


@pytest.mark.parametrize("name", NAMES)
def test_every_text_stands_in_both_languages(forms, name):
    document = etree.fromstring(forms[name].xform_xml.encode())
    texts = {
        one.get("lang"): {
            text.get("id"): " ".join(
                "".join(value.itertext()) for value in text.iter(f"{ITEXT}value")
            ).strip()
            for text in one.iter(f"{ITEXT}text")
        }
        for one in document.iter(f"{ITEXT}translation")
    }

    assert set(texts) == set(LANGUAGES)
    english, russian = (texts[one] for one in LANGUAGES)
    assert set(english) == set(russian)
    for key, text in russian.items():
        assert text not in ("", "-"), key
        assert english[key] not in ("", "-"), key
        assert any("а" <= sign.lower() <= "я" for sign in text) or text == english[key], (key, text)


def _answers_of(question):
    if question.choices:
        values = [one.value for one in question.choices]
        return [*values, " ".join(values[:2])] if question.type == "select_multiple" else values
    return {
        "integer": ["0", "1", "10", "3"],
        "decimal": ["5", "0", "80"],
        "date": ["2026-11-03", "2026-11-04"],
        "geopoint": ["42.5 74.1 0 0"],
    }.get(question.type, ["UAH", "text"])


@pytest.mark.parametrize("name", NAMES)
def test_every_question_can_be_reached_and_the_form_can_be_finished(forms, name):
    definition = load_definition(forms[name].xform_xml)
    asked = {place.path for place in definition.controls}
    seen: set[str] = set()
    finished = False
    for turn in range(60):
        chance = Random(turn)
        filling = Filling(definition, clock=clock, tz=UTC)
        for _round in range(3):
            for item in _items(filling):
                if isinstance(item, RepeatView) and item.relevant and item.can_add and not item.instances:
                    filling.add(item.path)
            for item in _items(filling):
                if not isinstance(item, QuestionView) or not filling.question(item.path).relevant:
                    continue
                seen.add("/".join(step.partition("[")[0] for step in item.path.split("/")))
                _answer(filling, item, chance)
        finished = finished or not filling.problems()

    assert seen == asked
    assert finished


@pytest.mark.parametrize("name", NAMES)
def test_what_follows_from_an_answer_is_not_asked_before_it(forms, name):
    document = etree.fromstring(forms[name].xform_xml.encode())
    following = {
        bind.get("nodeset")
        for bind in document.iter("{http://www.w3.org/2002/xforms}bind")
        if bind.get("relevant") and bind.get("type")
    }
    filling = Filling(load_definition(forms[name].xform_xml), clock=clock, tz=UTC)

    questions = [item for item in _items(filling) if isinstance(item, QuestionView)]
    asked = {item.path for item in questions if filling.question(item.path).relevant}

    assert asked & following == set()


def _items(filling):
    return [item for section in filling.sections() for item in filling.questions(section)]


def _answer(filling, item, chance):
    """One its constraint takes, by chance."""
    if item.readonly or item.type == "note" or item.value:
        return
    answers = _answers_of(item)
    chance.shuffle(answers)
    for answer in answers:
        filling.set(item.path, answer)
        if filling.question(item.path).valid:
            return


def test_they_are_listed_in_the_language_of_the_person(clock):
    english = template_rows()
    assert [one.name for one in english] == list(NAMES)
    assert all(one.title and one.purpose for one in english)
    use_language("ru")
    try:
        assert template_preview("site_monitoring", clock).language == "Русский (ru)"
    finally:
        use_language("en")
    with pytest.raises(NotFound, match="holiday"):
        template_file("holiday")
