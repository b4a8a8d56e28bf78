"""When and how this laptop syncs: typed, kept in its own store, never synced."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

ScheduleKind = Literal["off", "every", "at"]
ProxyKind = Literal["system", "none", "manual"]
SCHEDULES: tuple[ScheduleKind, ...] = ("off", "every", "at")
PROXIES: tuple[ProxyKind, ...] = ("system", "none", "manual")
EVERY_MINUTES = (5, 15, 30, 60, 120, 240)
LIMITS_KBPS = (0, 64, 128, 256, 512, 1024, 4096)
"""Offered choices in kilobits a second; 0 is no limit. The command line takes any number."""
LARGEST_KBPS = 1_000_000
SMALL_FILE_BYTES = 256 << 10
"""Of a file that moves also where each byte is paid for: a form's list, a signature, a small picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncSettings:
    """The proxy's password is no part of it: the key ring keeps that."""

    schedule: ScheduleKind = "off"
    every_minutes: int = 30
    times: tuple[str, ...] = ("09:00", "13:00", "17:00")
    """Local times of day, as 24 hours and minutes."""
    only_unmetered: bool = False
    """Scheduled runs wait where the system says that each byte is paid for; a press of the button does not."""
    spares_metered: bool = True
    """Where each byte is paid for, large files wait until it is not, or until they are asked for."""
    limit_kbps: int = 0
    proxy: ProxyKind = "system"
    proxy_address: str = ""
    proxy_user: str = ""

    def plain(self) -> dict[str, Any]:
        """For the store."""
        return {name: getattr(self, name) for name in self.__slots__} | {"times": list(self.times)}


def read_sync_settings(values: Mapping[str, Any] | None) -> SyncSettings:
    """What is missing or damaged is as at the beginning."""
    found, default = values or {}, SyncSettings()
    schedule, proxy, every = found.get("schedule"), found.get("proxy"), found.get("every_minutes")
    limit, times = found.get("limit_kbps"), found.get("times")
    return SyncSettings(
        schedule=cast(ScheduleKind, schedule) if schedule in SCHEDULES else default.schedule,
        every_minutes=every if isinstance(every, int) and 1 <= every <= 24 * 60 else default.every_minutes,
        times=tuple(str(one) for one in times) if isinstance(times, list) and times else default.times,
        only_unmetered=found.get("only_unmetered") is True,
        spares_metered=found.get("spares_metered") is not False,
        limit_kbps=limit if isinstance(limit, int) and 0 <= limit <= LARGEST_KBPS else 0,
        proxy=cast(ProxyKind, proxy) if proxy in PROXIES else default.proxy,
        proxy_address=str(found.get("proxy_address") or ""),
        proxy_user=str(found.get("proxy_user") or ""),
    )
