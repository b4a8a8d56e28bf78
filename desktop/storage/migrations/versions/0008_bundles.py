"""Bundles on a stick: whose key is whose, what colleagues' laptops have told, and which bundles went and came."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_sync_transactions_unplaced",
        "sync_transactions",
        ["id"],
        sqlite_where=sa.text("own = 0 AND first_seq IS NULL"),
    )
    _people()
    _bundles()


def _people() -> None:
    op.create_table(
        "sync_office",
        sa.Column(
            "one", sa.Integer, sa.CheckConstraint("one = 1", name="ck_sync_office_one"), primary_key=True
        ),
        sa.Column("server_key", sa.LargeBinary, nullable=False),
        sa.Column("serial", sa.Integer, nullable=False),
        sa.Column("directory", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "sync_keys",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("is_server", sa.Integer, nullable=False),
        sa.Column("added_at", sa.Text, nullable=False),
    )
    op.create_table(
        "sync_heard",
        sa.Column("scope_id", sa.Text, primary_key=True),
        sa.Column("replica", sa.Text, primary_key=True),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("n", sa.Integer, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
    )
    op.create_table(
        "sync_peers",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("bundle", sa.Text, nullable=False),
        sa.Column("standing", sa.LargeBinary, nullable=False),
    )


def _bundles() -> None:
    op.create_table(
        "sync_bundles",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("bundle", sa.Text, nullable=False),
        sa.Column("is_out", sa.Integer, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("parties", sa.Text, nullable=False),
        sa.Column("file_name", sa.Text, nullable=False),
        sa.Column("size_bytes", sa.Integer, nullable=False),
        sa.Column("changes", sa.Integer, nullable=False),
        sa.Column("files", sa.Integer, nullable=False),
        sa.Column("until", sa.Integer, nullable=False),
        sa.Column("missing", sa.Integer, nullable=False),
    )
