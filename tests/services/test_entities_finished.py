"""Finishing a form against a list that moved on: what it only says again changes nothing, what cannot be is a sentence."""

import pytest

from desktop.errors import Refused
from desktop.services.form_library.steps import Step
from desktop.services.form_library.submissions import SubmissionService
from tests.entity_forms import ADDS, CHANGES, CHECK, REGISTER, check, make_entity_form, register

CHECK_EACH = (
    CHECK[0],
    ("begin_repeat", "visit", "Visit", "", ""),
    *CHECK[1:],
    ("end_repeat", "", "", "", ""),
)


@pytest.fixture
def adding(services):
    return make_entity_form(services, "register", REGISTER, ADDS)


@pytest.fixture
def changing(services):
    return make_entity_form(services, "check", CHECK, CHANGES)


def values(services):
    (one,) = services.entities.rows("centres")
    return dict(one.values)


def test_a_reopened_form_says_only_what_it_changed(services, adding, changing):
    submission = register(services, adding, "Osh centre", "20")
    (centre,) = services.entities.rows("centres")
    check(services, changing, centre.name, places="24")
    services.submissions.reopen(submission)
    services.submissions.open(submission).set("/data/title", "Osh city")

    services.submissions.finalise(submission)

    assert values(services) == {"title": "Osh city", "places": "24"}


def test_a_form_that_is_reopened_twice_compares_with_its_last_finishing(services, adding, changing):
    submission = register(services, adding, "Osh centre", "20")
    (centre,) = services.entities.rows("centres")
    for places in ("21", "22"):
        services.submissions.reopen(submission)
        services.submissions.open(submission).set("/data/places", places)
        services.submissions.finalise(submission)
    check(services, changing, centre.name, places="24")
    services.submissions.reopen(submission)

    services.submissions.finalise(submission)

    assert values(services)["places"] == "24"


def test_what_was_taken_back_is_said_again(services, adding, changing):
    register(services, adding, "Osh centre", "20")
    (centre,) = services.entities.rows("centres")
    opened = services.submissions.start(changing)
    opened.set("/data/centre", centre.name)
    opened.set("/data/places", "24")
    services.submissions.finalise(opened.record.id)
    services.history.undo()
    assert values(services)["places"] == "20"

    services.submissions.finalise(opened.record.id)

    assert values(services)["places"] == "24"


def each(centre, *places):
    steps: list[Step] = []
    for at, one in enumerate(places, 1):
        steps += [Step("add", "/data/visit")] if at > 1 else []
        steps.append(Step("set", f"/data/visit[{at}]/centre", centre))
        steps.append(Step("set", f"/data/visit[{at}]/places", one))
    return steps


def test_two_entries_that_say_two_things_of_one_entity_are_a_sentence(services, adding):
    register(services, adding, "Osh centre", "20")
    (centre,) = services.entities.rows("centres")
    form = make_entity_form(services, "each", CHECK_EACH, CHANGES)
    submissions: SubmissionService = services.submissions

    with pytest.raises(Refused, match="two things"):
        submissions.fill(form, each(centre.name, "24", "25"))

    assert values(services)["places"] == "20"
    assert submissions.unfinished() == ()
    submissions.fill(form, each(centre.name, "24", "24"))
    assert values(services)["places"] == "24"
