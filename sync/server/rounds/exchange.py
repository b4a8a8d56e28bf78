"""One request of a device and its answer: push, then pull."""

from sync.messages.packing import CHUNK_BYTES
from sync.messages.schema import Schema
from sync.messages.seals import person_digest
from sync.messages.wire import OLDEST, PROTOCOL, BlobGaps, BlobNames, Known, Request, Response
from sync.server.access.devices import Admitted
from sync.server.access.people import Access
from sync.server.rounds.comparing import pull_again, sums_for
from sync.server.rounds.door import Entered
from sync.server.rounds.preparing import LEAST
from sync.server.rounds.pull import pull, take_cursors
from sync.server.rounds.push import push
from sync.server.store.blobs import MAX_CHUNKS, Blobs
from sync.server.store.database import Database
from sync.server.store.reached import reached
from sync.server.store.registry import Registry
from sync.server.store.scopes import find_scope
from sync.server.store.secured import secured_for
from sync.server.store.state import State


def exchange(
    database: Database,
    schema: Schema,
    entered: Entered,
    request: Request,
    now: str,
    least: int = LEAST,
) -> Response:
    """Take what the device pushes and give it what it has not seen; a scope of `least` operations is made ready.

    A push is taken from a laptop of any release: a newer one's message is read as far as it is known here, an older
    one's work is done in words that every release knows (sync.md, Versions).
    """
    admitted, counts = entered.admitted, entered.counts
    epoch = counts.epoch
    if request.epoch != epoch:
        # Its cursors and places are of another history: it has to begin again before anything is taken.
        return Response(epoch=epoch, known=_known(database, admitted))
    spoken = min(request.protocol, PROTOCOL)
    response = Response(
        epoch=epoch, protocol=spoken, acks=push(database, schema, admitted, request, now, counts.serial)
    )
    response.revoked = admitted.device.revoked_at is not None
    response.too_old = request.protocol < OLDEST
    if response.revoked or response.too_old:
        return response
    if request.person != person_digest(admitted.person):
        response.person = admitted.person
    if request.directory not in (None, counts.serial):
        response.directory = entered.directory()
    told = take_cursors(database, admitted, request, now)
    if request.secured not in (None, counts.secured):
        _say_secured(database, admitted, response)
    if request.compare:
        response.sums = sums_for(database, admitted, request.compare, epoch)
    if request.again:
        pulled = pull_again(database, admitted, request.again)
        response.pages, response.more = pulled.pages, pulled.more
    elif request.wants_pages and not any(ack.outcome == "forked" for ack in response.acks):
        if told.is_known and told.is_behind:
            pulled = pull(database, admitted, request, least)
            response.ready, response.pages, response.more = pulled.ready, pulled.pages, pulled.more
        response.cursors_wanted = not told.is_known
    return response


def _known(database: Database, admitted: Admitted) -> list[Known]:
    """The laptop's own work where its places will be told it; elsewhere it shows all of it, to hear what became of it."""
    if admitted.device.revoked_at is not None:
        return []
    with database.reading() as connection:
        found = list(reached(connection, admitted.device.replica))
    return [one.known for one in found if admitted.access.may_read(one.scope.kind, one.scope.office)]


def _say_secured(database: Database, admitted: Admitted, response: Response) -> None:
    """Once after each backup."""
    with database.reading() as connection:
        response.backups = State(connection).secured()
        response.secured = secured_for(connection, admitted.device.id)


def note_first_use(database: Database, admitted: Admitted, now: str) -> None:
    """From now on its enrolment code enrols nobody again."""
    if admitted.device.seen_at is None:
        with database.writing() as connection:
            Registry(connection).note_visit(admitted.device.id, now)


def gaps_in(database: Database, blobs: Blobs, admitted: Admitted, asked: BlobNames) -> BlobGaps:
    """Which chunks of each blob the server lacks; None where the person may not bring them, not reach its scope at all,
    or it is too large."""
    missing: list[list[int] | None] = []
    for scope, sha256, size in asked.blobs:
        role = _role_in(database, admitted.access, scope)
        if role is None or not is_sane_blob(sha256, size):
            missing.append(None)
            continue
        gaps = list(blobs.missing(scope, sha256, size))
        missing.append(None if gaps and role == "reader" else gaps)
    return BlobGaps(missing=missing)


def may_reach(database: Database, admitted: Admitted, scope_id: str, *, to_write: bool = False) -> bool:
    role = _role_in(database, admitted.access, scope_id)
    return role is not None and not (to_write and role == "reader")


def is_within(database: Database, access: Access, blob: tuple[str, str, int]) -> bool:
    """Whether there can be such an attachment, and who has this access may read its scope."""
    scope, sha256, size = blob
    return is_sane_blob(sha256, size) and _role_in(database, access, scope) is not None


def is_sane_blob(sha256: str, size: int) -> bool:
    """Whether an attachment can be called so, and be that large."""
    is_name = len(sha256) == 64 and set(sha256) <= set("0123456789abcdef")
    return is_name and 0 <= size <= MAX_CHUNKS * CHUNK_BYTES


def _role_in(database: Database, access: Access, scope_id: str) -> str | None:
    with database.reading() as connection:
        scope = find_scope(connection, scope_id)
    return access.role_in(scope.kind, scope.office) if scope else None
