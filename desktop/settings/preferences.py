"""How one person's window looks and locks: typed, kept in a small file beside the store, readable while it is locked."""

import json
import os
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal, cast

from desktop.i18n import LANGUAGES

ThemeName = Literal["system", "light", "dark"]
THEMES: tuple[ThemeName, ...] = ("system", "light", "dark")
TEXT_SCALES = (1.0, 1.25, 1.5, 2.0)
LOCK_AFTER_MINUTES = (0, 5, 10, 15, 30, 60)
"""Choices of idle time before the window locks itself; 0 is never."""

FILE_NAME = "settings.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """No personal data stands here: the file is not encrypted."""

    language: str = ""
    """ISO 639; empty follows the system."""
    theme: ThemeName = "system"
    text_scale: float = 1.0
    lock_after_minutes: int = 15

    def with_(self, **changes: Any) -> "Preferences":
        """The same with some values changed; what is not among the choices is refused by the default."""
        return _checked(asdict(replace(self, **changes)))


def read_preferences(folder: Path) -> Preferences:
    """The preferences kept in a profile folder; what is missing or damaged is as at the beginning."""
    try:
        values = json.loads((folder / FILE_NAME).read_text("utf-8"))
    except (OSError, ValueError):
        return Preferences()
    return _checked(values) if isinstance(values, dict) else Preferences()


def write_preferences(folder: Path, preferences: Preferences) -> bool:
    """Whether they could be kept; a folder that cannot be written costs the preference, not the work."""
    unfinished = folder / f"{FILE_NAME}.part"
    try:
        unfinished.write_text(json.dumps(asdict(preferences), indent=1) + "\n", encoding="utf-8")
        os.replace(unfinished, folder / FILE_NAME)
    except OSError:
        return False
    return True


def _checked(values: dict[str, Any]) -> Preferences:
    default = Preferences()
    language, theme = values.get("language"), values.get("theme")
    scale, minutes = values.get("text_scale"), values.get("lock_after_minutes")
    return Preferences(
        language=language if language in LANGUAGES else default.language,
        theme=cast(ThemeName, theme) if theme in THEMES else default.theme,
        text_scale=cast(float, scale) if scale in TEXT_SCALES else default.text_scale,
        lock_after_minutes=cast(int, minutes)
        if minutes in LOCK_AFTER_MINUTES
        else default.lock_after_minutes,
    )
