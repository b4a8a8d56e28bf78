"""How often one laptop or address may ask: enough for any honest one, so that a runaway slows only itself."""

import hashlib
import ipaddress
import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

_MAX_KEYS = 20_000
_ROUNDING = 1e-9  # who waits exactly as long as told is let in


class Limiter:
    """For each key a store of calls that fills up again; keeps nothing of a key but a short hash.

    Each process counts for itself: of several on one database each admits as many.
    """

    def __init__(self, burst: int, per_second: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._burst = burst
        self._per_second = per_second
        self._clock = clock
        self._left: OrderedDict[bytes, tuple[float, float]] = (
            OrderedDict()
        )  # calls left, and when; oldest first

    def wait_s(self, key: str) -> int:
        """Take one call; 0 when it may go on, else after how many seconds to ask again."""
        name = hashlib.blake2b(key.encode(), digest_size=8).digest()
        now = self._clock()
        left, then = self._left.pop(name, (float(self._burst), now))
        left = min(self._burst, left + (now - then) * self._per_second)
        may_go = left >= 1 - _ROUNDING
        self._left[name] = (left - 1 if may_go else left, now)
        if len(self._left) > _MAX_KEYS:
            self._left.popitem(last=False)
        return 0 if may_go else math.ceil((1 - left) / self._per_second)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """An office of forty behind one address enrols in one go; a laptop's first sync takes some two hundred calls."""

    enrolment: Limiter = field(default_factory=lambda: Limiter(60, 0.5))
    sync: Limiter = field(default_factory=lambda: Limiter(600, 5))


def address_of(peer: str, forwarded: str) -> str:
    """Who asks, where a proxy on this machine passes calls on: the last it names, for what stands before is hearsay."""
    named = forwarded.rpartition(",")[2].strip()
    return named if named and is_loopback(peer) else peer


def is_loopback(text: str) -> bool:
    """Whether an address is of this machine."""
    try:
        return ipaddress.ip_address(text).is_loopback
    except ValueError:
        return False
