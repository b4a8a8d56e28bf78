"""A comment beside an answer, and a mark in its place, follow their question and never enter the XML."""

from datetime import UTC, datetime

import pytest

from desktop.errors import BadInput
from desktop.forms import AnswerRemark, Filling, import_form, load_definition
from tests.makers import make_form_file

NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
CENTRE, PEOPLE, COURSES = "/data/arrival/centre", "/data/arrival/people", "/data/courses_held/courses"
UNKNOWN = AnswerRemark(mark="dont_know", comment="The director is away")


def _filling(**more):
    definition = load_definition(import_form(make_form_file(), "form.xlsx").xform_xml)
    return Filling(definition, clock=lambda: NOW, tz=UTC, seed=1, **more)


def test_a_mark_empties_the_answer_and_an_answer_takes_the_mark_away():
    filling = _filling()
    filling.set(CENTRE, "Osh")
    filling.remark(CENTRE, UNKNOWN)
    assert (filling.question(CENTRE).value, filling.question(CENTRE).remark) == ("", UNKNOWN)

    filling.set(CENTRE, "Osh")
    assert filling.question(CENTRE).remark == AnswerRemark(comment="The director is away")


def test_a_required_question_is_left_out_only_with_a_mark_and_a_reason():
    filling = _filling()
    filling.remark(CENTRE, AnswerRemark(mark="dont_know"))
    assert CENTRE in {one.path for one in filling.problems()}
    assert "comment" in filling.question(CENTRE).messages[0]

    filling.remark(CENTRE, AnswerRemark(comment="The director is away"))
    assert CENTRE in {one.path for one in filling.problems()}

    filling.remark(CENTRE, UNKNOWN)
    assert CENTRE not in {one.path for one in filling.problems()}
    assert filling.progress().answered == 1


def test_a_comment_talks_no_wrong_answer_away():
    filling = _filling()
    filling.set("/data/arrival/register", "yes")
    filling.set(PEOPLE, "9999")
    filling.remark(PEOPLE, AnswerRemark(comment="Really so many"))

    assert PEOPLE in {one.path for one in filling.problems()}


def test_the_xml_knows_nothing_of_remarks():
    filling = _filling()
    before = filling.to_xml()
    filling.remark(CENTRE, UNKNOWN)

    assert filling.to_xml() == before


def test_remarks_move_with_the_entry_they_belong_to():
    filling = _filling()
    for _entry in range(2):
        filling.add(COURSES)
    filling.remark(f"{COURSES}[3]/women", UNKNOWN)
    filling.remove(f"{COURSES}[1]")

    assert filling.remarks() == {f"{COURSES}[2]/women": UNKNOWN}
    assert filling.remarks(filling.changed_paths) == {f"{COURSES}[2]/women": UNKNOWN}


def test_kept_remarks_come_back_and_those_without_a_question_stay_aside():
    gone = AnswerRemark(comment="of a question asked no more")
    filling = _filling(answers={CENTRE: ""}, remarks={CENTRE: UNKNOWN, "/data/gone": gone})

    assert filling.remarks() == {CENTRE: UNKNOWN}
    assert filling.retired_remarks == {"/data/gone": gone}


def test_an_unknown_mark_is_refused():
    with pytest.raises(BadInput, match="perhaps"):
        _filling().remark(CENTRE, AnswerRemark(mark="perhaps"))
