"""A drawing whose parts are pressed; the chosen ones are tinted."""

from collections.abc import Collection

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.theme import theme

_FAINTEST = 8
"""Of 255: what is drawn at all can be hit."""


class ChoiceDrawing(QWidget):
    """The paper is white in every theme, for the drawing was made so."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._renderer = QSvgRenderer(self)
        self._parts: list[str] = []
        self._chosen: frozenset[str] = frozenset()
        self._masks: dict[str, QImage] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(theme().px(320))

    def show_drawing(self, svg: bytes, parts: Collection[str]) -> bool:
        """Whether it can be drawn, and any of the parts is in it."""
        is_drawn = self._renderer.load(QByteArray(svg))
        self._parts = [part for part in parts if self._renderer.elementExists(part)] if is_drawn else []
        self._masks.clear()
        self.update()
        return bool(self._parts)

    def show_chosen(self, chosen: Collection[str]) -> None:
        self._chosen = frozenset(chosen)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(480), theme().px(320))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._masks.clear()

    def sheet(self) -> QRect:
        """Where the drawing lies, at the side where reading begins."""
        box = self._renderer.viewBoxF().size()
        if box.isEmpty():
            return self.rect()
        size = box.scaled(self.rect().size().toSizeF(), Qt.AspectRatioMode.KeepAspectRatio).toSize()
        left = self.width() - size.width() if self.isRightToLeft() else 0
        return QRect(left, 0, size.width(), size.height())

    def _mask(self, part: str) -> QImage:
        """The part alone, as large as the sheet."""
        if part not in self._masks:
            size, box = self.sheet().size(), self._renderer.viewBoxF()
            mask = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
            mask.fill(Qt.GlobalColor.transparent)
            bounds = self._renderer.transformForElement(part).mapRect(self._renderer.boundsOnElement(part))
            across, down = size.width() / box.width(), size.height() / box.height()
            place = QRectF(
                (bounds.x() - box.x()) * across,
                (bounds.y() - box.y()) * down,
                bounds.width() * across,
                bounds.height() * down,
            )
            painter = QPainter(mask)
            self._renderer.render(painter, part, place)
            painter.end()
            self._masks[part] = mask
        return self._masks[part]

    def part_at(self, x: float, y: float) -> str:
        """The uppermost part that is drawn there; nothing beside all of them."""
        at_x, at_y = int(x) - self.sheet().x(), int(y) - self.sheet().y()
        for part in reversed(self._parts):
            mask = self._mask(part)
            if mask.rect().contains(at_x, at_y) and mask.pixelColor(at_x, at_y).alpha() >= _FAINTEST:
                return part
        return ""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        part = self.part_at(event.position().x(), event.position().y())
        if event.button() is Qt.MouseButton.LeftButton and part and self.isEnabled():
            self.pressed.emit(part)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        sheet = self.sheet()
        painter.fillRect(sheet, QColor("white"))
        self._renderer.render(painter, QRectF(sheet))
        for part in self._parts:
            if part in self._chosen:
                painter.drawImage(sheet.topLeft(), _tinted(self._mask(part)))
        painter.setPen(theme().color("border.control"))
        painter.drawRect(sheet.adjusted(0, 0, -1, -1))


def _tinted(mask: QImage) -> QImage:
    tint = QColor("#1F55A5")  # the accent of the light theme, for the paper is white
    tint.setAlphaF(0.65)
    image = QImage(mask)
    painter = QPainter(image)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(image.rect(), tint)
    painter.end()
    return image
