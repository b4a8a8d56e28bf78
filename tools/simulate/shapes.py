"""The tables that simulated people write to: every policy, parents, groups; and those of the release after."""

from sqlalchemy import REAL, CheckConstraint, Column, ForeignKey, Integer, MetaData, Table, Text

from sync.client.schema import describe
from sync.messages.schema import Schema

WRITERS = ["monitor", "manager", "admin"]
RIGHTS = {
    "projects": {"*": WRITERS, "state": ["manager", "monitor"]},
    "visits": {"*": WRITERS},
    "photos": {"*": WRITERS},
    "moods": {"*": WRITERS},
}
TRANSITIONS = {
    "projects": {
        "state": {
            "draft": {"submitted": ["monitor", "manager"]},
            "submitted": {"approved": ["manager"], "draft": ["manager"]},
        }
    }
}
TEXTS = ("title", "summary", "body", "place", "caption", "colour", "word")
"""Columns whose values the simulator makes unique, so that each write can be found again."""


def tables_of(*, is_next: bool) -> MetaData:
    """This release's tables, or the next one's: a column and a table more."""
    metadata = MetaData()
    _projects(metadata, is_next=is_next)
    _record(
        "visits",
        metadata,
        Column("project_id", Text, ForeignKey("projects.id"), nullable=False),
        Column("place", Text),
        parents=("project_id",),
    )
    _record(
        "photos",
        metadata,
        Column("caption", Text),
        Column("sha256", Text, info={"atom": "blob"}),
        Column("size_bytes", Integer, info={"atom": "blob"}),
    )
    if is_next:
        _record(
            "moods",
            metadata,
            Column("project_id", Text, ForeignKey("projects.id"), nullable=False),
            Column("word", Text),
            parents=("project_id",),
        )
    return metadata


def schema_of(metadata: MetaData) -> Schema:
    rights = {name: atoms for name, atoms in RIGHTS.items() if name in metadata.tables}
    return describe(metadata, rights, TRANSITIONS)


def _projects(metadata: MetaData, *, is_next: bool) -> None:
    _record(
        "projects",
        metadata,
        Column("title", Text),
        Column("summary", Text),
        Column("body", Text, info={"policy": "text"}),
        Column("state", Text, info={"atom": "state"}),
        Column("state_by", Text, info={"atom": "state"}),
        Column("lat", REAL, info={"atom": "position"}),
        Column("lon", REAL, info={"atom": "position"}),
        Column("tags", Text, info={"policy": "set"}),
        *((Column("colour", Text),) if is_next else ()),
        CheckConstraint("title IS NULL OR title NOT LIKE '%never%'", name="ck_projects_title"),
        policies={"state": "guarded"},
    )


def _record(
    name: str, metadata: MetaData, *columns: Column[object] | CheckConstraint, **info: object
) -> None:
    Table(
        name,
        metadata,
        Column("id", Text, primary_key=True),
        Column("scope_id", Text, nullable=False),
        *columns,
        Column("deleted_at", Text),
        info={"synced": True, **info},
    )


NOW_TABLES = tables_of(is_next=False)
NEXT_TABLES = tables_of(is_next=True)
NOW_SCHEMA = schema_of(NOW_TABLES)
NEXT_SCHEMA = schema_of(NEXT_TABLES)
