"""Puts a theme on the running program: palette, sheet, fonts, icons, direction; and changes it."""

from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget

from desktop.i18n import is_right_to_left
from desktop.ui.theme.focus_ring import FocusRings
from desktop.ui.theme.fonts import font, load_fonts
from desktop.ui.theme.icons import forget_icons, refresh_icon
from desktop.ui.theme.sheet import make_palette, make_sheet
from desktop.ui.theme.style import MilepostStyle
from desktop.ui.theme.tokens import is_dark, theme, use_theme

ThemeChoice = Literal["system", "light", "dark"]


class Appearance(QObject):
    """The look of the one application; made once at the start, asked again when settings change."""

    changed = Signal()
    """Theme, scale or direction are new: custom painters draw again, rich text is set again."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._choice: ThemeChoice = "system"
        self._style = MilepostStyle()
        load_fonts()
        app.setStyle(self._style)
        self._rings = FocusRings(app)
        app.styleHints().colorSchemeChanged.connect(self._follow_system)

    def apply(self, choice: ThemeChoice = "system", scale: float = 1.0) -> None:
        """Draw the program in `choice` with text at `scale` (1 to 2), in the direction of the language."""
        self._choice = choice
        use_theme(dark=is_dark(choice), scale=min(max(scale, 1.0), 2.0))
        forget_icons()
        rtl = is_right_to_left()
        self._app.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
        )
        self._app.setPalette(make_palette())
        self._app.setFont(font())
        self._app.setStyleSheet(make_sheet())
        self._refresh_icons()
        self.changed.emit()

    def _follow_system(self) -> None:
        if self._choice == "system" and is_dark("system") != theme().dark:
            self.apply("system", theme().scale)

    def _refresh_icons(self) -> None:
        for widget in self._app.allWidgets():
            refresh_icon(widget)
            for action in widget.findChildren(QAction, options=Qt.FindChildOption.FindDirectChildrenOnly):
                refresh_icon(action)


def restyle(widget: QWidget) -> None:
    """Make the sheet look again at a widget whose dynamic property changed."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()
