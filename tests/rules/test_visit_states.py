"""A visit's way from draft to approval, as the domain design writes it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.rules import visit_states
from desktop.rules.visit_states import VisitFacts, allowed_steps, find_step, missing_for
from desktop.rules.vocabulary import Role, VisitState

S = VisitState
ALL_ROLES = frozenset(Role)
COMPLETE = VisitFacts(has_lead=True, has_dates=True, sites=1, results_in_scope=1)


def targets(state, roles=None, *, is_lead=False):
    return {step.target for step in allowed_steps(state, roles, is_lead=is_lead)}


def test_the_whole_way_can_be_walked():
    way = [
        S.DRAFT,
        S.PLANNED,
        S.ASSIGNED,
        S.ACCEPTED,
        S.IN_FIELD,
        S.REPORTING,
        S.SUBMITTED,
        S.RETURNED,
        S.REPORTING,
        S.SUBMITTED,
        S.APPROVED,
        S.REOPENED,
    ]

    assert all(find_step(*step) is not None for step in pairwise(way))


def test_planning_asks_for_lead_dates_place_and_a_result():
    step = find_step(S.DRAFT, S.PLANNED)

    assert missing_for(step, VisitFacts()) == ("lead", "dates", "place", "result")
    assert missing_for(step, COMPLETE) == ()


def test_an_unplanned_visit_starts_in_the_field_and_is_completed_before_submission():
    assert missing_for(find_step(S.DRAFT, S.IN_FIELD), VisitFacts()) == ()
    assert {"lead", "dates", "place", "result"} <= set(
        missing_for(find_step(S.REPORTING, S.SUBMITTED), VisitFacts())
    )


def test_reporting_asks_for_final_forms_or_a_reason():
    step = find_step(S.IN_FIELD, S.REPORTING)

    assert missing_for(step, VisitFacts(forms_open=2)) == ("forms_settled",)
    assert missing_for(step, VisitFacts(forms_open=2, forms_reason=True)) == ()


def test_submitting_asks_for_each_rating_in_scope():
    facts = VisitFacts(has_lead=True, has_dates=True, sites=1, results_in_scope=3, results_unrated=1)

    assert missing_for(find_step(S.REPORTING, S.SUBMITTED), facts) == ("results_rated",)


def test_a_weighty_finding_without_evidence_action_or_reason_stops_submission():
    facts = VisitFacts(has_lead=True, has_dates=True, sites=1, results_in_scope=1, findings_unfollowed=1)

    assert missing_for(find_step(S.REPORTING, S.SUBMITTED), facts) == ("weighty_findings_followed",)


@pytest.mark.parametrize(
    "pair", [(S.ASSIGNED, S.DECLINED), (S.SUBMITTED, S.RETURNED), (S.APPROVED, S.REOPENED)]
)
def test_saying_no_needs_a_reason(pair):
    assert "reason" in missing_for(find_step(*pair), COMPLETE)


def test_the_lead_never_approves_her_own_visit_whatever_roles_she_holds():
    assert S.APPROVED not in targets(S.SUBMITTED, ALL_ROLES, is_lead=True)
    assert S.APPROVED in targets(S.SUBMITTED, {Role.MANAGER})


def test_only_the_country_office_assigns_and_approves():
    assert targets(S.PLANNED, {Role.MONITOR}) == {S.DRAFT, S.CANCELLED}
    assert targets(S.SUBMITTED, {Role.MONITOR}) == set()
    assert targets(S.SUBMITTED, {Role.READER}) == set()


def test_a_visit_is_cancelled_with_a_reason_and_only_before_submission():
    before = [S.DRAFT, S.PLANNED, S.ASSIGNED, S.ACCEPTED, S.DECLINED, S.IN_FIELD, S.REPORTING]

    assert all(missing_for(find_step(state, S.CANCELLED), VisitFacts()) == ("reason",) for state in before)
    assert all(S.CANCELLED not in targets(state) for state in set(S) - set(before))


def test_what_is_submitted_stands_still():
    assert not visit_states.may_edit(S.SUBMITTED)
    assert visit_states.may_edit(S.RETURNED)


def test_the_table_for_the_server_holds_the_same_arrows_in_plain_words():
    data = visit_states.transitions()

    assert data["submitted"]["approved"] == ["manager"]
    assert {(source, target) for source in data for target in data[source]} == {
        (step.source, step.target) for state in S for step in allowed_steps(state)
    }


@given(st.sampled_from(S), st.sets(st.sampled_from(Role)), st.booleans())
def test_more_roles_never_close_a_way(state, roles, is_lead):
    assert targets(state, roles, is_lead=is_lead) <= targets(state, ALL_ROLES, is_lead=is_lead)
