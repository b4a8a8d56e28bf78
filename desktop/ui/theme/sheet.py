"""The one style sheet and the palette, both made from the tokens."""

from importlib import resources
from string import Template

from PySide6.QtGui import QColor, QPalette

from desktop.ui.theme.fonts import line_height, points
from desktop.ui.theme.tokens import Tone, raw_tokens, theme

_ROLES = {
    QPalette.ColorRole.Window: "bg.window",
    QPalette.ColorRole.Base: "bg.panel",
    QPalette.ColorRole.AlternateBase: "bg.header",
    QPalette.ColorRole.Button: "bg.panel",
    QPalette.ColorRole.Text: "text.primary",
    QPalette.ColorRole.WindowText: "text.primary",
    QPalette.ColorRole.ButtonText: "text.primary",
    QPalette.ColorRole.PlaceholderText: "text.muted",
    QPalette.ColorRole.HighlightedText: "selection.text",
    QPalette.ColorRole.Link: "link",
    QPalette.ColorRole.LinkVisited: "link",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.ToolTipBase: "bg.tooltip",
    QPalette.ColorRole.ToolTipText: "text.on_tooltip",
    QPalette.ColorRole.Mid: "border.control",
    QPalette.ColorRole.Midlight: "border.subtle",
    QPalette.ColorRole.Light: "bg.panel",
    QPalette.ColorRole.Dark: "border.control",
    QPalette.ColorRole.Shadow: "border.control",
}
_TEXTS = (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText)


def make_palette() -> QPalette:
    """Palette of the present theme, all three groups."""
    palette = QPalette()
    for role, name in _ROLES.items():
        palette.setColor(role, theme().color(name))
    for role in _TEXTS:
        palette.setColor(QPalette.ColorGroup.Disabled, role, theme().color("text.disabled"))
    highlight = QPalette.ColorRole.Highlight
    palette.setColor(highlight, theme().color("selection.bg"))
    palette.setColor(QPalette.ColorGroup.Inactive, highlight, theme().color("selection.inactive"))
    return palette


def make_sheet() -> str:
    """The style sheet of the present theme and text scale."""
    text = (resources.files("desktop.ui.theme") / "sheet.qss").read_text("utf-8")
    return Template(text).substitute(_colors() | _sizes())


def _colors() -> dict[str, str]:
    mode = "dark" if theme().dark else "light"
    values = {key.replace(".", "_"): value for key, value in raw_tokens()["color"][mode].items()}
    for tone in Tone:
        colors = theme().tone(tone)
        for part in ("fg", "bg", "solid"):
            color: QColor = getattr(colors, part)
            values[f"{tone}_{part}"] = color.name()
    values["very_high_text"] = raw_tokens()["risk"][mode]["very_high_text"]
    # The toast is dark in the light theme and light in the dark one: it takes the other theme's link.
    values["toast_link"] = raw_tokens()["color"]["light" if theme().dark else "dark"]["link"]
    return values


def _sizes() -> dict[str, object]:
    px = theme().px
    control, compact = theme().height("control"), theme().height("control_compact")
    # Qt sizes the content box: the borders of the two states are taken off here.
    return {
        "s4": px(4), "s8": px(8), "s12": px(12), "s24": px(24), "s4less": px(4) - 1, "s8less": px(8) - 1,
        "control_inner": control - 2, "control_inner_focus": control - 4,
        "compact_inner": compact - 2, "compact_inner_focus": compact - 4,
        "chip": theme().height("chip"), "line_body": line_height("body"),
        "header_section": theme().height("header_section") - 2,
        "pt_page": points("page"), "pt_title": points("title"), "pt_small": points("small"),
        "pt_key": 11 * 0.75 * theme().scale,
    }  # fmt: skip
