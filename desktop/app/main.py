"""Where the program starts: no argument opens the window, anything else is a command."""

import os
import sys
from pathlib import Path

CANCELLED = 130


def main() -> None:
    """Entry point `milepost`. Ctrl-C while the program still loads is answered like any other."""
    try:
        code = start(sys.argv[1:])
    except KeyboardInterrupt:
        from desktop.i18n import _

        sys.stderr.write(_("Cancelled; nothing is half done.") + "\n")
        code = CANCELLED
    sys.exit(code)


def start(arguments: list[str]) -> int:
    """A first word that is no option is a command; options alone say how the window opens."""
    from desktop.app.logs import begin_logging

    begin_logging()
    asked = window_asked(arguments)
    if asked is not None and not has_screen():
        from desktop.cli.output import say
        from desktop.i18n import _, use_language

        use_language(asked.get("--lang") or "en")
        say(_("There is no screen here, so no window can open. The commands work: milepost --help."))
        return 2
    if asked is not None:
        from desktop.ui.plain_imports import leave_sources_unread

        leave_sources_unread()
        from desktop.app.gui import Start, open_window

        return open_window(
            Start(
                store=Path(asked["--store"]).expanduser() if asked.get("--store") else None,
                lang=asked.get("--lang", ""),
                only_check="--check" in asked,
            )
        )
    from desktop.app.wiring import Milepost
    from desktop.cli.main import run

    return run(arguments, Milepost())


def has_screen() -> bool:
    """Without one Qt would abort the whole process."""
    if sys.platform != "linux":
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def window_asked(arguments: list[str]) -> dict[str, str] | None:
    """The options of the window, or None where a command was given."""
    waiting = arguments[1:] if arguments[:1] == ["window"] else list(arguments)
    options = {"--store": os.environ.get("MILEPOST_STORE", ""), "--lang": os.environ.get("MILEPOST_LANG", "")}
    while waiting:
        name, equals, value = waiting.pop(0).partition("=")
        if name == "--check":
            options[name] = "yes"
        elif name in ("--store", "--lang") and (equals or waiting):
            options[name] = value if equals else waiting.pop(0)
        else:
            return None
    return options


if __name__ == "__main__":
    main()
