"""The limit's server: `python -m tools.bench.rows_server FILE`: hands out rows in one answer, tells a point query."""

import asyncio
import socket
import sqlite3
import sys
from pathlib import Path
from typing import Any

import granian.server.embed
from granian.constants import Interfaces


def main(file: Path) -> None:
    body = file.read_bytes()
    store = sqlite3.connect(":memory:", check_same_thread=False)
    store.execute("CREATE TABLE heads (scope TEXT PRIMARY KEY, seq INTEGER)")
    store.execute("INSERT INTO heads VALUES ('a', 1)")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            while True:
                told = await receive()
                if told["type"] == "lifespan.startup":
                    await send({"type": "lifespan.startup.complete"})
                    print(port, flush=True)
                else:
                    await send({"type": "lifespan.shutdown.complete"})
                    return
        await receive()
        answer = body
        if scope["path"] != "/rows":
            (seq,) = store.execute("SELECT seq FROM heads WHERE scope = 'a'").fetchone()
            answer = str(seq).encode()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": answer})

    server = granian.server.embed.Server(
        app, address="127.0.0.1", port=port, interface=Interfaces.ASGI, log_enabled=False
    )
    asyncio.run(server.serve())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
