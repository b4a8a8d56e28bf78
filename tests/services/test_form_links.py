"""Findings and verified figures made from a question know it, and the question knows them."""

import pytest

from desktop.errors import BadInput, Refused
from tests.makers import make_form, make_project, make_value, make_visit

CENTRE, REGISTER, PEOPLE = "/data/arrival/centre", "/data/arrival/register", "/data/arrival/people"


@pytest.fixture
def project(services):
    return make_project(services)


@pytest.fixture
def opened(services, project):
    visit = make_visit(services, project, state="in_field")
    form = services.submissions.start(make_form(services), visit_id=visit)
    form.set(REGISTER, "yes")
    form.set(PEOPLE, "250")
    return form


def test_a_finding_made_from_a_question_is_linked_both_ways(services, opened):
    finding = services.form_links.make_finding(
        opened, CENTRE, statement="Nobody knows the centre's name", evidence="Which centre is this?"
    )
    (link,) = services.form_links.of(opened)
    assert (link.kind, link.id, link.path) == ("finding", finding, CENTRE)

    record = services.visits.get(opened.record.visit_id).findings[0]
    assert record.answer is not None
    assert (record.answer.submission_id, record.answer.path) == (opened.record.id, CENTRE)
    assert record.answer.form_title == "Skills centre check"


def test_an_answer_becomes_the_verified_figure_of_what_was_reported(services, project, opened):
    make_value(services, project, value="288")
    offer = services.form_links.figure_offer(opened, PEOPLE)
    assert offer.value == 250
    assert (offer.choices[0].label, offer.choices[0].reported) == ("1.1/A People trained and certified", 288)
    services.form_links.verify(opened, PEOPLE, offer.choices[0])

    (row,), _roll_ups = services.verifications.of_visit(opened.record.visit_id)
    assert (row.reported, row.verified) == (288, 250)
    assert row.answer is not None
    assert row.answer.path == PEOPLE
    (link,) = services.form_links.of(opened)
    assert (link.kind, link.words) == ("figure", "People trained and certified")


def test_where_nothing_was_reported_the_period_is_said(services, opened):
    offer = services.form_links.figure_offer(opened, PEOPLE)
    with pytest.raises(BadInput, match="period"):
        services.form_links.verify(opened, PEOPLE, offer.choices[0])
    services.form_links.verify(opened, PEOPLE, offer.choices[0], "2026-H2")

    (row,), _roll_ups = services.verifications.of_visit(opened.record.visit_id)
    assert row.verified == 250


def test_the_indicator_of_the_last_time_is_suggested_for_the_same_question(services, project, opened, clock):
    first = services.form_links.figure_offer(opened, PEOPLE)
    assert first.suggested is None
    services.form_links.verify(opened, PEOPLE, first.choices[0], "2026-H1")
    clock.move(days=90)
    visit = make_visit(services, project, state="in_field")
    now = services.submissions.start(opened.record.form, visit_id=visit)
    now.set(REGISTER, "yes")
    now.set(PEOPLE, "260")

    assert services.form_links.figure_offer(now, PEOPLE).suggested == 0


def test_an_answer_that_is_no_number_verifies_nothing(services, opened):
    with pytest.raises(BadInput, match="no number"):
        services.form_links.figure_offer(opened, REGISTER)


def test_a_form_without_a_visit_has_nowhere_to_put_them(services):
    alone = services.submissions.start(make_form(services))
    with pytest.raises(Refused, match="no visit"):
        services.form_links.make_finding(alone, CENTRE, statement="x", evidence="")
    assert services.form_links.of(alone) == ()


def test_undo_takes_the_finding_back_and_the_question_knows_it_no_more(services, opened):
    services.form_links.make_finding(opened, CENTRE, statement="No sign at the door", evidence="")
    services.history.undo()

    assert services.form_links.of(opened) == ()
