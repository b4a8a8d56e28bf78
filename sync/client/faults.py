"""Why nothing usable came back from the server, as a code: no network, names, proxy, clock, a login page ..."""

import errno
import re
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html import unescape

_NOT_YET_VALID, _EXPIRED, _OTHER_NAME = 9, 10, 62
_NO_NETWORK = (errno.ENETUNREACH, errno.ENETDOWN, errno.EHOSTUNREACH)
_A_DAY_S = 24 * 3600
"""Clocks that differ by less do not make a certificate invalid."""
_LONGEST_TITLE = 80


class TransportError(Exception):
    """Nothing came back that could be used. `code`: no_network, dns, unreachable, timeout, proxy, proxy_login,
    clock (`detail`: the server's date), expired, other_name, tls, insecure, no_address,
    not_milepost (`detail`: the title of the page that answered), refused, revoked, unknown_code, used_code,
    known_replica, too_old, too_large, busy (`detail`: seconds until it may be asked again), broken."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail


def has_route() -> bool:
    """Whether this computer knows a way out at all; nothing is sent to find out."""
    # An address of a block that is kept for documentation: only the routing table is asked.
    for family, address in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as probe:
                probe.connect((address, 9))
                return True
        except OSError:
            continue
    return False


def connect_fault(
    fault: BaseException,
    *,
    by_proxy: bool,
    date_of_server: Callable[[], datetime | None],
    is_out: Callable[[], bool] = has_route,
) -> TransportError:
    """The code for a connection that did not come about."""
    for cause in _causes(fault):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return _certificate_fault(cause, date_of_server)
        if isinstance(cause, socket.gaierror):
            if not is_out():
                return TransportError("no_network", str(cause))
            return TransportError("proxy" if by_proxy else "dns", str(cause))
        if isinstance(cause, OSError) and cause.errno in _NO_NETWORK:
            return TransportError("no_network", str(cause))
    if by_proxy:
        return TransportError("proxy", str(fault))
    is_tls = "SSL" in str(fault) or "TLS" in str(fault)
    return TransportError("tls" if is_tls else "unreachable", str(fault))


def _certificate_fault(
    cause: ssl.SSLCertVerificationError, date_of_server: Callable[[], datetime | None]
) -> TransportError:
    if cause.verify_code == _OTHER_NAME:
        return TransportError("other_name", cause.verify_message)
    if cause.verify_code not in (_NOT_YET_VALID, _EXPIRED):
        return TransportError("tls", cause.verify_message)
    # The two ways a certificate is wrong only because the date here is; the server's own date tells them apart.
    told = date_of_server()
    if told is None:
        return TransportError("clock", "")
    if abs(told.timestamp() - time.time()) < _A_DAY_S:
        return TransportError("expired", cause.verify_message)
    return TransportError("clock", told.isoformat())


def _causes(fault: BaseException) -> Iterator[BaseException]:
    cause: BaseException | None = fault
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__


def read_date(header: str) -> datetime | None:
    """The instant of a Date header."""
    try:
        told = parsedate_to_datetime(header)
    except ValueError:
        return None
    return told if told.tzinfo is not None else told.replace(tzinfo=UTC)


def title_of(page: bytes) -> str:
    """What a web page calls itself, in one short line of printable text; empty where it does not say."""
    found = re.search(r"<title[^>]*>(.*?)</title", page[:65536].decode("utf-8", "replace"), re.S | re.I)
    words = " ".join(unescape(found[1]).split()) if found else ""
    return "".join(sign for sign in words if sign.isprintable()).strip()[:_LONGEST_TITLE]
