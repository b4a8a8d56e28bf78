"""How far a checked backup of the server reaches."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sync_replica", sa.Column("secured", sa.Integer, nullable=False, server_default="0"))
    op.create_table(
        "sync_secured",
        sa.Column("scope_id", sa.Text, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("scope_id"),
    )
