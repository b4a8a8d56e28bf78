"""Where the bytes of attachments are."""

import hashlib

from tools.simulate.invariants.counted import promise
from tools.simulate.laptop import Laptop
from tools.simulate.office import Office
from tools.simulate.violation import Violation


@promise
def i18_a_referenced_blob_is_somewhere(laptop: Laptop, office: Office) -> None:
    """Each one that a row names is here byte for byte, or queued; what the server has, the laptop has."""
    rows = laptop.rows(
        "SELECT p.scope_id, p.sha256, p.size_bytes, b.state FROM photos AS p LEFT JOIN sync_blobs AS b"
        " ON b.scope_id = p.scope_id AND b.sha256 = p.sha256 WHERE p.deleted_at IS NULL"
    )
    for scope, sha256, size, state in rows:
        data = laptop.files.whole.get(sha256)
        if data is not None and hashlib.sha256(data).hexdigest() != sha256:
            raise Violation("i18_blobs_are_retrievable", f"{laptop.name}: {sha256} is damaged")
        there = office.blob(scope, sha256, size)
        if there is not None and hashlib.sha256(there).hexdigest() != sha256:
            raise Violation("i18_blobs_are_retrievable", f"the server's {sha256} is damaged")
        if data is not None and state not in ("here", "sent", "whole"):
            raise Violation("i18_blobs_are_retrievable", f"{laptop.name}: {sha256} is {state} and here")
        if data is None and (there is not None or state != "wanted"):
            raise Violation("i18_blobs_are_retrievable", f"{laptop.name} lacks {sha256}, which is {state}")
        if state == "sent" and there is None:
            raise Violation("i18_blobs_are_retrievable", f"{laptop.name}: {sha256} was never stored")
