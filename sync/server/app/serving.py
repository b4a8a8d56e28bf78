"""Serves the application with granian inside this process, until it is told to stop."""

import asyncio
import logging
import os
import signal
import socket
import sys
from collections.abc import Callable

import granian.server.embed
from granian.constants import Interfaces

from sync.messages.schema import Schema
from sync.server.api.http import Served, make_app
from sync.server.api.watching import JsonLines
from sync.server.app.place import Place, ServerProblem
from sync.server.app.upgrading import serving_database


def serve(place: Place, schema: Schema, host: str, port: int, log_level: str = "warning") -> None:
    """Blocks until SIGTERM or Ctrl-C, then answers what it has begun; says its address in one line once it serves."""
    _log_to_stderr(log_level)
    free_port = _free_port(host, port)

    def say_address() -> None:
        shown = f"[{host}]" if ":" in host else host
        sys.stdout.write(f"Milepost server at http://{shown}:{free_port}\n")
        sys.stdout.flush()

    with place.locked(), serving_database(place, schema) as database:
        app = make_app(Served(database=database, blobs=place.blobs, schema=schema))
        try:
            asyncio.run(_serve(app, host, free_port, say_address))
        except RuntimeError as fault:
            raise ServerProblem(f"The server cannot listen on {host} port {free_port}: {fault}", 4) from fault


def _log_to_stderr(level: str) -> None:
    """One JSON document a line, for whatever collects the lines of a service."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("milepost").setLevel(level.upper())


async def _serve(app: object, host: str, port: int, when_open: Callable[[], None]) -> None:
    server = granian.server.embed.Server(
        app, address=host, port=port, interface=Interfaces.ASGI, log_enabled=False
    )
    stop: Callable[[], None] = server.stop
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, stop)
        except NotImplementedError:  # Windows: Ctrl-C arrives as KeyboardInterrupt
            signal.signal(number, lambda *_: stop())
    opening = asyncio.create_task(_say_when_open(host, port, when_open))
    try:
        await server.serve()
    finally:
        opening.cancel()


async def _say_when_open(host: str, port: int, say: Callable[[], None]) -> None:
    """The application starts before the port listens: whoever reads the address may call at once."""
    while True:
        try:
            _, writer = await asyncio.open_connection(_reachable(host), port)
        except OSError:
            await asyncio.sleep(0.01)
            continue
        writer.close()
        say()
        return


def _reachable(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(host, host)


def _free_port(host: str, port: int) -> int:
    """The port itself if nobody has it. granian shares a port without a word, so it is tried plainly before."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if os.name == "posix":
            # A server that restarts is not kept out by its own last connections; one that listens still is.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as fault:
            raise ServerProblem(f"Port {port} on {host} cannot be used: {fault.strerror}.", 4) from fault
        return int(probe.getsockname()[1])
