"""Printed text can be searched and copied: by poppler and by PDFium, in every script of the region."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.reports.content import Finding, OverallRating, Verification
from desktop.reports.visit import render_visit
from desktop.rules.vocabulary import Rating
from tests.reports import scripts
from tests.reports.reading import pdfium_text, poppler_text, words_of
from tests.reports.sample import make_small_visit

WHOLE = [
    ("uk", scripts.CYRILLIC),
    ("el", scripts.GREEK),
    ("ka", scripts.GEORGIAN),
    ("hy", scripts.ARMENIAN),
    ("he", scripts.HEBREW),
]


def share_found(texts: tuple[str, ...], read: str) -> float:
    have = set(words_of(read))
    wanted = [word for text in texts for word in words_of(text)]
    return sum(word in have for word in wanted) / len(wanted)


@pytest.mark.parametrize(("language", "texts"), WHOLE)
def test_every_word_is_found_by_both_readers(language: str, texts: tuple[str, ...], tmp_path: Path) -> None:
    pdf = render_visit(scripts.make_visit_in(texts), language=language).pdf

    assert share_found(texts, poppler_text(pdf, tmp_path)) == 1
    assert share_found(texts, pdfium_text(pdf)) == 1


def test_arabic_is_found_as_far_as_readers_can(tmp_path: Path) -> None:
    pdf = render_visit(scripts.make_visit_in(scripts.ARABIC), language="ar").pdf

    assert share_found(scripts.ARABIC, poppler_text(pdf, tmp_path)) >= 0.87
    assert share_found(scripts.ARABIC, pdfium_text(pdf)) >= 0.95


def test_a_right_to_left_sentence_in_an_english_report_is_found(tmp_path: Path) -> None:
    pdf = render_visit(make_small_visit(partnership=scripts.HEBREW[1]), language="en").pdf

    assert share_found((scripts.HEBREW[1],), pdfium_text(pdf)) == 1


def test_every_script_in_one_sentence_is_found(tmp_path: Path) -> None:
    mixed = "Zugdidi ზუგდიდი Զուգդիդի Зугдиди Ζουγκντίντι"

    pdf = render_visit(make_small_visit(partnership=mixed), language="en").pdf

    assert share_found((mixed,), poppler_text(pdf, tmp_path)) == 1


def test_a_character_without_a_glyph_is_still_copied(tmp_path: Path) -> None:
    pdf = render_visit(make_small_visit(partnership="Village 漢字 near the river"), language="en").pdf

    assert "漢字" in poppler_text(pdf, tmp_path).replace("\n", "").replace(" ", "")


@pytest.mark.slow
def test_a_pasted_megabyte_is_printed_to_its_last_word(tmp_path: Path) -> None:
    text = " ".join(
        f"Household {number} received its grant late and asked the village office for help."
        for number in range(13_000)
    )

    rendered = render_visit(make_small_visit(partnership=text), language="en")

    assert len(text) > 1_000_000
    assert set(words_of(text)) <= set(words_of(poppler_text(rendered.pdf, tmp_path)))


def test_a_text_longer_than_a_page_in_a_table_keeps_every_word(tmp_path: Path) -> None:
    text = " ".join(f"w{number}" for number in range(4_000))

    rendered = render_visit(
        make_small_visit(findings=(Finding(statement=text, evidence=text),)), language="en"
    )

    have = set(words_of(poppler_text(rendered.pdf, tmp_path)))
    assert all(f"w{number}" in have for number in range(4_000))


def test_figures_and_codes_stay_in_order_inside_an_arabic_sentence() -> None:
    visit = scripts.make_visit_in(scripts.ARABIC)

    read = pdfium_text(render_visit(visit, language="ar").pdf)

    assert "GE/RT.1432/2026/007" in read
    assert "UTC+4" in read


def test_the_chart_of_factors_names_the_site_of_each_row(tmp_path: Path) -> None:
    report = make_small_visit()
    long = "1.1/OUT1 Number of persons who were served in social centres of the municipality"
    rows = tuple(
        Verification(
            indicator=long, site=site, reported=Decimal(100), confirmed=Decimal(90), verified=Decimal(90)
        )
        for site in ("Zugdidi", "Senaki")
    )

    text = poppler_text(render_visit(replace(report, verifications=rows), language="en").pdf, tmp_path)

    assert [text.count(site) for site in ("Zugdidi", "Senaki")] == [2, 2]


def test_a_sign_that_no_face_draws_is_printed_by_its_name() -> None:
    said = "The herd 🦓 is fine 😀👍🏽, says 🇰🇬 \N{WOMAN}\N{ZERO WIDTH JOINER}\N{ROCKET}"
    visit = make_small_visit(overall=OverallRating(rating=Rating.AT_RISK, summary=said))

    text = pdfium_text(render_visit(visit, language="en").pdf).replace("\u200d", "")

    assert "The herd [zebra face] is fine 😀👍, says KG [woman][rocket]" in " ".join(text.split())
