"""Undo and redo by keys: typing not yet saved in its field, everything else in the store."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

_SAVED = "isSaved"
_KEYS = {"undo": QKeySequence.StandardKey.Undo, "redo": QKeySequence.StandardKey.Redo}


def in_editor_or(verb: str, hook: Callable[[], None] | None) -> None:
    """`undo` or `redo`, in the field that has the keyboard or by the hook."""
    focused = QApplication.focusWidget()
    if focused is not None and _has_typing(focused, verb):
        getattr(focused, verb)()
    elif hook is not None:
        hook()


class UndoKeys(QObject):
    """A field claims Ctrl+Z even where it has nothing to take back; then the key is given to the window."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        if isinstance(before, (QLineEdit, QPlainTextEdit)):
            before.removeEventFilter(self)
        if isinstance(now, (QLineEdit, QPlainTextEdit)):
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            for verb, keys in _KEYS.items():
                if event.matches(keys) and isinstance(watched, QWidget) and not _has_typing(watched, verb):
                    event.ignore()
                    return True
        return super().eventFilter(watched, event)


def mark_saved(field: QWidget, is_saved: bool) -> None:
    """For a field that saves by itself: what is in the store is taken back there, not in the field."""
    field.setProperty(_SAVED, is_saved)


def _has_typing(focused: QWidget, verb: str) -> bool:
    if focused.property(_SAVED):
        return False
    if isinstance(focused, QLineEdit):
        return focused.isUndoAvailable() if verb == "undo" else focused.isRedoAvailable()
    if isinstance(focused, QPlainTextEdit):
        document = focused.document()
        return document.isUndoAvailable() if verb == "undo" else document.isRedoAvailable()
    return False
