"""The map itself: dragged and pressed with the mouse, or moved under a cross by keys."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.i18n import _
from desktop.ui.theme import theme
from desktop.ui.widgets.naming import name_widget
from desktop.ui.widgets.place_map.drawing import MapPainter
from desktop.ui.widgets.place_map.figures import Line, Pin, Position, Spot
from desktop.ui.widgets.place_map.projection import Projection

_CLOSER = 1.6
_NEAR_PX = 18
_MOVES = {
    Qt.Key.Key_Left: (1, 0),
    Qt.Key.Key_Right: (-1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}
_CLOSER_KEYS = (Qt.Key.Key_Plus, Qt.Key.Key_Equal)


class PlaceMap(QWidget):
    """Arrows move it, + and - bring it closer and farther, Home shows everything, Space presses at the cross."""

    pressed = Signal(float, float)
    chosen = Signal(str)
    """The key of the pin that was pressed; `pressed` is not told then."""
    moved = Signal()
    entered = Signal()

    def __init__(self, object_name: str, spoken: str) -> None:
        super().__init__()
        name_widget(self, object_name, spoken)
        self.setAccessibleDescription(
            _(
                "Arrows move the map, plus and minus bring it closer and farther, Space chooses what is under the cross."
            )
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(theme().px(240), theme().px(180))
        self.setProperty("focusRing", True)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.projection = Projection()
        self._spots: tuple[Spot, ...] = ()
        self._lines: tuple[Line, ...] = ()
        self._pins: tuple[Pin, ...] = ()
        self._chosen = ""
        self._answer: tuple[Position, ...] = ()
        self._is_closed = False
        self._held: QPoint | None = None
        self._is_dragged = False
        self._is_placed = False
        self.may_press = True

    # What is shown

    def show_ground(self, spots: Sequence[Spot], lines: Sequence[Line]) -> None:
        self._spots, self._lines = tuple(spots), tuple(lines)
        self._shown()

    def show_pins(self, pins: Sequence[Pin], chosen: str) -> None:
        self._pins, self._chosen = tuple(pins), chosen
        self._shown()

    def show_answer(self, points: Sequence[Position], *, closed: bool) -> None:
        self._answer, self._is_closed = tuple(points), closed
        self._shown()

    def _shown(self) -> None:
        if not self._is_placed:
            self.fit()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(640), theme().px(320))

    # Where one looks

    def fit(self) -> None:
        """The answer and the pins; else what is near the work; else the whole ground."""
        near = [spot.at for spot in self._spots if spot.is_near]
        everything = [*(spot.at for spot in self._spots), *(at for line in self._lines for at in line.points)]
        pinned = [at for pin in self._pins for at in pin.points]
        wanted = [*self._answer, *pinned] or near or everything
        self._look(self.projection.fitting(wanted))
        self._is_placed = False

    def zoom(self, closer: bool, at: QPointF | None = None) -> None:
        held = at or QPointF(self.width() / 2, self.height() / 2)
        self._look(self.projection.zoomed(_CLOSER if closer else 1 / _CLOSER, held.x(), held.y()))

    def middle(self) -> Position:
        """The position under the cross."""
        return self.projection.middle

    def _look(self, projection: Projection) -> None:
        self.projection = projection
        self._is_placed = True
        self.update()
        self.moved.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.projection = replace(self.projection, width=self.width(), height=self.height())
        if not self._is_placed:
            self.fit()

    # What the person does

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._held, self._is_dragged = event.position().toPoint(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is None:
            return
        way = event.position().toPoint() - self._held
        if self._is_dragged or way.manhattanLength() > theme().px(5):
            self._is_dragged = True
            self._held = event.position().toPoint()
            self._look(self.projection.moved(way.x(), way.y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._held is not None and not self._is_dragged:
            self._press(event.position())
        self._held = None

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Only where the keyboard is here, else the page scrolls."""
        if self.hasFocus() and event.angleDelta().y():
            self.zoom(event.angleDelta().y() > 0, event.position())
            event.accept()
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _MOVES:
            across, down = _MOVES[key]
            part = 40 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 10
            self._look(self.projection.moved(across * self.width() / part, down * self.height() / part))
        elif key in _CLOSER_KEYS or key == Qt.Key.Key_Minus:
            self.zoom(key in _CLOSER_KEYS)
        elif key == Qt.Key.Key_Home:
            self.fit()
        elif key == Qt.Key.Key_Space:
            self._press(QPointF(self.width() / 2, self.height() / 2))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def _press(self, at: QPointF) -> None:
        if not self.may_press:
            return
        self._is_placed = True  # what is pressed next would move away under the hand
        pin = self._pin_at(at)
        if pin is not None:
            self.chosen.emit(pin.key)
        else:
            self.pressed.emit(*self.projection.to_earth(at.x(), at.y()))

    def _pin_at(self, at: QPointF) -> Pin | None:
        """The nearest point or line within a finger's width, else the area it lies in."""
        near = [(self._distance(pin, at), pin) for pin in self._pins if not pin.is_area]
        best = min(near, key=lambda one: one[0], default=None)
        if best is not None and best[0] <= theme().px(_NEAR_PX):
            return best[1]
        return next((pin for pin in self._pins if pin.is_area and self._on_screen(pin).containsPoint(at, Qt.FillRule.OddEvenFill)), None)  # fmt: skip

    def _on_screen(self, pin: Pin) -> QPolygonF:
        return QPolygonF([QPointF(*self.projection.to_screen(point)) for point in pin.points])

    def _distance(self, pin: Pin, at: QPointF) -> float:
        return min((point - at).manhattanLength() for point in _dense(self._on_screen(pin)))

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        painter.fillRect(self.rect(), theme().color("bg.header"))
        drawn = MapPainter(painter, self.projection)
        drawn.draw_degrees()
        drawn.draw_lines(self._lines)
        drawn.draw_pins(self._pins, self._chosen)
        drawn.draw_answer(self._answer, closed=self._is_closed)
        drawn.draw_spots(self._spots)
        drawn.draw_frame()
        if self.hasFocus():
            drawn.draw_cross()
        self._paint_edge(painter, self.rect().adjusted(0, 0, -1, -1))

    @staticmethod
    def _paint_edge(painter: QPainter, rect: QRect) -> None:
        painter.setBrush(QColor(0, 0, 0, 0))
        painter.setPen(QPen(theme().color("border.control"), 1))
        painter.drawRect(rect)


def _dense(line: QPolygonF) -> list[QPointF]:
    """The points of a line, and some between them, so that a press beside its middle counts."""
    points = [line.at(at) for at in range(line.count())]
    between = [
        before + (after - before) * part / 16 for before, after in pairwise(points) for part in range(1, 16)
    ]
    return [*points, *between]
