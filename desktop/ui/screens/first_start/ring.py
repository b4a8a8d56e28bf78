"""What the pages of the first start share."""

from collections.abc import Sequence

from PySide6.QtCore import Qt

Choices = Sequence[tuple[str, str]]
TOP = Qt.AlignmentFlag.AlignTop
RING = 4
"""Room that the focus ring needs around what takes the keyboard."""
