"""Carries messages to the server over HTTP and says in a code why that failed."""

import ssl
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self
from urllib.parse import SplitResult, urlsplit

import msgspec

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
_NOT_YET_VALID, _EXPIRED = 9, 10


class TransportError(Exception):
    """Nothing came back that could be used. `code`: unreachable, timeout, clock, tls, insecure, no_address,
    not_milepost, refused, revoked, unknown_code, used_code, known_replica,
    too_old, too_large, busy (`detail`: seconds until it may be asked again), broken."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail


class Transport(Protocol):
    """A way to the server; counts what it carried, headers included."""

    requests: int
    bytes_sent: int
    bytes_received: int

    def send(self, method: str, path: str, body: bytes = b"", token: str | None = None) -> bytes: ...

    def close(self) -> None: ...


class HttpTransport:
    """HTTPS to a server, or plain HTTP where it never leaves the machine."""

    def __init__(self, url: str, *, ca_file: str | None = None, timeout_s: float = 60) -> None:
        parts = _address(url)
        self._is_local = parts.hostname in _LOOPBACK
        if parts.scheme == "http" and not self._is_local:
            raise TransportError("insecure", url)
        self.url = f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"
        self._ca_file = ca_file
        self._timeout_s = timeout_s
        self._http: httpx.Client | None = None
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
            response, content = self._exchange(method, path, body, token)
        except httpx.TimeoutException as fault:
            raise TransportError("timeout", str(fault)) from fault
        except httpx.ConnectError as fault:
            raise _connect_error(fault) from fault
        except (httpx.TransportError, httpx.DecodingError, httpx.InvalidURL) as fault:
            raise TransportError("unreachable", str(fault)) from fault
        self._count(response, body, content)
        if response.headers.get("content-type", "").partition(";")[0] != MEDIA_TYPE:
            # A hotel's login page answers 200 as gladly as 302; no server of ours is without this type.
            raise TransportError("not_milepost", f"{response.status_code}")
        if response.status_code >= 400:
            raise _problem(response.status_code, content)
        return content

    def _exchange(
        self, method: str, path: str, body: bytes, token: str | None
    ) -> "tuple[httpx.Response, bytes]":
        headers = {"authorization": f"Bearer {token}"} if token else {}
        if body:
            headers["content-type"] = MEDIA_TYPE
        content = bytearray()
        with self._client().stream(method, self.url + path, content=body, headers=headers) as response:
            for chunk in response.iter_bytes():
                content += chunk
                if len(content) > MAX_BODY_BYTES:
                    raise TransportError("not_milepost", "answer without end")
        return response, bytes(content)

    def _client(self) -> "httpx.Client":
        import httpx

        if self._http is None:
            verify = ssl.create_default_context(cafile=self._ca_file) if self._ca_file else True
            self._http = httpx.Client(verify=verify, timeout=self._timeout_s, trust_env=not self._is_local)
            # What the library adds by default would weigh as much as an empty sync itself.
            for name in ("accept", "accept-encoding", "connection", "user-agent"):
                del self._http.headers[name]
            self._http.headers["user-agent"] = f"milepost/{PROTOCOL}"
        return self._http

    def _count(self, response: "httpx.Response", body: bytes, content: bytes) -> None:
        request = response.request
        sent = sum(len(name) + len(value) + 4 for name, value in request.headers.raw)
        received = sum(len(name) + len(value) + 4 for name, value in response.headers.raw)
        self.requests += 1
        self.bytes_sent += len(request.method) + len(request.url.raw_path) + 12 + sent + 2 + len(body)
        self.bytes_received += 13 + len(response.reason_phrase) + 2 + received + 2 + len(content)


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


def _connect_error(fault: BaseException) -> TransportError:
    cause: BaseException | None = fault
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            # The two ways a certificate is wrong only because the date here is.
            is_clock = cause.verify_code in (_NOT_YET_VALID, _EXPIRED)
            return TransportError("clock" if is_clock else "tls", cause.verify_message)
        cause = cause.__cause__ or cause.__context__
    is_tls = "SSL" in str(fault) or "TLS" in str(fault)
    return TransportError("tls" if is_tls else "unreachable", str(fault))


def _problem(status: int, content: bytes) -> TransportError:
    try:
        problem = unpack(content, Problem)
    except (Unreadable, msgspec.MsgspecError):
        return TransportError(_BY_STATUS.get(status, "broken"), str(status))
    return TransportError(problem.code, problem.detail)
