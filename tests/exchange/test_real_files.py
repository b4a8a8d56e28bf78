"""The region's real files: every row accounted for."""

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.exchange.budgets import read_budgets
from desktop.exchange.iati import read_iati
from desktop.exchange.locations import read_locations
from desktop.exchange.matrices import build_matrices
from desktop.exchange.places import read_places
from desktop.exchange.projects import read_projects
from desktop.exchange.results import read_results
from desktop.exchange.tables import read_table
from desktop.rules.vocabulary import ProjectKind

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the region's real data is not beside the project")


def read(reader, *path):
    file = DATA.joinpath(*path)
    return reader(read_table(file.read_bytes(), file.name))


def test_248_projects_are_taken_with_their_blanks_repaired():
    rows = read(read_projects, "projects", "iom_seeeca_projects.csv").takeable

    assert len(rows) == 248
    assert Counter(one.code for row in rows for one in row.repairs) == {"trimmed": 243}
    assert Counter(one.code for row in rows for one in row.problems) == {"same_title": 3}
    assert {row.kind for row in rows} == {ProjectKind.OWN}
    assert all(row.code and row.budget and row.planned_start and row.countries for row in rows)


def test_467_locations_belong_to_the_projects():
    refs = {row.ref for row in read(read_projects, "projects", "iom_seeeca_projects.csv").rows}
    rows = read(read_locations, "projects", "iom_seeeca_locations.csv").takeable

    assert len(rows) == 467
    assert {row.project_ref for row in rows} == refs
    assert sum(row.lat is not None for row in rows) == 219


def test_686_budget_lines_sum_to_the_budgets_of_their_projects():
    budgets = {row.ref: row.budget for row in read(read_projects, "projects", "iom_seeeca_projects.csv").rows}
    rows = read(read_budgets, "projects", "iom_seeeca_budgets.csv").takeable
    sums: Counter[str] = Counter()
    for row in rows:
        sums[row.project_ref] += row.amount

    assert len(rows) == 686
    assert all(abs(sums[ref] - budget) <= Decimal("0.02") for ref, budget in budgets.items())


def test_2347_places_hang_in_one_tree_each():
    rows = read(read_places, "places", "ocha_pcodes_region.csv").takeable

    assert len(rows) == 2347
    assert len({row.country for row in rows}) == 13
    assert not any(row.problems or row.repairs for row in rows)
    assert all((row.parent_code is None) is (row.level == 1) for row in rows)


def test_165_indicator_rows_become_six_external_matrices():
    rows = read(read_results, "indicators", "unhcr_2018_region_results.csv").takeable
    matrices = build_matrices(rows)

    assert len(rows) == 165
    assert {matrix.project_ref[-3:]: matrix.country for matrix in matrices} == {
        "KGZ": "KG",
        "TJK": "TJ",
        "BLR": "BY",
        "RUS": "RU",
        "TUR": "TR",
        "UKR": "UA",
    }
    assert sum(len(one.rows) for m in matrices for r in m.results for one in r.indicators) == 165
    assert Counter(one.code for row in rows for one in row.problems) == {"missing_target": 1}


def test_old_excel_under_another_name_is_read():
    table = read_table((DATA / "forms" / "ifrc_distribution_site_assessment.xlsx").read_bytes(), "f.xlsx")

    assert table.header
    assert table.rows


def test_the_standards_own_example_is_read_whole():
    tables = read_iati((DATA / "iati" / "activity-standard-example-annotated.xml").read_bytes(), "x.xml")

    (project,) = read_projects(tables.projects).rows
    (result,) = read_results(tables.results).rows
    assert [str(share.share) for share in project.countries] == ["25", "25"]
    assert result.cells == (("sex", "female"), ("age", "adult"))
    assert len(read_locations(tables.locations).rows) == 2
    assert read_budgets(tables.budgets).rows[0].amount == 3000
