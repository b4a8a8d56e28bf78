"""All submissions of a form together: a table, and what each question came to."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from desktop.services.form_library.export_records import WantedSubmissions
from desktop.services.form_library.steps import Step
from desktop.services.form_library.summaries.figures import numbers_of
from tests.makers import FORM_SURVEY, make_form

CENTRE, REGISTER, PEOPLE = "/data/arrival/centre", "/data/arrival/register", "/data/arrival/people"
COURSES = "/data/courses_held/courses"


def _fill(services, form, centre, register="yes", people=None, women=()):
    steps = [Step("set", CENTRE, centre), Step("set", REGISTER, register)]
    steps += [Step("set", PEOPLE, people)] if people is not None else []
    for number, count in enumerate(women or ("",), 1):
        steps += [Step("add", COURSES)] if number > 1 else []
        steps += [Step("set", f"{COURSES}[{number}]/title", "Care")]
        steps += [Step("set", f"{COURSES}[{number}]/women", count)]
    report = services.submissions.fill(form, steps)
    assert report.valid, report.problems
    return report.submission_id


def _by_path(summary):
    return {one.path: one for one in summary.questions}


def test_choices_are_counted_in_the_order_of_the_form_with_their_labels(services):
    form = make_form(services)
    for register in ("yes", "no", "yes"):
        _fill(services, form, "Osh", register)

    one = _by_path(services.form_summaries.summary(form))["arrival/register"]

    assert (one.asked, one.answered) == (3, 3)
    assert [(count.label, count.count) for count in one.counts] == [
        ("Yes, all of it", 2),
        ("Some pages", 0),
        ("No", 1),
    ]


def test_numbers_have_their_spread_and_entries_of_lists_count_one_by_one(services):
    form = make_form(services)
    _fill(services, form, "Osh", people="10", women=("5", "7"))
    _fill(services, form, "Naryn", people="40", women=("9",))
    _fill(services, form, "Talas", "no")

    found = _by_path(services.form_summaries.summary(form))

    people, women = found["arrival/people"], found["courses_held/courses/women"]
    assert (people.asked, people.answered) == (3, 2)
    assert (people.numbers.minimum, people.numbers.median, people.numbers.maximum) == (10, 25, 40)
    assert (women.asked, women.answered, women.numbers.total) == (4, 3, 21)


def test_the_table_has_a_row_a_submission_and_orders_numbers_as_numbers(services):
    form = make_form(services)
    _fill(services, form, "Osh", people="9")
    _fill(services, form, "Naryn", people="40")

    summary = services.form_summaries.summary(form)

    paths = [one.path for one in summary.columns]
    at = paths.index("arrival/people")
    assert [row.cells[paths.index("arrival/register")] for row in summary.rows] == ["Yes, all of it"] * 2
    assert sorted(row.values[at] for row in summary.rows) == [Decimal(9), Decimal(40)]
    assert "courses_held/courses/women" not in paths
    assert not any(path.startswith("meta/") for path in paths)


def test_drafts_are_left_out_unless_asked_for_and_versions_go_together(services, clock):
    form = make_form(services)
    _fill(services, form, "Osh", people="9")
    clock.move(days=1)
    newer = [row for row in FORM_SURVEY if row[1] != "people"]
    newer.insert(2, ("text", "street", "Which street?", "", "", "", "", ""))
    form = make_form(services, survey=tuple(newer), version="5")
    services.submissions.start(form).set(CENTRE, "Naryn")

    finished = services.form_summaries.summary(form)
    every = services.form_summaries.summary(form, WantedSubmissions(everything=True))

    assert (len(finished.rows), len(every.rows)) == (1, 2)
    assert {"arrival/people", "arrival/street"} <= {one.path for one in every.questions}
    assert _by_path(every)["arrival/people"].answered == 1


def test_a_form_nobody_filled_in_has_questions_without_answers(services):
    summary = services.form_summaries.summary(make_form(services))

    assert summary.rows == ()
    assert all(one.answered == 0 for one in summary.questions)


@given(st.lists(st.decimals(-(10**6), 10**6, places=2), min_size=1, max_size=40))
def test_every_number_lies_in_one_bin_and_the_spread_is_in_order(numbers):
    found = numbers_of(numbers)

    assert sum(one.count for one in found.bins) == len(numbers)
    assert found.minimum <= found.median <= found.maximum
    assert found.minimum <= found.mean <= found.maximum or len(set(numbers)) == 1
    assert all(one.low <= two.low for one, two in zip(found.bins, found.bins[1:], strict=False))
    assert found.bins[0].low <= found.minimum
    assert len(found.bins) <= 13


def test_what_is_put_in_order_counts_who_came_first_and_the_mean_place(services):
    survey = (("type", "name", "label"), ("rank needs", "needs", "What is needed most?"))
    named = (("road", "Road"), ("well", "Well"), ("school", "School"))
    choices = (("list_name", "name", "label"), *(("needs", name, label) for name, label in named))
    form = make_form(services, survey=survey, choices=choices)
    for order in ("road well school", "well school road", "well road school"):
        report = services.submissions.fill(form, [Step("set", "/data/needs", order)])
        assert report.valid, report.problems

    one = _by_path(services.form_summaries.summary(form))["needs"]

    assert [(count.label, count.count) for count in one.counts] == [("Road", 1), ("Well", 2), ("School", 0)]
    assert [round(count.place, 2) for count in one.counts] == [2, Decimal("1.33"), Decimal("2.67")]
