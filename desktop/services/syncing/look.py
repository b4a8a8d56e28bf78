"""Looks at each step of the way to the server, in its order; what lies behind a step that fails is named all the same."""

import socket
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from desktop.clock import Clock
from desktop.i18n import _
from desktop.services.syncing.records import LookRecord, LookStep
from desktop.services.syncing.sentences import problem_of
from desktop.settings.sync_settings import SyncSettings
from sync.client.faults import has_route
from sync.client.transport import HttpTransport, TransportError
from sync.messages.packing import pack
from sync.messages.wire import BlobNames

LOOK_WITHIN_S = 10.0
_CLOCK_OFF_S = 300
_BEHIND_THE_CONNECTION: tuple[LookStep, ...] = ("tls", "server", "place", "clock")
_SECURING = frozenset({"clock", "expired", "other_name", "tls"})
_CONNECTING = frozenset({"no_network", "dns", "unreachable", "proxy", "proxy_login"})
_NOT_OURS = frozenset({"timeout", "not_milepost"})
_NO_PLACE = frozenset({"refused", "revoked"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """Whom this laptop connects to: the server, or the proxy before it."""

    host: str
    port: int
    is_proxy: bool
    is_here: bool
    """The server runs on this computer."""
    is_secured: bool


def first_hop(address: str, settings: SyncSettings) -> Hop:
    server = urlsplit(address if "//" in address else f"https://{address}")
    host, is_secured = server.hostname or "", server.scheme == "https"
    is_here = host in ("localhost", "127.0.0.1", "::1")
    proxy = "" if is_here else _proxy_for(server.scheme, host, settings)
    found = urlsplit(proxy if "//" in proxy else f"http://{proxy}") if proxy else server
    try:
        port = found.port or (443 if found.scheme == "https" else 80)
    except ValueError:
        port = 0  # the system's proxy is written wrongly: no name and no connection will be found there
    return Hop(
        host=found.hostname or "", port=port, is_proxy=bool(proxy), is_here=is_here, is_secured=is_secured
    )


def _proxy_for(scheme: str, host: str, settings: SyncSettings) -> str:
    if settings.proxy == "manual":
        return settings.proxy_address
    if settings.proxy == "none" or proxy_bypass(host):
        return ""
    known = getproxies()
    return known.get(scheme) or known.get("all") or ""


def look(hop: Hop, transport: HttpTransport, token: str, clock: Clock) -> tuple[LookRecord, ...]:
    """All steps; asks the network for up to half a minute. Tells the server nothing but this laptop's token."""
    looked = [] if hop.is_here else [_of_network()]
    looked.append(_of_name(hop) if _are_well(looked) else _not_looked("name"))
    looked.append(_of_connection(hop) if _are_well(looked) else _not_looked("connection"))
    if not _are_well(looked):
        return (*looked, *(_not_looked(step) for step in _BEHIND_THE_CONNECTION))
    asked = _asked(transport, token)
    if asked.code in _CONNECTING:
        looked[-1] = _ill("connection", asked)
    looked.append(_of_securing(hop, asked) if _are_well(looked) else _not_looked("tls"))
    looked.append(_of_server(asked) if _are_well(looked) else _not_looked("server"))
    looked.append(_of_place(asked) if _are_well(looked) else _not_looked("place"))
    return (*looked, _of_clock(transport.server_date, clock))


def _are_well(looked: list[LookRecord]) -> bool:
    return all(one.is_well for one in looked)


def _asked(transport: HttpTransport, token: str) -> TransportError:
    """Whose place this is: a question that only a known laptop is answered, and that changes nothing."""
    try:
        transport.send("POST", "/blobs", pack(BlobNames(blobs=[])), token)
    except TransportError as fault:
        return fault
    return TransportError("well")


def _of_network() -> LookRecord:
    if has_route():
        return _well("network", _("This laptop has a network."))
    return _ill("network", TransportError("no_network"))


def _of_name(hop: Hop) -> LookRecord:
    try:
        socket.getaddrinfo(hop.host, hop.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as fault:
        return _ill("name", TransportError("proxy" if hop.is_proxy else "dns", str(fault)))
    said = _("The name of the proxy is known.") if hop.is_proxy else _("The name of the server is known.")
    return _well("name", said)


def _of_connection(hop: Hop) -> LookRecord:
    try:
        socket.create_connection((hop.host, hop.port), timeout=LOOK_WITHIN_S).close()
    except OSError as fault:
        return _ill("connection", TransportError("proxy" if hop.is_proxy else "unreachable", str(fault)))
    said = _("The proxy takes the connection.") if hop.is_proxy else _("The server takes the connection.")
    return _well("connection", said)


def _of_securing(hop: Hop, asked: TransportError) -> LookRecord:
    if asked.code in _SECURING or (
        hop.is_secured and asked.code == "timeout" and "handshake" in asked.detail
    ):
        return _ill("tls", asked)
    if not hop.is_secured:
        return _well("tls", _("The server is on this computer, so nothing has to be secured."))
    return _well("tls", _("The connection is secured, and the server's certificate is right."))


def _of_server(asked: TransportError) -> LookRecord:
    if asked.code in _NOT_OURS:
        return _ill("server", asked)
    return _well("server", _("The Milepost server answers."))


def _of_place(asked: TransportError) -> LookRecord:
    if asked.code in _NO_PLACE:
        return _ill("place", asked)
    if asked.code != "well":  # busy, or broken for a moment: it says nothing of this laptop
        return replace(_ill("place", asked), state="not_looked")
    return _well("place", _("The server knows this laptop."))


def _of_clock(told: datetime | None, clock: Clock) -> LookRecord:
    if told is None:
        return _not_looked("clock")
    here = clock().astimezone(UTC)
    if abs((told - here).total_seconds()) <= _CLOCK_OFF_S:
        return _well("clock", _("This laptop's clock is right."))
    said = _("This laptop's clock says {here}, the server's {there}.").format(
        here=here.astimezone().strftime("%Y-%m-%d %H:%M"), there=told.astimezone().strftime("%Y-%m-%d %H:%M")
    )
    now = _("Set the date and time. Nothing is lost by it: no clock decides which change counts.")
    return LookRecord(step="clock", state="failed", sentence=said, remedy=now)


def _well(step: LookStep, sentence: str) -> LookRecord:
    return LookRecord(step=step, state="ok", sentence=sentence, remedy="")


def _ill(step: LookStep, fault: TransportError) -> LookRecord:
    problem = problem_of(fault.code, fault.detail)
    return LookRecord(step=step, state="failed", sentence=problem.what(), remedy=problem.what_now())


def _not_looked(step: LookStep) -> LookRecord:
    said = _("Not looked at, as a step before it failed.")
    return LookRecord(step=step, state="not_looked", sentence=said, remedy="")
