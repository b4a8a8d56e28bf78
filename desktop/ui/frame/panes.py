"""The keyboard's way through the panes of the window."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from desktop.ui.frame.navigation import Navigation


def walk(panes: Sequence[QWidget], by: int) -> None:
    """To the next pane that takes the keyboard, or back with `by` -1; round at the ends."""
    focused = QApplication.focusWidget()
    at = next((n for n, pane in enumerate(panes) if holds(pane, focused)), None)
    start = at if at is not None else (-1 if by > 0 else 0)
    for step in range(1, len(panes) + 1):
        if focus_into(panes[(start + by * step) % len(panes)]):
            return


def holds(pane: QWidget, focused: QWidget | None) -> bool:
    """Whether the keyboard is in this pane."""
    return focused is not None and (pane is focused or pane.isAncestorOf(focused))


def focus_into(pane: QWidget) -> bool:
    """Put the keyboard on the pane, or on the first thing in it that takes it."""
    reason = Qt.FocusReason.TabFocusReason
    if isinstance(pane, Navigation):
        pane.focus_current()
        return True
    inside = (pane, *pane.findChildren(QWidget))
    views = [widget for widget in inside if isinstance(widget, QAbstractItemView)]
    for widget in (*views, *inside):  # a list before the buttons above it
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled():
            widget.setFocus(reason)
            return True
    return False
