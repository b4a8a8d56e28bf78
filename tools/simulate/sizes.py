"""Small messages, so that short histories have many pages, parts and chunks."""

from tools.simulate.seams import Seam

PART, PAGE, CHUNK = 1500, 3000, 700

_PLACES = (
    ("sync.server.rounds.push", "PART_BYTES", PART),
    ("sync.server.rounds.pull", "PART_BYTES", PART),
    ("sync.server.rounds.pull", "PAGE_BYTES", PAGE),
    ("sync.server.rounds.compacting", "PART_BYTES", PART),
    ("sync.server.rounds.compacting", "PAGE_BYTES", PAGE),
    ("sync.server.store.settled", "_EDITS", 4),
    ("sync.client.outbox", "PART_BYTES", PART),
    ("sync.client.outbox", "PAGE_BYTES", PAGE),
    ("sync.server.rounds.exchange", "CHUNK_BYTES", CHUNK),
    ("sync.server.store.blob_files", "CHUNK_BYTES", CHUNK),
    ("sync.client.blobs", "CHUNK_BYTES", CHUNK),
)


SMALL = tuple(Seam(module, name, lambda _, size=size: size) for module, name, size in _PLACES)
"""Every bound of the product that cuts messages, much lower."""

TINY_PAGES = (Seam("sync.server.rounds.pull", "PAGE_BYTES", lambda _: 1),)
"""One transaction a page."""
