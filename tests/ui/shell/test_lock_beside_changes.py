"""What was written just before a lock is shown while the store can still be read, and never asked for afterwards."""

import pytest
from PySide6.QtWidgets import QApplication

from desktop.errors import StoreProblem
from desktop.services.accounts.service import unlock_again
from desktop.settings.preferences import Preferences
from desktop.ui.session import Session
from tests.conftest import PASSPHRASE
from tests.makers import make_project

LONGER_THAN_ANY_RELOAD_MS = 1000


@pytest.fixture
def session(qtbot, qapp, appearance, services, profile_folder):
    made = Session(qapp, services, profile_folder, Preferences())
    made.begin()
    made.window.go_to("projects", make_project(services).id)
    rest(qtbot, made)
    yield made
    made.jobs.forget()
    if is_sealed(made):
        unlock_again(services.store, passphrase=PASSPHRASE)
    made.window.hide()
    made.end()


def rest(qtbot, session: Session) -> None:
    QApplication.processEvents()
    qtbot.waitUntil(lambda: not session.jobs.running_titles, timeout=20_000)


def is_sealed(session: Session) -> bool:
    try:
        return not session.services.store.key
    except StoreProblem:
        return True


def test_a_job_that_changes_records_beside_a_lock_asks_the_locked_store_nothing(qtbot, session):
    projects = session.services.projects
    project = projects.find("LM.0465")

    with qtbot.captureExceptions() as wrong:
        session.jobs.start(
            lambda _progress: projects.set_fields(project.id, {"donors": "EU"}), done=lambda _record: None
        )
        session.lock()
        qtbot.waitUntil(lambda: is_sealed(session), timeout=20_000)
        qtbot.wait(LONGER_THAN_ANY_RELOAD_MS)

    assert wrong == []


def test_a_change_at_the_very_moment_of_the_lock_asks_the_locked_store_nothing(qtbot, session):
    projects = session.services.projects
    project = projects.find("LM.0465")

    with qtbot.captureExceptions() as wrong:
        projects.set_fields(project.id, {"donors": "EU"})
        session.lock()
        qtbot.wait(LONGER_THAN_ANY_RELOAD_MS)

    assert is_sealed(session)
    assert wrong == []
