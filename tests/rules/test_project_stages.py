"""A project's cycle from concept to closure."""

import pytest

from desktop.rules import project_stages
from desktop.rules.project_stages import (
    CHECKLIST,
    IATI_STATUS,
    ProjectFacts,
    allowed_steps,
    find_stage,
    find_step,
    is_open,
    missing_for,
)
from desktop.rules.vocabulary import ProjectStage, Role

S = ProjectStage


def targets(stage, roles=None, *, is_author=False):
    return {step.target for step in allowed_steps(stage, roles, is_author=is_author)}


def test_every_stage_has_an_iati_status():
    assert set(IATI_STATUS) == set(S)
    assert IATI_STATUS[S.SUSPENDED] == 6
    assert IATI_STATUS[S.REJECTED] == 5


@pytest.mark.parametrize("status", range(1, 7))
def test_a_published_status_leads_to_a_stage_of_that_status(status):
    assert IATI_STATUS[find_stage(status)] == status


def test_an_unknown_status_leads_nowhere():
    assert find_stage(7) is None


def test_review_asks_for_a_sound_matrix_budget_three_risks_marker_and_workplan():
    step = find_step(S.PROPOSAL, S.IN_REVIEW)
    ready = ProjectFacts(has_results=True, budget=True, risks=3, gender_marker=True, workplan=True)

    assert missing_for(step, ready) == ()
    assert missing_for(step, ProjectFacts(has_results=True, linter_errors=1, risks=2)) == (
        "matrix_sound",
        "budget",
        "three_risks",
        "gender_marker",
        "workplan",
    )


def test_an_empty_matrix_is_not_sound():
    assert "matrix_sound" in missing_for(find_step(S.PROPOSAL, S.IN_REVIEW), ProjectFacts())


def test_endorsing_asks_for_the_whole_checklist_cleared_themes_and_dated_conditions():
    step = find_step(S.IN_REVIEW, S.ENDORSED)

    assert missing_for(step, ProjectFacts(checklist=frozenset(CHECKLIST), themes_cleared=True)) == ()
    assert missing_for(step, ProjectFacts(checklist=frozenset(CHECKLIST[:-1]), conditions_undated=1)) == (
        "checklist_complete",
        "themes_cleared",
        "conditions_dated",
    )


def test_nobody_endorses_own_work():
    assert targets(S.IN_REVIEW, frozenset(Role), is_author=True) == {S.CANCELLED}
    assert S.ENDORSED in targets(S.IN_REVIEW, {Role.REVIEWER})


def test_the_country_office_cannot_endorse():
    assert targets(S.IN_REVIEW, {Role.MANAGER}) == set()


def test_a_donor_says_yes_no_or_revise():
    assert {S.PROPOSAL, S.DECLINED, S.IMPLEMENTING} <= targets(S.WITH_DONOR)
    assert missing_for(find_step(S.WITH_DONOR, S.IMPLEMENTING), ProjectFacts()) == (
        "agreement",
        "code",
        "dates",
        "budget",
    )


def test_completing_needs_the_end_passed_or_a_reason():
    step = find_step(S.IMPLEMENTING, S.COMPLETING)

    assert missing_for(step, ProjectFacts()) == ("end_passed_or_reason",)
    assert missing_for(step, ProjectFacts(reason=True)) == ()
    assert missing_for(step, ProjectFacts(end_passed=True)) == ()


def test_closing_needs_final_report_no_open_critical_action_and_a_lesson():
    step = find_step(S.COMPLETING, S.CLOSED)

    assert missing_for(step, ProjectFacts(open_critical_actions=1)) == (
        "final_report",
        "no_open_critical_action",
        "lesson",
    )


def test_what_is_open_can_be_cancelled_by_an_admin_and_what_is_closed_cannot():
    for stage in S:
        assert (S.CANCELLED in targets(stage, {Role.ADMIN})) is is_open(stage)


def test_an_amendment_stays_in_implementation_and_says_what_changes():
    assert missing_for(find_step(S.IMPLEMENTING, S.IMPLEMENTING), ProjectFacts()) == ("changes", "reason")


def test_no_way_leads_out_of_a_closed_stage():
    data = project_stages.transitions()

    assert not {"closed", "cancelled", "rejected", "declined"} & set(data)
