"""Where files live on each system."""

import os
import sys
from contextlib import suppress
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


def this_program() -> str:
    """The words that call this program's commands: a checkout has its own script, an installed one its name."""
    if getattr(sys, "frozen", False):
        return APP
    root = Path(__file__).resolve().parent.parent
    script = root / ("run.cmd" if os.name == "nt" else "run")
    if not (script.is_file() and (root / "pyproject.toml").is_file()):
        return APP
    return f"{_as_typed(script)} {APP}"


def _as_typed(script: Path) -> str:
    with suppress(OSError):  # the folder it was started in may be gone
        if Path.cwd() == script.parent:
            return f".{os.sep}{script.name}"
    return f'"{script}"' if " " in str(script) else str(script)


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
