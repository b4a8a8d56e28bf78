"""What goes wrong on the way to the server, and the code it gets."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from sync.client.transport import HttpTransport, TransportError
from sync.messages.packing import MAX_BODY_BYTES, MEDIA_TYPE, pack
from sync.messages.wire import Problem
from tests.mute_server import MuteServer

Answer = tuple[int, str, bytes]


@pytest.fixture
def answering() -> Iterator[Callable[[Answer], str]]:
    """Something that listens where a server should, and gives one answer to everything."""
    servers: list[HTTPServer] = []

    def start(answer: Answer) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                status, kind, body = answer
                self.rfile.read(int(self.headers.get("content-length", 0)))
                self.send_response(status)
                self.send_header("content-type", kind)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                pass

        servers.append(HTTPServer(("127.0.0.1", 0), Handler))
        threading.Thread(target=servers[-1].serve_forever, args=(0.01,), daemon=True).start()
        return f"http://127.0.0.1:{servers[-1].server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def dripping() -> Iterator[Callable[[str], str]]:
    """Something that answers a byte at a time, each sooner than anybody's patience ends; for two seconds at most."""
    servers: list[HTTPServer] = []
    enough = threading.Event()

    def start(kind: str) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers.get("content-length", 0)))
                self.send_response(200)
                self.send_header("content-type", kind)
                self.send_header("content-length", "100000")
                self.end_headers()
                for _ in range(100):
                    if enough.wait(0.02):
                        return
                    with suppress(OSError):
                        self.wfile.write(b"x")

            def log_message(self, format: str, *args: object) -> None:
                pass

        servers.append(HTTPServer(("127.0.0.1", 0), Handler))
        threading.Thread(target=servers[-1].serve_forever, args=(0.01,), daemon=True).start()
        return f"http://127.0.0.1:{servers[-1].server_port}"

    yield start
    enough.set()
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def mute() -> Iterator[MuteServer]:
    server = MuteServer()
    yield server
    server.close()


def code_of(url: str) -> str:
    with HttpTransport(url, timeout_s=2) as transport, pytest.raises(TransportError) as error:
        transport.send("POST", "/sync", b"x")
    return error.value.code


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ((200, "text/html", b"<html>Welcome to the hotel</html>"), "not_milepost"),
        ((302, "text/html", b""), "not_milepost"),
        ((401, MEDIA_TYPE, pack(Problem(code="refused"))), "refused"),
        ((403, MEDIA_TYPE, pack(Problem(code="revoked"))), "revoked"),
        ((500, MEDIA_TYPE, b"\0damaged"), "broken"),
        ((503, MEDIA_TYPE, b""), "busy"),
        ((200, MEDIA_TYPE, b"x" * (MAX_BODY_BYTES + 1)), "not_milepost"),
    ],
)
def test_each_answer_that_is_no_answer_has_a_code(
    answering: Callable[[Answer], str], answer: Answer, code: str
) -> None:
    assert code_of(answering(answer)) == code


@pytest.mark.parametrize(("kind", "code"), [("text/html", "not_milepost"), (MEDIA_TYPE, "timeout")])
def test_an_answer_that_drips_is_not_waited_for_without_end(
    dripping: Callable[[str], str], kind: str, code: str
) -> None:
    with HttpTransport(dripping(kind), timeout_s=0.3) as transport, pytest.raises(TransportError) as error:
        transport.send("POST", "/sync", b"x")
    assert error.value.code == code


def test_nobody_there_is_unreachable() -> None:
    assert code_of("http://127.0.0.1:9") == "unreachable"


@pytest.mark.parametrize(
    ("url", "code"), [("http://example.org", "insecure"), ("ftp://x", "no_address"), ("", "no_address")]
)
def test_an_address_that_would_send_in_clear_is_refused(url: str, code: str) -> None:
    with pytest.raises(TransportError) as error:
        HttpTransport(url)
    assert error.value.code == code


@pytest.mark.parametrize(
    "url",
    [
        "http://[::1",
        "https://[zz]",
        f"https://{'a' * 70}.example",
        "https://xn--a.example",
        "https://a\x01b.example",
        "https://a\nb.example",
        "https://a b.example",
        "https://\u2028.example",
        "https://\ud800.example",
        "https://x:ab",
        "https://x:99999",
    ],
)
def test_what_can_be_no_address_is_told_before_anything_is_sent(url: str) -> None:
    with pytest.raises(TransportError) as error:
        HttpTransport(url)
    assert error.value.code == "no_address"


def test_an_address_without_a_scheme_means_https() -> None:
    assert HttpTransport("sync.example.org/x/").url == "https://sync.example.org/x"
    assert HttpTransport("http://localhost:8470").url == "http://localhost:8470"


def test_headers_and_bodies_are_counted(answering: Callable[[Answer], str]) -> None:
    with HttpTransport(answering((200, MEDIA_TYPE, b"12345"))) as transport:
        assert transport.send("POST", "/sync", b"123", "token") == b"12345"
        assert transport.requests == 1
        assert 150 < transport.bytes_sent < 260
        assert 100 < transport.bytes_received < 260


class Stop(Exception):
    """A person pressed Cancel."""


def test_a_mute_server_is_told_of_while_it_is_waited_for_and_a_stop_is_heard_at_once(
    mute: MuteServer,
) -> None:
    told: list[float] = []

    def listen(seconds: float) -> None:
        told.append(seconds)
        if len(told) == 3:
            raise Stop

    with HttpTransport(mute.url, quiet=listen) as transport:
        began = time.monotonic()
        with pytest.raises(Stop):
            transport.send("POST", "/sync", b"x")
        assert time.monotonic() - began < 5
        assert told == sorted(told)
        assert 0 < told[0] < told[2]


def test_after_a_stop_the_next_message_goes_over_a_connection_of_its_own(
    answering: Callable[[Answer], str], mute: MuteServer
) -> None:
    def stop(_seconds: float) -> None:
        raise Stop

    with HttpTransport(mute.url, quiet=stop) as transport:
        with pytest.raises(Stop):
            transport.send("POST", "/sync", b"x")
        mute.close()
        transport.url = answering((200, MEDIA_TYPE, b"here"))
        assert transport.send("POST", "/sync", b"x") == b"here"


def test_a_mute_server_is_given_up_in_the_end(mute: MuteServer) -> None:
    with HttpTransport(mute.url, timeout_s=0.3) as transport, pytest.raises(TransportError) as error:
        transport.send("POST", "/sync", b"x")
    assert error.value.code == "timeout"


def test_pieces_that_move_are_not_quiet(dripping: Callable[[str], str]) -> None:
    told: list[float] = []
    with (
        HttpTransport(dripping("text/html"), timeout_s=1, quiet=told.append) as transport,
        pytest.raises(TransportError),
    ):
        transport.send("POST", "/sync", b"x")
    assert max(told, default=0.0) < 0.5
