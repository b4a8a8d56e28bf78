"""The project report: its first pages, and the same promises as the visit report."""

from dataclasses import replace

from desktop.reports.project import render_project
from desktop.reports.project_content import IndicatorPath, ProjectReport, Spending
from tests.reports.reading import fonts_of, pdfium_pages, pdfium_text
from tests.reports.sample import MADE_AT
from tests.reports.sample_project import make_project, points


def test_a_project_prints_identity_summary_framework_and_charts() -> None:
    text = pdfium_text(render_project(make_project(), language="en").pdf)

    for said in (
        "Project monitoring and evaluation report",
        "XM-DAC-47066-RT.1432",
        "EUR 1,240,000.00",
        "Results monitoring framework",
        "Output 1.1",
        "110%, over",
        "0.90",
        "Indicators against target and time",
        "214 reported",
        "193 verified",
        "Who was reached: persons completing a course",
        "118 (55%)",
        "< 5",
        "Narrative by result",
        "Next period",
    ):
        assert said in text, said


def test_shares_are_left_out_where_a_count_is_hidden() -> None:
    text = pdfium_text(render_project(make_project(), language="en").pdf)

    assert "187" in text
    assert "187 (" not in text


def test_each_page_names_its_edition() -> None:
    rendered = render_project(make_project(), language="en")

    for number, page in enumerate(pdfium_pages(rendered.pdf), 1):
        assert f"Page {number} of {rendered.pages}" in page
        assert "GE/RT.1432/PMR/2026/3" in page


def test_the_same_project_gives_the_same_bytes_with_our_fonts_alone() -> None:
    rendered = render_project(make_project(), language="ar")

    assert rendered == render_project(make_project(), language="ar")
    assert all("+NotoSans" in font for font in fonts_of(rendered.pdf))


def test_a_bare_project_makes_one_page() -> None:
    bare = ProjectReport(reference="GE/X", title="A project", made_at=MADE_AT, zone="UTC")

    assert render_project(bare, language="en").pages == 1


def test_charts_of_one_point_or_of_nothing_but_zeros_are_drawn() -> None:
    flat = points(("2026-01-01", 0))
    project = replace(
        make_project(),
        spending=Spending(planned=(), spent=flat),
        paths=(
            IndicatorPath(title="x", reported=flat),
            IndicatorPath(title="y", planned=flat, verified=flat),
        ),
    )

    assert render_project(project, language="en").pages >= 1
