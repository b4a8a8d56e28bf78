"""A conflict can be handed to colleagues, and the laptops agree on whom."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "conflict_deciders",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("scope_id", sa.String(36), nullable=False),
        sa.Column("created_at", sa.String(27), nullable=False),
        sa.Column("created_by", sa.String(36)),
        sa.Column("office", sa.String),
        sa.Column("language", sa.String),
        sa.Column("sensitivity", sa.String, nullable=False),
        sa.Column("deleted_at", sa.String(27)),
        sa.Column("conflict_id", sa.String(36), nullable=False),
        sa.Column("people", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_conflict_deciders"),
    )
    for column in ("scope_id", "conflict_id"):
        op.create_index(f"ix_conflict_deciders_{column}", "conflict_deciders", [column])
