"""The first picture of a start: name and sign, painted without the kit so that it is there at once."""

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.ui.theme.drawings import paint_drawing
from desktop.ui.theme.fonts import font, line_height
from desktop.ui.theme.tokens import theme


class OpeningPage(QWidget):
    """Sign, name and "Opening …", where an empty state of the kit would have them."""

    painted = Signal()
    """It is on the screen: what takes time may begin."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("opening")
        self.setAccessibleName("Milepost")
        self._sentence = _("Opening …")
        self.setAccessibleDescription(self._sentence)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().color("bg.panel"))
        sign, gap = theme().icon_size("empty"), theme().px(8)
        title, body = line_height("title", strong=True), line_height("body")
        y = (self.height() - sign - title - body - 2 * gap) // 2
        left = (self.width() - sign) / 2
        paint_drawing(painter, QRectF(left, y, sign, sign), "mp.signpost", theme().color("text.secondary"))
        y += sign + gap
        painter.setPen(theme().color("text.primary"))
        painter.setFont(font("title", strong=True))
        painter.drawText(QRect(0, y, self.width(), title), Qt.AlignmentFlag.AlignCenter, "Milepost")
        y += title + gap
        painter.setPen(theme().color("text.secondary"))
        painter.setFont(font())
        painter.drawText(QRect(0, y, self.width(), body), Qt.AlignmentFlag.AlignCenter, self._sentence)
        self.painted.emit()
