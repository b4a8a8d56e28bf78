"""Countries: those of the region with zone and currency, all others by code and name."""

import unicodedata
from dataclasses import dataclass
from functools import cache

from desktop.reference.loader import load_list

# Names under which the region's countries stand in published data, beside those CLDR and ISO know.
_OTHER_NAMES = {
    "turkey": "TR",
    "turkiye": "TR",
    "republic of turkiye": "TR",
    "republic of north macedonia": "MK",
    "the former yugoslav republic of macedonia": "MK",
    "macedonia": "MK",
    "moldova": "MD",
    "republic of moldova": "MD",
    "russia": "RU",
    "kosovo": "XK",
    "unsc 1244-administered kosovo": "XK",
    "kosovo (as per unsc res.1244 (1999))": "XK",
    "kosovo (unscr 1244)": "XK",
    "bosnia": "BA",
    "bosnia & herzegovina": "BA",
    "kyrgyz republic": "KG",
}
_KOSOVO_CODES = ("XKX", "UNK", "RKS", "KOS")


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country of the region."""

    code: str
    alpha3: str
    zone: str
    currency: str
    languages: tuple[str, ...]


@cache
def region_countries() -> tuple[Country, ...]:
    return tuple(
        Country(
            code=item["code"],
            alpha3=item["alpha3"],
            zone=item["zone"],
            currency=item["currency"],
            languages=tuple(item["languages"]),
        )
        for item in load_list("countries").items
    )


@cache
def _by_code() -> dict[str, Country]:
    return {country.code: country for country in region_countries()}


def find_region_country(code: str) -> Country | None:
    """By ISO alpha-2."""
    return _by_code().get(code)


def country_name(code: str, language: str = "en") -> str:
    """The country's name in a language, else the code itself."""
    from babel import Locale, UnknownLocaleError

    try:
        territories = Locale.parse(language.replace("-", "_")).territories
    except (UnknownLocaleError, ValueError):
        territories = Locale("en").territories
    return str(territories.get(code, code))


@cache
def find_country(text: str) -> str | None:
    """ISO alpha-2 of a country given by alpha-2, alpha-3 or name; XK is allowed."""
    code = text.strip().upper()
    if code in _by_code():
        return code
    by_alpha3 = {country.alpha3: country.code for country in region_countries()}
    if code in by_alpha3:
        return by_alpha3[code]
    if code in _KOSOVO_CODES:
        return "XK"
    return _in_the_world(code) or _by_name().get(_folded(text))


def _in_the_world(code: str) -> str | None:
    import pycountry

    if not code.isascii() or len(code) not in (2, 3):
        return None
    world = pycountry.countries
    found = world.get(alpha_2=code) if len(code) == 2 else world.get(alpha_3=code)
    return None if found is None else str(found.alpha_2)


@cache
def _by_name() -> dict[str, str]:
    import pycountry
    from babel import Locale

    names: dict[str, str] = {}
    for country in pycountry.countries:
        for kind in ("name", "official_name", "common_name"):
            if name := getattr(country, kind, ""):
                names[_folded(name)] = country.alpha_2
    codes = {country.alpha_2 for country in pycountry.countries} | {"XK"}
    for language in ("en", "ru"):
        for code, name in Locale(language).territories.items():
            if code in codes:
                names[_folded(name)] = code
    return names | _OTHER_NAMES


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", " ".join(name.split())).casefold()
    return "".join(char for char in plain if not unicodedata.combining(char))
