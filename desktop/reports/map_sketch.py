"""A sketch of where the sites lie: numbered pins, names, scale and north, no map tiles."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any

from reportlab.platypus import Flowable

from desktop.i18n import _
from desktop.reports import labels
from desktop.reports.content import Site
from desktop.reports.palette import ACCENT, CAPTION, GREY, HAIRLINE, INK, SMALL, WHITE, Color, from_hex
from desktop.reports.typesetter import Typesetter
from desktop.rules.vocabulary import SiteState

_KM_PER_DEGREE = 111.2
_HEIGHT, _MARGIN, _PIN = 182.0, 34.0, 6.6
_LAND = from_hex("FBFCFC")
_STEPS_KM = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    bottom: float
    right: float
    top: float

    def overlap(self, other: "_Box") -> float:
        wide = min(self.right, other.right) - max(self.left, other.left)
        tall = min(self.top, other.top) - max(self.bottom, other.bottom)
        return max(0.0, wide) * max(0.0, tall)


def located(sites: Sequence[Site]) -> list[tuple[int, Site]]:
    """The sites that can be drawn, with their numbers."""
    return [
        (n, site)
        for n, site in enumerate(sites, 1)
        if site.latitude is not None and site.longitude is not None
    ]


class MapSketch(Flowable):
    """Draws the located sites in kilometres around their middle, positions rounded to one kilometre."""

    def __init__(self, typesetter: Typesetter, sites: Sequence[Site]) -> None:
        super().__init__()
        self._typesetter = typesetter
        self._sites = located(sites)
        self.spaceAfter = 3

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width, self.height = width, _HEIGHT
        return width, self.height

    def split(self, _width: float, _height: float) -> list[Flowable]:
        return []

    def draw(self) -> None:
        canvas: Any = self.canv
        canvas.fill_with(_LAND)
        canvas.stroke_with(GREY, 0.6)
        canvas.rect(0, 0, self.width, self.height, stroke=1, fill=1)
        points, scale = self._projected()
        self._draw_grid(canvas)
        taken = [_Box(x - _PIN, y - _PIN, x + _PIN, y + _PIN) for x, y in points]
        taken += [_Box(self.width - 40, self.height - 46, self.width, self.height)]
        for (number, site), (x, y) in zip(self._sites, points, strict=True):
            self._draw_label(canvas, site, x, y, taken)
            self._draw_pin(canvas, number, site, x, y)
        self._draw_north(canvas)
        self._draw_scale(canvas, scale)

    def _projected(self) -> tuple[list[tuple[float, float]], float]:
        """Points on paper, and points of paper per kilometre."""
        latitudes = [float(site.latitude or 0) for _number, site in self._sites]
        longitudes = [float(site.longitude or 0) for _number, site in self._sites]
        narrow = max(cos(radians(sum(latitudes) / len(latitudes))), 0.05)
        easts = [round(value * _KM_PER_DEGREE * narrow) for value in longitudes]
        norths = [round(value * _KM_PER_DEGREE) for value in latitudes]
        wide, tall = max(easts) - min(easts), max(norths) - min(norths)
        room_x, room_y = self.width - 2 * _MARGIN - 90, self.height - 2 * _MARGIN
        scale = min(room_x / max(wide, 8), room_y / max(tall, 8))
        middle_x, middle_y = (max(easts) + min(easts)) / 2, (max(norths) + min(norths)) / 2
        points = [
            (self.width / 2 - 30 + (east - middle_x) * scale, self.height / 2 + (north - middle_y) * scale)
            for east, north in zip(easts, norths, strict=True)
        ]
        return points, scale

    def _draw_grid(self, canvas: Any) -> None:
        canvas.saveState()
        canvas.stroke_with(HAIRLINE, 0.3)
        canvas.setDash([1.5, 3])
        for part in (1, 2, 3):
            canvas.line(self.width * part / 4, 0, self.width * part / 4, self.height)
        for part in (1, 2):
            canvas.line(0, self.height * part / 3, self.width, self.height * part / 3)
        canvas.restoreState()

    def _draw_pin(self, canvas: Any, number: int, site: Site, x: float, y: float) -> None:
        reached = site.state in (SiteState.VISITED, SiteState.PLANNED)
        canvas.fill_with(ACCENT if reached else WHITE)
        canvas.stroke_with(WHITE if reached else ACCENT, 1.2)
        canvas.circle(x, y, _PIN, stroke=1, fill=1)
        color: Color = WHITE if reached else ACCENT
        look = CAPTION.but(size=7.4, bold=True, color=color)
        self._typesetter.draw_line(canvas, str(number), look, x, y - 2.7, "center")

    def _draw_label(self, canvas: Any, site: Site, x: float, y: float, taken: list[_Box]) -> None:
        name_style, note_style = CAPTION.but(bold=True), SMALL
        name = site.name[:40]
        note = self._note(site)
        wide = (
            max(self._typesetter.width_of(name, name_style), self._typesetter.width_of(note, note_style)) + 4
        )
        tall = 20.0 if note else 11.0
        box = min(
            self._places(x, y, wide, tall),
            key=lambda place: sum(place.overlap(other) for other in taken) + 50 * self._outside(place),
        )
        taken.append(box)
        canvas.saveState()
        canvas.fill_with(_LAND)
        canvas.rect(box.left, box.bottom, wide, tall, stroke=0, fill=1)
        canvas.restoreState()
        self._typesetter.draw_line(canvas, name, name_style, box.left + 2, box.top - 8.4)
        if note:
            self._typesetter.draw_line(canvas, note, note_style, box.left + 2, box.top - 17.4)

    def _note(self, site: Site) -> str:
        if site.state in (SiteState.VISITED, SiteState.PLANNED):
            return self._typesetter.formats.short_day(site.day) if site.day else ""
        return labels.site_state(site.state)

    def _places(self, x: float, y: float, wide: float, tall: float) -> list[_Box]:
        near = _PIN + 2
        middle = y - tall / 2
        corners = (
            (x + near, middle),
            (x - near - wide, middle),
            (x - wide / 2, y + near),
            (x - wide / 2, y - near - tall),
            (x + near * 0.6, y + near * 0.6),
            (x + near * 0.6, y - near * 0.6 - tall),
            (x - near * 0.6 - wide, y + near * 0.6),
            (x - near * 0.6 - wide, y - near * 0.6 - tall),
        )
        return [_Box(left, bottom, left + wide, bottom + tall) for left, bottom in corners]

    def _outside(self, box: _Box) -> float:
        over = (
            max(0, -box.left)
            + max(0, box.right - self.width)
            + max(0, -box.bottom)
            + max(0, box.top - self.height)
        )
        return float(over)

    def _draw_north(self, canvas: Any) -> None:
        x, y = self.width - 18, self.height - 28
        canvas.fill_with(INK)
        path = canvas.beginPath()
        path.moveTo(x, y + 16)
        for point in ((x + 4.5, y), (x, y + 3.5), (x - 4.5, y)):
            path.lineTo(*point)
        path.close()
        canvas.drawPath(path, stroke=0, fill=1)
        # Translators: the letter for north on a map
        self._typesetter.draw_line(canvas, _("N"), SMALL.but(bold=True, color=INK), x, y - 8, "center")

    def _draw_scale(self, canvas: Any, scale: float) -> None:
        length = max((step for step in _STEPS_KM if step * scale <= 95), default=_STEPS_KM[0])
        right, y = self.width - 22, 12.0
        left = right - length * scale
        canvas.stroke_with(INK, 1)
        canvas.line(left, y, right, y)
        canvas.line(left, y - 2, left, y + 2)
        canvas.line(right, y - 2, right, y + 2)
        text = _("{distance} km").format(distance=self._typesetter.formats.number(length))
        self._typesetter.draw_line(canvas, text, SMALL.but(color=INK), (left + right) / 2, y + 3.5, "center")
