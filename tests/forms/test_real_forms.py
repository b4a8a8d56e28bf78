"""Forms offices really use: they import, open, fill and save."""

from datetime import UTC, datetime

import pytest

from desktop.forms import Filling, QuestionView, load_definition, without_positions
from tests.forms.openrosa_rules import faults_in

NAMES = {
    "kobo_sample.xlsx": 4,
    "unhcr_koboloader_template_en_dari.xlsx": 32,
    "unhcr_demo.xlsx": 52,
    "ifrc_distribution_site_assessment.xlsx": 88,
    "reach_msna_2024.xlsx": 224,
}


def clock() -> datetime:
    return datetime(2026, 11, 25, 10, 30, tzinfo=UTC)


def answer_everything(filling: Filling) -> None:
    """Answers whatever is asked until nothing new appears."""
    given: set[str] = set()
    for _round in range(6):
        for section in filling.sections():
            for item in filling.questions(section):
                if (
                    isinstance(item, QuestionView)
                    and item.relevant
                    and not item.readonly
                    and item.path not in given
                ):
                    given.add(item.path)
                    filling.set(item.path, _answer(filling.question(item.path)))


def _answer(question: QuestionView) -> str:
    if question.choices:
        return question.choices[0].value
    by_type = {
        "integer": "20",
        "decimal": "2.5",
        "date": "2026-11-01",
        "geopoint": "42.5 20.1 0 0",
        "acknowledge": "OK",
    }
    return by_type.get(question.type, "0790123456")


COUNTS = {
    "reach_msna_2024.xlsx": {
        "/data/introduction/consent": "yes",
        "/data/consented/demographics/hh_size": "3",
    }
}


@pytest.mark.parametrize(("name", "questions"), NAMES.items())
def test_a_real_form_imports_with_every_question(real_form, name: str, questions: int) -> None:
    form = real_form(name)
    assert form.errors == ()
    assert form.question_count == questions
    definition = load_definition(form.xform_xml)
    assert definition.faults == ()
    filling = Filling(definition, clock=clock)
    for path, value in COUNTS.get(name, {}).items():
        filling.set(path, value)  # entries of counted lists
    listed = {
        without_positions(item.path)
        for section in filling.sections()
        for item in filling.questions(section)
        if isinstance(item, QuestionView)
    }
    assert {place.path for place in definition.controls} - listed == set()


@pytest.mark.parametrize("name", NAMES)
def test_a_real_form_fills_saves_and_opens_again(real_form, name: str) -> None:
    definition = load_definition(real_form(name).xform_xml)
    filling = Filling(definition, clock=clock, tz=UTC)
    answer_everything(filling)
    assert filling.failures == ()
    assert filling.progress().answered > 0
    faults = faults_in(filling.to_xml(final=True), real_form(name).xform_xml)
    assert [
        one for one in faults if not one.endswith("named twice")
    ] == []  # each file is answered alike here

    again = Filling(definition, clock=clock, tz=UTC, xml=filling.to_xml())

    volatile = ("uuid", "instance_name", "person_id")
    kept = [
        node
        for node in filling.nodes()
        if not any(word in node.path for word in volatile) and "uuid" not in node.value
    ]
    found = [
        node
        for node in again.nodes()
        if not any(word in node.path for word in volatile) and "uuid" not in node.value
    ]
    assert found == kept


@pytest.mark.parametrize("name", ["kobo_sample.xlsx", "unhcr_koboloader_template_en_dari.xlsx"])
def test_the_first_forms_can_be_finished(real_form, name: str) -> None:
    filling = Filling(load_definition(real_form(name).xform_xml), clock=clock, tz=UTC)
    answer_everything(filling)
    for problem in filling.problems():
        if problem.kind == "constraint":
            filling.set(problem.path, "5")
    answers = {node.path: node.value for node in filling.nodes()}
    if "/data/hh_composition/total_mem" in answers:  # this form wants the sum to agree
        filling.set("/data/hh_composition/total_members", answers["/data/hh_composition/total_mem"])
    assert filling.problems() == ()
    assert "instanceID>uuid:" in filling.finalise()


def test_dari_labels_are_shown_in_dari(real_form) -> None:
    definition = load_definition(real_form("unhcr_koboloader_template_en_dari.xlsx").xform_xml)
    assert definition.languages == ("English", "Dari")
    filling = Filling(definition, clock=clock, language="Dari")
    assert [section.title for section in filling.sections()]
