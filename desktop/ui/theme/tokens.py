"""Every colour and size of the window, read from tokens.json; nothing else holds one."""

import json
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any, cast

from PySide6.QtGui import QColor, QGuiApplication


class Tone(StrEnum):
    """What a colour says; a word and an icon always say it too."""

    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    NEUTRAL = "not_monitored"
    INFO = "info"
    CONFLICT = "conflict"
    OWN = "own"
    """Work in the person's own hands."""
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class ToneColors:
    """`fg` on `bg` is a chip, `fg` alone is text on a panel, `solid` is a bar or a border."""

    fg: QColor
    bg: QColor
    solid: QColor


@cache
def raw_tokens() -> dict[str, Any]:
    """The token file as it stands."""
    text = (resources.files("desktop.ui.theme") / "tokens.json").read_text("utf-8")
    return cast(dict[str, Any], json.loads(text))


class Theme:
    """The colours of light or dark, and sizes at one text scale."""

    def __init__(self, *, dark: bool = False, scale: float = 1.0) -> None:
        self.dark = dark
        self.scale = scale
        self._mode = "dark" if dark else "light"
        self._colors = {name: QColor(value) for name, value in raw_tokens()["color"][self._mode].items()}
        self._tones = {tone: self._tone_colors(tone) for tone in Tone}

    def color(self, name: str) -> QColor:
        """A colour by its token, such as `text.muted`."""
        return self._colors[name]

    def tone(self, tone: Tone) -> ToneColors:
        return self._tones[tone]

    def _tone_colors(self, tone: Tone) -> ToneColors:
        if tone is Tone.OWN:
            return ToneColors(self.color("accent.soft_text"), self.color("accent.soft"), self.color("accent"))
        if tone is Tone.PLAIN:
            return ToneColors(self.color("text.primary"), self.color("bg.panel"), self.color("accent"))
        found = raw_tokens()["status"][str(tone)][self._mode]
        return ToneColors(QColor(found["fg"]), QColor(found["bg"]), QColor(found["solid"]))

    def risk_colors(self, band: str) -> tuple[QColor, QColor]:
        """Ground and text of a risk band: low, medium, high, very_high."""
        bands = raw_tokens()["risk"][self._mode]
        text = bands.get(f"{band}_text")
        tones = {"low": Tone.ON_TRACK, "medium": Tone.AT_RISK, "high": Tone.OFF_TRACK}
        return QColor(bands[band]), QColor(text) if text else self.tone(tones[band]).fg

    def sequence(self, step: int) -> tuple[QColor, QColor]:
        """Ground and text of a chart cell, five steps of blue from 0 to 4."""
        chart = raw_tokens()["chart"]
        ground, text = chart[f"sequence_{self._mode}"], chart[f"sequence_text_{self._mode}"]
        return QColor(ground[step]), QColor(text[step])

    def px(self, size: float) -> int:
        """A size of the drawings at the present text scale."""
        return round(size * self.scale)

    def height(self, name: str) -> int:
        return self.px(raw_tokens()["height"][name])

    def width(self, name: str) -> int:
        return self.px(raw_tokens()["width"][name])

    def icon_size(self, name: str) -> int:
        return self.px(raw_tokens()["icon"][name])

    def motion(self, name: str) -> int:
        """Milliseconds; motion is not scaled."""
        return int(raw_tokens()["motion"][name])


_current: list[Theme] = []


def theme() -> Theme:
    """The theme the window is drawn in now; ask again after a change, never keep it."""
    if not _current:
        _current.append(Theme())
    return _current[0]


def use_theme(*, dark: bool, scale: float) -> None:
    """Change what `theme()` answers; `appearance.apply_theme` redraws the window after it."""
    _current[:] = [Theme(dark=dark, scale=scale)]


def is_dark(choice: str) -> bool:
    """What "system", "light" or "dark" comes to on this screen."""
    from PySide6.QtCore import Qt

    if choice == "system":
        return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return choice == "dark"


def looks_dark(choice: str) -> bool:
    """The same by the system's palette, for the first picture, which does without the enums of Qt."""
    if choice == "system":
        return QGuiApplication.palette().window().color().lightness() < 128
    return choice == "dark"
