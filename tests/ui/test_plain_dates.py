"""Days and numbers are written as Babel writes them, in every language, without its data."""

from datetime import date
from decimal import Decimal

import pytest
from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton, get_month_names
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from desktop.i18n import LANGUAGES
from desktop.ui.formats import REGIONS
from desktop.ui.plain_dates import date_words
from tools.date_words import INTERVALS, PATH, SKELETONS, as_text
from tools.date_words import date_words as all_words

languages = st.sampled_from(LANGUAGES)
days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
near = st.dates(date(2025, 11, 1), date(2027, 2, 28))


def locale_of(language: str) -> Locale:
    return Locale.parse(REGIONS.get(language, language))


def test_the_table_is_the_one_babel_gives() -> None:
    # python -m tools.date_words writes it
    assert PATH.read_text("utf-8") == as_text(all_words())


@given(language=languages, day=days)
def test_a_day_reads_as_babel_writes_it(language: str, day: date) -> None:
    locale, words = locale_of(language), date_words(language)

    assert words.day(day, "medium") == format_date(day, "medium", locale=locale)
    assert {name: words.day(day, name) for name in SKELETONS} == {
        name: format_skeleton(name, day, locale=locale) for name in SKELETONS
    }


@given(language=languages, first=near, last=near)
def test_days_from_to_read_as_babel_writes_them(language: str, first: date, last: date) -> None:
    locale, words = locale_of(language), date_words(language)

    assert {name: words.days(first, last, name) for name in INTERVALS} == {
        name: format_interval(first, last, name, locale=locale) for name in INTERVALS
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_months_by_themselves_are_named_as_babel_names_them(language: str) -> None:
    names = get_month_names("wide", "stand-alone", locale_of(language))

    assert [date_words(language).month(at) for at in range(1, 13)] == [names[at] for at in range(1, 13)]


@given(
    language=languages,
    value=st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=4)
    | st.integers(-(10**12), 10**12).map(Decimal)
    | st.decimals(allow_nan=False, allow_infinity=False, min_value=-1000, max_value=1000),
)
def test_a_number_reads_as_babel_writes_it_with_all_its_digits(language: str, value: Decimal) -> None:
    written = format_decimal(value, locale=locale_of(language), decimal_quantization=False)

    assert date_words(language).number(value) == written


def test_a_language_without_a_table_is_written_as_english() -> None:
    assert date_words("fr").day(date(2026, 11, 26), "MMMd") == "26 Nov"
