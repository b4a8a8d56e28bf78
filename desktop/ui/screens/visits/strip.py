"""What stops the next step, at the head of every tab where it can be mended."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from desktop.ui.widgets import NoticeStrip


class MissingStrips(QObject):
    """Strips of several tabs that say the same."""

    followed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._strips: list[NoticeStrip] = []
        self._last: tuple[Sequence[tuple[str, str]], str] = ((), "")

    def make(self, object_name: str) -> NoticeStrip:
        """A strip for one tab, in step with the others."""
        strip = NoticeStrip(object_name)
        strip.followed.connect(self.followed)
        strip.show_parts(*self._last)
        self._strips.append(strip)
        return strip

    def show_parts(self, parts: Sequence[tuple[str, str]], link: str) -> None:
        self._last = (parts, link)
        for strip in self._strips:
            strip.show_parts(parts, link)
