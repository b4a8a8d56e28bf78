"""The fonts of the window: one family list for all scripts, sizes that follow the text scale."""

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics

from desktop.paths import find_font
from desktop.ui.theme.tokens import raw_tokens, theme

# Only the UI cut of Arabic: the other one is 28 px high at 13 px and pushes its row apart.
_SCRIPTS = ("NotoSans", "NotoSansArabicUI", "NotoSansGeorgian", "NotoSansArmenian", "NotoSansHebrew")
_FILES = (*(f"{name}-{cut}.ttf" for name in _SCRIPTS for cut in ("Regular", "Bold")), "DejaVuSansMono.ttf")


def load_fonts() -> tuple[str, ...]:
    """Give Qt the bundled files where the system lacks a family; returns the files found nowhere."""
    present = set(QFontDatabase.families())
    wanted = {*raw_tokens()["font"]["ui"], *raw_tokens()["font"]["mono"]}
    if wanted <= present:
        return ()
    missing = []
    for name in _FILES:
        path = find_font(name)
        if path is None or QFontDatabase.addApplicationFont(str(path)) < 0:
            missing.append(name)
    return tuple(missing)


def font(size: str = "body", *, strong: bool = False, mono: bool = False) -> QFont:
    """A font by its token (small, body, title, page) at the present text scale; the caller may change it."""
    return QFont(_made(size, points(size), strong, mono))


@cache
def _made(size: str, points: float, strong: bool, mono: bool) -> QFont:
    """Each row of a list asks for several, and Qt looks for the faces of a new one among all that are there."""
    tokens = raw_tokens()["font"]
    made = QFont()
    made.setFamilies([*tokens["mono"], *tokens["ui"]] if mono else tokens["ui"])
    made.setPointSizeF(points)
    if strong:
        made.setWeight(QFont.Weight.Bold)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def key_font() -> QFont:
    """The 11 px of a key cap or a chart cell, smaller than any text to be read."""
    made = font("small")
    made.setPointSizeF(11 * 0.75 * theme().scale)
    return made


def points(size: str) -> float:
    """Points of a type size; Qt turns points into pixels by the system's own scale."""
    return float(raw_tokens()["font"]["size"][size]) * 0.75 * theme().scale


def line_height(size: str = "body", *, strong: bool = False) -> int:
    """Height a line needs: the token's, or the font's where that is more."""
    return _line_height(size, points(size), strong)


@cache
def _line_height(size: str, points: float, strong: bool) -> int:
    token = theme().px(raw_tokens()["font"]["line"][size])
    return max(token, QFontMetrics(_made(size, points, strong, False)).height())
