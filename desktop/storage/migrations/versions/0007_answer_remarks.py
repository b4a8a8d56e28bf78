"""Beside an answer: a comment, and why there is none."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("answers", sa.Column("mark", sa.String))
    op.add_column("answers", sa.Column("comment", sa.String))
