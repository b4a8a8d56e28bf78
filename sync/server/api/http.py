"""The server as an ASGI application: reads messages from HTTP, bounded, and answers in kind."""

import asyncio
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, TypeVar, cast

import msgspec
from litestar import Litestar, Request, Response, get, post, put
from litestar.exceptions import HTTPException
from litestar.params import FromPath

from sync.messages.packing import (
    CHUNK_BYTES,
    MAX_BODY_BYTES,
    MEDIA_TYPE,
    Unreadable,
    pack,
    unpack,
    unpack_json,
)
from sync.messages.schema import Schema
from sync.messages.wire import OLDEST, PROTOCOL, BlobNames, Enrolled, Enrolment, Problem
from sync.messages.wire import Request as SyncRequest
from sync.messages.wire import Response as SyncResponse
from sync.server.access.devices import Admitted, NotAdmitted, access_of, admit, enrol
from sync.server.access.directory import everybody
from sync.server.api.health import caller_of, health_routes
from sync.server.api.limits import Limiter, Limits
from sync.server.api.watching import Application, Meter, Watched
from sync.server.rounds.door import Door, Entered
from sync.server.rounds.exchange import exchange, gaps_in, may_reach, note_first_use
from sync.server.rounds.preparing import LEAST, piece_of
from sync.server.rounds.pull import body_of
from sync.server.store.blobs import MAX_CHUNKS, Blobs
from sync.server.store.database import Database
from sync.server.store.registry import Registry
from sync.server.store.state import State

_log = logging.getLogger("milepost.server")
T = TypeVar("T")
_Call = Request[Any, Any, Any]
_SHA256 = re.compile(r"[0-9a-f]{64}")
_JSON = "application/json"
_SMALL_BYTES = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """What the application serves from."""

    database: Database
    blobs: Blobs
    schema: Schema
    limits: Limits = field(default_factory=Limits)
    least: int = LEAST  # operations for which a scope is made ready for new laptops
    meter: Meter = field(default_factory=Meter)

    def now(self) -> str:
        """For people who read a history; nothing is decided by it."""
        return datetime.now(UTC).isoformat(timespec="milliseconds")  # noqa: TID251 - the server has no desktop.clock

    def admitted(self, call: _Call) -> Admitted:
        token = _token(call)
        with self.database.reading() as connection:
            try:
                return admit(Registry(connection), token)
            except NotAdmitted as fault:
                raise Refusal(401, "refused", fault.code) from fault

    def welcome(self, call: _Call) -> Admitted:
        """As `admitted`, for everything that a revoked device may no longer do."""
        admitted = self.admitted(call)
        if admitted.device.revoked_at is not None:
            raise Refusal(403, "revoked")
        return admitted


class Refusal(Exception):
    """A request that is answered with a code instead of what it asked for."""

    def __init__(self, status: int, code: str, detail: str = "", *, wait_s: int = 0) -> None:
        super().__init__(status, code, detail)
        self.status = status
        self.code = code
        self.detail = detail
        self.headers = {"retry-after": str(wait_s)} if wait_s else {}


def make_app(served: Served) -> Application:
    """The application, with a meter around it."""
    routes = [*_messages(served), *_blobs(served), *health_routes(served.database, served.meter)]
    application = Litestar(
        route_handlers=routes,
        exception_handlers={Refusal: _refused, HTTPException: _failed, Exception: _broken},
        request_max_body_size=MAX_BODY_BYTES,
        openapi_config=None,
        logging_config=None,
    )
    return Watched(cast(Application, application), served.meter)


def _messages(served: Served) -> list[Any]:
    @get("/")
    async def hello() -> Response[bytes]:
        return _packed({"milepost": PROTOCOL, "oldest": OLDEST, "now": served.now()})

    @post("/enrol", status_code=200)
    async def take_in(request: _Call) -> Response[bytes]:
        _check_pace(served.limits.enrolment, caller_of(request))
        asked = await _message(request, Enrolment)
        return _answer(request, await asyncio.to_thread(_enrolled, served, asked))

    door = Door(served.database)

    def enter(token: str, asked: SyncRequest) -> Entered:
        try:
            return door.enter(token, asked)
        except NotAdmitted as fault:
            raise Refusal(401, "refused", fault.code) from fault

    def work(token: str, asked: SyncRequest, entered: Entered | None) -> object:
        came_in, now = entered or enter(token, asked), served.now()
        if came_in.nothing_new is not None:
            return came_in.nothing_new
        note_first_use(served.database, came_in.admitted, now)
        answer = exchange(served.database, served.schema, came_in, asked, now, served.least)
        served.meter.note(answer.acks)
        return answer

    @post("/sync", status_code=200)
    async def sync(request: _Call) -> Response[bytes]:
        _check_pace(served.limits.sync, request.headers.get("authorization", ""))
        asked = await _message(request, SyncRequest)
        token = _token(request)
        entered = enter(token, asked) if served.database.reads_at_once else None
        if entered is not None and entered.nothing_new is not None:
            return _answer_nothing_new(request, entered.nothing_new)  # sooner than a thread is found for it
        return _answer(request, await asyncio.to_thread(work, token, asked, entered))

    @get("/transactions/{scope_id:str}/{seq:int}/{offset:int}")
    async def part_of_transaction(
        request: _Call, scope_id: FromPath[str], seq: FromPath[int], offset: FromPath[int]
    ) -> Response[bytes]:
        def work() -> bytes:
            if seq >= 1 << 63:
                raise Refusal(400, "malformed")
            return body_of(served.database, served.welcome(request), scope_id, seq, max(0, offset))

        return _raw(await asyncio.to_thread(work))

    @get("/prepared/{scope_id:str}/{start:int}/{offset:int}")
    async def piece_of_prepared(
        request: _Call, scope_id: FromPath[str], start: FromPath[int], offset: FromPath[int]
    ) -> Response[bytes]:
        def work() -> bytes:
            if not 0 <= start < 1 << 62:
                raise Refusal(400, "malformed")
            return piece_of(served.database, served.welcome(request), scope_id, start, max(0, offset))

        return _raw(await asyncio.to_thread(work))

    return [hello, take_in, sync, part_of_transaction, piece_of_prepared]


def _blobs(served: Served) -> list[Any]:
    @post("/blobs", status_code=200)
    async def missing_chunks(request: _Call) -> Response[bytes]:
        asked = await _message(request, BlobNames)

        def work() -> object:
            return gaps_in(served.database, served.blobs, served.welcome(request), asked)

        return _answer(request, await asyncio.to_thread(work))

    @put("/blobs/{scope_id:str}/{sha256:str}/{index:int}")
    async def put_chunk(
        request: _Call, scope_id: FromPath[str], sha256: FromPath[str], index: FromPath[int]
    ) -> Response[bytes]:
        data = await request.body()

        def work() -> bytes:
            _check_blob(served, request, scope_id, sha256, to_write=True)
            if not 0 <= index < MAX_CHUNKS or len(data) > CHUNK_BYTES:
                raise Refusal(400, "malformed")
            served.blobs.put(scope_id, sha256, index, data)
            return b""

        return _raw(await asyncio.to_thread(work))

    @get("/blobs/{scope_id:str}/{sha256:str}/{index:int}")
    async def get_chunk(
        request: _Call, scope_id: FromPath[str], sha256: FromPath[str], index: FromPath[int]
    ) -> Response[bytes]:
        def work() -> bytes:
            _check_blob(served, request, scope_id, sha256)
            return served.blobs.chunk(scope_id, sha256, index) if 0 <= index < MAX_CHUNKS else b""

        return _raw(await asyncio.to_thread(work))

    return [missing_chunks, put_chunk, get_chunk]


def _check_blob(
    served: Served, request: _Call, scope_id: str, sha256: str, *, to_write: bool = False
) -> None:
    admitted = served.welcome(request)
    if not _SHA256.fullmatch(sha256):
        raise Refusal(400, "malformed")
    if not may_reach(served.database, admitted, scope_id, to_write=to_write):
        # The same answer for "not yours" and "not here": nobody learns from it what another scope holds.
        raise Refusal(403, "no_right")


def _check_pace(limiter: Limiter, key: str) -> None:
    """Before anything of the message is read."""
    wait_s = limiter.wait_s(key)
    if wait_s:
        raise Refusal(429, "busy", str(wait_s), wait_s=wait_s)


def _token(request: _Call) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme != "Bearer" or not token:
        raise Refusal(401, "refused")
    return token


def _enrolled(served: Served, asked: Enrolment) -> Enrolled:
    if (
        not re.fullmatch(r"[0-9a-f]{16}", asked.replica)
        or max(map(len, (asked.public_key, asked.signature))) > 64
    ):
        raise Refusal(400, "malformed")
    with served.database.writing() as connection:
        try:
            registry = Registry(connection)
            enrolled = enrol(registry, asked, State(connection).epoch(), served.now())
            access = access_of(registry, enrolled.person.email)
            enrolled.directory = everybody(registry, State(connection)).told_to(access)
            return enrolled
        except NotAdmitted as fault:
            raise Refusal(403, fault.code) from fault


async def _message(request: _Call, kind: type[T]) -> T:
    body = await request.body()
    is_json = request.headers.get("content-type", "").startswith(_JSON)
    read = unpack_json if is_json else unpack
    try:
        # A small one is read sooner than a thread is found for it.
        return read(body, kind) if len(body) <= _SMALL_BYTES else await asyncio.to_thread(read, body, kind)
    except Unreadable as fault:
        raise Refusal(413 if str(fault) == "too_large" else 400, str(fault)) from fault


def _answer(request: _Call, message: object) -> Response[bytes]:
    if request.headers.get("content-type", "").startswith(_JSON):
        return Response(msgspec.json.encode(message), media_type=_JSON)
    return _packed(message)


def _answer_nothing_new(request: _Call, message: SyncResponse) -> Response[bytes]:
    """The answer to most calls, packed once for all of them."""
    if request.headers.get("content-type", "").startswith(_JSON):
        return _answer(request, message)
    return _raw(_nothing_new(message.epoch))


@lru_cache(maxsize=4)
def _nothing_new(epoch: str) -> bytes:
    return pack(SyncResponse(epoch=epoch))


def _packed(message: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response[bytes]:
    return Response(pack(message), media_type=MEDIA_TYPE, status_code=status, headers=headers)


def _raw(data: bytes) -> Response[bytes]:
    return Response(data, media_type=MEDIA_TYPE)


def _refused(_: _Call, fault: Exception) -> Response[bytes]:
    assert isinstance(fault, Refusal)
    return _packed(Problem(code=fault.code, detail=fault.detail), fault.status, fault.headers)


def _failed(_: _Call, fault: Exception) -> Response[bytes]:
    assert isinstance(fault, HTTPException)
    code = {404: "not_found", 405: "not_found", 413: "too_large"}.get(fault.status_code, "malformed")
    return _packed(Problem(code=code), fault.status_code)


def _broken(_: _Call, fault: Exception) -> Response[bytes]:
    _log.error("a request failed", exc_info=fault)
    return _packed(Problem(code="broken", detail=type(fault).__name__), 500)
