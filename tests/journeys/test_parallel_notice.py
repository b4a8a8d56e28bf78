"""What a colleague changed meanwhile is told over the open record."""

import pytest

from desktop.ui.screens.actions.view import make_screen as make_actions
from desktop.ui.screens.projects.view import make_screen as make_projects
from tests.journeys.sync_screen import Pair, meet
from tests.ui.standing_shell import StandingShell

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("kind", ["project", "action"])
def test_the_open_record_tells_what_a_colleague_changed_meanwhile(pair: Pair, qtbot, open_desk, kind) -> None:
    assert open_desk is not None  # the look is on
    aigul, beka = pair
    project = aigul.projects.find("LM.0465").id
    action = aigul.actions.create(title="Repair the ramp", project_id=project, due="2026-12-24").row.id
    meet(*pair)
    shell = StandingShell(aigul)
    screen = make_projects(shell) if kind == "project" else make_actions(shell)
    qtbot.addWidget(screen)
    shell.screen = screen
    screen.show_record(project if kind == "project" else action)
    notice = screen.record.parallel if kind == "action" else screen.findChild(object, "project_parallel")
    assert notice.isHidden()

    if kind == "project":
        beka.projects.set_fields(project, {"programme": "Skills"})
        aigul.projects.set_fields(project, {"description": "Six centres"})
    else:
        beka.actions.set_fields(action, {"title": "Repair the ramp at the centre"})
        aigul.actions.set_fields(action, {"details": "Before the winter"})
    beka.syncing.sync()
    aigul.syncing.sync()
    qtbot.waitUntil(lambda: not notice.isHidden())

    assert "Beka changed" in notice.accessibleName()
    notice.link.click()
    qtbot.waitUntil(notice.isHidden)
