"""The program's own log: rotating, in the state folder, without personal data."""

import logging
import traceback
from pathlib import Path
from typing import Any

from desktop.paths import state_folder

MAX_BYTES, KEEP = 1_000_000, 3


def begin_logging() -> None:
    """Send the log to a file; where none can be written, the program runs without."""
    try:
        folder = state_folder() / "logs"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handler: logging.Handler = _FileWhenNeeded(folder / "milepost.log")
    except OSError:
        handler = logging.NullHandler()
    logging.raiseExceptions = False  # a log that finds no room must not write tracebacks on the terminal
    handler.setFormatter(_Discreet("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    for ours in ("desktop", "sync"):
        logging.getLogger(ours).setLevel(logging.INFO)


def where_and_what(bug: BaseException | None) -> str:
    """The way to a defect without its words: a message may quote what a person typed, a type cannot."""
    lines: list[str] = []
    while bug is not None:
        frames = traceback.extract_tb(bug.__traceback__)
        lines += [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        lines.append(f"{type(bug).__module__}.{type(bug).__name__}")
        bug = bug.__cause__ or (None if bug.__suppress_context__ else bug.__context__)
    return "\n".join(lines)


class _Discreet(logging.Formatter):
    def formatException(self, ei: Any) -> str:
        return where_and_what(ei[1])


class _FileWhenNeeded(logging.Handler):
    """Opens the rotating file at the first line: what it imports would make every start longer."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        if self._file is None:
            from logging.handlers import RotatingFileHandler

            self._file = RotatingFileHandler(
                self._path, maxBytes=MAX_BYTES, backupCount=KEEP, encoding="utf-8", delay=True
            )
            self._file.setFormatter(self.formatter)
        self._file.emit(record)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
        super().close()
