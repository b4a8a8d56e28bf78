"""Steps of reports and recommendations."""

from desktop.rules import recommendation_states, report_states
from desktop.rules.recommendation_states import RecommendationFacts
from desktop.rules.report_states import ReportFacts
from desktop.rules.vocabulary import ManagementResponse, RecommendationState, ReportState, Role

R, P = RecommendationState, ReportState


def test_a_report_is_issued_only_with_its_data_frozen():
    step = report_states.find_step(P.APPROVED, P.ISSUED)

    assert report_states.missing_for(step, ReportFacts()) == ("frozen",)
    assert report_states.missing_for(step, ReportFacts(frozen=True)) == ()


def test_what_was_issued_is_superseded_or_withdrawn_and_never_a_draft_again():
    assert {step.target for step in report_states.allowed_steps(P.ISSUED)} == {P.SUPERSEDED, P.WITHDRAWN}


def test_nobody_approves_an_own_report():
    assert report_states.allowed_steps(P.IN_REVIEW, set(Role), is_author=True) == ()


def test_a_response_that_does_not_accept_gives_its_reason():
    step = recommendation_states.find_step(R.DRAFT, R.RESPONDED)

    def lacks(**facts):
        return recommendation_states.missing_for(step, RecommendationFacts(**facts))

    assert lacks() == ("response", "reason_unless_accepted")
    assert lacks(answer=ManagementResponse.ACCEPTED) == ()
    assert lacks(answer=ManagementResponse.PARTIALLY_ACCEPTED) == ("reason_unless_accepted",)


def test_the_region_approves_and_closes():
    assert {step.target for step in recommendation_states.allowed_steps(R.RESPONDED, {Role.MANAGER})} == set()
    assert recommendation_states.transitions()["approved"] == {"closed": ["reviewer"]}
    assert report_states.transitions()["draft"] == {"in_review": ["manager", "monitor"]}
