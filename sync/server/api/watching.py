"""Counts and logs every call: how many, how long, how large, with what outcome; never who, what or of which project."""

import json
import logging
import time
from collections.abc import Awaitable, Callable, MutableMapping
from datetime import UTC, datetime
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from sync.messages.wire import Ack
from sync.server.api.limits import is_loopback

_log = logging.getLogger("milepost.server.calls")
_ROUTES = ("", "enrol", "sync", "transactions", "prepared", "blobs", "health", "ready", "metrics")
_SECONDS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]


class Meter:
    """The counters of one process; several processes are added up by whoever collects them."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self.calls = self._counter("calls", "Calls answered.", "route", "status")
        self.received = self._counter("received_bytes", "Bytes of bodies that came in.", "route")
        self.sent = self._counter("sent_bytes", "Bytes of bodies that went out.", "route")
        self.outcomes = self._counter("transactions", "Transactions pushed, by outcome.", "outcome", "code")
        self.at_work = Gauge("milepost_calls_at_work", "Calls being answered now.", registry=self._registry)
        self.seconds = Histogram(
            "milepost_call_seconds",
            "Seconds from call to answer.",
            ("route",),
            registry=self._registry,
            buckets=_SECONDS,
        )

    def note(self, acks: list[Ack]) -> None:
        """What became of pushed transactions; what is only sent again counts as a duplicate."""
        for ack in acks:
            outcome = "duplicate" if ack.again else ack.outcome
            code = ack.code if ack.outcome in ("quarantined", "waiting") else None
            self.outcomes.labels(outcome, code or "").inc()

    def text(self) -> bytes:
        """All of it as Prometheus reads it."""
        return generate_latest(self._registry)

    def _counter(self, name: str, told: str, *labels: str) -> Counter:
        return Counter(f"milepost_{name}", told, labels, registry=self._registry)


class Watched:
    """The application with a meter and a line of log around each call."""

    def __init__(self, application: Application, meter: Meter) -> None:
        self._application = application
        self._meter = meter

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._application(scope, receive, send)
            return
        call = _Call(route_of(scope["path"]), receive, send)
        with self._meter.at_work.track_inprogress():
            try:
                await self._application(scope, call.receive, call.send)
            finally:
                self._note(call, scope["method"])

    def _note(self, call: "_Call", method: str) -> None:
        seconds = time.perf_counter() - call.began
        self._meter.calls.labels(call.route, str(call.status)).inc()
        self._meter.received.labels(call.route).inc(call.received)
        self._meter.sent.labels(call.route).inc(call.sent)
        self._meter.seconds.labels(call.route).observe(seconds)
        told = {
            "method": method,
            "route": call.route,
            "status": call.status,
            "ms": round(seconds * 1000, 1),
            "received": call.received,
            "sent": call.sent,
        }
        is_watching = call.route in ("health", "ready", "metrics")
        _log.log(logging.DEBUG if is_watching else logging.INFO, "call", extra={"told": told})


class _Call:
    """One call on its way, weighed as it passes."""

    def __init__(self, route: str, receive: Receive, send: Send) -> None:
        self.route = route
        self.began = time.perf_counter()
        self.status = 0  # of a caller who left before the answer
        self.received = self.sent = 0
        self._receive = receive
        self._send = send

    async def receive(self) -> Message:
        message = await self._receive()
        self.received += len(message.get("body", b""))
        return message

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
        self.sent += len(message.get("body", b""))
        await self._send(message)


class JsonLines(logging.Formatter):
    """One JSON document a line; what a fault says of itself is kept, the values in hand are not."""

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            **getattr(record, "told", {}),
        }
        if record.exc_info:
            told["trace"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False)


def route_of(path: str) -> str:
    """The kind of call without the ids in its path: few names, and none that tells of a project."""
    first = path.strip("/").partition("/")[0]
    if first not in _ROUTES:
        return "other"
    return first or "hello"


def may_watch(caller: str) -> bool:
    """Counters are for this machine; what passes through a proxy comes from elsewhere."""
    return is_loopback(caller)
