"""The invented region: complete, seeded, in every state; and the main job run on it."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from desktop.app.wiring import Milepost
from desktop.cli.main import run
from desktop.rules.vocabulary import ActionState, Extent, ProjectStage, VisitState
from desktop.services.actions.records import ActionFilter
from desktop.services.demo.drawing import SUBJECTS, draw_photo
from desktop.services.demo.invented import themes
from desktop.services.demo.service import fill_region, make_demo_store
from desktop.services.projects.records import ProjectFilter
from desktop.services.visits.photos import read_photo
from desktop.services.visits.records import VisitFilter
from tests.conftest import PASSPHRASE, StandingClock

ALL = 100_000


def test_a_whole_region_has_every_state_and_stage(services):
    fill_region(services, projects=40, visits=150)

    visits = services.visits.page(VisitFilter(), limit=ALL)
    projects = services.projects.page(ProjectFilter(), limit=ALL)
    actions = services.actions.page(ActionFilter(), limit=ALL)

    assert (len(projects), len(visits)) == (40, 150)
    assert {visit.state for visit in visits} == set(VisitState)
    assert len({country for project in projects for country in project.countries}) == 10
    assert {ProjectStage.IMPLEMENTING, ProjectStage.PROPOSAL, ProjectStage.CLOSED} <= {
        project.stage for project in projects
    }
    assert sum(action.is_overdue for action in actions) >= 3
    assert {ActionState.OPEN, ActionState.VERIFIED, ActionState.COMPLETED} <= {a.state for a in actions}
    assert len({project.title for project in projects}) == 40


def test_each_visit_made_has_what_its_state_asks_for(services):
    fill_region(services, projects=8, visits=30)

    for row in services.visits.page(VisitFilter(), limit=ALL):
        visit = services.visits.get(row.id)
        assert visit.sites
        assert visit.results
        if row.state in (VisitState.SUBMITTED, VisitState.APPROVED):
            assert visit.missing_at_submit == ()
            assert all(result.rating is not None for result in visit.results)
            assert visit.verifications or not any(result.indicator_ids for result in visit.results)


def test_what_a_visit_of_the_region_tells_fits_together(services):
    """Action points answer their finding, ratings follow from findings, differences are explained."""
    agreed = {sketch.statement: sketch.action for theme in themes() for sketch in theme.findings}
    fill_region(services, projects=20, visits=90)

    told = 0
    for row in services.visits.page(VisitFilter(), limit=ALL):
        visit = services.visits.get(row.id)
        statement_of = {one.id: one.statement for one in visit.findings}
        for action in visit.actions:
            assert action.title == agreed[statement_of[action.finding_id]]
            told += 1
        rating_of = {one.result_id: one.rating for one in visit.results if one.rating is not None}
        for finding in visit.findings:
            if finding.severity in ("major", "critical") and rating_of:
                assert rating_of[finding.result_id] != "on_track"
        if rating_of:
            gravest = max(rating_of.values(), key=("on_track", "at_risk", "off_track").index)
            assert visit.row.overall_rating == gravest
        assert not [one for one in visit.verifications if one.needs_reason]
    assert told > 40


def test_each_output_of_the_region_has_findings_that_are_about_it():
    for theme in themes():
        outputs = sum(len(outcome.below) for outcome in theme.outcomes)
        assert {sketch.output for sketch in theme.findings} == set(range(outputs))
        for sketch in theme.findings:
            assert (sketch.action is None) is (sketch.severity == "good_practice")


def test_no_sample_of_the_region_finds_more_right_than_was_looked_at(services):
    fill_region(services, projects=12, visits=60)

    recounted = [
        recount
        for row in services.visits.page(VisitFilter(), limit=ALL)
        for recount in services.visits.get(row.id).verifications
    ]
    samples = [one for one in recounted if one.extent is Extent.SAMPLE]

    assert samples
    assert all(one.confirmed <= one.checked <= one.reported for one in samples)


def test_every_report_of_the_region_can_be_printed(services):
    fill_region(services, projects=4, visits=6)

    for row in services.visits.page(VisitFilter(), limit=ALL):
        assert services.reporting.visit_report(row.id).report.pages >= 1


def test_filled_forms_open_again_with_their_answers(services):
    fill_region(services, projects=3, visits=12)

    filled = [
        one
        for row in services.visits.page(VisitFilter(), limit=ALL)
        for one in services.submissions.of_visit(row.id)
    ]

    assert filled
    for one in filled:
        form = services.submissions.open(one.id)
        assert form.question("/data/site/name").value
        assert (one.missing == 0) is not one.may_edit or one.missing == 0


def test_no_undo_takes_the_region_back(services):
    fill_region(services, projects=2, visits=2)

    while services.history.undo() is not None:
        pass

    assert len(services.projects.page(ProjectFilter(), limit=ALL)) == 2


def test_the_same_seed_makes_the_same_region(tmp_path: Path):
    def titles(name: str, seed: int) -> list[str]:
        clock = StandingClock()
        made = make_demo_store(tmp_path / name, clock, passphrase=PASSPHRASE, projects=6, visits=9, seed=seed)
        with Milepost(clock).open(made.folder, PASSPHRASE) as opened:
            rows = opened.visits.page(VisitFilter(), limit=ALL)
            return [f"{row.id} {row.code} {row.title} {row.state} {row.start}" for row in rows]

    assert titles("a", 1) == titles("b", 1)
    assert titles("a2", 1) != titles("c", 2)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_drawn_photos_are_photos_and_always_the_same(subject):
    photo = draw_photo(subject, 3)

    assert photo == draw_photo(subject, 3)
    assert read_photo(photo, "drawn.jpg").media_type == "image/jpeg"
    assert 20_000 < len(photo) < 400_000


@pytest.fixture
def milepost(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, Any, str]]:
    """Runs one command; the clock runs with the server's."""
    clock = StandingClock()
    clock.now = datetime.now(UTC)

    def command(*words: str) -> tuple[int, Any, str]:
        code = run([*words, "--json"], Milepost(clock))
        out, said = capsys.readouterr()
        return code, json.loads(out) if out else None, said

    return command


@pytest.mark.slow
def test_the_job_runs_once_from_plan_to_a_settled_conflict(milepost, tmp_path, monkeypatch):
    monkeypatch.setenv("MILEPOST_PASSPHRASE", PASSPHRASE)
    store = str(tmp_path / "demo")

    code, done, said = milepost("demo", "--projects", "3", "--visits", "6", "--store", store)

    assert code == 0, said
    assert done["equal"] is True
    assert done["conflicts_settled"] == 1
    assert done["conflicts_open"] >= 1
    assert done["pushed"] == done["pulled"] > 100
    assert Path(done["report"]).read_bytes().startswith(b"%PDF")
    for word in ("Plan", "Form", "Photo", "Finding", "Report", "Server", "Sync", "Conflict", "Decision"):
        assert f"{word}" in said
    listed = milepost("conflicts", "list", "--store", store)[1]
    assert listed["total"] == done["conflicts_open"]
    assert milepost("report", "verify", done["report"], "--store", store)[0] == 0


def test_an_earlier_demo_is_set_aside_and_real_work_is_left_alone(milepost, tmp_path, monkeypatch):
    monkeypatch.setenv("MILEPOST_PASSPHRASE", PASSPHRASE)
    small = ("demo", "--projects", "1", "--visits", "0", "--data-only", "--store")
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "store.db").write_bytes(b"work of a year")

    assert milepost(*small, str(tmp_path / "demo"))[0] == 0
    assert milepost(*small, str(tmp_path / "demo"))[0] == 0
    code, _done, said = milepost(*small, str(mine))

    assert (tmp_path / "demo.before" / "store.db").exists()
    assert code == 2
    assert "no demo" in said
    assert (mine / "store.db").read_bytes() == b"work of a year"


def test_without_key_ring_and_passphrase_one_is_made_up_and_written_beside(milepost, tmp_path, monkeypatch):
    monkeypatch.delenv("MILEPOST_PASSPHRASE", raising=False)
    store = str(tmp_path / "demo")

    code, done, _said = milepost("demo", "--out", store, "--projects", "1", "--visits", "0", "--data-only")

    assert code == 0
    secret = Path(done["passphrase_file"])
    assert milepost("projects", "list", "--passphrase-file", str(secret), "--store", store)[1]["total"] == 1
