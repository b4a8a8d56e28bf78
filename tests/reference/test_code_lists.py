"""The code lists: complete, sound, and with their sources."""

from datetime import date
from importlib import resources
from zoneinfo import ZoneInfo

import pytest

from desktop.reference.countries import country_name, find_country, find_region_country, region_countries
from desktop.reference.currencies import is_currency
from desktop.reference.frameworks import find_item, framework_items, suggested_objectives, suggesting_outputs
from desktop.reference.loader import load_list
from desktop.reference.offices import all_offices, find_office, find_office_of
from desktop.reference.period_names import period_name
from desktop.reference.project_types import all_project_types, find_project_type, thematic_areas
from desktop.reference.sectors import all_sectors, find_sector
from desktop.rules.vocabulary import Framework, OfficeType

FILES = sorted(
    entry.name.removesuffix(".json")
    for entry in resources.files("desktop.reference.lists").iterdir()
    if entry.name.endswith(".json")
)


@pytest.mark.parametrize("name", FILES)
def test_each_list_says_where_it_comes_from_and_stands_in_the_readme(name):
    found = load_list(name)
    readme = (resources.files("desktop.reference.lists") / "README.md").read_text(encoding="utf-8")

    assert all((found.source, found.version, found.licence, found.items))
    assert f"`{name}.json`" in readme


def test_a_list_is_parsed_once():
    assert load_list("migof") is load_list("migof")


def test_twenty_countries_have_a_zone_a_currency_and_an_office():
    assert len(region_countries()) == 20
    for country in region_countries():
        assert ZoneInfo(country.zone)
        assert is_currency(country.currency)
        assert find_office_of(country.code).code == country.code
        assert country_name(country.code) != country.code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("KG", "KG"),
        ("kgz", "KG"),
        ("Kyrgyzstan", "KG"),
        ("Turkey", "TR"),
        ("TÜRKİYE", "TR"),
        ("Republic of North Macedonia", "MK"),
        ("Kosovo (as per UNSC Res.1244 (1999))", "XK"),
        ("XKX", "XK"),
        ("Киргизия", "KG"),
        ("AFG", "AF"),
        (" Ukraine ", "UA"),
        ("Atlantis", None),
        ("", None),
        ("١٢", None),
    ],
)
def test_a_country_is_found_by_code_and_by_name(text, code):
    assert find_country(text) == code


def test_a_country_is_named_in_a_language_and_an_unknown_language_falls_back():
    assert country_name("KG", "ru") == "Киргизия"
    assert country_name("KG", "xx-nonsense") == "Kyrgyzstan"
    assert country_name("??") == "??"
    assert find_region_country("AF") is None


def test_sectors_are_found_by_code_and_withdrawn_ones_are_not_offered():
    assert find_sector("15190").name.startswith("Facilitation of orderly")
    assert find_sector("99999") is None
    assert all(not sector.withdrawn for sector in all_sectors())
    assert any(item.get("withdrawn") for item in load_list("sectors").items)


@pytest.mark.parametrize(
    ("framework", "count"),
    [
        (Framework.MIGOF, 6),
        (Framework.SDG, 17 + 169),
        (Framework.GCM, 23),
        (Framework.SRF, 3 + 10 + 33 + 113),
        (Framework.PRIORITY, 4),
        (Framework.ENABLER, 7),
    ],
)
def test_each_framework_is_complete_and_its_keys_are_unique(framework, count):
    items = framework_items(framework)

    assert len(items) == count
    assert len({item.key for item in items}) == count
    keys = {item.code for item in items}
    assert all(item.parent is None or item.parent in keys for item in items)


def test_a_code_that_stands_twice_in_the_source_has_two_keys():
    first, second = find_item(Framework.SRF, "2a12"), find_item(Framework.SRF, "2a12#2")

    assert first.title != second.title
    assert first.code == second.code


def test_an_output_suggests_objectives_and_an_objective_knows_its_outputs():
    assert [item.code for item in suggested_objectives("1a11")] == ["7", "15"]
    assert suggested_objectives("nonsense") == ()
    assert "1a11" in {item.code for item in suggesting_outputs("15")}
    assert all(suggesting_outputs(str(number)) for number in range(1, 24))


def test_the_office_tree_has_one_root_and_parents_first():
    seen = set()
    for office in all_offices():
        assert office.type in {kind.value for kind in OfficeType}
        assert office.parent is None or office.parent in seen
        assert ZoneInfo(office.zone)
        seen.add(office.code)
    assert [office.code for office in all_offices() if office.parent is None] == ["RO"]
    assert find_office("KG").parent == "CA"


def test_project_types_lead_to_thematic_areas():
    assert find_project_type("LM").area == "Facilitating Migration"
    assert find_project_type("??") is None
    assert len(thematic_areas()) == 8
    assert len(all_project_types()) == 34


@pytest.mark.parametrize(
    ("start", "end", "name"),
    [
        (date(2026, 7, 1), date(2026, 12, 31), "Jul-Dec 2026"),
        (date(2026, 11, 1), date(2027, 2, 28), "Nov 2026-Feb 2027"),
        (date(2026, 7, 1), date(2026, 7, 31), "Jul 2026"),
        (date(2026, 1, 1), date(2026, 12, 31), "2026"),
        (date(2026, 7, 5), date(2026, 7, 9), "5 Jul 2026 – 9 Jul 2026"),
    ],
)
def test_a_period_is_named_as_practitioners_do(start, end, name):
    assert period_name(start, end) == name
