"""A line between laptops and the server that cuts, repeats and dribbles, as the seed says."""

import http.client
import random
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

FAULTS = ("whole", "whole", "dribble", "twice", "lost request", "lost reply", "cut reply", "flipped reply")


class BadLine:
    """Carries HTTP from `port` to the server behind it; each message meets one of `FAULTS` until `heal`."""

    def __init__(self, port: int, server_port: int, seed: int) -> None:
        self._random = random.Random(seed)
        self._server_port = server_port
        self._is_bad = True
        self.met: list[str] = []
        line = self

        class Carrier(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                line.carry(self)

            do_GET = do_PUT = do_POST

            def log_message(self, format: str, *args: object) -> None:
                """Tests stay silent."""

        self._carrier = ThreadingHTTPServer(("127.0.0.1", port), Carrier)
        self._thread = threading.Thread(target=self._carrier.serve_forever, kwargs={"poll_interval": 0.05})
        self._thread.start()

    def heal(self) -> None:
        self._is_bad = False

    def close(self) -> None:
        self._carrier.shutdown()
        self._thread.join()
        self._carrier.server_close()

    def carry(self, asked: BaseHTTPRequestHandler) -> None:
        fault = self._random.choice(FAULTS) if self._is_bad else "whole"
        self.met.append(fault)
        body = asked.rfile.read(int(asked.headers.get("content-length") or 0))
        if fault == "lost request":
            asked.close_connection = True
            return
        if fault == "twice":
            self._ask(asked, body)
        status, headers, answer = self._ask(asked, body)
        if fault == "lost reply":
            asked.close_connection = True
            return
        asked.send_response(status)
        for name, value in headers:
            if name.lower() not in ("content-length", "transfer-encoding", "connection", "date", "server"):
                asked.send_header(name, value)
        asked.send_header("content-length", str(len(answer)))
        asked.end_headers()
        self._answer(asked, answer, fault)

    def _answer(self, asked: BaseHTTPRequestHandler, answer: bytes, fault: str) -> None:
        if fault == "cut reply":
            asked.wfile.write(answer[: self._random.randrange(len(answer) + 1)])
            asked.close_connection = True
        elif fault == "flipped reply" and answer:
            at = self._random.randrange(len(answer))
            bit = 1 << self._random.randrange(8)
            asked.wfile.write(answer[:at] + bytes([answer[at] ^ bit]) + answer[at + 1 :])
        elif fault == "dribble":
            for at in range(0, len(answer), 7):
                asked.wfile.write(answer[at : at + 7])
        else:
            asked.wfile.write(answer)

    def _ask(self, asked: BaseHTTPRequestHandler, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
        server = http.client.HTTPConnection("127.0.0.1", self._server_port, timeout=30)
        try:
            kept = {
                name: value
                for name, value in asked.headers.items()
                if name.lower() not in ("host", "connection", "content-length")
            }
            server.request(asked.command, asked.path, body or None, kept)
            response = server.getresponse()
            return response.status, response.getheaders(), response.read()
        finally:
            server.close()
