"""Takes an answer as it comes in: ours whole, a stranger's page no further than its title needs."""

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sync.client.faults import TransportError
from sync.client.pace import PIECE_BYTES
from sync.messages.packing import MEDIA_TYPE

if TYPE_CHECKING:
    import httpx

_PAGE_BYTES = 64 * 1024
_PAGE_S = 5.0
_CRAWL_BYTES = 512
"""What comes in as slowly as this stands still: the thinnest line carries ten times as much while it is waited for."""


def is_ours(response: "httpx.Response") -> bool:
    """A hotel's login page answers 200 as gladly as 302; no server of ours is without this type."""
    return str(response.headers.get("content-type", "")).partition(";")[0] == MEDIA_TYPE


def pieces_of(response: "httpx.Response", *, within_s: float) -> Iterator[bytes]:
    """The body, piece by piece; raises TransportError `timeout` where fewer than a few bytes come `within_s`.

    The library's own limit begins anew with each byte, so a page that drips would be waited for without end.
    """
    whole = is_ours(response)
    since, came, total = time.monotonic(), 0, 0
    for chunk in response.iter_bytes():
        for start in range(0, len(chunk), PIECE_BYTES):
            yield chunk[start : start + PIECE_BYTES]
        came, total = came + len(chunk), total + len(chunk)
        waited_s = time.monotonic() - since
        if not whole and (total > _PAGE_BYTES or waited_s > min(_PAGE_S, within_s)):
            return
        if whole and waited_s > within_s:
            if came < _CRAWL_BYTES:
                raise TransportError("timeout", f"{came} bytes in {waited_s:.0f} s")
            since, came = time.monotonic(), 0
