"""Where the program starts: no argument opens the window, anything else is a command."""

import sys


def main() -> None:
    """Entry point `milepost`."""
    sys.exit(start(sys.argv[1:]))


def start(arguments: list[str]) -> int:
    from desktop.app.logs import begin_logging
    from desktop.app.wiring import Milepost

    begin_logging()
    if not arguments or arguments[0] == "window":
        from desktop.app.gui import open_window

        return open_window(Milepost(), arguments[1:])
    from desktop.cli.main import run

    return run(arguments, Milepost())


if __name__ == "__main__":
    main()
