"""Carries messages to the server over HTTP and says in a code why that failed."""

import ssl
from collections.abc import Callable, Iterator
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol, Self
from urllib.parse import SplitResult, urlsplit

import msgspec

from sync.client.answers import is_ours, pieces_of
from sync.client.faults import TransportError as TransportError
from sync.client.faults import connect_fault, read_date, title_of
from sync.client.listening import Exchange, Quiet
from sync.client.pace import PIECE_BYTES, Pace
from sync.messages.packing import MAX_BODY_BYTES, MEDIA_TYPE, Unreadable, unpack
from sync.messages.wire import PROTOCOL, Problem

if TYPE_CHECKING:
    import httpx

_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_BY_STATUS = {
    401: "refused",
    403: "refused",
    404: "not_milepost",
    413: "too_large",
    426: "too_old",
    429: "busy",
    503: "busy",
}
_DATE_WITHIN_S = 5.0
_CONNECTED_WITHIN_S = 20.0
_FIRST_WITHIN_S = 30.0
"""Until somebody answered at all: a small message that long without a word is most likely heard by nobody."""


def _hear_nothing(_seconds: float) -> None:
    """Nobody listens."""


class Transport(Protocol):
    """A way to the server; counts what it carried, headers included."""

    requests: int
    bytes_sent: int
    bytes_received: int

    def send(self, method: str, path: str, body: bytes = b"", token: str | None = None) -> bytes: ...

    def close(self) -> None: ...


class HttpTransport:
    """HTTPS to a server, or plain HTTP where it never leaves the machine."""

    def __init__(
        self,
        url: str,
        *,
        ca_file: str | None = None,
        timeout_s: float = 60,
        proxy: str | None = None,
        pace: Pace | None = None,
        still: Callable[[], None] = lambda: None,
        quiet: Quiet = _hear_nothing,
    ) -> None:
        """`proxy`: its address, "" for none, None for the system's. `still` hears of each piece that moved, `quiet`
        several times a second for how long none has; both may raise to stop."""
        parts = _address(url)
        self._is_local = parts.hostname in _LOOPBACK
        if parts.scheme == "http" and not self._is_local:
            raise TransportError("insecure", url)
        self.url = f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"
        self._ca_file = ca_file
        self._timeout_s = timeout_s
        self._proxy, self._pace, self._still, self._quiet = proxy, pace, still, quiet
        self._http: httpx.Client | None = None
        self.server_date: datetime | None = None
        """As whoever answered last said, be it the server or a login page."""
        self.requests = self.bytes_sent = self.bytes_received = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Drop the connection; the next message opens another."""
        if self._http is not None:
            self._http.close()
            self._http = None

    def send(self, method: str, path: str, body: bytes = b"", token: str | None = None) -> bytes:
        """One request and its answer; raises `TransportError`."""
        import httpx

        try:
            response, content = self._listened(method, path, body, token)
        except httpx.TimeoutException as fault:
            raise TransportError("timeout", str(fault)) from fault
        except httpx.ProxyError as fault:
            raise TransportError("proxy_login" if "407" in str(fault) else "proxy", str(fault)) from fault
        except httpx.ConnectError as fault:
            raise connect_fault(
                fault, by_proxy=bool(self._proxy), date_of_server=self._date_of_server
            ) from fault
        except (httpx.TransportError, httpx.DecodingError, httpx.InvalidURL) as fault:
            raise TransportError("unreachable", str(fault)) from fault
        self.server_date = read_date(response.headers.get("date", "")) or self.server_date
        if response.status_code == 407:
            raise TransportError("proxy_login", "407")
        if not is_ours(response):
            raise TransportError("not_milepost", title_of(content) or f"{response.status_code}")
        if response.status_code >= 400:
            raise _problem(response.status_code, content)
        return content

    def _listened(
        self, method: str, path: str, body: bytes, token: str | None
    ) -> "tuple[httpx.Response, bytes]":
        """Beside this thread, so that a person can stop it however silent the server is."""
        client, exchange = self._client(), Exchange(self._quiet)
        request = client.build_request(
            method,
            self.url + path,
            content=self._pieces(body, exchange) if body else b"",
            headers=_headers(body, token),
            timeout=self._patience(body),
        )
        try:
            return exchange.heard(lambda: self._exchange(client, request, exchange), let_go=client.close)
        finally:
            if exchange.is_abandoned:
                self._http = None  # it goes with the message that nobody waits for

    def _exchange(
        self, client: "httpx.Client", request: "httpx.Request", exchange: Exchange
    ) -> "tuple[httpx.Response, bytes]":
        content = bytearray()
        response = client.send(request, stream=True)
        try:
            self._count_head(response)
            for chunk in pieces_of(response, within_s=self._timeout_s):
                content += chunk
                self.bytes_received += len(chunk)
                self._moved(len(chunk), exchange)
                if len(content) > MAX_BODY_BYTES:
                    raise TransportError("not_milepost", "answer without end")
        finally:
            response.close()
        return response, bytes(content)

    def _patience(self, body: bytes) -> "httpx.Timeout":
        import httpx

        is_small = len(body) <= PIECE_BYTES
        answer_s = (
            min(self._timeout_s, _FIRST_WITHIN_S) if is_small and not self.requests else self._timeout_s
        )
        return httpx.Timeout(answer_s, connect=min(self._timeout_s, _CONNECTED_WITHIN_S))

    def _pieces(self, body: bytes, exchange: Exchange) -> Iterator[bytes]:
        for start in range(0, len(body), PIECE_BYTES):
            piece = body[start : start + PIECE_BYTES]
            yield piece
            self.bytes_sent += len(piece)
            self._moved(len(piece), exchange)

    def _moved(self, size: int, exchange: Exchange) -> None:
        with exchange.moving():
            if self._pace is not None:
                self._pace.spend(size)
            self._still()

    def _date_of_server(self) -> datetime | None:
        """Asks for the date alone, of whoever is there: nothing of ours is told, and nothing else is believed."""
        import httpx

        try:
            with httpx.Client(verify=False, timeout=_DATE_WITHIN_S, **self._way()) as client:
                answer = client.head(self.url)
        except httpx.HTTPError:
            return None
        return read_date(answer.headers.get("date", ""))

    def _way(self) -> dict[str, Any]:
        """How the library is to go: a proxy never stands between two programs of one machine."""
        if self._is_local:
            return {"trust_env": False}
        return {"trust_env": self._proxy is None, "proxy": self._proxy or None}

    def _client(self) -> "httpx.Client":
        import httpx

        if self._http is None:
            # Reading all authorities of this machine takes as long as an empty sync; nothing here asks for one of them.
            is_plain = self.url.startswith("http://")
            authorities = ssl.create_default_context(cafile=self._ca_file) if self._ca_file else True
            verify = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT) if is_plain else authorities
            self._http = httpx.Client(verify=verify, timeout=self._timeout_s, **self._way())
            # What the library adds by default would weigh as much as an empty sync itself.
            for name in ("accept", "accept-encoding", "connection", "user-agent"):
                del self._http.headers[name]
            self._http.headers["user-agent"] = f"milepost/{PROTOCOL}"
        return self._http

    def _count_head(self, response: "httpx.Response") -> None:
        """All but the bodies, which are counted as they move."""
        request = response.request
        sent = sum(len(name) + len(value) + 4 for name, value in request.headers.raw)
        received = sum(len(name) + len(value) + 4 for name, value in response.headers.raw)
        self.requests += 1
        self.bytes_sent += len(request.method) + len(request.url.raw_path) + 12 + sent + 2
        self.bytes_received += 13 + len(response.reason_phrase) + 2 + received + 2


def _headers(body: bytes, token: str | None) -> dict[str, str]:
    headers = {"authorization": f"Bearer {token}"} if token else {}
    if body:
        # Without a length, pieces would be sent in an encoding of their own.
        headers |= {"content-type": MEDIA_TYPE, "content-length": str(len(body))}
    return headers


def _address(url: str) -> SplitResult:
    """Raises TransportError for what no server can be reached by; the library would find out only while sending."""
    import httpx

    try:
        parts = urlsplit(url if "//" in url else f"https://{url}")
        host = parts.hostname or ""
        host.encode("idna")
        is_one = bool(host and httpx.URL(parts.geturl()).host) and (parts.port is None or parts.port > 0)
    except (ValueError, httpx.InvalidURL) as fault:
        raise TransportError("no_address", str(fault)) from fault
    # urlsplit drops line breaks without a word, so the address is looked at as it was typed.
    if not is_one or parts.scheme not in ("http", "https") or not url.isprintable() or " " in url:
        raise TransportError("no_address", url)
    return parts


def _problem(status: int, content: bytes) -> TransportError:
    try:
        problem = unpack(content, Problem)
    except (Unreadable, msgspec.MsgspecError):
        return TransportError(_BY_STATUS.get(status, "broken"), str(status))
    return TransportError(problem.code, problem.detail)
