"""Filling a form: relevance, constraints, calculations, repeats, lists, languages."""

import pytest

from desktop.errors import BadInput, NotFound, Refused
from desktop.forms import Filling, InstanceView, QuestionView, RepeatView

HOUSEHOLD = """
type                | name    | label                    | relevant       | constraint       | required | calculation                 | constraint_message | repeat_count
text                | head    | Name of the head         |                |                  | yes      |                             |                    |
integer             | age     | Age of ${head}           | ${head} != ''  | . >= 18          |          |                             | Adults only        |
begin_repeat        | member  | Member                   |                |                  |          |                             |                    |
text                | name    | Name                     |                |                  |          |                             |                    |
integer             | years   | Age                      | ${name} != ''  |                  |          |                             |                    |
calculate           | place   |                          |                |                  |          | position(..)                |                    |
end_repeat          |         |                          |                |                  |          |                             |                    |
calculate           | total   |                          |                |                  |          | sum(${years})               |                    |
calculate           | people  |                          |                |                  |          | count(${member})            |                    |
calculate           | second  |                          |                |                  |          | indexed-repeat(${name}, ${member}, 2) |          |
note                | thanks  | Thank you, ${head}       |                |                  |          |                             |                    |
"""


def values(filling: Filling) -> dict[str, str]:
    return {node.path: node.value for node in filling.nodes()}


def question(filling: Filling, path: str) -> QuestionView:
    return filling.question(path)


def test_a_question_becomes_relevant_when_its_condition_holds(fill) -> None:
    filling = fill(HOUSEHOLD)
    assert not question(filling, "/data/age").relevant

    filling.set("/data/head", "Nino")

    assert question(filling, "/data/age").relevant
    assert question(filling, "/data/age").label == "Age of Nino"
    assert {"/data/head", "/data/age", "/data/thanks"} <= filling.changed_paths


def test_an_answer_hidden_by_relevance_is_kept_and_read_as_empty(fill) -> None:
    filling = fill(HOUSEHOLD)
    filling.set("/data/member[1]/name", "Ana")
    filling.set("/data/member[1]/years", 30)
    assert values(filling)["/data/total"] == "30"

    filling.set("/data/member[1]/name", "")
    assert values(filling)["/data/total"] == "0"
    assert values(filling)["/data/member[1]/years"] == "30"
    assert "<years>" not in filling.to_xml(final=True)

    filling.set("/data/member[1]/name", "Ana")
    assert values(filling)["/data/total"] == "30"


def test_a_broken_constraint_shows_at_once_and_blocks_only_the_end(fill) -> None:
    filling = fill(HOUSEHOLD)
    filling.set("/data/head", "Nino")
    filling.set("/data/age", 12)

    view = question(filling, "/data/age")
    assert (view.valid, view.messages) == (False, ("Adults only",))
    with pytest.raises(Refused, match="Adults only"):
        filling.finalise()

    filling.set("/data/age", 40)
    assert filling.problems() == ()
    assert "<age>40</age>" in filling.finalise()


def test_a_required_question_is_missing_until_answered(fill) -> None:
    filling = fill(HOUSEHOLD)
    assert [(one.path, one.kind) for one in filling.problems()] == [("/data/head", "required")]
    assert filling.progress().missing == 1
    filling.set("/data/head", "Nino")
    assert filling.progress().missing == 0


def test_text_that_is_no_number_is_kept_and_reported(fill) -> None:
    filling = fill(HOUSEHOLD)
    filling.set("/data/head", "Nino")
    filling.set("/data/age", "about 40")
    assert question(filling, "/data/age").value == "about 40"
    assert [one.kind for one in filling.problems()] == ["type"]


def test_positions_and_totals_follow_added_and_removed_entries(fill) -> None:
    filling = fill(HOUSEHOLD)
    assert filling.add("/data/member") == "/data/member[2]"
    filling.add("/data/member")
    for number, name in enumerate("ABC", 1):
        filling.set(f"/data/member[{number}]/name", name)
        filling.set(f"/data/member[{number}]/years", number * 10)
    assert values(filling)["/data/total"] == "60"
    assert values(filling)["/data/second"] == "B"

    filling.remove("/data/member[1]")

    assert values(filling)["/data/total"] == "50"
    assert values(filling)["/data/second"] == "C"
    assert values(filling)["/data/people"] == "2"
    assert values(filling)["/data/member[1]/place"] == "1"
    assert "/data/member" in filling.changed_paths


def test_an_entry_is_duplicated_with_its_answers(fill) -> None:
    filling = fill(HOUSEHOLD)
    filling.set("/data/member[1]/name", "Ana")
    filling.set("/data/member[1]/years", 5)
    path = filling.duplicate("/data/member[1]")
    assert values(filling)[f"{path}/name"] == "Ana"
    assert values(filling)["/data/total"] == "10"


def test_a_table_of_entries_is_offered_where_only_questions_repeat(fill) -> None:
    filling = fill(HOUSEHOLD)
    items = [item for section in filling.sections() for item in filling.questions(section)]
    repeat = next(item for item in items if isinstance(item, RepeatView))
    assert (repeat.is_table, repeat.columns, repeat.can_add) == (True, ("name", "years"), True)
    assert sum(isinstance(item, InstanceView) for item in items) == 1


COUNTED = """
type         | name  | label | repeat_count
integer      | n     | How many |
begin_repeat | item  | Item  | ${n}
text         | what  | What  |
end_repeat   |       |       |
"""


def test_a_counted_list_grows_and_shrinks_without_losing_answers(fill) -> None:
    filling = fill(COUNTED)
    filling.set("/data/n", 3)
    filling.set("/data/item[3]/what", "kept")
    filling.set("/data/n", 1)
    assert "/data/item[3]/what" not in values(filling)
    filling.set("/data/n", 3)
    assert values(filling)["/data/item[3]/what"] == "kept"
    with pytest.raises(Refused):
        filling.add("/data/item")


def test_a_count_beyond_reason_is_capped(fill) -> None:
    filling = fill(COUNTED)
    filling.set("/data/n", 99_999_999)
    assert len([path for path in values(filling) if path.endswith("what")]) == 10_000


def test_a_list_that_is_cut_at_the_limit_says_so(fill) -> None:
    filling = fill(COUNTED)
    filling.set("/data/n", 20_000)
    repeat = next(one for one in filling.questions(filling.sections()[0]) if isinstance(one, RepeatView))
    assert repeat.warning.startswith("An answer asks for 20000 entries")

    filling.set("/data/n", 2)
    repeat = next(one for one in filling.questions(filling.sections()[0]) if isinstance(one, RepeatView))
    assert repeat.warning == ""


def test_entries_that_an_answer_would_leave_out_are_told_before_it_is_given(fill) -> None:
    filling = fill(COUNTED)
    filling.set("/data/n", 3)
    filling.set("/data/item[3]/what", "kept")
    before = values(filling)

    assert filling.entries_left_out("/data/n", "1") == ("/data/item[3]",)
    assert filling.entries_left_out("/data/n", "") == ("/data/item[3]",)
    assert filling.entries_left_out("/data/n", "5") == ()
    assert values(filling) == before


PLACES = """
type                  | name    | label    | choice_filter
select_one country    | country | Country  |
select_one town       | town    | Town     | country = ${country}
select_multiple town  | seen    | Seen     | country = ${country}
calculate             | label   |          |
"""
TOWNS = """
list_name | name | label::English (en) | label::Русский (ru) | country
country   | ge   | Georgia             | Грузия              |
country   | kg   | Kyrgyzstan          | Кыргызстан          |
town      | tb   | Tbilisi             | Тбилиси             | ge
town      | bt   | Batumi              | Батуми              | ge
town      | os   | Osh                 | Ош                  | kg
"""


def test_choices_follow_their_filter_and_answers_no_longer_offered_go(fill) -> None:
    filling = fill(PLACES, TOWNS)
    assert question(filling, "/data/town").choices == ()

    filling.set("/data/country", "ge")
    assert [one.value for one in question(filling, "/data/town").choices] == ["tb", "bt"]
    filling.set("/data/town", "tb")
    filling.set("/data/seen", ["tb", "bt"])

    filling.set("/data/country", "kg")
    assert question(filling, "/data/town").value == ""
    assert {(one.path, one.value) for one in filling.removed_answers} == {
        ("/data/town", "tb"),
        ("/data/seen", "tb bt"),
    }
    assert "/data/town" in filling.changed_paths


def test_the_language_changes_texts_and_no_answer(fill) -> None:
    filling = fill(PLACES, TOWNS)
    before = filling.to_xml()
    filling.use_language("Русский (ru)")
    assert [one.label for one in question(filling, "/data/country").choices] == ["Грузия", "Кыргызстан"]
    assert filling.to_xml() == before


def test_an_unknown_path_is_said_in_a_sentence(fill) -> None:
    filling = fill(HOUSEHOLD)
    for path in ("/data/nothing", "/other", "", "/data/member[9]/name", "/data/head[2]", "/data/[[", "/"):
        with pytest.raises((NotFound, BadInput)):
            filling.set(path, "x")
    with pytest.raises(BadInput):
        filling.set("/data/member[1]", "x")
    with pytest.raises(NotFound):
        filling.add("/data/head")


def test_dynamic_defaults_and_triggers_set_once(fill) -> None:
    filling = fill(
        """
        type      | name  | label | default   | trigger  | calculation
        date      | day   | Day   | today()   |          |
        text      | kind  | Kind  | plain     |          |
        text      | watch | Watch |           |          |
        datetime  | seen  | Seen  |           | ${watch} | now()
        """
    )
    assert values(filling)["/data/day"] == "2026-11-25"
    assert values(filling)["/data/kind"] == "plain"
    assert values(filling)["/data/seen"] == ""
    filling.set("/data/watch", "x")
    assert values(filling)["/data/seen"] == "2026-11-25T10:30:00.000Z"


def test_a_failing_expression_empties_its_value_and_the_form_goes_on(fill) -> None:
    filling = fill(
        """
        type      | name | label | calculation
        text      | a    | A     |
        calculate | b    |       | ${a} div 0
        calculate | c    |       | number(${a})
        """
    )
    filling.set("/data/a", "x")
    assert values(filling)["/data/c"] == ""
    assert values(filling)["/data/b"] == ""


def test_calculated_values_are_stored_as_odk_collect_stores_them(fill) -> None:
    filling = fill(
        """
        type      | name | label | calculation
        integer   | a    | A     |
        calculate | yes  |       | ${a} = 3
        calculate | sum  |       | sum(${a}) + sum(${none})
        calculate | half |       | round(-2.5)
        calculate | near |       | 100 * 1.1
        calculate | day  |       | today()
        calculate | nan  |       | number('x')
        integer   | none | N     |
        calculate | late |       | date('2020-01-01') > '2019-01-01'
        """
    )
    filling.set("/data/a", 3)
    found = {path.rpartition("/")[2]: value for path, value in values(filling).items()}
    assert (found["yes"], found["sum"], found["half"], found["near"]) == ("1", "3", "-2", "110")
    assert (found["day"], found["nan"], found["late"]) == ("2026-11-25T00:00:00.000Z", "", "0")


def test_every_question_type_is_known_to_the_window(fill) -> None:
    filling = fill(
        """
        type               | name | label | appearance | parameters
        text               | t    | T     | multiline  |
        integer            | i    | I     |            |
        decimal            | d    | D     |            |
        date               | da   | D     | month-year |
        time               | ti   | T     |            |
        datetime           | dt   | D     |            |
        select_one l       | s    | S     | minimal    |
        select_multiple l  | m    | M     |            |
        rank l             | r    | R     |            |
        note               | n    | N     |            |
        image              | im   | I     | signature  | max-pixels=640
        audio              | au   | A     |            |
        video              | v    | V     |            |
        file               | f    | F     |            |
        barcode            | b    | B     |            |
        geopoint           | g    | G     |            |
        geotrace           | gt   | G     |            |
        geoshape           | gs   | G     |            |
        acknowledge        | ac   | A     |            |
        range              | ra   | R     |            | start=1 end=5 step=1
        """,
        "list_name | name | label\nl | a | A\nl | b | B",
    )
    views = {
        item.name: item for item in filling.questions(filling.sections()[0]) if isinstance(item, QuestionView)
    }
    assert {name: view.type for name, view in views.items()} == {
        "t": "text", "i": "integer", "d": "decimal", "da": "date", "ti": "time", "dt": "dateTime", "s": "select_one",
        "m": "select_multiple", "r": "rank", "n": "note", "im": "image", "au": "audio", "v": "video", "f": "file", "b": "barcode",
        "g": "geopoint", "gt": "geotrace", "gs": "geoshape", "ac": "acknowledge", "ra": "range",
    }  # fmt: skip
    assert views["t"].appearance == ("multiline",)
    assert views["ra"].parameters["end"] == "5"
    assert [one.label for one in views["r"].choices] == ["A", "B"]


def test_what_is_worked_out_or_only_shown_takes_no_answer(fill) -> None:
    filling: Filling = fill("""
    type      | name  | label     | calculation | read_only
    integer   | n     | Number    |             |
    calculate | twice |           | ${n} * 2    |
    text      | shown | Seen only | 'x'         | yes
    """)
    filling.set("/data/n", 4)

    with pytest.raises(BadInput, match="/data/twice is worked out from other answers"):
        filling.set("/data/twice", "9")
    with pytest.raises(BadInput, match="/data/shown is only shown"):
        filling.set("/data/shown", "y")
    assert filling.answers()["/data/twice"] == "8"


GRIDS = """
type          | name    | label      | appearance   | required
begin_group   | habits  | Habits     | table-list   |
select_one yn | smoke   | Smoke      |              |
select_one yn | drink   | Drink      |              |
end_group     |         |            |              |
begin_group   | views   |            | field-list   |
select_one yn | heads   | The course | label        | yes
select_one yn | useful  | Useful     | list-nolabel |
end_group     |         |            |              |
"""
YES_NO = """
list_name | name | label
yn        | y    | Yes
yn        | n    | No
"""


def test_the_headings_of_a_table_ask_nothing(fill) -> None:
    filling = fill(GRIDS, YES_NO)
    assert filling.progress().total == 3
    assert filling.definition.question_count == 3
    for path in ("/data/habits/smoke", "/data/habits/drink", "/data/views/useful"):
        filling.set(path, "y")

    assert filling.progress().answered == 3
    assert filling.problems() == ()
    assert question(filling, "/data/views/heads").type == "note"


def test_the_names_a_table_is_made_with_are_never_shown(fill) -> None:
    filling = fill(GRIDS, YES_NO)
    items = [item for section in filling.sections() for item in filling.questions(section)]
    labels = [item.label for item in items]

    assert labels == ["Habits", "", "Smoke", "Drink", "", "The course", "Useful"]


UNGROUPED = """
type         | name    | label                              | relevant
note         | head    | ## Where the people of the household who were asked live now, and since when |
text         | where   | Where?                             |
begin_group  | people  | The people                         |
text         | who     | Who?                               |
end_group    |         |                                    |
begin_repeat | member  | Member                             |
text         | job     | Job                                |
end_repeat   |         |                                    |
text         | last    | Last                               |
begin_group  | visit   | The visit                          |
text         | when    | When?                              |
begin_group  | inner   | Within                             |
text         | inside  | Inside?                            |
end_group    |         |                                    |
text         | again   | Again?                             |
end_group    |         |                                    |
"""


def test_sections_without_a_heading_bear_the_words_they_begin_with(fill) -> None:
    titles = [section.title for section in fill(UNGROUPED).sections()]

    assert titles == [
        "Where the people of the household who were asked live now, …",
        "The people",
        "Member",
        "The visit",
        "Within",
        "Again?",
    ]


def test_a_form_of_one_section_bears_its_own_title(fill) -> None:
    filling = fill("type | name | label\ntext | who | Who?", settings="form_id | form_title\nf | Household")
    assert [section.title for section in filling.sections()] == ["Household"]
