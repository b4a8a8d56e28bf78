"""The look: tokens, fonts, icons, palette, sheet, style; `Appearance(app).apply("light", 1.0)` puts it on.

theme().color("text.muted")   theme().tone(Tone.AT_RISK).fg   theme().px(12)   theme().height("control")
font("small", strong=True)    line_height("body")
set_icon(button, "ph.plus")   icon("ph.trash", "muted")       paint_icon(painter, rect, name, color)
Mark(Tone.OWN, _("In field"), "ph.map-pin")   visit_mark(state)   rating_mark(rating)   stage_mark(stage)
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desktop.ui.theme.appearance import Appearance, ThemeChoice, restyle
    from desktop.ui.theme.fonts import font, line_height
    from desktop.ui.theme.icons import has_icon, icon, paint_icon, set_icon
    from desktop.ui.theme.marks import (
        action_mark,
        rating_mark,
        severity_mark,
        stage_mark,
        submission_mark,
        visit_mark,
    )
    from desktop.ui.theme.painting import Bar, Mark, Rungs
    from desktop.ui.theme.tokens import Theme, Tone, theme

_HOMES = {
    "appearance": ("Appearance", "ThemeChoice", "restyle"),
    "fonts": ("font", "line_height"),
    "icons": ("has_icon", "icon", "paint_icon", "set_icon"),
    "marks": ("action_mark", "rating_mark", "severity_mark", "stage_mark", "submission_mark", "visit_mark"),
    "painting": ("Bar", "Mark", "Rungs"),
    "tokens": ("Theme", "Tone", "theme"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    """Load a part when it is first asked for: the first picture needs two of the eight."""
    if name not in _HOME_OF:
        raise AttributeError(name)
    found = getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
    globals()[name] = found
    return found


__all__ = [
    "Appearance",
    "Bar",
    "Mark",
    "Rungs",
    "Theme",
    "ThemeChoice",
    "Tone",
    "action_mark",
    "font",
    "has_icon",
    "icon",
    "line_height",
    "paint_icon",
    "rating_mark",
    "restyle",
    "set_icon",
    "severity_mark",
    "stage_mark",
    "submission_mark",
    "theme",
    "visit_mark",
]
