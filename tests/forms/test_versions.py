"""Two versions of a form side by side: what changed, and what becomes of the answers."""

from datetime import UTC, datetime

import pytest

from desktop.forms import Filling, compare, import_form, load_definition, moved_path, pair_places
from tests.makers import make_form_file

NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
HEAD = ("type", "name", "label", "required", "relevant", "constraint", "calculation", "default")
OLD = (
    HEAD,
    ("text", "centre", "Which centre?", "yes", "", "", "", ""),
    ("select_one seen", "register", "Did you see the register?", "", "", "", "", ""),
    ("text", "people", "How many?", "", "", "", "", ""),
    ("text", "gone", "Asked no more", "", "", "", "", ""),
    ("begin_repeat", "courses", "Course", "", "", "", "", ""),
    ("text", "title", "Title", "", "", "", "", ""),
    ("integer", "women", "Women", "", "", "", "", ""),
    ("end_repeat", "", "", "", "", "", "", ""),
    ("calculate", "total", "", "", "", "", "sum(${women})", ""),
)
NEW = (
    HEAD,
    ("text", "centre", "Name of the centre", "yes", "", "", "", ""),
    ("begin_group", "held", "Held", "", "", "", "", ""),
    ("select_one seen", "register", "Did you see the register?", "yes", "", "", "", ""),
    ("integer", "people", "How many?", "", "${register} = 'yes'", ". <= 500", "", ""),
    ("begin_repeat", "courses", "Course", "", "", "", "", ""),
    ("text", "title", "Title", "", "", "", "", ""),
    ("integer", "women", "Women", "", "", "", "", ""),
    ("integer", "men", "Men", "", "", "", "", ""),
    ("end_repeat", "", "", "", "", "", "", ""),
    ("end_group", "", "", "", "", "", "", ""),
    ("text", "office", "Office", "", "", "", "", "Osh"),
    ("calculate", "total", "", "", "", "", "sum(${women}) + sum(${men})", ""),
)
SEEN = (
    ("list_name", "name", "label"),
    ("seen", "yes", "Yes"),
    ("seen", "some", "Some"),
    ("seen", "no", "No"),
)
SEEN_NOW = (
    ("list_name", "name", "label"),
    ("seen", "yes", "Yes, all"),
    ("seen", "no", "No"),
    ("seen", "dk", "?"),
)


def _definition(survey, choices, version):
    content = make_form_file(survey, choices, version=version)
    return load_definition(import_form(content, "form.xlsx").xform_xml)


@pytest.fixture
def versions():
    return _definition(OLD, SEEN, "4"), _definition(NEW, SEEN_NOW, "5")


def _by_name(changes):
    return {one.name: one for one in changes.questions}


def _parts(change):
    return {(part.part, part.choice): (part.before, part.after) for part in change.parts}


def test_a_form_differs_from_itself_in_nothing(versions):
    for one in versions:
        changes = compare(one, one)
        assert (changes.form, changes.questions) == ((), ())


def test_added_retired_and_changed_questions_are_told_apart(versions):
    found = _by_name(compare(*versions))

    assert {name: one.change for name, one in found.items()} == {
        "centre": "changed",
        "held": "added",
        "register": "changed",
        "people": "changed",
        "courses": "changed",
        "men": "added",
        "office": "added",
        "total": "changed",
        "gone": "retired",
    }
    assert (found["gone"].path_before, found["gone"].path_after) == ("/data/gone", "")
    assert (found["men"].label, found["men"].type) == ("Men", "integer")


def test_each_part_of_a_question_that_changed_is_named_with_both_sides(versions):
    found = _by_name(compare(*versions))

    assert _parts(found["centre"]) == {("label", ""): ("Which centre?", "Name of the centre")}
    people = _parts(found["people"])
    assert people[("type", "")] == ("text", "integer")
    assert people[("constraint", "")] == ("", ". <= 500")
    assert people[("relevant", "")][1].endswith("= 'yes'")
    assert people[("group", "")] == ("", "held")
    register = _parts(found["register"])
    assert register[("required", "")] == ("", "true()")
    assert register[("choice_added", "dk")] == ("", "?")
    assert register[("choice_retired", "some")] == ("Some", "")
    assert register[("choice_label", "yes")] == ("Yes", "Yes, all")


def test_the_form_as_a_whole_says_its_version_and_languages(versions):
    form = {part.part: (part.before, part.after) for part in compare(*versions).form}

    assert form == {"version": ("4", "5")}


def test_every_language_both_have_is_compared():
    old = (("type", "name", "label::English (en)", "label::Arabic (ar)"), ("text", "a", "Name", "اسم"))
    new = (("type", "name", "label::English (en)", "label::Arabic (ar)"), ("text", "a", "Name", "الاسم"))
    (change,) = compare(_definition(old, (), "1"), _definition(new, (), "2")).questions

    assert [(part.part, part.language, part.after) for part in change.parts] == [
        ("label", "Arabic (ar)", "الاسم")
    ]


def _upgraded(versions, steps):
    before, after = versions
    filling = Filling(before, clock=lambda: NOW, tz=UTC, seed=1)
    for path, value in steps:
        if value is None:
            filling.add(path)
        else:
            filling.set(path, value)
    pairs = pair_places(before, after)
    answers = {moved_path(before, pairs, path): text for path, text in filling.answers().items()}
    newer = Filling(after, clock=lambda: NOW, tz=UTC, answers=answers, seed=1)
    aside = newer.upgrade_from(before, pairs)
    return newer, aside


def test_answers_go_where_their_questions_stand_now_entries_of_lists_too(versions):
    newer, aside = _upgraded(
        versions,
        [
            ("/data/centre", "Osh"),
            ("/data/register", "yes"),
            ("/data/people", "288"),
            ("/data/gone", "kept"),
            ("/data/courses", None),
            ("/data/courses[1]/women", "4"),
            ("/data/courses[2]/women", "61"),
        ],
    )
    answers = newer.answers()

    assert answers["/data/centre"] == "Osh"
    assert answers["/data/held/people"] == "288"
    assert answers["/data/held/courses[2]/women"] == "61"
    assert answers["/data/total"] == "65"
    assert answers["/data/office"] == "Osh"  # a new question begins with its default
    assert newer.retired == {"/data/gone": "kept"}
    assert aside == {}


def test_what_does_not_fit_any_more_is_set_aside_and_nothing_is_lost(versions):
    newer, aside = _upgraded(
        versions, [("/data/register", "some"), ("/data/people", "about 300"), ("/data/gone", "kept")]
    )

    assert aside == {"/data/held/register#4": "some", "/data/held/people#4": "about 300"}
    assert newer.retired == {**aside, "/data/gone": "kept"}
    assert newer.question("/data/held/people").value == ""
    kept = {**newer.answers(), **newer.retired}
    again = Filling(versions[1], clock=lambda: NOW, tz=UTC, answers=kept, seed=1)
    assert again.retired == newer.retired
