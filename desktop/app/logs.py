"""The program's own log: rotating, in the state folder, without personal data."""

import logging
import logging.handlers

import structlog

from desktop.paths import state_folder

MAX_BYTES, KEEP = 1_000_000, 3


def begin_logging() -> None:
    """Send the log to a file; where none can be written, the program runs without."""
    try:
        folder = state_folder() / "logs"
        folder.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = logging.handlers.RotatingFileHandler(
            folder / "milepost.log", maxBytes=MAX_BYTES, backupCount=KEEP, encoding="utf-8", delay=True
        )
    except OSError:
        handler = logging.NullHandler()
    logging.basicConfig(level=logging.INFO, handlers=[handler], format="%(message)s")
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
