"""Opening, locking and leaving the window of an existing store."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from desktop.app.wiring import Milepost
from desktop.errors import Unexpected
from desktop.models import Project
from desktop.models.ids import new_id
from desktop.settings.preferences import Preferences
from desktop.storage.folder import Profile, ProfileLock
from desktop.ui.idle import IdleWatch
from desktop.ui.session import Session
from desktop.ui.single_instance import SingleInstance
from tests.conftest import PASSPHRASE


@pytest.fixture
def driver(open_gui, profile_folder):
    return open_gui(profile_folder)


@pytest.fixture
def inside(driver):
    driver.wait_for("unlock_passphrase")
    driver.type("unlock_passphrase", PASSPHRASE)
    driver.click("unlock_open")
    driver.wait_for_session()
    return driver


def test_a_wrong_passphrase_is_said_beside_the_field_and_the_right_one_opens(driver):
    driver.wait_for("unlock_passphrase")
    driver.type("unlock_passphrase", "not this one")
    driver.qtbot.keyClick(driver.find("unlock_passphrase"), Qt.Key.Key_Return)
    driver.qtbot.waitUntil(
        lambda: "not the passphrase" in driver.find("unlock_message").text(), timeout=15_000
    )

    driver.find("unlock_passphrase").clear()
    driver.type("unlock_passphrase", PASSPHRASE)
    driver.qtbot.keyClick(driver.find("unlock_passphrase"), Qt.Key.Key_Return)

    driver.wait_for_session()
    assert driver.window.isVisible()


def test_the_passphrase_of_the_environment_opens_at_once(open_gui, profile_folder):
    driver = open_gui(profile_folder, passphrase=PASSPHRASE)

    driver.wait_for_session()


def test_a_lock_covers_everything_and_opens_with_the_passphrase_alone(inside):
    session = inside.gui.session
    session.lock()

    cover = inside.wait_for("unlock")
    assert cover.geometry() == inside.window.rect()
    assert not inside.window.centralWidget().isEnabled()
    assert not any(action.isEnabled() for action in inside.window.commands())

    inside.type("unlock_passphrase", PASSPHRASE)
    inside.click("unlock_open")
    inside.qtbot.waitUntil(lambda: not session.cover.is_on, timeout=15_000)
    assert inside.window.centralWidget().isEnabled()
    assert any(action.isEnabled() for action in inside.window.commands())


def test_idle_time_locks(inside):
    session = inside.gui.session
    session.set_lock_after(1)

    session._idle.idle.emit()

    assert session.cover.is_on


@pytest.mark.qt_log_ignore("does not support raise")  # the offscreen platform
def test_a_second_start_brings_the_first_window_to_the_front(inside, profile_folder):
    asked = []
    inside.gui._instance.asked.connect(lambda: asked.append(1))

    assert SingleInstance(profile_folder).raise_other()

    inside.qtbot.waitUntil(lambda: bool(asked), timeout=15_000)


def test_a_store_held_by_the_command_line_is_a_sentence_with_a_way_on(open_gui, profile_folder):
    lock = ProfileLock(Profile(profile_folder))
    lock.take()
    driver = open_gui(profile_folder, passphrase=PASSPHRASE)
    problem = driver.wait_for("problem")
    assert "already open" in problem.accessibleName()

    lock.give_back()
    driver.click("problem_step_1")
    driver.wait_for("unlock_passphrase")


def test_a_damaged_store_offers_its_backups(open_gui, profile_folder, clock):
    services = Milepost(clock).open_services(profile_folder, PASSPHRASE)
    services.upkeep.back_up()
    services.close()
    store = Profile(profile_folder).store
    store.write_bytes(b"\x00" * store.stat().st_size)
    driver = open_gui(profile_folder, passphrase=PASSPHRASE)
    driver.wait_for("problem")
    driver.click("problem_step_2")

    dialog = driver.dialog()
    dialog.secret.line.setText(PASSPHRASE)
    dialog.accept_button.click()

    driver.wait_for_session()
    assert driver.gui.session.services.accounts.me().person.name == "Aigul Example"


def test_closing_the_window_gives_the_store_back(inside, profile_folder, clock):
    inside.gui.session.window.close()
    inside.gui.end()

    Milepost(clock).open_services(profile_folder, PASSPHRASE).close()


def test_a_defect_is_a_sentence_and_never_a_traceback(inside):
    inside.net.caught.emit(Unexpected(ValueError("secret name")))

    dialog = inside.dialog()
    assert "secret name" not in dialog.windowTitle()
    dialog.accept()


def test_another_language_makes_the_window_again_at_the_same_place(inside):
    session = inside.gui.session
    first = session.window

    session.shell.prefer(session.shell.preferences.with_(language="ar", theme="dark"))

    assert session.window is not first
    assert QApplication.layoutDirection().name == "RightToLeft"
    session.shell.prefer(session.shell.preferences.with_(language="en", theme="light"))


def test_undo_takes_back_what_was_saved_and_redo_does_it_again(inside):
    services = inside.gui.session.services
    made = new_id()
    with services.database.writing("projects.create") as work:
        work.add(Project(id=made, scope_id=made, title="Water users", code="KG.1"))

    inside.window.findChild(QAction, "action_undo").trigger()
    assert services.search.find("water users").total == 0

    inside.window.findChild(QAction, "action_redo").trigger()
    assert services.search.find("water users").total == 1


def test_the_bar_says_in_words_what_is_on_this_laptop_only(inside):
    inside.qtbot.waitUntil(lambda: "this laptop only" in inside.find("unsent").text(), timeout=15_000)


def test_a_commit_of_the_person_is_told_as_saved(inside):
    inside.gui.session.services.accounts.add_person("Bakyt Colleague")

    inside.qtbot.waitUntil(lambda: inside.there_is("save_state"), timeout=15_000)


def test_the_palette_finds_a_record_that_was_just_saved(inside):
    session = inside.gui.session
    session.services.search.catch_up()
    session.window.open_palette()
    inside.type("palette_field", "settings")

    inside.qtbot.keyClick(inside.find("palette_field"), Qt.Key.Key_Return)

    assert session.window.current_key == "settings"


def test_a_window_closed_before_its_first_picture_begins_nothing(qapp, profile_folder, clock, appearance):
    services = Milepost(clock).open_services(profile_folder, PASSPHRASE)
    session = Session(qapp, services, profile_folder, Preferences())
    session.begin()
    session.end()

    for _turn in range(5):
        QApplication.processEvents()

    assert session.jobs.running_titles == ()
    Milepost(clock).open_services(profile_folder, PASSPHRASE).close()


def test_a_window_that_was_closed_asks_its_store_nothing_more(qtbot, qapp, profile_folder, clock, appearance):
    services = Milepost(clock).open_services(profile_folder, PASSPHRASE)
    session = Session(qapp, services, profile_folder, Preferences(lock_after_minutes=5))
    session.begin()
    qtbot.waitUntil(lambda: any(timer.isActive() for timer in session.findChildren(QTimer)))

    session.end()

    assert not [timer for timer in session.findChildren(QTimer) if timer.isActive()]
    watches = qapp.findChildren(IdleWatch)
    assert not [timer for one in watches for timer in one.findChildren(QTimer) if timer.isActive()]
