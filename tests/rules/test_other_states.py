"""Steps of figures, submissions and action points."""

from datetime import date

from desktop.rules import action_states, submission_states, value_states
from desktop.rules.action_states import ActionFacts
from desktop.rules.submission_states import SubmissionFacts
from desktop.rules.value_states import ValueFacts
from desktop.rules.vocabulary import ActionState, Priority, Role, SubmissionState, ValueStatus

A, F, V = ActionState, SubmissionState, ValueStatus


def test_a_figure_is_approved_by_the_office_but_not_by_its_author():
    def targets(**who):
        return {step.target for step in value_states.allowed_steps(V.SUBMITTED, {Role.MANAGER}, **who)}

    assert targets() == {V.APPROVED, V.RETURNED}
    assert targets(is_author=True) == set()


def test_an_empty_figure_cannot_be_submitted():
    step = value_states.find_step(V.DRAFT, V.SUBMITTED)

    assert value_states.missing_for(step, ValueFacts()) == ("figure",)
    assert value_states.missing_for(step, ValueFacts(figure=True, dimensions_agree=False)) == (
        "dimensions_agree",
    )


def test_an_approved_figure_changes_only_by_a_reasoned_correction():
    assert [step.target for step in value_states.allowed_steps(V.APPROVED)] == [V.CORRECTED]
    assert value_states.missing_for(value_states.find_step(V.APPROVED, V.CORRECTED), ValueFacts()) == (
        "reason",
    )
    assert not value_states.may_edit(V.APPROVED)
    assert [step.target for step in value_states.allowed_steps(V.CORRECTED)] == [V.APPROVED]


def test_a_total_names_the_statuses_it_includes():
    assert value_states.counts(V.APPROVED)
    assert not value_states.counts(V.DRAFT)
    assert value_states.counts(V.SUBMITTED, statuses=(V.SUBMITTED, V.APPROVED))


def test_a_form_is_reopened_and_once_handed_in_only_for_a_reason():
    assert submission_states.find_step(F.FINALISED, F.DRAFT) is not None
    back = submission_states.find_step(F.SUBMITTED, F.DRAFT)
    assert back is not None
    assert submission_states.missing_for(back, SubmissionFacts()) == ("reason",)


def test_a_form_with_faults_is_not_finalised():
    step = submission_states.find_step(F.DRAFT, F.FINALISED)

    assert submission_states.missing_for(step, SubmissionFacts(problems=1)) == ("answers_valid",)


def test_issues_name_the_question_and_come_back_edited():
    assert submission_states.missing_for(
        submission_states.find_step(F.SUBMITTED, F.HAS_ISSUES), SubmissionFacts()
    ) == ("question_note",)
    assert submission_states.find_step(F.HAS_ISSUES, F.EDITED)
    assert submission_states.find_step(F.EDITED, F.SUBMITTED)
    assert submission_states.may_edit(F.HAS_ISSUES)


def test_an_action_says_what_was_done_and_a_high_one_shows_it():
    step = action_states.find_step(A.IN_PROGRESS, A.COMPLETED)

    assert action_states.missing_for(step, ActionFacts()) == ("what_was_done",)
    assert action_states.missing_for(step, ActionFacts(priority=Priority.HIGH, what_was_done=True)) == (
        "evidence_if_high",
    )


def test_who_completed_an_action_does_not_verify_it():
    def targets(**who):
        return {step.target for step in action_states.allowed_steps(A.COMPLETED, {Role.MANAGER}, **who)}

    assert targets(is_completer=True) == {A.REOPENED}
    assert targets() == {A.VERIFIED, A.REOPENED}


def test_overdue_is_computed_and_ends_when_the_work_is_done():
    due, after = date(2026, 7, 1), date(2026, 7, 2)

    assert action_states.is_overdue(A.OPEN, due, after)
    assert not action_states.is_overdue(A.OPEN, due, due)
    assert not action_states.is_overdue(A.COMPLETED, due, after)
    assert not action_states.is_overdue(A.OPEN, None, after)


def test_every_state_is_reached_by_some_step():
    for table, states, start in (
        (action_states.transitions(), A, {A.OPEN}),
        (submission_states.transitions(), F, {F.DRAFT}),
        (value_states.transitions(), V, {V.DRAFT}),
    ):
        assert {target for targets in table.values() for target in targets} | start == set(states)
