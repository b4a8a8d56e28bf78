"""Waits when the server asks for it, for as long as people would; then its `busy` stands."""

from collections.abc import Callable
from dataclasses import dataclass

from sync.client.transport import TransportError

_SLICE_S = 1.0
"""After which a person who cancels is heard."""


@dataclass(slots=True, kw_only=True)
class Patience:
    """Of one run. `wait` is given seconds, `still` is called between waits and may raise to end it."""

    wait: Callable[[float], None]
    still: Callable[[], None]
    left_s: float = 60.0

    def send(self, call: Callable[[], bytes]) -> bytes:
        """What the call answers, sent again each time the server was busy; nothing of such a call was taken."""
        while True:
            try:
                return call()
            except TransportError as fault:
                seconds = _asked(fault)
                if seconds is None or seconds > self.left_s:
                    raise
            self._pause(seconds)

    def _pause(self, seconds: float) -> None:
        self.left_s -= seconds
        while seconds > 0:
            self.wait(min(seconds, _SLICE_S))
            seconds -= _SLICE_S
            self.still()


def _asked(fault: TransportError) -> float | None:
    """The seconds that a busy server named; none where it named none, or this is another fault."""
    is_number = fault.detail.isascii() and fault.detail.isdigit() and len(fault.detail) < 6
    return max(1.0, float(fault.detail)) if fault.code == "busy" and is_number else None
