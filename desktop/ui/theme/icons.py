"""Icons by name: Phosphor glyphs in the colours of the theme, mirrored where they point."""

import importlib.util
import json
import logging
from functools import cache
from pathlib import Path

from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAction,
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QPainter,
    QPainterPath,
    QPixmap,
    QRawFont,
)
from PySide6.QtWidgets import QAbstractButton

from desktop.ui.theme.drawings import DRAWINGS, paint_drawing
from desktop.ui.theme.tokens import theme

NEUTRAL = "ph.question"
"""Stands where a sign is asked for that there is none of: an exception while Qt paints would end the program."""
_DIRECTIONAL = (
    "ph.arrow-left", "ph.arrow-right", "ph.caret-left", "ph.caret-right", "ph.arrow-u-up-left",
    "ph.arrow-u-up-right", "ph.list", "ph.list-bullets", "ph.list-dashes", "ph.list-numbers",
    "ph.arrow-line-left", "ph.arrow-line-right", "ph.sort-ascending",
    "ph.sort-descending", "ph.sign-out", "ph.paper-plane-tilt", "ph.export", "ph.arrow-square-out",
)  # fmt: skip
_ROLES = {
    "text": "text.primary",
    "secondary": "text.secondary",
    "muted": "text.muted",
    "accent": "accent",
    "on_accent": "accent.on",
    "link": "link",
    "soft": "accent.soft_text",
    "tooltip": "text.on_tooltip",
}
_cache: dict[tuple[str, str, int, bool, int], QIcon] = {}


@cache
def _glyphs() -> dict[str, int]:
    """Code points of the icon font; its package is read as data, importing it costs half a second."""
    return {name: int(code, 16) for name, code in json.loads(_file(".json").read_text("utf-8")).items()}


def _file(ending: str) -> Path:
    spec = importlib.util.find_spec("qtawesome")
    # An installed program carries the folder of fonts alone, which is a package without an origin.
    folders = spec.submodule_search_locations if spec is not None else None
    if not folders:
        raise FileNotFoundError("qtawesome")
    return next((Path(folders[0]) / "fonts").glob(f"phosphor*{ending}"))


@cache
def _raw_font() -> QRawFont:
    family = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(_file(".ttf"))))[0]
    face = QFont(family)
    face.setPixelSize(64)
    return QRawFont.fromFont(face)


def has_icon(name: str) -> bool:
    """Whether an icon of that name can be drawn."""
    return name in DRAWINGS or (name.startswith("ph.") and name.removeprefix("ph.") in _glyphs())


@cache
def _drawable(name: str) -> str:
    """The name itself, or the neutral one; told in the log once."""
    if has_icon(name):
        return name
    logging.getLogger(__name__).error("there is no icon named %r", name)
    return NEUTRAL


@cache
def _outline(name: str) -> QPainterPath:
    """The glyph as a path in a square of 1 by 1."""
    face = _raw_font()
    index = face.glyphIndexesForString(chr(_glyphs()[name.removeprefix("ph.")]))[0]
    path = face.pathForGlyph(index)
    advance = face.advancesForGlyphIndexes([index])[0].x() or 64.0
    fitted = QPainterPath(path)
    fitted.translate(0, face.ascent())
    height = face.ascent() + face.descent()
    fitted.translate((height - advance) / 2, 0)
    return _scaled(fitted, 1 / height)


def _scaled(path: QPainterPath, factor: float) -> QPainterPath:
    from PySide6.QtGui import QTransform

    return QTransform.fromScale(factor, factor).map(path)


def paint_icon(painter: QPainter, rect: QRectF, name: str, color: QColor) -> None:
    """Draw an icon into a square; the one way delegates, widgets and pixmaps share."""
    name = _drawable(name)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if name in _DIRECTIONAL and QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft:
        painter.translate(rect.center().x() * 2, 0)
        painter.scale(-1, 1)
    if name in DRAWINGS:
        paint_drawing(painter, rect, name, color)
    else:
        painter.translate(QPointF(rect.topLeft()))
        painter.scale(rect.width(), rect.height())
        painter.fillPath(_outline(name), color)
    painter.restore()


def pixmap(name: str, color: QColor, size: int, gap: int = 0) -> QPixmap:
    """An icon as a picture of `size` logical pixels, sharp at the screen's own scale."""
    app = QGuiApplication.instance()
    ratio = app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
    drawn = QPixmap(QSize(size + abs(gap), size) * ratio)
    drawn.setDevicePixelRatio(ratio)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    paint_icon(painter, QRectF(max(-gap, 0), 0, size, size), name, color)
    painter.end()
    return drawn


def icon(name: str, role: str = "text", size: str = "control", gap: int = 0) -> QIcon:
    """An icon for buttons and menus: normal, disabled and selected pictures in the theme's colours.

    `gap` leaves room beside it, on the right if positive: Qt puts a word only 4 px away from an icon.
    """
    pixels = theme().icon_size(size)
    mirrored = QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
    key = (name, role, pixels, mirrored, gap)
    if key not in _cache:
        made = QIcon(pixmap(name, icon_color(role), pixels, gap))
        made.addPixmap(pixmap(name, theme().color("text.disabled"), pixels, gap), QIcon.Mode.Disabled)
        made.addPixmap(pixmap(name, icon_color(role), pixels, gap), QIcon.Mode.Selected)
        _cache[key] = made
    return _cache[key]


def icon_color(role: str) -> QColor:
    """Colour of an icon role: a text role, or a tone such as `at_risk`."""
    from desktop.ui.theme.tokens import Tone

    return theme().color(_ROLES[role]) if role in _ROLES else theme().tone(Tone(role)).fg


def set_icon(target: QAbstractButton | QAction, name: str, role: str = "text", size: str = "control") -> None:
    """Give a button or an action an icon that follows theme, scale and direction."""
    target.setProperty("iconName", (name, role, size))
    refresh_icon(target)


def refresh_icon(target: QObject) -> None:
    """Draw the icon of `set_icon` again; nothing happens where there is none."""
    named = target.property("iconName")
    if named and isinstance(target, (QAbstractButton, QAction)):
        name, role, size = named
        gap = _gap_of(target) if isinstance(target, QAbstractButton) else 0
        target.setIcon(icon(name, role, size, gap))
        if isinstance(target, QAbstractButton):
            target.setIconSize(QSize(theme().icon_size(size) + abs(gap), theme().icon_size(size)))


def _gap_of(button: QAbstractButton) -> int:
    """Room between icon and word: on the icon's side where the word follows."""
    if not button.text():
        return 0
    gap = theme().px(4)
    return -gap if button.layoutDirection() is Qt.LayoutDirection.RightToLeft else gap


def forget_icons() -> None:
    """Empty the cache after a change of theme."""
    _cache.clear()
