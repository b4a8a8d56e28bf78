"""Whatever a person types or pastes, a report comes out, and nothing of it is lost."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.reports.content import (
    ActionPoint,
    Answer,
    AnsweredForm,
    BudgetLine,
    DataQuality,
    Finding,
    KeyFigure,
    Message,
    OverallRating,
    Photo,
    PlannedWork,
    RatedResult,
    Signature,
    Site,
    Verification,
)
from desktop.reports.formats import Formats
from desktop.reports.lines import fill_lines, unfilled
from desktop.reports.palette import BODY
from desktop.reports.photos import NoPicture, prepare_photo
from desktop.reports.tables import Column, column_widths
from desktop.reports.typesetter import Typesetter
from desktop.reports.visit import render_visit
from desktop.reports.words import hard_lines
from desktop.rules.vocabulary import Rating
from tests.reports.sample import make_jpeg, make_small_visit

slow = settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
scripts = st.sampled_from(
    "aZ09 /-.,()%ñßłőЖїΩბჰԱև אבשׁ سلامٌ لا پگی 漢あ한 😀👩‍👩‍👧🇬🇪 \u200c\u200d\u200f\u202b\u2067\u2069\u0301\t\n"
)
texts = st.one_of(st.text(max_size=80), st.text(scripts, max_size=120))
numbers = st.decimals(allow_nan=False, allow_infinity=False)
amounts = st.decimals(-(10**18), 10**18, places=4)


@slow
@given(text=texts, language=st.sampled_from(["en", "ar", "ka", "he", "zz", "ku"]))
def test_any_text_anywhere_makes_a_report(text: str, language: str) -> None:
    visit = make_small_visit(
        reference=text,
        title=text,
        zone=text,
        offices=(text,),
        project=text,
        lead=text,
        partners=(text, text),
        overall=OverallRating(rating=Rating.AT_RISK, summary=text),
        results=(RatedResult(number=text, title=text, summary=text, below_target=text),),
        figures=(KeyFigure(value=text, label=text, note=text),),
        messages=(Message(text=text, lead=text),),
        sites=(Site(name=text, done=text, latitude=Decimal(1), longitude=Decimal(2)),),
        findings=(Finding(statement=text, result=text, evidence=text, tags=(text,)),),
        verifications=(Verification(indicator=text, site=text, note=text),),
        data_quality=(DataQuality(indicator=text, validity=1, note=text),),
        workplan=(PlannedWork(title=text, note=text, start=date(2026, 1, 1), end=date(2026, 2, 1)),),
        actions=(ActionPoint(text=text, reference=text, owner=text),),
        photos=(
            Photo(caption=text, consent=text, left_out=text),
            Photo(image=text.encode("utf-8", "ignore")),
        ),
        forms=(
            AnsweredForm(
                title=text, answers=(Answer(question=text, answer=text), Answer(question=text, is_group=True))
            ),
        ),
        signatures=(Signature(role=text, name=text),),
    )

    rendered = render_visit(visit, language=language)

    assert rendered.pdf.startswith(b"%PDF")
    assert rendered.pages >= 1


@slow
@given(pair=st.tuples(amounts, amounts), years=st.tuples(st.dates(), st.dates()))
def test_any_number_and_date_makes_a_report(pair: tuple[Decimal, Decimal], years: tuple[date, date]) -> None:
    first, second = pair
    visit = make_small_visit(
        start=years[0],
        end=years[1],
        project_start=years[1],
        verifications=(Verification(indicator="x", reported=first, checked=second, verified=second),),
        budget=(BudgetLine(title="x", planned=first, spent=second, elapsed_percent=first),),
        workplan=(PlannedWork(title="x", start=min(years), end=max(years), percent_done=first),),
        sites=(
            Site(name="x", latitude=Decimal("-89.9"), longitude=Decimal(180)),
            Site(name="y", latitude=Decimal(0), longitude=Decimal(0)),
        ),
    )

    assert render_visit(visit, language="en").pages >= 1


@given(text=texts, width=st.floats(5, 400), rtl=st.booleans())
@settings(deadline=None)
def test_lines_hold_every_visible_character_and_keep_to_their_width(
    text: str, width: float, rtl: bool
) -> None:
    hard = hard_lines(text, BODY, rtl)

    lines = fill_lines(hard, width)

    before = "".join(
        p.shaped.text for line in hard for word in line.words for p in word.pieces if not word.blank
    )
    after = "".join(piece.shaped.text for line in lines for piece in line.pieces)
    assert after.replace(" ", "") == before.replace(" ", "")
    for line in lines:
        is_cut_to_one = sum(len(piece.shaped.text) for piece in line.pieces) <= 2
        assert (
            line.width <= width + 0.1 or is_cut_to_one or any("\u0301" in p.shaped.text for p in line.pieces)
        )


@given(text=texts, widths=st.tuples(st.floats(20, 400), st.floats(20, 400)))
@settings(deadline=None)
def test_filling_lines_anew_at_another_width_loses_nothing(text: str, widths: tuple[float, float]) -> None:
    lines = fill_lines(hard_lines(text, BODY, False), widths[0])

    again = fill_lines(unfilled(lines), widths[1])

    def visible(filled: list) -> str:  # type: ignore[type-arg]
        return "".join(p.shaped.text for line in filled for p in line.pieces).replace(" ", "")

    assert visible(again) == visible(lines)


@given(
    texts=st.lists(st.lists(st.text("ab ", max_size=40), min_size=3, max_size=3), min_size=1, max_size=4),
    width=st.floats(120, 500),
)
@settings(deadline=None)
def test_columns_fill_the_width_and_none_is_narrower_than_its_longest_word(
    texts: list[list[str]], width: float
) -> None:
    typesetter = Typesetter("en")
    grid = [[[typesetter.paragraph(text, BODY)] for text in row] for row in texts]
    paddings = [(3.0, 6.0)] * 3
    columns = [Column(title="x"), Column(number=True), Column(share=3)]

    widths = column_widths(grid, columns, paddings, width)

    assert sum(widths) == pytest.approx(width, abs=0.5)
    longest = [max(row[at][0].longest_word() for row in grid) + 9 for at in range(3)]
    if sum(longest) < width - 1:
        assert all(have >= need - 0.01 for have, need in zip(widths, longest, strict=True))


@given(value=numbers)
@settings(deadline=None)
def test_a_number_is_written_with_all_its_digits(value: Decimal) -> None:
    said = Formats("en").number(value)

    if value.adjusted() < 30 and isinstance(exponent := value.as_tuple().exponent, int) and exponent >= -8:
        assert Decimal(said.replace(",", "")) == value


@given(data=st.binary(max_size=300))
@settings(deadline=None)
def test_bytes_that_are_no_picture_are_refused_in_words(data: bytes) -> None:
    with pytest.raises(NoPicture) as problem:
        prepare_photo(data)

    assert "picture" in str(problem.value)


@given(cut=st.integers(0, 3000), flip=st.integers(0, 3000))
@settings(deadline=None, max_examples=60)
def test_a_torn_photo_is_read_or_refused_but_never_stops_the_work(cut: int, flip: int) -> None:
    data = bytearray(make_jpeg(120, 80))
    data[flip % len(data)] ^= 0xFF

    try:
        picture = prepare_photo(bytes(data[: len(data) - cut % len(data)]))
    except NoPicture:
        return
    assert picture.data.startswith(b"\xff\xd8")


def test_a_report_with_nothing_but_empty_texts_is_printed() -> None:
    visit = replace(
        make_small_visit(), reference="", title="", zone="", offices=("",), messages=(Message(text=""),)
    )

    assert render_visit(visit, language="en").pages == 1
