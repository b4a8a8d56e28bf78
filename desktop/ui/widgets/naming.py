"""Names of widgets: one for tests and scripts, one for people who hear the screen."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from desktop.ui.theme.painting import is_mirrored


def name_widget(widget: QWidget, object_name: str, accessible_name: str = "") -> None:
    """Give an interactive widget both of its names."""
    widget.setObjectName(object_name)
    if accessible_name:
        widget.setAccessibleName(accessible_name.rstrip(" *:"))


def label(text: str = "", role: str = "", *, wrap: bool = False, selectable: bool = False) -> QLabel:
    """A text in a role of the sheet: page, title, strong, secondary, muted, small, code, error, good."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    made.setWordWrap(wrap)
    if is_mirrored():
        # A label stands where its own script begins; here every text begins at the right.
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute
        made.setAlignment(right | Qt.AlignmentFlag.AlignVCenter)
    if selectable:
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made
