"""Which attachments move first, on their way out and in: what people need, the newest visit first."""

from collections.abc import Sequence

from sqlalchemy import Connection

_IN_ORDER = """
    SELECT b.scope_id, b.sha256 FROM sync_blobs AS b
    LEFT JOIN attachments AS a ON a.scope_id = b.scope_id AND a.sha256 = b.sha256 AND a.deleted_at IS NULL
    LEFT JOIN findings AS f ON f.id = a.owner_id
    LEFT JOIN visits AS v ON v.id = a.visit_id
    WHERE b.state IN ('here', 'wanted')
    GROUP BY b.scope_id, b.sha256
    ORDER BY max(a.id IS NULL) DESC, max(f.id IS NOT NULL) DESC, max(v.start) DESC, min(b.size_bytes), b.sha256"""


def files_in_order(connection: Connection) -> Sequence[tuple[str, str]]:
    """Scope and sha256: what a form needs to be filled, then the evidence of findings, then the rest.

    Thumbnails lie in the records, which have all moved before the first file does.
    """
    return [(scope, sha256) for scope, sha256 in connection.exec_driver_sql(_IN_ORDER)]
