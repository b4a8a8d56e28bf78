"""The visits screen over a real store, driven as a person would."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from desktop.services.roster import Services
from desktop.ui.screens.visits.view import make_screen
from tests.makers import MadeProject, make_project, make_visit
from tests.ui.driving import Driver, drive


class VisitDriver(Driver):
    @property
    def visit(self) -> Any:
        """The open visit, once the window has heard of every commit."""
        self.settle()
        return self.screen.desk.visit

    def open_line(self, finding_id: UUID) -> None:
        """Unfold the row of a finding."""
        self.settle()
        self.screen.record.tabs.page("findings").open_line(str(finding_id))


@pytest.fixture
def project(services: Services) -> MadeProject:
    return make_project(services)


@pytest.fixture
def open_list(qtbot: Any, services: Services, appearance: Any) -> Callable[[], VisitDriver]:
    def open_it() -> VisitDriver:
        found = drive(qtbot, services, make_screen)
        return VisitDriver(qtbot, found.shell, found.screen)

    return open_it


@pytest.fixture
def open_visit(
    services: Services, project: MadeProject, open_list: Callable[[], VisitDriver]
) -> Callable[..., VisitDriver]:
    """Opens the screen with a visit in a state, at one of its tabs."""

    def open_it(tab: str = "", visit_id: UUID | None = None, **fields: Any) -> VisitDriver:
        made = visit_id or make_visit(services, project, **fields)
        driver = open_list()
        driver.screen.show_record(made)
        if tab:
            driver.screen.show_part(tab)
        driver.settle()
        return driver

    return open_it
