"""Submissions as OpenRosa XML: out, in again, and finished."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from desktop.errors import BadInput
from desktop.forms import Filling, load_definition

FORM = """
type         | name  | label  | relevant      | calculation
start        | began |        |               |
end          | ended |        |               |
today        | day   |        |               |
text         | a     | A      |               |
begin_group  | g     | Group  | ${a} != 'no'  |
decimal      | d     | D      |               |
end_group    |       |        |               |
begin_repeat | r     | Rows   |               |
text         | x     | X      |               |
begin_repeat | s     | Inner  |               |
text         | y     | Y      |               |
end_repeat   |       |        |               |
end_repeat   |       |        |               |
calculate    | joined |       |               | join('|', ${y})
"""
SETTINGS = "form_id | version | instance_name\nround | 7 | ${a}"


def test_a_name_made_of_answers_is_none_before_there_are_any(fill) -> None:
    settings = "form_id | instance_name\nround | concat(${a}, ' ', ${b})"
    filling = fill("type | name | label\ntext | a | A\ntext | b | B", "", settings)

    assert filling.instance_name == ""

    filling.set("/data/a", "Ana")
    assert filling.instance_name == "Ana"


def test_a_submission_carries_what_the_server_needs(fill) -> None:
    filling = fill(FORM, "", SETTINGS)
    filling.set("/data/a", "<Ana> & co")
    root = etree.fromstring(filling.finalise().encode())

    assert (root.tag, root.get("id"), root.get("version")) == ("data", "round", "7")
    assert root.findtext("a") == "<Ana> & co"
    assert root.findtext("meta/instanceID", "").startswith("uuid:")
    assert root.findtext("meta/instanceName") == "<Ana> & co"
    assert root.findtext("began") == root.findtext("ended") == "2026-11-25T10:30:00.000Z"
    assert root.findtext("day") == "2026-11-25"
    assert [element.tag for element in root][:4] == ["began", "ended", "day", "a"]
    assert filling.instance_name == "<Ana> & co"


def test_what_is_not_relevant_is_left_out_at_the_end_only(fill) -> None:
    filling = fill(FORM, "", SETTINGS)
    filling.set("/data/g/d", "1.5")
    filling.set("/data/a", "no")
    assert "1.5" in filling.to_xml()
    assert "1.5" not in filling.to_xml(final=True)


def test_a_damaged_or_foreign_submission_is_refused_in_a_sentence(fill) -> None:
    definition = fill(FORM, "", SETTINGS).definition
    for xml in ("<data", "<other/>", "", "<!DOCTYPE data [<!ENTITY a 'b'>]><data>&a;</data>"):
        with pytest.raises(BadInput):
            Filling(definition, clock=fill_clock, xml=xml)


def fill_clock():  # type: ignore[no-untyped-def]
    from datetime import UTC, datetime

    return datetime(2026, 11, 25, 10, 30, tzinfo=UTC)


def test_answers_of_questions_that_are_gone_stay_readable(fill) -> None:
    filling = fill(FORM, "", SETTINGS)
    xml = filling.to_xml().replace("<a/>", "<a/><old>kept</old>")
    again = Filling(filling.definition, clock=fill_clock, xml=xml)
    assert again.retired == {"/data/old": "kept"}


def test_an_upgrade_moves_answers_by_name_and_sets_aside_what_does_not_fit(make_form) -> None:
    older = make_form("type | name | label\ntext | age | Age\ntext | note | Note\ntext | gone | Gone")
    newer = make_form(
        "type | name | label\nbegin_group | g | G\ninteger | age | Age\ntext | note | Note\nend_group | |"
    )
    filling = Filling(load_definition(older.xform_xml), clock=fill_clock)
    for path, value in (("/data/age", "about forty"), ("/data/note", "kept"), ("/data/gone", "also")):
        filling.set(path, value)

    upgraded = Filling(load_definition(newer.xform_xml), clock=fill_clock, xml=filling.to_xml())

    assert upgraded.take_over_retired() == {"/data/note": "/data/g/note"}
    assert upgraded.question("/data/g/note").value == "kept"
    assert upgraded.retired == {"/data/age": "about forty", "/data/gone": "also"}


ANSWERS = st.lists(
    st.one_of(
        st.tuples(st.just("set"), st.sampled_from(["/data/a", "/data/g/d", "/data/r[1]/x", "/data/r[1]/s[1]/y"]), st.text(max_size=8)),
        st.tuples(st.just("add"), st.sampled_from(["/data/r", "/data/r[1]/s"]), st.just("")),
        st.tuples(st.just("remove"), st.sampled_from(["/data/r[2]", "/data/r[1]/s[2]"]), st.just("")),
    ),
    max_size=12,
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(steps=ANSWERS)
def test_a_draft_opens_with_the_state_it_was_left_in(fill, steps: list[tuple[str, str, str]]) -> None:
    filling = _cached(fill)
    for kind, path, value in steps:
        filling.sections()  # what was counted before a step must not be told after it
        if kind == "set" and path in {node.path for node in filling.nodes()}:
            filling.set(path, "".join(letter for letter in value if letter.isprintable()))
        elif kind == "add":
            filling.add(path)
        elif kind == "remove" and path in {node.path for node in filling.nodes()}:
            filling.remove(path)

    again = Filling(filling.definition, clock=fill_clock, xml=filling.to_xml(), tz=filling._world.zone)

    assert again.nodes() == filling.nodes()
    assert (again.sections(), again.progress()) == (filling.sections(), filling.progress())
    assert again.to_xml() == filling.to_xml()


_definitions: list[object] = []


def _cached(fill) -> Filling:  # type: ignore[no-untyped-def]
    if not _definitions:
        _definitions.append(fill(FORM, "", SETTINGS).definition)
    return Filling(_definitions[0], clock=fill_clock)  # type: ignore[arg-type]
