"""A verified figure knows the answer of a form it was taken from, as a finding does."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("verifications", sa.Column("answer_id", sa.String(36)))
