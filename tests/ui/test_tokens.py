"""Colours: every pair that is read or pressed keeps the contrast of WCAG 2.2 AA, in light and dark."""

import pytest
from PySide6.QtGui import QColor

from desktop.ui.theme import Theme, Tone
from desktop.ui.theme.tokens import raw_tokens

_TEXT_PAIRS = [
    ("text.primary", "bg.panel"), ("text.primary", "bg.sunken"), ("text.secondary", "bg.panel"),
    ("text.secondary", "bg.sunken"), ("text.secondary", "bg.header"), ("text.muted", "bg.panel"),
    ("text.muted", "bg.sunken"), ("text.muted", "bg.hover"), ("text.muted", "selection.bg"),
    ("text.muted", "selection.inactive"), ("selection.text", "selection.bg"), ("accent.on", "accent"),
    ("accent.on", "accent.hover"), ("accent.on", "accent.pressed"), ("accent.soft_text", "accent.soft"),
    ("link", "bg.panel"), ("link", "selection.bg"), ("text.on_tooltip", "bg.tooltip"),
]  # fmt: skip
_SHAPE_PAIRS = [
    ("border.control", "bg.panel"), ("border.control", "bg.window"), ("border.focus", "bg.panel"),
    ("border.focus", "selection.bg"), ("accent", "bg.panel"),
]  # fmt: skip


def _light(color: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    r, g, b, _alpha = (linear(part) for part in color.getRgbF())
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: QColor, other: QColor) -> float:
    high, low = sorted((_light(one), _light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.fixture(params=[False, True], ids=["light", "dark"])
def look(request):
    return Theme(dark=request.param)


@pytest.mark.parametrize(("text", "ground"), _TEXT_PAIRS)
def test_text_can_be_read_on_its_ground(look, text, ground):
    assert contrast(look.color(text), look.color(ground)) >= 4.5


@pytest.mark.parametrize(("shape", "ground"), _SHAPE_PAIRS)
def test_borders_and_rings_can_be_seen(look, shape, ground):
    assert contrast(look.color(shape), look.color(ground)) >= 3


@pytest.mark.parametrize("tone", [tone for tone in Tone if tone is not Tone.PLAIN])
def test_each_state_can_be_read_as_chip_as_text_and_as_bar(look, tone):
    colors, panel = look.tone(tone), look.color("bg.panel")

    assert contrast(colors.fg, colors.bg) >= 4.5
    assert contrast(colors.fg, panel) >= 4.5
    assert contrast(colors.fg, look.color("selection.bg")) >= 4.5
    assert contrast(colors.solid, panel) >= 3


@pytest.mark.parametrize("band", ["low", "medium", "high", "very_high"])
def test_risk_bands_can_be_read(look, band):
    ground, text = look.risk_colors(band)

    assert contrast(text, ground) >= 4.5


@pytest.mark.parametrize("step", range(5))
def test_chart_cells_can_be_read(look, step):
    ground, text = look.sequence(step)

    assert contrast(text, ground) >= 4.5


def test_the_stated_contrasts_are_those_of_the_colours():
    for status in raw_tokens()["status"].values():
        for mode in ("light", "dark"):
            stated = status[mode]["contrast_fg_bg"]
            found = contrast(QColor(status[mode]["fg"]), QColor(status[mode]["bg"]))
            assert found == pytest.approx(stated, abs=0.02)


def test_sizes_grow_with_the_text_scale():
    assert Theme(scale=2.0).height("control") == 2 * Theme(scale=1.0).height("control")
