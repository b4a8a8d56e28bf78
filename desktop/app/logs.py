"""The program's own log: rotating, in the state folder, without personal data."""

import logging
import logging.handlers
import sys
import traceback
from typing import Any

import structlog

from desktop.paths import state_folder

MAX_BYTES, KEEP = 1_000_000, 3


def begin_logging() -> None:
    """Send the log to a file; where none can be written, the program runs without."""
    try:
        folder = state_folder() / "logs"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handler: logging.Handler = logging.handlers.RotatingFileHandler(
            folder / "milepost.log", maxBytes=MAX_BYTES, backupCount=KEEP, encoding="utf-8", delay=True
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(_Discreet("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _format_discreetly,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )


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


def _format_discreetly(
    _logger: Any, _method: str, event: structlog.types.EventDict
) -> structlog.types.EventDict:
    given = event.pop("exc_info", None)
    if given is True:
        given = sys.exc_info()
    bug = given[1] if isinstance(given, tuple) else given
    if isinstance(bug, BaseException):
        event["exception"] = where_and_what(bug)
    return event
