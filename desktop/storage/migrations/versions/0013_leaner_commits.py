"""A commit writes fewer pages: the journal counts by itself, and who writes is told to the connection."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_REST = (
    *("actor", "action", "session", "reason", "seen", "undoes"),
    *("table_name", "record_id", "scope_id", "atom", "old", "new", "sealed"),
)
_COLUMNS = ", ".join(("change", "kind", "at", *_REST))


def upgrade() -> None:
    op.drop_table("capture_context")
    # Rows of the journal are never taken away, so its numbers need no keeper of their own.
    op.execute("ALTER TABLE journal RENAME TO journal_before")
    op.create_table(
        "journal",
        sa.Column("change", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        *(sa.Column(name, sa.Integer if name == "seen" else sa.Text) for name in _REST),
        sa.PrimaryKeyConstraint("change"),
    )
    op.execute(f"INSERT INTO journal ({_COLUMNS}) SELECT {_COLUMNS} FROM journal_before ORDER BY change")
    op.execute("DROP TABLE journal_before")
    op.execute(
        "CREATE INDEX ix_journal_action ON journal (action) WHERE action IS NOT NULL AND sealed IS NOT NULL"
    )
    op.execute("CREATE INDEX ix_journal_undoes ON journal (undoes) WHERE undoes IS NOT NULL")
