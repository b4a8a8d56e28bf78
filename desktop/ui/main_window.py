"""The frame: top bar, navigation, screens made when first shown, and every command of the window."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QByteArray, QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import UserError
from desktop.i18n import _
from desktop.ui import formats
from desktop.ui.frame.commands import Menu, keys_of
from desktop.ui.frame.hooks import Hooks
from desktop.ui.frame.navigation import Navigation
from desktop.ui.frame.palette import Palette
from desktop.ui.frame.panes import focus_into, holds, walk
from desktop.ui.frame.screens import (
    Found,
    HasActions,
    HasPanes,
    HearsChanges,
    HoldsTyping,
    IsLeft,
    ScreenEntry,
    ShowsPart,
    ShowsRecord,
)
from desktop.ui.frame.top_bar import TopBar
from desktop.ui.frame.undo_keys import UndoKeys, in_editor_or
from desktop.ui.frame.window_menus import MakeAction, WindowMenus
from desktop.ui.theme.tokens import theme
from desktop.ui.widgets.dialogs import KeysDialog, confirm, show_problem
from desktop.ui.widgets.notices import NoticeStrip, NotSavedBar, Toast
from desktop.ui.widgets.states import EmptyState

_NARROW = 1100
"""Below this width of the drawings the navigation shows icons alone."""


class MainWindow(QMainWindow):
    """Everything the person works in. Screens meet here and pass ids: `go_to("visits", visit_id)`."""

    shown = Signal(str)
    """Key of the screen that came to the front."""

    def __init__(
        self,
        screens: Sequence[ScreenEntry],
        hooks: Hooks | None = None,
        *,
        person: str = "",
        title: str = "Milepost",
    ) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.setWindowTitle(title)
        self._entries = {entry.key: entry for entry in screens}
        self._hooks = hooks or Hooks()
        self._made: dict[str, QWidget] = {}
        self._current = ""
        self._wish: tuple[str, object, str] | None = None
        self._waiting: QWidget | None = None
        self.top_bar = TopBar(person)
        self.navigation = Navigation([entry for entry in screens if entry.in_navigation])
        self._stack = QStackedWidget()
        self._stack.setObjectName("screens")
        self.only_read = NoticeStrip("only_read", icon="ph.lock")
        self.only_read.hide()
        self.not_saved = NotSavedBar()
        self._lay_out()
        self._palette = Palette(self)
        self.toast = Toast(self)
        self._may_quit = False
        self._menus = WindowMenus(self, self.top_bar.person_menu, self._every_menu)
        self._connect()
        self._recall_geometry()
        if screens:
            self.go_to(screens[0].key)

    def _lay_out(self) -> None:
        center = QWidget()
        outer = QVBoxLayout(center)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.top_bar)
        inner = QHBoxLayout()
        inner.setSpacing(0)
        inner.addWidget(self.navigation)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.only_read)
        right.addWidget(self.not_saved)
        right.addWidget(self._stack, 1)
        inner.addLayout(right, 1)
        outer.addLayout(inner, 1)
        self.setCentralWidget(center)
        self.setMinimumSize(QSize(640, 420))

    def _connect(self) -> None:
        self.navigation.asked.connect(lambda key: self.go_to(key))
        self.navigation.installEventFilter(self)
        self._undo_keys = UndoKeys(self)
        self.top_bar.search_asked.connect(self.open_palette)
        if "sync" in self._entries:
            self.top_bar.sync_asked.connect(lambda: self.go_to("sync"))
        self._palette.chosen.connect(self._go_to_found)

    # Screens

    def go_to(self, key: str, record_id: object = None, part: str = "") -> None:
        """Show a screen, in it one record if an id is given, and a part (tab) of that record."""
        if key not in self._entries:
            return
        self._wish = (key, record_id, part)
        if self._has_to_load(key):
            self._wait_for(self._entries[key])
            return
        self._wish = None
        is_new = key not in self._made
        if key != self._current:
            self._leave()
        screen = self.screen_of(key)
        self._stack.setCurrentWidget(screen)
        self.navigation.show_current(key)
        self._current = key
        self._take_screen_actions(screen)
        if record_id is not None and isinstance(screen, ShowsRecord):
            screen.show_record(record_id)
        if part and isinstance(screen, ShowsPart):
            screen.show_part(part)
        if self.isVisible():
            self._focus_screen(is_new=is_new)
        self.shown.emit(key)

    def _leave(self) -> None:
        screen = self._made.get(self._current)
        if isinstance(screen, IsLeft):
            screen.left()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Who points at the navigation is about to go somewhere: what another screen needs is loaded meanwhile."""
        if watched is self.navigation and event.type() is QEvent.Type.Enter and self._hooks.load is not None:
            self._hooks.load("", lambda: None)
        return super().eventFilter(watched, event)

    def _has_to_load(self, key: str) -> bool:
        load = self._hooks.load
        if load is None or key in self._made or not self._entries[key].loads:
            return False
        return load(key, self._follow_wish)

    def _follow_wish(self) -> None:
        """What was waited for is there; by now the person may have wished for another screen."""
        if self._wish is not None:
            self.go_to(*self._wish)

    def _wait_for(self, entry: ScreenEntry) -> None:
        if self._waiting is None:
            self._waiting = EmptyState("ph.hourglass", _("Loading"), object_name="loading")
            self._stack.addWidget(self._waiting)
        self._stack.setCurrentWidget(self._waiting)
        self.navigation.show_current(entry.key)

    def _focus_screen(self, *, is_new: bool) -> None:
        """The keyboard goes where the work is; a screen seen before keeps the place it had."""
        panes = self._panes()[2:]
        if panes and (is_new or not any(holds(pane, QApplication.focusWidget()) for pane in panes)):
            focus_into(panes[0])

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._focus_screen(is_new=True)

    def screen_of(self, key: str) -> QWidget:
        """The widget of a screen, made now if it was never shown."""
        if key not in self._made:
            self._made[key] = self._entries[key].make()
            self._stack.addWidget(self._made[key])
        return self._made[key]

    @property
    def current_key(self) -> str:
        return self._current

    def on_changed(self, changed: object) -> None:
        """A commit happened: open screens reload, counts are asked again."""
        for screen in self._made.values():
            if isinstance(screen, HearsChanges):
                screen.on_changed(changed)
        self.navigation.refresh_counts()

    def flush(self) -> None:
        """Save what is being typed anywhere: before closing, before a lock."""
        focused = self.focusWidget()
        for screen in self._made.values():
            if isinstance(screen, HoldsTyping):
                screen.flush()
        if focused is not None:
            focused.setFocus()

    def _take_screen_actions(self, screen: QWidget) -> None:
        actions = list(screen.screen_actions()) if isinstance(screen, HasActions) else []
        self._menus.show_with(self._entries[self._current].title, actions)

    def _go_to_found(self, found: Found) -> None:
        self.go_to(found.screen, found.record_id, found.part)

    # Telling

    def show_saved(self, moment: datetime) -> None:
        self.top_bar.save_state.show_saved(formats.time_of(moment))
        self.not_saved.clear()

    def show_saving(self) -> None:
        self.top_bar.save_state.show_saving()

    def show_not_saved(self, why: str, retry_in_s: int = 5) -> None:
        self.top_bar.save_state.show_not_saved()
        self.not_saved.show_failure(why, retry_in_s)

    def show_unsent(self, sentence: str, *, is_calm: bool = False) -> None:
        self.top_bar.show_unsent(sentence, is_calm=is_calm)

    def tell(self, text: str, *, undo: Callable[[], None] | None = None) -> None:
        """A line at the foot for eight seconds, with Undo where there is one."""
        self.toast.say(text, undo=undo)

    def show_problem(self, problem: UserError) -> None:
        show_problem(self, problem)

    # Commands

    def _every_menu(self, action: MakeAction) -> list[Menu]:
        hooks = self._hooks
        person = [*hooks.person_actions]
        if hooks.lock is not None:
            person.append(action("lock", _("&Lock now"), self._lock, "Ctrl+L", "ph.lock"))
        quit_action = action("quit", _("&Quit"), self.close, "Ctrl+Q", "ph.sign-out")
        edit: list[QAction | None] = []
        if hooks.undo is not None:
            edit.append(action("undo", _("&Undo"), self._undo, "Ctrl+Z", "ph.arrow-u-up-left"))
        if hooks.redo is not None:
            edit.append(action("redo", _("&Redo"), self._redo, "Ctrl+Shift+Z", "ph.arrow-u-up-right"))
        edit.append(
            action("find", _("&Search or run a command"), self.open_palette, "Ctrl+K", "ph.magnifying-glass")
        )
        keys = action("keys", _("&Keys"), self.show_keys, "F1", "ph.keyboard")
        return [
            Menu(_("&Milepost"), [*person, None, quit_action]),
            Menu(_("&Edit"), edit),
            Menu(_("&Go"), [*self._go_actions(action), None, *self._pane_actions(action)]),
            Menu(
                _("&Help"),
                [keys, action("menu_bar", _("Show the &menu bar"), self.toggle_menu_bar, "F10")],
            ),
        ]

    def _go_actions(self, action: MakeAction) -> list[QAction]:
        return [
            action(
                f"go_{entry.key}", _("Go to {screen}").format(screen=entry.title),
                lambda key=entry.key: self.go_to(key), f"Ctrl+{at + 1}" if at < 9 else "", entry.icon,
            )
            for at, entry in enumerate(e for e in self._entries.values() if e.in_navigation)
        ]  # fmt: skip

    def _pane_actions(self, action: MakeAction) -> list[QAction]:
        return [
            action("next_pane", _("Next pane"), self.next_pane, "F6"),
            action("previous_pane", _("Previous pane"), self.previous_pane, "Shift+F6"),
        ]

    def menus(self) -> list[Menu]:
        """The menus as they stand, those of the present screen included."""
        return self._menus.all()

    def commands(self) -> list[QAction]:
        """Every action of the menus, for the palette."""
        return self._menus.commands()

    def toggle_menu_bar(self) -> None:
        """Show the menu bar and put the keyboard in it; again hides it."""
        self._menus.toggle_bar()

    def open_palette(self) -> None:
        self._palette.open(self.commands(), self._hooks.search)

    def show_keys(self) -> KeysDialog:
        dialog = KeysDialog(self, keys_of(self.menus()))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    def _undo(self) -> None:
        in_editor_or("undo", self._hooks.undo)

    def _redo(self) -> None:
        in_editor_or("redo", self._hooks.redo)

    def _lock(self) -> None:
        self.flush()
        if self._hooks.lock is not None:
            self._hooks.lock()

    # Panes

    def next_pane(self) -> None:
        walk(self._panes(), 1)

    def previous_pane(self) -> None:
        walk(self._panes(), -1)

    def _panes(self) -> list[QWidget]:
        screen = self._made.get(self._current)
        inner = list(screen.panes()) if isinstance(screen, HasPanes) else [screen] if screen else []
        return [self.top_bar, self.navigation, *(pane for pane in inner if pane.isVisible())]

    # Size and leaving

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.LayoutDirectionChange):
            QTimer.singleShot(0, self, self._refit)

    def _refit(self) -> None:
        room = self.width() / theme().scale
        is_small = room < _NARROW
        self.navigation.set_small(is_small)
        self.navigation.refit()
        self.top_bar.refit(is_small=is_small and room < 900)

    def _recall_geometry(self) -> None:
        kept = self._hooks.recall("window.geometry") if self._hooks.recall is not None else None
        if not kept or not self.restoreGeometry(QByteArray.fromBase64(kept.encode())):
            self.resize(1366, 768)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.flush()
        if not self._may_quit and self._asks_before_quitting():
            event.ignore()
            return
        self._leave()
        if self._hooks.remember is not None:
            geometry = self.saveGeometry().toBase64().toStdString()
            self._hooks.remember("window.geometry", geometry)
        super().closeEvent(event)

    def _asks_before_quitting(self) -> bool:
        """Says once what unsent work means, or what would be lost; the system shutting down is never held up."""
        unsaved = self._hooks.unsaved_question() if self._hooks.unsaved_question is not None else ""
        unsent = self._hooks.quit_question() if self._hooks.quit_question is not None else ""
        sentence = unsaved or unsent
        if not sentence or _is_shutting_down():
            return False
        self._may_quit = True  # closing a second time means it
        dialog = confirm(self, _("Quit Milepost?"), sentence, _("Quit"), self._quit, is_danger=bool(unsaved))
        dialog.rejected.connect(self._stay)
        if not unsaved:
            dialog.confirm.setDefault(True)
            dialog.confirm.setFocus()
        return True

    def _quit(self) -> None:
        self.close()

    def _stay(self) -> None:
        self._may_quit = False


def _is_shutting_down() -> bool:
    app = QApplication.instance()
    return isinstance(app, QApplication) and app.isSavingSession()
