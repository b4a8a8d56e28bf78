"""What a search finds: one entry a record, its folded words in a full-text index."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "search_entries",
        sa.Column("row", sa.Integer, nullable=False),
        sa.Column("record_id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("scope_id", sa.String(36), nullable=False),
        sa.Column("opens_id", sa.String(36), nullable=False),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("code", sa.String),
        sa.PrimaryKeyConstraint("row", name="pk_search_entries"),
        sa.UniqueConstraint("record_id", name="uq_search_entries_record_id"),
    )
    op.execute(
        "CREATE VIRTUAL TABLE search_words USING fts5(title, code, body, content='', contentless_delete=1,"
        " tokenize='unicode61 remove_diacritics 0', prefix='2 3')"
    )
