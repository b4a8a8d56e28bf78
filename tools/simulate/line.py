"""The way between a laptop and the server, and all that can happen to a message on it."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import zstandard

from sync.client.transport import TransportError
from tools.simulate.office import Office
from tools.simulate.violation import Violation

_LOGIN_PAGE = b"<!DOCTYPE html><html><body>Welcome to the hotel. Please sign in.</body></html>"
_MOST_REQUESTS = 500
"""Of one sync; a whole history has fewer."""
_BOMB = zstandard.ZstdCompressor(level=3).compress(b"\0" * (9 << 20))


_Call = tuple[str, str, bytes, str | None]


class Line:
    """A laptop's transport; `fault` strikes once, at the request `at` counts down to."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.requests = self.bytes_sent = self.bytes_received = 0
        self.fault = ""
        self.left = _MOST_REQUESTS
        self.at = 0
        self.place = 0
        self.meanwhile: Callable[[], None] = lambda: None
        self.late: _Call | None = None  # what a later message overtakes
        self.struck: list[str] = []

    def arm(self, fault: str, at: int, place: int, meanwhile: Callable[[], None]) -> None:
        self.fault, self.at, self.place, self.meanwhile = fault, at, place, meanwhile

    def send(self, method: str, path: str, body: bytes = b"", token: str | None = None) -> bytes:
        self.requests += 1
        self.left -= 1
        if self.left < 0:
            raise Violation("i21_rest_is_reached", f"a sync without end, at {path}")
        self.bytes_sent += len(body)
        late, self.late = self.late, None
        strike = FAULTS.get(self.fault) if self.fault else None
        self.at -= 1
        if strike is None or self.at > 0:
            answer = self.office.handle(method, path, body, token)
        else:
            self.struck.append(self.fault)
            self.fault = ""
            answer = strike(self, (method, path, body, token))
        if late is not None:
            with suppress(TransportError):
                self.office.handle(*late)
        self.bytes_received += len(answer)
        return answer

    def allow_more(self) -> None:
        """Another sync begins."""
        self.left = _MOST_REQUESTS

    def close(self) -> None:
        """Nothing is held open."""


def _request_lost(line: Line, call: _Call) -> bytes:
    raise TransportError("unreachable")


def _reply_lost(line: Line, call: _Call) -> bytes:
    line.office.handle(*call)
    raise TransportError("timeout")


def _overtaken(line: Line, call: _Call) -> bytes:
    """It stays in some queue, and arrives after the one that is sent next."""
    line.late = call
    raise TransportError("timeout")


def _doubled(line: Line, call: _Call) -> bytes:
    first = line.office.handle(*call)
    second = line.office.handle(*call)
    return second if line.place % 2 else first


def _late_copy(line: Line, call: _Call) -> bytes:
    """A message of weeks ago comes out of some queue right before this one."""
    if line.office.heard:
        with suppress(TransportError):
            line.office.handle(*line.office.heard[line.place % len(line.office.heard)])
    return line.office.handle(*call)


def _request_cut(line: Line, call: _Call) -> bytes:
    method, path, body, token = call
    return line.office.handle(method, path, body[: line.place % max(1, len(body))], token)


def _request_flipped(line: Line, call: _Call) -> bytes:
    method, path, body, token = call
    return line.office.handle(method, path, _flipped(body, line.place), token)


def _reply_cut(line: Line, call: _Call) -> bytes:
    answer = line.office.handle(*call)
    return answer[: line.place % max(1, len(answer))]


def _reply_flipped(line: Line, call: _Call) -> bytes:
    return _flipped(line.office.handle(*call), line.place)


def _portal(line: Line, call: _Call) -> bytes:
    return _LOGIN_PAGE


def _bomb(line: Line, call: _Call) -> bytes:
    return _BOMB


def _server_power(line: Line, call: _Call) -> bytes:
    line.office.disk.cut_power_after(1 + line.place % 40)
    try:
        return line.office.handle(*call)
    finally:
        line.office.disk.mend()


def _server_power_at_commit(line: Line, call: _Call) -> bytes:
    line.office.disk.cut_power_at_commit(1 + line.place % 8)
    try:
        return line.office.handle(*call)
    finally:
        line.office.disk.mend()


def _server_full(line: Line, call: _Call) -> bytes:
    line.office.disk.fill(line.place % 3)
    try:
        return line.office.handle(*call)
    finally:
        line.office.disk.mend()


def _before(line: Line, call: _Call) -> bytes:
    line.meanwhile()
    return line.office.handle(*call)


def _after(line: Line, call: _Call) -> bytes:
    answer = line.office.handle(*call)
    line.meanwhile()
    return answer


def _flipped(body: bytes, place: int) -> bytes:
    if not body:
        return body
    at = place // 8 % len(body)
    return body[:at] + bytes([body[at] ^ (1 << place % 8)]) + body[at + 1 :]


FAULTS: dict[str, Callable[[Line, Any], bytes]] = {
    "request_lost": _request_lost,
    "reply_lost": _reply_lost,
    "request_twice": _doubled,
    "request_weeks_late": _late_copy,
    "request_overtaken": _overtaken,
    "request_cut": _request_cut,
    "request_bit_flipped": _request_flipped,
    "reply_cut": _reply_cut,
    "reply_bit_flipped": _reply_flipped,
    "captive_portal": _portal,
    "zip_bomb": _bomb,
    "server_power_cut": _server_power,
    "server_power_cut_at_commit": _server_power_at_commit,
    "server_disk_full": _server_full,
    "typing_before_answer": _before,
    "typing_after_answer": _after,
    "two_syncs_before_answer": _before,
    "two_syncs_after_answer": _after,
    "revoked_before_answer": _before,
    "role_lost_before_answer": _before,
    "server_restored_before_answer": _before,
    "server_restored_after_answer": _after,
}
