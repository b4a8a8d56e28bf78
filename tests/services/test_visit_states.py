"""A visit goes from draft to approval, is stopped for what is missing, and never judged by its lead."""

import pytest

from desktop.errors import BadInput, Refused
from desktop.rules.vocabulary import Role, VisitState
from desktop.services.accounts.access import Grant
from desktop.services.roster import Services
from desktop.services.visits import sections
from desktop.services.visits.verifications import Recounted
from tests.makers import MadeProject, make_person, make_photo, make_project, make_visit, rate_as_lead


@pytest.fixture
def project(services: Services) -> MadeProject:
    return make_project(services)


def test_a_visit_walks_from_draft_to_approved_by_a_colleague(
    services: Services, project: MadeProject
) -> None:
    visit = make_visit(services, project, state="submitted", lead=make_person(services))

    approved = services.visits.move(visit, "approved")

    assert approved.row.state is VisitState.APPROVED
    assert approved.state_by == "Aigul Example"
    assert approved.may_edit is False


def test_a_plan_without_anything_says_all_that_is_missing_at_once(
    services: Services, project: MadeProject
) -> None:
    visit = services.visits.create(project_id=project.id)

    with pytest.raises(Refused) as refused:
        services.visits.move(visit.row.id, "planned")

    for part in ("first and last day", "at least one site", "at least one result"):
        assert part in refused.value.sentence()
    assert refused.value.exit_code == 5


def test_a_report_is_handed_in_only_with_every_result_rated(services: Services, project: MadeProject) -> None:
    visit = make_visit(services, project, state="reporting")
    services.findings.rate(visit, project.results["1.1"], "on_track")

    with pytest.raises(Refused) as refused:
        services.visits.move(visit, "submitted")

    assert "rate 1.2" in refused.value.sentence()
    missing = services.visits.get(visit).missing_at_submit
    assert [(one.code, one.tab, one.record_id) for one in missing] == [
        ("not_rated", "findings", project.results["1.2"])
    ]


def test_a_difference_the_window_asks_a_reason_for_stops_the_report(
    services: Services, project: MadeProject
) -> None:
    visit = make_visit(services, project, state="reporting")
    rate_as_lead(services, visit)
    row = services.verifications.verify(
        visit, project.indicators["1.1/A"], "2026-H2", Recounted(verified="250"), place="Osh", reported="288"
    )
    assert row.needs_reason

    with pytest.raises(Refused) as refused:
        services.visits.move(visit, "submitted")

    assert "say why reported and verified differ: 1.1" in refused.value.sentence()
    (missing,) = services.visits.get(visit).missing_at_submit
    assert (missing.code, missing.tab, missing.record_id) == (
        "difference_unexplained",
        "verification",
        row.id,
    )
    explained = services.verifications.set_fields(row.id, {"reasons": [("data_entry", None)]})
    assert not explained.needs_reason
    services.visits.move(visit, "submitted")


def test_a_note_explains_a_difference_and_a_small_one_needs_none(
    services: Services, project: MadeProject
) -> None:
    visit = make_visit(services, project, state="reporting")
    rate_as_lead(services, visit)
    for place, verified, note in (("Osh", "250", "The register burned."), ("Batken", "285", None)):
        services.verifications.verify(
            visit,
            project.indicators["1.1/A"],
            "2026-H2",
            Recounted(verified=verified, note=note),
            place=place,
            reported="288",
        )

    services.visits.move(visit, "submitted")


def test_weak_data_need_a_note_and_an_action_point(services: Services, project: MadeProject) -> None:
    visit = make_visit(services, project, state="reporting")
    rate_as_lead(services, visit)
    indicator = project.indicators["1.1/A"]

    def score(**changes: object) -> list[tuple[str, str]]:
        services.verifications.score(visit, indicator, changes)
        return [(one.code, one.tab) for one in services.visits.get(visit).missing_at_submit]

    assert score(validity=2) == []
    assert score(validity=1) == [("weak_noted", "verification"), ("weak_followed", "actions")]
    assert score(notes="No register before July") == [("weak_followed", "actions")]
    services.actions.create(title="Begin a register", due="2026-12-15", visit_id=visit)
    services.visits.move(visit, "submitted")


def test_a_rating_at_one_site_counts_as_rated_and_the_gravest_shows(
    services: Services, project: MadeProject
) -> None:
    visit = make_visit(services, project, sites=("Osh", "Batken"))
    osh, batken = services.visits.get(visit).sites
    services.findings.rate(visit, project.results["1.1"], "on_track", site_id=osh.id)
    services.findings.rate(visit, project.results["1.1"], "off_track", site_id=batken.id, summary="Closed")

    (first, _second) = services.visits.get(visit).results

    assert first.rating == "off_track"
    assert len(first.ratings) == 2


@pytest.mark.parametrize("severity", ["major", "critical"])
def test_a_weighty_finding_needs_evidence_and_an_action_point(
    services: Services, project: MadeProject, severity: str
) -> None:
    visit = make_visit(services, project, state="reporting")
    finding = services.findings.add(visit, statement="The ramp is closed.", severity=severity)

    def codes() -> set[str]:
        return {one.code for one in services.visits.get(visit).missing_at_submit if one.record_id == finding}

    assert codes() == {"finding_evidence", "finding_action"}
    services.findings.set_fields(finding, {"evidence": "Seen on 25 November; photo 3"})
    assert codes() == {"finding_action"}
    services.actions.create(title="Repair the ramp", due="2026-12-15", finding_id=finding)
    assert codes() == set()


def test_photo_and_action_point_of_the_visit_as_a_whole_stand_for_its_findings(
    services: Services, project: MadeProject
) -> None:
    visit = make_visit(services, project, state="reporting")
    services.findings.add(visit, statement="The ramp is closed.", severity="major")
    services.attachments.attach(visit, make_photo(), "ramp.jpg")
    services.actions.create(title="Repair the ramp", due="2026-12-15", visit_id=visit)

    assert services.visits.get(visit).findings[0].missing == ()


def test_a_reason_stands_in_for_evidence_and_action(services: Services, project: MadeProject) -> None:
    visit = make_visit(services, project, state="reporting")
    finding = services.findings.add(visit, statement="The ramp is closed.", severity="major")

    services.findings.set_fields(finding, {"no_action_reason": "Repaired the same day"})

    assert services.visits.get(visit).findings[0].missing == ()


def test_a_result_off_track_is_explained_in_words_or_by_a_finding(
    services: Services, project: MadeProject
) -> None:
    visit = make_visit(services, project, state="reporting")
    services.findings.rate(visit, project.results["1.1"], "off_track")
    assert "off_track_unexplained" in {one.code for one in services.visits.get(visit).missing_at_submit}

    services.findings.summarise(visit, project.results["1.1"], "Two of six centres never opened.")

    assert "off_track_unexplained" not in {one.code for one in services.visits.get(visit).missing_at_submit}


def test_the_lead_never_judges_her_own_report(services: Services, project: MadeProject) -> None:
    visit = make_visit(services, project, state="submitted")

    for state in ("approved", "returned"):
        with pytest.raises(Refused, match="cannot judge"):
            services.visits.move(visit, state, reason="Looks fine")

    assert all(not step.may_take for step in services.visits.get(visit).steps)


def test_handing_the_lead_on_does_not_make_a_report_a_colleagues(
    services: Services, project: MadeProject
) -> None:
    visit = make_visit(services, project, state="reporting")
    services.visits.set_fields(visit, {"lead": make_person(services)})
    for result in ("1.1", "1.2"):
        services.findings.rate(visit, project.results[result], "on_track")
    services.visits.move(visit, "submitted")

    with pytest.raises(Refused, match="lead or led"):
        services.visits.move(visit, "approved")

    offers = {step.target: step.may_take for step in services.visits.get(visit).steps}
    assert offers["approved"] is False


def test_a_submitted_visit_stands_still_until_it_is_returned(
    services: Services, project: MadeProject
) -> None:
    visit = make_visit(services, project, state="submitted", lead=make_person(services))
    with pytest.raises(Refused, match="stands still"):
        services.findings.add(visit, statement="One more thing")

    services.visits.move(visit, "returned", reason="Say where")

    services.findings.add(visit, statement="One more thing")


@pytest.mark.parametrize("target", ["returned", "cancelled", "declined"])
def test_some_steps_are_taken_only_with_a_reason(
    services: Services, project: MadeProject, target: str
) -> None:
    before = {"returned": "submitted", "cancelled": "planned", "declined": "assigned"}[target]
    colleague = make_person(services)
    visit = make_visit(services, project, state=before, lead=colleague)

    with pytest.raises(Refused):
        services.visits.move(visit, target, reason="  ")

    moved = services.visits.move(visit, target, reason="Border closed")
    assert (moved.row.state, moved.state_reason) == (target, "Border closed")


def test_reopening_makes_the_next_revision(services: Services, project: MadeProject) -> None:
    visit = make_visit(services, project, state="submitted", lead=make_person(services))
    services.visits.move(visit, "approved")

    reopened = services.visits.move(visit, "reopened", reason="A figure was wrong")

    assert (reopened.revision, reopened.may_edit) == (1, True)


def test_a_step_that_does_not_exist_names_those_that_do(services: Services, project: MadeProject) -> None:
    visit = make_visit(services, project)

    with pytest.raises(Refused) as refused:
        services.visits.move(visit, "approved")
    with pytest.raises(BadInput, match="not one of the words"):
        services.visits.move(visit, "finished")

    assert "planned" in refused.value.sentence()


def test_a_monitor_may_not_assign_nor_approve(services: Services, project: MadeProject) -> None:
    visit = make_visit(services, project, state="planned", lead=make_person(services))
    me = services.access.person_id
    assert me is not None
    services.access.sign_in(me, enrolled=True, grants=[Grant(role=Role.MONITOR, country="KG")])

    with pytest.raises(Refused, match="Your role"):
        services.visits.move(visit, "assigned")
    assert services.visits.get(visit).may_edit is True


@pytest.mark.parametrize(
    ("state", "onwards"),
    [
        ("draft", "planned"),
        ("planned", "assigned"),
        ("assigned", "accepted"),
        ("accepted", "in_field"),
        ("in_field", "reporting"),
        ("reporting", "submitted"),
        ("submitted", "approved"),
    ],
)
def test_the_next_step_is_the_nearest_one_ahead(
    services: Services, project: MadeProject, state: str, onwards: str
) -> None:
    step = services.visits.get(make_visit(services, project, state=state)).next_step

    assert step is not None
    assert step.target == onwards


def test_what_was_returned_is_handed_in_again(services: Services, project: MadeProject) -> None:
    visit = make_visit(services, project, state="submitted", lead=make_person(services))

    returned = services.visits.move(visit, "returned", reason="Say where")

    assert returned.next_step is not None
    assert returned.next_step.target == "submitted"


def test_findings_keep_the_order_given_and_come_back_from_the_bin(
    services: Services, project: MadeProject
) -> None:
    visit = make_visit(services, project)
    first, second, third = (services.findings.add(visit, statement=text) for text in ("a", "b", "c"))
    services.findings.reorder(visit, [third, first])
    services.findings.delete(second)
    assert [one.statement for one in services.visits.get(visit).findings] == ["c", "a"]

    services.findings.restore(second)

    assert [one.statement for one in services.visits.get(visit).findings] == ["c", "a", "b"]


def test_a_finding_can_rate_its_result_in_the_same_step(services: Services, project: MadeProject) -> None:
    visit = make_visit(services, project)

    services.findings.add(
        visit, statement="Registers match.", result_id=project.results["1.1"], rating="on_track"
    )
    services.findings.add(visit, statement="All in all good.", rating="at_risk")

    record = services.visits.get(visit)
    assert record.findings[0].rating == "on_track"
    assert (record.results[0].rating, record.row.overall_rating) == ("on_track", "at_risk")


def test_an_empty_finding_is_not_kept(services: Services, project: MadeProject) -> None:
    visit = make_visit(services, project)

    with pytest.raises(BadInput, match="finding is empty"):
        services.findings.add(visit, statement=" \n ")

    assert services.visits.get(visit).findings == ()


def test_rating_a_result_outside_the_scope_brings_it_in(services: Services, project: MadeProject) -> None:
    visit = make_visit(services, project, results=("1.1",))

    services.findings.rate(visit, project.results["1.2"], "at_risk")

    assert [one.number for one in services.visits.get(visit).results] == ["1.1", "1.2"]


def test_a_person_is_named_only_with_consent(services: Services, project: MadeProject) -> None:
    visit = make_visit(services, project)
    services.fieldwork.add_person_met(visit, {"role": "Trainer", "sex": "female"})

    with pytest.raises(BadInput, match="only with consent"):
        services.fieldwork.add_person_met(visit, {"name": "Gulnara"})

    services.fieldwork.add_person_met(visit, {"name": "Gulnara", "consent": {"purposes": ["record"]}})
    assert len(services.visits.get(visit).people_met) == 2


def test_a_group_is_counted_by_sex_and_age(services: Services, project: MadeProject) -> None:
    visit = make_visit(services, project)

    services.fieldwork.add_group(visit, {"title": "Learners", "counts": {"female": {"18-59": "7"}}})
    with pytest.raises(BadInput):
        services.fieldwork.add_group(visit, {"title": "Learners", "counts": {"female": {"18-59": "-1"}}})

    assert services.visits.get(visit).groups[0].counts == {"female": {"18-59": 7}}


def test_words_for_a_section_are_kept_and_taken_out(services: Services, project: MadeProject) -> None:
    visit = make_visit(services, project)
    services.fieldwork.write(visit, "introduction", "Six centres are planned.")
    services.fieldwork.write(visit, "introduction", "Six centres are planned; four run.")
    assert services.visits.get(visit).narrative == {"introduction": "Six centres are planned; four run."}

    services.fieldwork.write(visit, "introduction", "")

    assert services.visits.get(visit).narrative.get("introduction", "") == ""


def test_words_stand_in_no_section_that_a_report_does_not_have(
    services: Services, project: MadeProject
) -> None:
    visit = make_visit(services, project)

    for section in (
        "foo",
        "",
        "Introduction",
        "below_target:",
        "below_target:x",
        f"below_target:{project.id}",
    ):
        with pytest.raises(BadInput, match="section"):
            services.fieldwork.write(visit, section, "Six centres are planned.")

    assert services.visits.get(visit).narrative == {}


def test_why_a_result_is_below_its_target_is_written_under_it(
    services: Services, project: MadeProject
) -> None:
    visit = make_visit(services, project)
    section = sections.below_target(services.visits.get(visit).results[0].result_id)

    services.fieldwork.write(visit, section, "The road was closed.")

    assert services.visits.get(visit).narrative == {section: "The road was closed."}


def test_a_brief_gathers_what_earlier_visits_left_open(services: Services, project: MadeProject) -> None:
    earlier = make_visit(services, project, state="in_field", start="2026-05-04", end="2026-05-05")
    services.findings.add(earlier, statement="Register by course, not person.", severity="major")
    services.findings.add(earlier, statement="Small thing.", severity="minor")
    services.actions.create(title="One register by person", due="2026-06-30", visit_id=earlier)
    services.fieldwork.add_issue(project.id, "The ramp is closed.")
    visit = make_visit(services, project)

    brief = services.briefs.of_visit(visit)

    assert [one.severity for one in brief.findings] == ["major", "minor"]
    assert brief.actions[0].is_overdue
    assert [one.statement for one in brief.issues] == ["The ramp is closed."]
    assert [one.label for one in brief.figures] == ["1.1A"]
    assert {one.code for one in brief.preparations if not one.is_ready} == {"map", "forms"}
