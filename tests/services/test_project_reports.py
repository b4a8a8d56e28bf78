"""The project report as printed from a real store: what it says, to whom, and that it stays the same."""

import json
import subprocess
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pikepdf
import pytest

from desktop.errors import NotFound, Refused
from desktop.models import (
    Expenditure,
    Finding,
    Indicator,
    IndicatorValue,
    Project,
    Result,
    Target,
    Visit,
)
from desktop.models.ids import new_id
from desktop.rules.vocabulary import Audience, Sensitivity
from desktop.services.reporting.records import ReportCheck
from desktop.services.roster import Services
from desktop.services.visits.verifications import Recounted
from tests.makers import MadeProject, make_project, make_value, make_visit

OUTSIDE = (Audience.DONOR, Audience.PARTNER, Audience.PUBLIC)


def printed(services: Services, project: MadeProject, audience: Audience = Audience.OFFICE) -> bytes:
    return services.project_reports.project_report(project.id, audience=audience).report.pdf


def text_of(pdf: bytes, folder: Path) -> str:
    file = folder / "report.pdf"
    file.write_bytes(pdf)
    out = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True)
    return " ".join(out.stdout.decode().split())


def data_of(pdf: bytes, folder: Path) -> dict[str, Any]:
    file = folder / "data.pdf"
    file.write_bytes(pdf)
    with pikepdf.open(file) as document:
        (attached,) = document.attachments.values()
        read: dict[str, Any] = json.loads(attached.get_file().read_bytes())
    return read


def mark(services: Services, model: Any, record_id: UUID, **fields: Any) -> None:
    with services.database.writing("test.mark") as work:
        row = work.get(model, record_id)
        for name, value in fields.items():
            setattr(row, name, value)


@pytest.fixture
def project(services: Services) -> MadeProject:
    project = make_project(services, budget=Decimal(400000), currency="EUR", donors=["Solidarity Fund"])
    with services.database.writing("test.more") as work:
        for part in (
            Target(
                indicator_id=project.indicators["1.1/A"],
                value=Decimal(600),
                due=date(2027, 12, 31),
                basis="increment",
            ),
            Expenditure(month=date(2026, 3, 1), amount=Decimal(100000), currency="EUR"),
        ):
            part.id, part.scope_id, part.project_id = new_id(), project.id, project.id
            work.add(part)
    return project


@pytest.fixture
def value_id(services: Services, project: MadeProject) -> UUID:
    return make_value(services, project, value="288")


@pytest.fixture
def visit_id(services: Services, project: MadeProject, value_id: UUID) -> UUID:
    visit_id = make_visit(services, project, state="reporting")
    services.findings.rate(visit_id, project.results["1.1"], "at_risk", summary="Two of six centres wait")
    services.findings.add(
        visit_id,
        statement="The Osh centre has no welding tutor since August.",
        result_id=project.results["1.1"],
        severity="major",
        evidence="Interview with the director",
    )
    services.verifications.verify(
        visit_id, project.indicators["1.1/A"], "2026-H2", Recounted(verified="261", method="recount")
    )
    services.actions.create(visit_id=visit_id, title="Hire a welding tutor", due="2027-01-31")
    return visit_id


def test_the_report_shows_project_indicators_and_both_figures(services, project, visit_id, tmp_path):
    said = text_of(printed(services, project), tmp_path)

    for words in (
        "Project monitoring and evaluation report",
        "Skills and safe labour migration",
        "LM.0465",
        "Solidarity Fund",
        "People trained and certified",
        "288 reported",
        "261 verified",
        "0.91",
        "48%",
        "Two of six centres wait",
        "no welding tutor",
        "Hire a welding tutor",
        "400,000.00",
        "100,000.00",
        "of reported figures verified",
    ):
        assert words in said, words


def test_verified_never_takes_the_place_of_reported(services, project, visit_id, tmp_path):
    (line,) = [
        line
        for frame in data_of(printed(services, project), tmp_path)["framework"]
        for line in frame.get("indicators", ())
    ]

    assert (line["current"], line["reported"], line["verified"]) == ("288", "288", "261")
    assert Decimal(line["progress_percent"]) == 48
    assert Decimal(line["verified_percent"]) == Decimal("43.5")


def test_figures_not_approved_are_in_no_total(services, project, visit_id, tmp_path):
    make_value(services, project, value="999", period=(date(2026, 1, 1), date(2026, 6, 30)), status="draft")

    office = text_of(printed(services, project), tmp_path)
    donor = text_of(printed(services, project, Audience.DONOR), tmp_path)

    assert "288" in office
    assert "Not approved yet, so not in the totals" in office
    assert "1,287" not in office
    assert "Not approved yet" not in donor


def test_the_same_data_gives_the_same_bytes_at_any_hour(services, project, visit_id, clock):
    first = printed(services, project)
    clock.move(hours=40)

    assert printed(services, project) == first


def test_a_change_gives_another_report(services, project, visit_id):
    first = printed(services, project)
    services.findings.rate(visit_id, project.results["1.2"], "on_track", summary="All as planned")

    assert printed(services, project) != first


def test_of_two_visits_the_last_one_speaks(services, project, visit_id, tmp_path):
    later = make_visit(services, project, state="reporting", start="2027-01-20", end="2027-01-21")
    services.findings.rate(later, project.results["1.1"], "on_track", summary="All six centres teach again")

    said = text_of(printed(services, project), tmp_path)

    assert "All six centres teach again" in said
    assert "Two of six centres wait" not in said


def test_a_project_without_anything_is_printed_too(services, tmp_path):
    bare = make_project(services, code="LM.0777", title="Nothing yet")

    said = text_of(printed(services, bare), tmp_path)

    assert "Nothing yet" in said
    assert "LM.0777" in said


@pytest.mark.parametrize("audience", OUTSIDE)
@pytest.mark.parametrize("what", ["finding", "visit"])
def test_what_is_confidential_leaves_in_no_edition_of_others(
    services, project, visit_id, tmp_path, audience, what
):
    finding = services.visits.get(visit_id).findings[0]
    model, record_id = (Finding, finding.id) if what == "finding" else (Visit, visit_id)
    mark(services, model, record_id, sensitivity=Sensitivity.CONFIDENTIAL)

    office = printed(services, project)
    outside = printed(services, project, audience)

    assert "welding" in text_of(office, tmp_path)
    assert "no welding" not in text_of(outside, tmp_path)
    assert "no welding" not in json.dumps(data_of(outside, tmp_path))
    if what == "visit":
        told = json.dumps(data_of(outside, tmp_path))
        assert "261" not in told
        assert "Two of six" not in told
        assert "Hire a welding tutor" not in told


@pytest.mark.parametrize("what", ["indicator", "result", "value"])
def test_all_that_hangs_on_a_confidential_record_is_left_out_with_it(
    services, project, visit_id, value_id, tmp_path, what
):
    model, record_id = {
        "indicator": (Indicator, project.indicators["1.1/A"]),
        "result": (Result, project.results["1"]),
        "value": (IndicatorValue, value_id),
    }[what]
    mark(services, model, record_id, sensitivity=Sensitivity.CONFIDENTIAL)

    donor = json.dumps(data_of(printed(services, project, Audience.DONOR), tmp_path))

    assert "288" in json.dumps(data_of(printed(services, project), tmp_path))
    assert '"current": "288"' not in donor
    assert ("People trained" in donor) is (what == "value")


def test_a_confidential_project_stays_in_the_office(services, project):
    mark(services, Project, project.id, sensitivity=Sensitivity.CONFIDENTIAL)

    assert printed(services, project).startswith(b"%PDF")
    for audience in OUTSIDE:
        with pytest.raises(Refused, match="confidential"):
            printed(services, project, audience)


def test_money_is_told_to_the_donor_but_not_to_partners_or_the_public(services, project, visit_id, tmp_path):
    told = {
        audience: "400,000" in text_of(printed(services, project, audience), tmp_path)
        for audience in Audience
    }

    assert told == {
        Audience.OFFICE: True,
        Audience.DONOR: True,
        Audience.PARTNER: False,
        Audience.PUBLIC: False,
    }


def test_where_monitors_will_be_is_told_to_the_office_alone(services, project, visit_id, tmp_path):
    # The report's day is that of its newest change, by the clock of the machine.
    ahead = datetime.now(UTC).date() + timedelta(days=60)
    make_visit(services, project, state="planned", start=ahead, end=ahead)

    assert "Visits planned" in text_of(printed(services, project), tmp_path)
    for audience in OUTSIDE:
        assert "Visits planned" not in text_of(printed(services, project, audience), tmp_path)


def test_who_was_reached_is_shown_and_small_counts_are_hidden_from_others(
    services, project, value_id, tmp_path
):
    cells = {"sex=female": "170", "sex=male": "115", "sex=unknown": "3"}
    mark(services, IndicatorValue, value_id, cells=cells)

    office = data_of(printed(services, project), tmp_path)["breakdowns"][0]
    donor = data_of(printed(services, project, Audience.DONOR), tmp_path)["breakdowns"][0]

    assert office["dimensions"][0]["cells"] == [["Female", 170], ["Male", 115], ["Unknown", 3]]
    assert "Each dimension sums to 288." in office["note"]
    # the total is shown, so one hidden count alone could be worked out
    assert donor["dimensions"][0]["cells"] == [
        ["Female", 170],
        ["Male", "below five"],
        ["Unknown", "below five"],
    ]


def test_a_cross_table_gives_its_margins(services, project, value_id, tmp_path):
    cells = {"sex=female&age=18-59": "170", "sex=female&age=60+": "20", "sex=male&age=18-59": "98"}
    mark(services, IndicatorValue, value_id, cells=cells)

    (one,) = data_of(printed(services, project), tmp_path)["breakdowns"]

    assert [part["cells"] for part in one["dimensions"]] == [
        [["Female", 190], ["Male", 98]],
        [["18-59", 268], ["60+", 20]],
    ]


def test_an_indicator_of_very_few_persons_shows_others_no_figure(services, project, tmp_path):
    make_value(services, project, value="3")
    mark(services, Indicator, project.indicators["1.1/A"], counts_persons=True)

    office = data_of(printed(services, project), tmp_path)
    donor = data_of(printed(services, project, Audience.DONOR), tmp_path)

    assert office["framework"][1]["indicators"][0]["current"] == "3"
    assert "current" not in donor["framework"][1]["indicators"][0]
    assert "paths" in office
    assert "paths" not in donor


def test_what_the_server_does_not_have_is_marked(services, project, visit_id, tmp_path):
    said = text_of(printed(services, project), tmp_path)

    assert "Not yet synchronised." in said
    assert "◆ Hire a welding tutor" in said


def test_money_in_two_currencies_is_never_added_up(services, project, visit_id, tmp_path):
    with services.database.writing("test.spent") as work:
        work.add(
            Expenditure(
                id=new_id(),
                scope_id=project.id,
                project_id=project.id,
                month=date(2026, 4, 1),
                amount=Decimal(5000),
                currency="KGS",
            )
        )

    data = data_of(printed(services, project), tmp_path)

    assert "spending" not in data
    assert all("spent" not in line for line in data["budget"])


@pytest.mark.parametrize("language", ["ru", "ar"])
def test_it_can_be_printed_in_another_language_than_the_window_speaks(
    services, project, visit_id, tmp_path, language
):
    made = services.project_reports.project_report(project.id, language=language)

    (tmp_path / "other.pdf").write_bytes(made.report.pdf)
    with pikepdf.open(tmp_path / "other.pdf") as document:
        assert document.Root.Lang == language


def test_a_printed_file_is_known_as_whole_and_a_changed_one_is_not(services, project, visit_id, tmp_path):
    pdf = printed(services, project)
    (tmp_path / "kept.pdf").write_bytes(pdf)
    with pikepdf.open(tmp_path / "kept.pdf") as document:
        (name,) = document.attachments
        changed = document.attachments[name].get_file().read_bytes().replace(b"288", b"388")
        del document.attachments[name]
        document.attachments[name] = pikepdf.AttachedFileSpec(document, changed, filename=name)
        document.save(tmp_path / "changed.pdf")

    assert services.reporting.check(pdf).check is ReportCheck.WHOLE
    assert services.reporting.check((tmp_path / "changed.pdf").read_bytes()).check is ReportCheck.CHANGED


def test_a_project_in_the_bin_has_no_report(services, project):
    services.projects.delete(project.id)

    with pytest.raises(NotFound):
        printed(services, project)
