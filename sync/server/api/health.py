"""Answers who watches over the server: whether the process lives, can do its work, and what it has done."""

import asyncio
import logging
from typing import Any

from litestar import Request, Response, get

from sync.server.api.limits import address_of
from sync.server.api.watching import Meter, may_watch
from sync.server.store.database import Database, DatabaseProblem

_log = logging.getLogger("milepost.server")


def health_routes(database: Database, meter: Meter) -> list[Any]:
    """`/health` for what restarts a hung process, `/ready` for what sends calls to it, `/metrics` for this machine."""

    @get("/health", media_type="text/plain")
    async def health() -> Response[str]:
        return Response("ok\n")

    @get("/ready", media_type="text/plain")
    async def ready() -> Response[str]:
        try:
            await asyncio.to_thread(database.check)
        except DatabaseProblem as fault:
            _log.warning("not ready: %s", fault)
            return Response("database\n", status_code=503)
        return Response("ok\n")

    @get("/metrics", media_type="text/plain; version=0.0.4")
    async def metrics(request: Request[Any, Any, Any]) -> Response[bytes]:
        if not may_watch(caller_of(request)):
            return Response(b"", status_code=404)
        return Response(meter.text())

    return [health, ready, metrics]


def caller_of(request: Request[Any, Any, Any]) -> str:
    """The address of who asks; see `address_of`."""
    peer = request.client.host if request.client else ""
    return address_of(peer, ",".join(request.headers.getall("x-forwarded-for", [])))
