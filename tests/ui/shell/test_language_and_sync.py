"""A sync and the window's remaking in another language leave each other well."""

import pytest
from PySide6.QtWidgets import QApplication

from desktop.i18n import use_language
from desktop.progress import Progress
from desktop.settings.preferences import Preferences
from desktop.ui.session import Session


@pytest.fixture
def session(qapp, appearance, services, profile_folder):
    made = Session(qapp, services, profile_folder, Preferences())
    made.begin()
    QApplication.processEvents()
    yield made
    made.window.hide()
    made.end()


def rest(qtbot, session: Session) -> None:
    qtbot.waitUntil(lambda: not session.jobs.running_titles, timeout=20_000)


def until_stopped(progress: Progress) -> None:
    while True:
        progress.step(0, 0, "")


def test_a_sync_that_the_new_language_broke_off_can_begin_again(qtbot, session):
    rest(qtbot, session)
    for _worker in range(2):
        session.jobs.start(until_stopped, done=lambda _none: None)
    run = session.shell.sync_run
    assert run.start()

    use_language("ru")
    session.speak_anew()
    rest(qtbot, session)

    assert run.standing == "idle"
    assert run.start()
    rest(qtbot, session)
    assert run.standing == "idle"


def test_a_sync_speaks_to_the_new_window_alone(qtbot, session):
    session.window.go_to("sync")
    rest(qtbot, session)
    use_language("ru")
    session.speak_anew()
    rest(qtbot, session)
    QApplication.sendPostedEvents(None, 52)
    QApplication.processEvents()

    with qtbot.captureExceptions() as wrong:
        session.shell.sync_run.start()
        rest(qtbot, session)

    assert wrong == []
