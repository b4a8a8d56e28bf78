"""The visit report as printed from a real store: what it says, to whom, and that it stays the same."""

import subprocess
from pathlib import Path
from uuid import UUID

import pikepdf
import pytest

from desktop.errors import BadInput, Refused
from desktop.models import Finding, Visit
from desktop.rules.vocabulary import Audience, Sensitivity
from desktop.services.form_library.records import AnswerRemark
from desktop.services.reporting.records import ReportCheck
from desktop.services.roster import Services
from desktop.services.visits.verifications import Recounted
from tests.makers import MadeProject, make_form, make_person, make_photo, make_project, make_value, make_visit
from tests.reports.reading import pdfium_pages


def text_of(pdf: bytes, folder: Path) -> str:
    file = folder / "report.pdf"
    file.write_bytes(pdf)
    out = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True)
    return " ".join(out.stdout.decode().split())


def data_of(pdf: bytes, folder: Path) -> str:
    file = folder / "data.pdf"
    file.write_bytes(pdf)
    with pikepdf.open(file) as document:
        return "".join(
            document.attachments[name].get_file().read_bytes().decode() for name in document.attachments
        )


def pictures_in(pdf: bytes, folder: Path) -> int:
    file = folder / "pictures.pdf"
    file.write_bytes(pdf)
    listed = subprocess.run(["pdfimages", "-list", str(file)], capture_output=True, check=True)
    return len(listed.stdout.decode().splitlines()[2:])


@pytest.fixture
def project(services: Services) -> MadeProject:
    return make_project(services)


@pytest.fixture
def visit_id(services: Services, project: MadeProject) -> UUID:
    make_value(services, project, value="288")
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
    services.fieldwork.write(
        visit_id, "messages", "Courses are full. Tutors are missing in two of six centres."
    )
    return visit_id


def test_the_report_shows_project_findings_and_figures(services, visit_id, tmp_path):
    said = text_of(services.reporting.visit_pdf(visit_id), tmp_path)

    assert "Skills and safe labour migration" in said
    assert "LM.0465" in said
    assert "no welding tutor" in said
    assert "288" in said
    assert "261" in said
    assert "0.91" in said
    assert "Two of six centres wait" in said
    assert "Tutors are missing" in said


def test_the_same_data_gives_the_same_bytes_at_any_hour(services, visit_id, clock):
    first = services.reporting.visit_pdf(visit_id)
    clock.move(hours=30)

    assert services.reporting.visit_pdf(visit_id) == first


def test_a_change_gives_another_report(services, visit_id):
    first = services.reporting.visit_report(visit_id)

    services.fieldwork.write(visit_id, "context", "Snow closed the pass.")

    assert services.reporting.visit_report(visit_id).report.data_sha256 != first.report.data_sha256


def test_it_can_be_printed_in_another_language_than_the_window_speaks(services, visit_id, tmp_path):
    pdf = services.reporting.visit_pdf(visit_id, language="ar")

    assert services.reporting.visit_report(visit_id).language == "en"
    assert pikepdf.open(_kept(pdf, tmp_path)).Root.Lang == "ar"


def _kept(pdf: bytes, folder: Path) -> Path:
    file = folder / "kept.pdf"
    file.write_bytes(pdf)
    return file


@pytest.mark.parametrize(
    ("consent", "audience", "shown"),
    [
        (None, Audience.OFFICE, 0),
        (["none"], Audience.OFFICE, 0),
        (["internal"], Audience.OFFICE, 1),
        (["internal"], Audience.DONOR, 0),
        (["yes"], Audience.DONOR, 1),
        (["yes"], Audience.PUBLIC, 0),
        (["publication"], Audience.PUBLIC, 1),
    ],
)
def test_a_photo_is_printed_only_with_consent_for_its_audience(
    services, visit_id, tmp_path, consent, audience, shown
):
    services.attachments.attach(visit_id, make_photo(), "centre.jpg", caption="The workshop", consent=consent)

    pdf = services.reporting.visit_pdf(visit_id, audience=audience)

    assert pictures_in(pdf, tmp_path) == shown
    assert ("No consent for this audience" in text_of(pdf, tmp_path)) is (shown == 0)


def test_a_photo_without_people_needs_no_consent(services, visit_id, tmp_path):
    made = services.attachments.attach(visit_id, make_photo(), "roof.jpg")
    services.attachments.set_fields(made.id, {"shows_people": False})

    assert pictures_in(services.reporting.visit_pdf(visit_id, audience=Audience.PUBLIC), tmp_path) == 1


def test_what_is_confidential_leaves_in_no_edition_of_others(services, visit_id, tmp_path):
    finding = services.visits.get(visit_id).findings[0]
    with services.database.writing("test.sensitivity") as work:
        work.get(Finding, finding.id).sensitivity = Sensitivity.CONFIDENTIAL

    office = services.reporting.visit_pdf(visit_id)
    donor = services.reporting.visit_pdf(visit_id, audience=Audience.DONOR)

    assert "welding" in text_of(office, tmp_path)
    assert "welding" not in text_of(donor, tmp_path)
    assert "welding" not in data_of(donor, tmp_path)


def test_a_confidential_visit_stays_in_the_office(services, visit_id):
    with services.database.writing("test.sensitivity") as work:
        work.get(Visit, visit_id).sensitivity = Sensitivity.CONFIDENTIAL

    with pytest.raises(Refused, match="confidential"):
        services.reporting.visit_pdf(visit_id, audience=Audience.PUBLIC)


def test_small_groups_are_hidden_from_those_outside(services, visit_id, tmp_path):
    services.fieldwork.add_group(
        visit_id, {"title": "Apprentices", "counts": {"female": {"18-59": 3}, "male": {"18-59": 21}}}
    )

    office = data_of(services.reporting.visit_pdf(visit_id), tmp_path)
    donor = data_of(services.reporting.visit_pdf(visit_id, audience=Audience.DONOR), tmp_path)

    assert '"female": 3' in office
    assert '"female": "below five"' in donor
    assert '"male": 21' not in donor


def test_names_of_persons_met_are_never_printed(services, visit_id, tmp_path):
    services.fieldwork.add_person_met(
        visit_id,
        {"consent": {"purposes": ["record"]}, "name": "Gulnara Hidden", "organisation": "Osh centre"},
    )

    pdf = services.reporting.visit_pdf(visit_id)

    assert "Gulnara" not in text_of(pdf, tmp_path)
    assert "Gulnara" not in data_of(pdf, tmp_path)


def test_what_the_server_does_not_have_is_marked(services, visit_id, tmp_path):
    said = text_of(services.reporting.visit_pdf(visit_id), tmp_path)

    assert "Not yet synchronised." in said
    assert "◆" in said


def test_an_issue_is_kept_and_printed_again_byte_for_byte(services, visit_id):
    assert services.reporting.visit_report(visit_id).is_issued is False
    issued = services.reporting.issue_visit(visit_id)

    again = services.reporting.visit_report(visit_id)
    record = services.reporting.issued_of(visit_id)[0]

    assert (issued.revision, again.revision) == (1, 1)
    assert again.is_issued
    assert again.report.pdf == issued.report.pdf
    assert record.file_sha256 == issued.report.sha256
    assert services.reporting.issued_pdf(record.id) == issued.report.pdf


def test_issuing_twice_without_a_change_makes_no_second_revision(services, visit_id):
    services.reporting.issue_visit(visit_id)

    assert services.reporting.issue_visit(visit_id).revision == 1
    assert len(services.reporting.issued_of(visit_id)) == 1


def test_a_change_after_the_issue_begins_a_new_revision(services, visit_id, tmp_path):
    services.reporting.issue_visit(visit_id)
    services.fieldwork.write(visit_id, "context", "Snow closed the pass.")

    second = services.reporting.issue_visit(visit_id)

    assert second.revision == 2
    assert "replaces" in text_of(second.report.pdf, tmp_path)


def test_a_planned_visit_has_nothing_to_issue(services, project):
    visit_id = make_visit(services, project, state="planned")

    with pytest.raises(Refused, match="nothing to report"):
        services.reporting.issue_visit(visit_id)
    assert services.reporting.visit_pdf(visit_id).startswith(b"%PDF")


def test_a_report_file_is_known_again_and_a_changed_one_is_not(services, visit_id, tmp_path):
    draft = services.reporting.visit_pdf(visit_id)
    issued = services.reporting.issue_visit(visit_id).report.pdf
    with pikepdf.open(_kept(issued, tmp_path)) as document:
        document.docinfo["/Title"] = "Another title"
        document.save(tmp_path / "changed.pdf")

    checks = [
        services.reporting.check(pdf).check
        for pdf in (issued, draft, (tmp_path / "changed.pdf").read_bytes())
    ]

    assert checks == [ReportCheck.ISSUED, ReportCheck.WHOLE, ReportCheck.CHANGED]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 nothing", b"hello" * 100])
def test_a_file_that_is_no_report_says_so(services, content):
    with pytest.raises(BadInput, match="no report"):
        services.reporting.check(content)


def test_earlier_actions_and_issues_of_the_project_are_recalled(services, project, visit_id, tmp_path):
    earlier = make_visit(services, project, state="in_field", start="2026-05-04", end="2026-05-06")
    make_person(services)
    services.actions.create(
        visit_id=earlier, title="Hire a welding tutor", due="2026-06-30", owner="bakyt@example.org"
    )

    said = text_of(services.reporting.visit_pdf(visit_id), tmp_path)

    assert "Hire a welding tutor" in said
    assert "Overdue" in said


def test_the_annex_counts_what_was_not_answered_and_why_for_the_office_alone(services, visit_id, tmp_path):
    form = services.submissions.start(make_form(services), visit_id=visit_id)
    form.remark("/data/arrival/centre", AnswerRemark(mark="dont_know", comment="The director is away"))

    office = text_of(services.reporting.visit_pdf(visit_id), tmp_path)
    donor = text_of(services.reporting.visit_pdf(visit_id, audience=Audience.DONOR), tmp_path)

    assert "without an answer: don't know 1" in office.replace("’", "'")
    assert "without an answer" not in donor
    assert "director is away" not in office


def test_a_print_that_was_not_issued_says_so_on_each_page_instead_of_a_revision(services, visit_id, tmp_path):
    draft = services.reporting.visit_pdf(visit_id)
    pages = pdfium_pages(draft)

    assert len(pages) > 1
    for page in pages:
        assert "draft, not issued" in page
        assert "revision r1" not in page
    assert "DRAFT, NOT ISSUED" in pages[0]  # beside the offices
    assert "DRAFT, NOT ISSUED" in pages[1]  # in the header
    assert services.reporting.check(draft).is_draft
    issued = services.reporting.issue_visit(visit_id).report.pdf
    assert all("revision r1" in page for page in pdfium_pages(issued))
    assert "not issued" not in text_of(issued, tmp_path)
    assert not services.reporting.check(issued).is_draft


def test_a_draft_after_an_issue_names_the_last_issue(services, visit_id):
    services.reporting.issue_visit(visit_id)
    services.fieldwork.write(visit_id, "context", "Snow closed the pass.")

    said = " ".join(" ".join(pdfium_pages(services.reporting.visit_pdf(visit_id))).split())

    assert "Draft, not issued; the last issue is r1 of" in said
    assert "revision r2" not in said


def test_an_issue_is_not_taken_back(services, visit_id):
    services.fieldwork.write(visit_id, "context", "Snow closed the pass.")
    issued = services.reporting.issue_visit(visit_id)

    with pytest.raises(Refused, match="issued report is not taken back"):
        services.history.undo()

    assert services.reporting.visit_report(visit_id).report.pdf == issued.report.pdf
    assert [one.revision for one in services.reporting.issued_of(visit_id)] == [1]
    services.fieldwork.write(visit_id, "context", "The pass is open.")
    services.history.undo()  # what came after it is
    assert services.reporting.issue_visit(visit_id).revision == 2
