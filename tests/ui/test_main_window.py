"""The frame by keyboard: screens, palette, panes, undo, leaving."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QMenuBar, QVBoxLayout, QWidget

from desktop.ui.frame.hooks import Hooks
from desktop.ui.frame.screens import Found, ScreenEntry
from desktop.ui.main_window import MainWindow
from desktop.ui.widgets import Button


class FakeScreen(QWidget):
    """Remembers what the frame tells it."""

    def __init__(self, key):
        super().__init__()
        self.key, self.shown, self.changes, self.flushed = key, [], [], 0
        self.field, self.button = QLineEdit(), Button("Do", f"{key}_do")
        layout = QVBoxLayout(self)
        layout.addWidget(self.field)
        layout.addWidget(self.button)

    def show_record(self, record_id):
        self.shown.append(record_id)

    def on_changed(self, changed):
        self.changes.append(changed)

    def flush(self):
        self.flushed += 1

    def panes(self):
        return [self.field, self.button]


class Office:
    """The program around the frame."""

    def __init__(self):
        self.undone = self.redone = self.locked = 0
        self.kept = {}
        self.unsent = ""

    def undo(self):
        self.undone += 1

    def redo(self):
        self.redone += 1

    def lock(self):
        self.locked += 1

    def search(self, text):
        found = Found("visits", "v7", "Verification: skills centres", "KG/LM.0465/2026/007")
        return [found] if text.casefold() in found.title.casefold() else []

    def hooks(self):
        return Hooks(
            undo=self.undo, redo=self.redo, lock=self.lock, search=self.search, quit_question=lambda: self.unsent,
            remember=self.kept.__setitem__, recall=self.kept.get,
        )  # fmt: skip


KEYS = ("today", "projects", "visits", "actions", "reports", "library", "sync", "settings")


@pytest.fixture
def office():
    return Office()


@pytest.fixture
def made():
    return []


@pytest.fixture
def window(qtbot, office, made):
    def entry(key):
        def make():
            made.append(key)
            return FakeScreen(key)

        return ScreenEntry(key, key.title(), "ph.house", make, (lambda: 3) if key == "actions" else None)

    frame = MainWindow([entry(key) for key in KEYS], office.hooks(), person="Aigul · Bishkek")
    qtbot.addWidget(frame)
    frame.show()
    frame.activateWindow()
    qtbot.waitUntil(frame.isActiveWindow)
    return frame


def press(qtbot, window, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget() or window, key, modifier)


CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_only_the_first_screen_is_made_at_the_start(window, made):
    assert made == ["today"]


def test_ctrl_and_a_digit_goes_to_a_screen_and_the_keyboard_with_it(qtbot, window, made):
    press(qtbot, window, Qt.Key.Key_3, CTRL)

    assert window.current_key == "visits"
    assert made == ["today", "visits"]
    assert window.screen_of("visits").isAncestorOf(QApplication.focusWidget())


def test_going_to_a_record_hands_its_id_to_the_screen(window):
    window.go_to("visits", "v7")

    assert window.screen_of("visits").shown == ["v7"]


def test_a_click_in_the_navigation_opens_the_screen(qtbot, window):
    qtbot.mouseClick(window.navigation.button("sync"), Qt.MouseButton.LeftButton)

    assert window.current_key == "sync"


def test_the_unsent_words_lead_to_sync(qtbot, window):
    window.show_unsent("12 changes on this laptop only, oldest 3 days")

    qtbot.mouseClick(window.top_bar.unsent, Qt.MouseButton.LeftButton)

    assert window.current_key == "sync"
    assert window.top_bar.unsent.accessibleName().startswith("12 changes")


def test_counts_are_asked_when_something_changed_and_made_screens_hear_of_it(window):
    window.on_changed("visits")

    assert window.navigation.button("actions").count == 3
    assert window.navigation.button("actions").accessibleName() == "Actions, 3"
    assert window.screen_of("today").changes == ["visits"]


def test_ctrl_k_runs_a_command_by_its_words(qtbot, window):
    press(qtbot, window, Qt.Key.Key_K, CTRL)
    field = QApplication.focusWidget()
    assert field.objectName() == "palette_field"

    qtbot.keyClicks(field, "go libr")
    qtbot.keyClick(field, Qt.Key.Key_Return)

    assert window.current_key == "library"


def test_the_first_command_of_the_palette_only_goes_somewhere(window):
    assert window.commands()[0].objectName() == "action_go_today"


def test_ctrl_k_finds_a_record(qtbot, window):
    press(qtbot, window, Qt.Key.Key_K, CTRL)
    field = QApplication.focusWidget()

    qtbot.keyClicks(field, "skills")
    qtbot.keyClick(field, Qt.Key.Key_Return)

    assert window.current_key == "visits"
    assert window.screen_of("visits").shown == ["v7"]


def test_escape_leaves_the_palette_and_returns_the_keyboard(qtbot, window):
    before = QApplication.focusWidget()
    press(qtbot, window, Qt.Key.Key_K, CTRL)

    press(qtbot, window, Qt.Key.Key_Escape)

    assert QApplication.focusWidget() is before


def test_the_palette_says_when_nothing_is_found(qtbot, window):
    press(qtbot, window, Qt.Key.Key_K, CTRL)
    field = QApplication.focusWidget()

    qtbot.keyClicks(field, "zzz")
    nothing = window.findChild(QLabel, "palette_nothing")

    qtbot.waitUntil(nothing.isVisible)


def test_f6_walks_bar_navigation_and_the_panes_of_the_screen(qtbot, window):
    screen = window.screen_of("today")
    screen.field.setFocus()
    seen = []
    for _ in range(4):
        press(qtbot, window, Qt.Key.Key_F6)
        seen.append(QApplication.focusWidget())

    assert seen[0] is screen.button
    assert window.top_bar.isAncestorOf(seen[1])
    assert window.navigation.isAncestorOf(seen[2])
    assert seen[3] is screen.field


def test_undo_in_a_field_takes_back_the_typing_first(qtbot, window, office):
    field = window.screen_of("today").field
    field.setFocus()
    qtbot.keyClicks(field, "abc")

    undo = next(action for action in window.actions() if action.objectName() == "action_undo")
    undo.trigger()
    assert field.text() == ""
    assert office.undone == 0

    undo.trigger()
    assert office.undone == 1


def test_the_undo_key_in_a_field_without_typing_reaches_the_store(qtbot, window, office):
    field = window.screen_of("today").field
    field.setFocus()
    QApplication.processEvents()
    press(qtbot, window, Qt.Key.Key_Z, CTRL)
    assert office.undone == 1

    qtbot.keyClicks(field, "abc")
    press(qtbot, window, Qt.Key.Key_Z, CTRL)
    assert (field.text(), office.undone) == ("", 1)
    press(qtbot, window, Qt.Key.Key_Z, CTRL | SHIFT)
    assert (field.text(), office.redone) == ("abc", 0)


def test_undo_and_redo_reach_the_store(qtbot, window, office):
    window.screen_of("today").button.setFocus()

    press(qtbot, window, Qt.Key.Key_Z, CTRL)
    press(qtbot, window, Qt.Key.Key_Z, CTRL | SHIFT)

    assert (office.undone, office.redone) == (1, 1)


def test_a_lock_saves_what_is_typed_first(qtbot, window, office):
    press(qtbot, window, Qt.Key.Key_L, CTRL)

    assert office.locked == 1
    assert window.screen_of("today").flushed == 1


def test_every_action_stands_in_a_menu_and_f1_lists_its_keys(window):
    in_menus = {action for menu in window.menus() for action in menu.actions if action is not None}
    assert in_menus == set(window.actions())

    dialog = window.show_keys()
    words = {shown.text() for shown in dialog.findChildren(QLabel)}

    assert {"Ctrl+K", "F6", "Go to Visits"} <= words


def test_a_command_without_a_hook_is_not_offered(qtbot):
    frame = MainWindow([ScreenEntry("today", "Today", "ph.house", QWidget)], Hooks())
    qtbot.addWidget(frame)

    names = {action.objectName() for action in frame.actions()}

    assert not names & {"action_undo", "action_redo", "action_lock"}


def test_the_navigation_shows_icons_alone_when_the_window_is_narrow(qtbot, window):
    window.resize(1300, 700)
    qtbot.waitUntil(lambda: window.navigation.width() >= 164)

    window.resize(1000, 700)

    qtbot.waitUntil(lambda: window.navigation.width() == 48)
    assert "Visits" in window.navigation.button("visits").toolTip()


def test_the_size_of_the_window_is_remembered(qtbot, window, office):
    window.resize(720, 500)
    window.close()

    again = MainWindow([ScreenEntry("today", "Today", "ph.house", QWidget)], office.hooks())
    qtbot.addWidget(again)

    assert (again.width(), again.height()) == (720, 500)


def test_quitting_with_unsent_work_says_what_it_means_and_a_second_time_goes(qtbot, window, office):
    office.unsent = "12 changes are on this laptop only. They are safe here."

    assert not window.close()
    assert window.isVisible()

    assert window.close()


def test_every_thing_that_can_be_pressed_has_both_names(window):
    from PySide6.QtWidgets import QAbstractButton

    nameless = [
        button
        for button in window.findChildren(QAbstractButton)
        if not (button.objectName() and button.accessibleName())
        and not isinstance(button.parent(), (QLineEdit, QMenuBar))  # Qt's own, nothing to press
    ]

    assert [(type(button), button.parent()) for button in nameless] == []


def test_the_frame_stands_at_200_percent_and_turns_round_in_arabic(qtbot, window, appearance):
    from desktop.i18n import use_language

    use_language("ar")
    appearance.apply("dark", 2.0)
    qtbot.waitUntil(lambda: window.navigation.width() >= 96)
    qtbot.waitUntil(lambda: window.navigation.x() > window.width() / 2)
    window.grab()


def test_decisions_that_wait_are_counted_apart_and_spoken(qtbot):
    from desktop.ui.frame.navigation import Navigation
    from desktop.ui.frame.screens import ScreenEntry

    entry = ScreenEntry("sync", "Sync", "ph.arrows-clockwise", QWidget, count=lambda: 12, asks=lambda: 3)
    navigation = Navigation([entry])
    qtbot.addWidget(navigation)

    navigation.refresh_counts()

    button = navigation.button("sync")
    assert (button.count, button.asks) == (12, 3)
    assert button.accessibleName() == "Sync, 12, 3 to decide"
    button.resize(button.sizeHint())
    assert not button.grab().isNull()


def test_a_screen_that_has_to_be_loaded_is_waited_for_and_only_the_last_wish_is_followed(qtbot, made):
    loading = []

    def entry(key, *, loads):
        def make():
            made.append(key)
            return FakeScreen(key)

        return ScreenEntry(key, key.title(), "ph.house", make, loads=loads)

    def load(key, then):
        loading.append((key, then))
        return len(loading) <= 2

    entries = [entry("today", loads=False), entry("projects", loads=True), entry("visits", loads=True)]
    frame = MainWindow(entries, Hooks(load=load))
    qtbot.addWidget(frame)
    frame.show()

    frame.go_to("projects", "p1")
    frame.go_to("visits", "v7")
    assert (made, frame.findChild(QWidget, "loading").isVisible()) == (["today"], True)

    for _key, then in loading[:2]:
        then()

    assert (made, frame.current_key) == (["today", "visits"], "visits")
    assert frame.screen_of("visits").shown == ["v7"]
    assert not frame.findChild(QWidget, "loading").isVisible()


def test_going_from_screen_to_screen_leaves_no_menu_behind(qtbot, window):
    def menus():
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return len(window.findChildren(QMenu))

    for key in KEYS:
        window.go_to(key)
    before = menus()

    for _round in range(5):
        for key in KEYS:
            window.go_to(key)

    assert menus() == before


def test_pointing_at_the_navigation_loads_what_another_screen_needs(qtbot):
    loading = []
    entry = ScreenEntry("today", "Today", "ph.house", lambda: FakeScreen("today"), loads=False)
    frame = MainWindow([entry], Hooks(load=lambda key, _then: not loading.append(key)))
    qtbot.addWidget(frame)
    frame.show()

    QApplication.sendEvent(frame.navigation, QEnterEvent(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5)))

    assert loading == [""]
