"""The visit report: its pages, sections, marks and promises."""

import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from desktop.errors import StoreProblem
from desktop.progress import Cancelled, Progress
from desktop.reports import typefaces
from desktop.reports.content import (
    ActionPoint,
    Finding,
    Hidden,
    PeopleGroup,
    Photo,
    RatedResult,
    Unsent,
    Verification,
)
from desktop.reports.visit import render_visit
from tests.reports import scripts
from tests.reports.reading import fonts_of, pdfium_pages, pdfium_text, poppler_text
from tests.reports.sample import make_jpeg, make_small_visit, make_visit


def test_a_full_visit_prints_every_chapter(tmp_path: Path) -> None:
    text = poppler_text(render_visit(make_visit(), language="en").pdf, tmp_path)

    for heading in (
        "1 Visit and methods",
        "2 Earlier actions and known issues",
        "3 Findings by result",
        "4 Verification of reported figures",
        "5 Data quality",
        "6 Gender, rights, protection, accountability",
        "7 Workplan, budget, risks",
        "8 Good practice and lessons",
        "9 Action points",
        "10 Photographs and sites",
        "11 Annex and signatures",
    ):
        assert heading in text.replace("\xa0", " ").replace("  ", " ")


def test_page_one_answers_a_head_of_office(tmp_path: Path) -> None:
    first = pdfium_pages(render_visit(make_visit(), language="en").pdf)[0]

    for said in (
        "Overall rating",
        "At risk",
        "7 results in scope",
        "verification factor",
        "What the reader should know",
        "Decisions asked for",
        "Not yet synchronised",
        "Contents",
    ):
        assert said in first


def test_a_small_visit_makes_a_small_report_without_empty_chapters() -> None:
    rendered = render_visit(make_small_visit(), language="en")

    text = pdfium_text(rendered.pdf)
    assert rendered.pages == 1
    assert "Annex and signatures" in text
    for absent in (
        "Findings by result",
        "Action points",
        "Photographs",
        "Overall rating",
        "synchronised",
        "Contents",
    ):
        assert absent not in text


def test_each_page_names_edition_number_and_data() -> None:
    rendered = render_visit(make_visit(), language="en")

    pages = pdfium_pages(rendered.pdf)
    assert len(pages) == rendered.pages
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {rendered.pages}" in page
        assert "GE/RT.1432/2026/007" in page
        assert "revision r2" in page
        assert f"sha256 {rendered.data_sha256[:4]} {rendered.data_sha256[4:8]}" in page
        assert "3 of 48 records not yet sent to the server" in page
        assert "10:42 Asia/Tbilisi (UTC+4)" in page
    assert rendered.data_sha256[-4:] in pages[-1]


def test_contents_name_the_page_of_each_chapter(tmp_path: Path) -> None:
    rendered = render_visit(make_visit(), language="en")

    with pikepdf.open(BytesIO(rendered.pdf)) as document, document.open_outline() as outline:
        titles = [str(item.title) for item in outline.root]
        pages = [document.pages.index(pikepdf.Page(item.destination[0])) + 1 for item in outline.root]
    first = poppler_text(rendered.pdf, tmp_path, "-layout", "-f", "1", "-l", "1")
    assert len(titles) == 11
    assert pages == sorted(pages)
    for title, page in zip(titles, pages, strict=True):
        number, name = title.split("  ", 1)
        (line,) = [line for line in first.splitlines() if name in line]
        rest = line.split(name, 1)[1].split()
        assert rest[0] == str(page), (number, name)


def test_the_document_has_links_language_and_title() -> None:
    with pikepdf.open(BytesIO(render_visit(make_visit(), language="en").pdf)) as document:
        links = [note for page in document.pages for note in page.get("/Annots", [])]
        assert len(links) == 11
        assert str(document.Root.Lang) == "en"
        assert "Community-based reintegration" in str(document.docinfo["/Title"])
        assert str(document.docinfo["/CreationDate"]) == "D:20261124064200Z"


@pytest.mark.parametrize("language", ["en", "he"])
def test_the_document_is_sound(language: str) -> None:
    with pikepdf.open(BytesIO(render_visit(make_visit(), language=language).pdf)) as document:
        assert document.check_pdf_syntax() == []


def test_the_same_content_gives_the_same_bytes() -> None:
    assert render_visit(make_visit(), language="en") == render_visit(make_visit(), language="en")


def test_other_content_gives_another_hash() -> None:
    before = render_visit(make_small_visit(), language="en")
    after = render_visit(make_small_visit(partnership="good"), language="en")

    assert before.data_sha256 != after.data_sha256
    assert before.sha256 != after.sha256


def test_the_attached_data_has_the_printed_hash() -> None:
    rendered = render_visit(make_visit(), language="en")

    with pikepdf.open(BytesIO(rendered.pdf)) as document:
        (name,) = document.attachments
        data = document.attachments[name].get_file().read_bytes()
    assert name == "visit-GE-RT-1432-2026-007-r2.json"
    assert sha256(data).hexdigest() == rendered.data_sha256


def attached_data(pdf: bytes) -> bytes:
    with pikepdf.open(BytesIO(pdf)) as document:
        (name,) = document.attachments
        return document.attachments[name].get_file().read_bytes()


def test_no_exact_position_leaves_the_office() -> None:
    pdf = render_visit(make_visit(), language="en").pdf

    assert b"42.51" in attached_data(pdf)
    assert b"42.5088" not in attached_data(pdf)


def test_a_photo_left_out_is_nowhere_in_the_file() -> None:
    image = make_jpeg(1024, 672)
    shown = render_visit(make_small_visit(photos=(Photo(image=image),)), language="en").pdf

    hidden = render_visit(
        make_small_visit(photos=(Photo(image=image, left_out="No consent"),)), language="en"
    ).pdf

    assert image in shown
    assert image not in hidden
    assert sha256(image).hexdigest().encode() not in attached_data(hidden)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_only_our_embedded_fonts_are_used(language: str) -> None:
    fonts = fonts_of(render_visit(make_visit(), language=language).pdf)

    assert fonts
    assert all("+NotoSans" in font for font in fonts)


def test_a_long_table_repeats_its_head_on_each_page() -> None:
    actions = tuple(ActionPoint(text=f"Mend pump {n}", reference=f"AP-{n:03}") for n in range(120))

    pages = pdfium_pages(render_visit(make_small_visit(actions=actions), language="en").pdf)

    with_rows = [page for page in pages if "Mend pump" in page]
    assert len(with_rows) > 2
    assert all("Priority" in page for page in with_rows)
    assert sum(page.count("Mend pump") for page in pages) == 120


def test_counts_below_five_are_printed_as_such_and_no_sum_gives_them_away() -> None:
    people = (PeopleGroup(group="Returnees", female=12, male=Hidden.BELOW_FIVE),)

    text = pdfium_text(render_visit(make_small_visit(people=people), language="en").pdf)

    assert "< 5" in text
    assert "one to four persons" in text
    assert "Returnees 12 < 5 —" in " ".join(text.split())


def test_no_reported_digit_is_rounded_away() -> None:
    rows = (Verification(indicator="Litres", reported=Decimal("1234567.125"), verified=Decimal("1234567")),)

    text = pdfium_text(render_visit(make_small_visit(verifications=rows), language="en").pdf)

    assert "1,234,567.125" in text
    assert "1,234,567.000" in text


def test_reported_zero_but_verified_more_is_a_mismatch_and_not_a_factor() -> None:
    rows = (Verification(indicator="Referred", reported=Decimal(0), verified=Decimal(16)),)

    text = pdfium_text(render_visit(make_small_visit(verifications=rows), language="en").pdf)

    assert "mismatch" in text


def test_what_is_unsent_is_marked() -> None:
    visit = make_small_visit(
        unsent=Unsent(records=1, of=9), findings=(Finding(statement="Pump broken", unsent=True),)
    )

    text = pdfium_text(render_visit(visit, language="en").pdf)

    assert "This report holds 1 record" in text
    assert "◆ Pump broken" in text


def test_a_rating_without_words_bears_its_mark_beside_the_result() -> None:
    visit = make_small_visit(results=(RatedResult(number="2", title="Training", unsent=True),))

    text = " ".join(pdfium_text(render_visit(visit, language="en").pdf).split())

    assert "◆ Result 2" in text or "◆ 2" in text
    assert "◆ —" not in text


def test_a_photo_left_out_shows_the_reason_and_keeps_its_number() -> None:
    photos = (
        Photo(caption="Focus group", left_out="No consent for the donor audience"),
        Photo(image=make_jpeg()),
    )

    text = pdfium_text(render_visit(make_small_visit(photos=photos), language="en").pdf)

    assert "Photo left out" in text
    assert "No consent for the donor audience" in text
    assert "1" in text
    assert "Focus group" in text


def test_a_damaged_photo_shows_the_reason() -> None:
    damaged = (b"", b"not a picture", make_jpeg()[:2000], b"\xff\xd8\xff\xe0")
    photos = tuple(Photo(image=data, caption="Torn") for data in damaged)

    text = pdfium_text(render_visit(make_small_visit(photos=photos), language="en").pdf)

    assert text.count("damaged or is not a picture") == len(damaged)


def test_a_report_is_hardly_larger_than_its_photos() -> None:
    images = [make_jpeg(1600, 1200, color) for color in ("#88a070", "#706050", "#506080", "#804040")]
    photos = tuple(Photo(image=image, caption="Site") for image in images)
    bare = len(render_visit(make_visit_without_photos(), language="en").pdf)

    pdf = render_visit(replace(make_visit_without_photos(), photos=photos), language="en").pdf

    total = sum(map(len, images))
    assert len(pdf) - bare <= total * 1.04


def make_visit_without_photos():  # type: ignore[no-untyped-def]
    return replace(make_visit(), photos=())


def test_a_missing_font_is_a_clear_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    typefaces.load_face.cache_clear()
    typefaces._face_of.cache_clear()
    monkeypatch.setattr(typefaces, "find_font", lambda _name: None)

    with pytest.raises(StoreProblem) as problem:
        render_visit(make_small_visit(title="Ꙭ"), language="en")

    assert "NotoSans" in problem.value.what()
    assert "fonts-noto-core" in problem.value.what_now()


def test_work_can_be_stopped_between_two_parts() -> None:
    progress = Progress()
    progress.stop()

    with pytest.raises(Cancelled):
        render_visit(make_visit(), language="en", progress=progress)


def test_progress_is_told() -> None:
    seen: list[tuple[int, int]] = []

    render_visit(
        make_visit(), language="en", progress=Progress(lambda done, total, _what: seen.append((done, total)))
    )

    assert len(seen) > 20
    assert seen == sorted(seen)


def test_an_arabic_report_is_mirrored() -> None:
    import pypdfium2

    visit = scripts.make_visit_in(scripts.ARABIC)
    for language, is_left in (("en", True), ("ar", False)):
        document = pypdfium2.PdfDocument(render_visit(visit, language=language).pdf)
        page = document[0]
        text = page.get_textpage()
        search = text.search("sha256")  # a word of the footer that no catalogue translates
        at, count = search.get_next()
        left = text.get_rect(text.count_rects(at, count) - 1)[0]
        assert (left > page.get_width() / 2) is is_left
        for thing in (search, text, page, document):
            thing.close()


@pytest.mark.parametrize("days", [0, 4, 40, 400])
def test_any_length_of_visit_and_project_is_printed(days: int) -> None:
    start = date(2026, 11, 10)
    visit = make_small_visit(start=start, end=start + timedelta(days=days), project_start=start)

    assert render_visit(visit, language="en").pages >= 1


def test_the_shapes_a_service_fills_load_no_pdf_library() -> None:
    code = (
        "import sys, desktop.reports.content, desktop.reports.project_content;"
        "print(sorted({'reportlab', 'uharfbuzz', 'pikepdf', 'PIL', 'babel'} & set(sys.modules)))"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("before", range(0, 60, 3))
def test_no_heading_stands_alone_at_the_foot_of_a_page(before: int) -> None:
    tall = ActionPoint(text="\n".join(["one line of a tall action"] * 9), reference="AP-1")
    visit = make_small_visit(partnership="\n".join(["a line"] * before), actions=(tall,))

    pages = pdfium_pages(render_visit(visit, language="en").pdf)

    # on the page where the chapter's first row stands, so does its heading
    (page,) = [page for page in pages if "tall action" in page]
    assert page.index("Action points") < page.index("tall action")
    assert not any(page.rstrip().endswith("Action points") for page in pages)
