"""Which profile of a shared laptop was used last, kept outside the profiles."""

import json
import os
from pathlib import Path

from desktop.paths import state_folder

FILE_NAME = "last-profile.json"


def last_profile() -> Path | None:
    """The folder used last, or None when it is not known."""
    try:
        value = json.loads((state_folder() / FILE_NAME).read_text("utf-8"))["folder"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return Path(value) if isinstance(value, str) and value else None


def keep_last_profile(folder: Path) -> None:
    """A convenience: where it cannot be kept, the person chooses again next time."""
    place = state_folder()
    try:
        place.mkdir(parents=True, exist_ok=True)
        unfinished = place / f"{FILE_NAME}.part"
        unfinished.write_text(json.dumps({"folder": str(folder)}), encoding="utf-8")
        os.replace(unfinished, place / FILE_NAME)
    except OSError:
        return
