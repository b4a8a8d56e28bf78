"""Paints a map: degrees, lines and places of the ground, pins, the answer, scale and north."""

from collections.abc import Sequence
from math import ceil, floor

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPolygonF

from desktop.i18n import _
from desktop.ui import formats
from desktop.ui.theme import Tone, font, theme
from desktop.ui.widgets.place_map.figures import Line, Pin, Position, Spot
from desktop.ui.widgets.place_map.projection import Projection

_STEPS = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30)
_STEPS_KM = (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)
_MOST_NAMES = 60
_THINNING = 14
"""Of places closer than this many pixels the first is drawn."""


class MapPainter:
    """One painting: what is named first keeps its room, later names that would overlap are left out."""

    def __init__(self, painter: QPainter, projection: Projection) -> None:
        self._painter, self._projection = painter, projection
        self._taken: list[QRectF] = []
        self._names = 0
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._face = font("small")
        self._metrics = QFontMetrics(self._face)
        painter.setFont(self._face)

    def draw_degrees(self) -> None:
        south, west, north, east = self._projection.edges()
        step = next((one for one in _STEPS if one * self._projection.scale >= 90), _STEPS[-1])
        digits = 4 if step < 0.01 else 2 if step < 1 else 0
        self._painter.setPen(QPen(theme().color("border.subtle"), 1, Qt.PenStyle.DotLine))
        lats = [step * n for n in range(ceil(south / step), floor(north / step) + 1)]
        lons = [step * n for n in range(ceil(west / step), floor(east / step) + 1)]
        across, down = self._projection.width, self._projection.height
        for lat in lats:
            y = self._projection.to_screen((lat, west))[1]
            self._painter.drawLine(QPointF(0, y), QPointF(across, y))
        for lon in lons:
            x = self._projection.to_screen((north, lon))[0]
            self._painter.drawLine(QPointF(x, 0), QPointF(x, down))
        self._painter.setPen(theme().color("text.muted"))
        for lat in lats:
            y = self._projection.to_screen((lat, west))[1]
            self._painter.drawText(QPointF(4, y - 3), f"{lat:.{digits}f}°")
        for lon in lons[1:]:
            x = self._projection.to_screen((north, lon))[0]
            if x > across - 64:
                continue  # north stands there
            self._painter.drawText(QPointF(x + 3, self._metrics.ascent() + 3), f"{lon:.{digits}f}°")

    def draw_lines(self, lines: Sequence[Line]) -> None:
        self._painter.setPen(QPen(theme().color("text.disabled"), 1.2))
        for line in lines:
            self._trace(line.points, closed=line.is_area)

    def draw_spots(self, spots: Sequence[Spot]) -> None:
        """The near ones first: they keep their room and their names."""
        cells: set[tuple[int, int]] = set()
        for spot in sorted(spots, key=lambda one: not one.is_near):
            x, y = self._projection.to_screen(spot.at)
            cell = (int(x // _THINNING), int(y // _THINNING))
            if not self._is_inside(x, y) or cell in cells:
                continue
            cells.add(cell)
            radius = theme().px(4 if spot.is_near else 3)
            self._painter.setPen(QPen(theme().color("bg.panel"), 1))
            self._painter.setBrush(theme().color("text.secondary" if spot.is_near else "border.control"))
            self._painter.drawEllipse(QPointF(x, y), radius, radius)
            self._write(spot.name, x, y, theme().color("text.secondary" if spot.is_near else "text.muted"))

    def draw_pins(self, pins: Sequence[Pin], chosen: str) -> None:
        for pin in sorted(pins, key=lambda one: one.key != chosen):
            is_chosen = pin.key == chosen
            ink = theme().color("accent") if is_chosen else theme().tone(Tone.INFO).solid
            x, y = self._projection.to_screen(pin.middle)
            if len(pin.points) > 1:
                self._painter.setPen(QPen(ink, 3 if is_chosen else 2))
                self._trace(pin.points, closed=pin.is_area, fill=ink)
            else:
                self._dot(x, y, ink, theme().px(8 if is_chosen else 6))
            self._write(pin.label, x, y, theme().color("text.primary"), always=is_chosen)

    def draw_answer(self, points: Sequence[Position], *, closed: bool) -> None:
        ink = theme().color("accent")
        self._painter.setPen(QPen(ink, 2))
        if len(points) > 1:
            self._trace(points, closed=closed and len(points) > 2, fill=ink if closed else None)
        for at, point in enumerate(points):
            self._dot(*self._projection.to_screen(point), ink, theme().px(7 if at == len(points) - 1 else 5))

    def draw_cross(self) -> None:
        """Where Space sets a point."""
        x, y, arm = self._projection.width / 2, self._projection.height / 2, theme().px(10)
        for width, ink in ((4, theme().color("bg.panel")), (1.6, theme().color("text.primary"))):
            self._painter.setPen(QPen(ink, width))
            self._painter.drawLine(QPointF(x - arm, y), QPointF(x + arm, y))
            self._painter.drawLine(QPointF(x, y - arm), QPointF(x, y + arm))

    def draw_frame(self) -> None:
        """Scale and north."""
        right, y = self._projection.width - 14, self._projection.height - 14
        per_km = self._projection.pixels_per_km
        km = max((one for one in _STEPS_KM if one * per_km <= 120), default=_STEPS_KM[0])
        left = right - km * per_km
        ink = theme().color("text.primary")
        self._painter.setPen(QPen(ink, 1.4))
        self._painter.drawLine(QPointF(left, y), QPointF(right, y))
        for x in (left, right):
            self._painter.drawLine(QPointF(x, y - 4), QPointF(x, y))
        words = (
            _("{distance} km").format(distance=formats.number(km))
            if km >= 1
            else _("{distance} m").format(distance=formats.number(round(km * 1000)))
        )
        box = QRectF(right - 140, y - 8 - self._metrics.height(), 140, self._metrics.height())
        self._painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute), words)
        tip = QPointF(right - 4, 14)
        arrow = [tip, tip + QPointF(5, 16), tip + QPointF(0, 12), tip + QPointF(-5, 16)]
        self._painter.setBrush(ink)
        self._painter.drawPolygon(QPolygonF(arrow))
        # Translators: the letter for north on a map
        self._painter.drawText(QPointF(tip.x() - 4, tip.y() + 18 + self._metrics.ascent()), _("N"))

    def _trace(self, points: Sequence[Position], *, closed: bool, fill: QColor | None = None) -> None:
        line = QPolygonF([QPointF(*self._projection.to_screen(point)) for point in points])
        if not closed:
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            self._painter.drawPolyline(line)
            return
        soft = QColor(fill) if fill is not None else QColor(0, 0, 0, 0)
        if fill is not None:
            soft.setAlphaF(0.2)
        self._painter.setBrush(soft)
        self._painter.drawPolygon(line)

    def _dot(self, x: float, y: float, ink: QColor, radius: float) -> None:
        if self._is_inside(x, y):
            self._painter.setPen(QPen(theme().color("bg.panel"), 2))
            self._painter.setBrush(ink)
            self._painter.drawEllipse(QPointF(x, y), radius, radius)

    def _write(self, text: str, x: float, y: float, ink: QColor, *, always: bool = False) -> None:
        if not text or (self._names >= _MOST_NAMES and not always):
            return
        words = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, theme().px(180))
        wide, tall = self._metrics.horizontalAdvance(words) + 4, self._metrics.height()
        gap = theme().px(9)
        for left, top in ((x + gap, y - tall / 2), (x - gap - wide, y - tall / 2)):
            box = QRectF(left, top, wide, tall)
            inside = box.left() >= 0 and box.right() <= self._projection.width
            if always or (inside and not any(box.intersects(one) for one in self._taken)):
                self._taken.append(box)
                self._names += 1
                self._halo(box, words, ink)
                return

    def _halo(self, box: QRectF, words: str, ink: QColor) -> None:
        ground = QColor(theme().color("bg.panel"))
        ground.setAlphaF(0.8)
        self._painter.fillRect(box, ground)
        self._painter.setPen(ink)
        self._painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)

    def _is_inside(self, x: float, y: float) -> bool:
        return -20 <= x <= self._projection.width + 20 and -20 <= y <= self._projection.height + 20
