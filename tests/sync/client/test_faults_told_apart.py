"""No network, names, a login page, a clock years off and a proxy are told apart."""

import errno
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from sync.client.faults import connect_fault, title_of
from sync.client.pace import Pace
from sync.client.transport import HttpTransport, TransportError
from sync.messages.packing import MEDIA_TYPE

NOW = datetime.now(UTC)
YEARS = timedelta(days=1000)


class Place:
    """A TLS server with a certificate of a chosen time, and a date of its own."""

    def __init__(self, folder: Path, *, valid_from: datetime, valid_to: datetime, date: datetime, name: str):
        self.ca_file = folder / "cert.pem"
        self._write(folder, valid_from, valid_to, name)
        told = format_datetime(date, usegmt=True)

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers.get("content-length", 0)))
                self._answer(b"all is well")

            def do_HEAD(self) -> None:
                self._answer(b"")

            def _answer(self, body: bytes) -> None:
                self.send_response_only(200)
                self.send_header("date", told)
                self.send_header("content-type", MEDIA_TYPE)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                """Tests stay silent."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.ca_file, folder / "key.pem")
        self._server.socket = context.wrap_socket(
            self._server.socket, server_side=True, do_handshake_on_connect=False
        )
        self._server.handle_error = lambda *_which: None  # type: ignore[method-assign]
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    def _write(self, folder: Path, valid_from: datetime, valid_to: datetime, name: str) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        who = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
        made = (
            x509.CertificateBuilder()
            .subject_name(who)
            .issuer_name(who)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(valid_from)
            .not_valid_after(valid_to)
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(key, hashes.SHA256())
        )
        self.ca_file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
        (folder / "key.pem").write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def make_place(tmp_path: Path) -> Iterator[Callable[..., Place]]:
    made: list[Place] = []

    def make(
        valid_from: datetime = NOW - YEARS,
        valid_to: datetime = NOW + YEARS,
        date: datetime = NOW,
        name: str = "localhost",
    ) -> Place:
        made.append(Place(tmp_path, valid_from=valid_from, valid_to=valid_to, date=date, name=name))
        return made[-1]

    yield make
    for place in made:
        place.close()


def fault_of(place: Place) -> TransportError:
    url = f"https://localhost:{place.port}"
    with (
        HttpTransport(url, ca_file=str(place.ca_file), timeout_s=5) as transport,
        pytest.raises(TransportError) as error,
    ):
        transport.send("POST", "/sync", b"x")
    return error.value


def test_a_certificate_of_another_time_means_the_clock_where_the_server_says_another_date(make_place) -> None:
    then = NOW + 2 * YEARS
    place = make_place(valid_from=NOW + YEARS, valid_to=NOW + 3 * YEARS, date=then)

    fault = fault_of(place)

    assert fault.code == "clock"
    assert datetime.fromisoformat(fault.detail) == then.replace(microsecond=0)


def test_a_certificate_that_ran_out_by_the_servers_own_date_is_the_servers_fault(make_place) -> None:
    assert fault_of(make_place(valid_from=NOW - 2 * YEARS, valid_to=NOW - YEARS)).code == "expired"


def test_a_certificate_of_another_name_is_told_as_such(make_place) -> None:
    assert fault_of(make_place(name="login.hotel.example")).code == "other_name"


def test_the_servers_date_is_known_after_an_answer(make_place) -> None:
    place = make_place()
    with HttpTransport(f"https://localhost:{place.port}", ca_file=str(place.ca_file)) as transport:
        assert transport.send("POST", "/sync", b"x") == b"all is well"
        assert transport.server_date == NOW.replace(microsecond=0)


def test_each_piece_that_moves_is_told_and_paced_and_a_person_may_stop_between_them(make_place) -> None:
    place, waits, told = make_place(), [], []
    pace = Pace(1000, wait=waits.append, clock=lambda: 0.0)
    url = f"https://localhost:{place.port}"
    with HttpTransport(url, ca_file=str(place.ca_file), pace=pace, still=lambda: told.append(1)) as transport:
        transport.send("POST", "/sync", b"x" * 100_000)
        assert transport.bytes_sent > 100_000
    assert len(told) == 8
    assert len(waits) == 8

    def stop() -> None:
        raise KeyboardInterrupt

    with (
        HttpTransport(url, ca_file=str(place.ca_file), still=stop) as transport,
        pytest.raises(KeyboardInterrupt),
    ):
        transport.send("POST", "/sync", b"x" * 100_000)


@pytest.mark.parametrize(
    ("cause", "is_out", "by_proxy", "code"),
    [
        (socket.gaierror(socket.EAI_AGAIN, "Temporary failure"), False, False, "no_network"),
        (socket.gaierror(socket.EAI_NONAME, "Name not known"), True, False, "dns"),
        (socket.gaierror(socket.EAI_NONAME, "Name not known"), True, True, "proxy"),
        (OSError(errno.ENETUNREACH, "Network is unreachable"), True, False, "no_network"),
        (ConnectionRefusedError(errno.ECONNREFUSED, "refused"), True, False, "unreachable"),
        (ConnectionRefusedError(errno.ECONNREFUSED, "refused"), True, True, "proxy"),
    ],
)
def test_why_a_connection_did_not_come_about(cause: OSError, is_out: bool, by_proxy: bool, code: str) -> None:
    fault = Exception("could not connect")
    fault.__cause__ = cause

    found = connect_fault(fault, by_proxy=by_proxy, date_of_server=lambda: None, is_out=lambda: is_out)

    assert found.code == code


class Proxy:
    """Answers every CONNECT with one status; remembers who was asked for, and who asked."""

    def __init__(self, status: int) -> None:
        asked = self.asked = []  # type: ignore[var-annotated]

        class Handler(BaseHTTPRequestHandler):
            def do_CONNECT(self) -> None:
                asked.append((self.path, self.headers.get("proxy-authorization")))
                self.send_response(status)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                """Tests stay silent."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.mark.parametrize(("status", "code"), [(407, "proxy_login"), (502, "proxy")])
def test_a_proxy_that_refuses_is_told_from_a_server_that_does(status: int, code: str) -> None:
    proxy = Proxy(status)
    try:
        with (
            HttpTransport(
                "https://sync.example.org", proxy=f"http://aigul:word@127.0.0.1:{proxy.port}", timeout_s=5
            ) as transport,
            pytest.raises(TransportError) as error,
        ):
            transport.send("POST", "/sync", b"x")
    finally:
        proxy.close()

    assert error.value.code == code
    ((path, login),) = proxy.asked
    assert path == "sync.example.org:443"
    assert login == "Basic YWlndWw6d29yZA=="


def test_a_page_is_told_by_its_title() -> None:
    assert title_of(b"<html><TITLE>\n Hotel&nbsp;Ala-Too \x00</title>") == "Hotel Ala-Too"
    assert title_of(b"no page at all") == ""
