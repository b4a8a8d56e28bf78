"""Answers who watches over the server: whether the process lives, and whether it can do its work."""

import asyncio
import logging
from typing import Any

from litestar import Response, get

from sync.server.store.database import Database, DatabaseProblem

_log = logging.getLogger("milepost.server")


def health_routes(database: Database) -> list[Any]:
    """`/health` for what restarts a hung process, `/ready` for what sends calls to it; they tell nothing else."""

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

    return [health, ready]
