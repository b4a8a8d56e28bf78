"""The region's real tables go in whole, quickly, and a second time change nothing."""

from pathlib import Path

import pytest

from desktop.services.projects.records import ProjectFilter
from desktop.services.roster import Services

DATA = Path(__file__).parents[3] / "shared" / "data"
FILES = (
    ("projects", "projects/iom_seeeca_projects.csv", 248),
    ("places", "places/ocha_pcodes_region.csv", 2347),
    ("locations", "projects/iom_seeeca_locations.csv", 467),
    ("budgets", "projects/iom_seeeca_budgets.csv", 686),
    ("results", "indicators/unhcr_2018_region_results.csv", 165),
)

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the region's data is not beside the project")


def test_every_row_of_the_real_files_is_taken_and_a_second_time_unchanged(services: Services) -> None:
    contents = [(kind, (DATA / name).read_bytes(), rows) for kind, name, rows in FILES]
    for kind, content, rows in contents:
        report = services.exchanging.run(kind, content, kind)
        assert len(report.rows) == rows
        assert report.taken + report.repaired == rows, kind
    for kind, content, rows in contents:
        assert services.exchanging.run(kind, content, kind).unchanged == rows, kind

    assert services.projects.count(ProjectFilter()) == 248 + 6
    unhcr = services.projects.find("XM-DAC-41121-2018-ASO-KGZ")
    assert services.results.matrix(unhcr.id).counts.total > 0
