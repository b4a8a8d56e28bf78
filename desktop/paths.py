"""Where files live on each system."""

import os
import sys
from pathlib import Path

APP = "milepost"


def default_store() -> Path:
    """The profile folder used when none is named."""
    import platformdirs

    return Path(platformdirs.user_data_dir(APP, appauthor=False)) / "profile"


def state_folder() -> Path:
    """Kept outside the profile, so that a copied profile can be told from its original."""
    named = os.environ.get("MILEPOST_STATE")
    if named:
        return Path(named)
    import platformdirs

    return Path(platformdirs.user_state_dir(APP, appauthor=False))


def font_folders() -> tuple[Path, ...]:
    """Folders that may hold the Noto files, the one inside an installed program first."""
    bundled = Path(getattr(sys, "_MEIPASS", Path(__file__).parent)) / "fonts"
    systems = ("/usr/share/fonts/truetype/noto", "/usr/share/fonts/truetype/dejavu", "/usr/share/fonts/noto")
    return (bundled, *(Path(name) for name in systems))


def find_font(file_name: str) -> Path | None:
    """The first folder's copy of a font file such as `NotoSans-Regular.ttf`, or None."""
    found = (folder / file_name for folder in font_folders())
    return next((path for path in found if path.is_file()), None)


def changes_folder() -> Path:
    """The notes on what is new, a file a change; may not exist where only the packages are installed."""
    bundled = Path(getattr(sys, "_MEIPASS", Path(__file__).parent.parent))
    return bundled / "changes"


def server_command() -> list[str]:
    """How to start `milepost-server` as a program of its own, installed or from the sources."""
    if getattr(sys, "frozen", False):
        name = "milepost-server.exe" if sys.platform == "win32" else "milepost-server"
        return [str(Path(sys.executable).with_name(name))]
    return [sys.executable, "-c", "from sync.server.app import main; main()"]
