"""Clocks that are years off, run backwards or stand still; nothing may depend on them."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

_START = datetime(2026, 1, 1, tzinfo=UTC)
KINDS = ("right", "decade_late", "decade_early", "backwards", "frozen")


@dataclass(slots=True)
class Clock:
    """Tells a time one second on at each look, in the manner of its kind."""

    kind: str = "right"
    looks: int = 0

    def text(self) -> str:
        self.looks += 1
        shift = {
            "decade_late": timedelta(days=-3652),
            "decade_early": timedelta(days=3652),
            "backwards": timedelta(seconds=-2 * self.looks),
            "frozen": timedelta(seconds=-self.looks),
        }.get(self.kind, timedelta())
        moment = _START + timedelta(seconds=self.looks) + shift
        return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")
