"""Old history lies packed; the rest of it in archives. How far a verified backup reaches is noted with each scope."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("scopes", sa.Column("horizon", sa.BigInteger, nullable=False, server_default="0"))
    op.add_column("scopes", sa.Column("secured", sa.BigInteger, nullable=False, server_default="0"))
    op.add_column("cursors", sa.Column("told_at", sa.Text))
    now = datetime.now(UTC).isoformat(timespec="milliseconds")  # noqa: TID251 - the server has no desktop.clock
    op.execute(sa.text("UPDATE cursors SET told_at = :now").bindparams(now=now))
    op.create_table(
        "compacted",
        sa.Column("scope", sa.Text, nullable=False),
        sa.Column("start", sa.BigInteger, nullable=False),
        sa.Column("end", sa.BigInteger, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("plain", sa.Integer, nullable=False),
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("scope", "start"),
    )
    op.create_table(
        "settled",
        sa.Column("scope", sa.Text, nullable=False),
        sa.Column("first", sa.Text, nullable=False),
        sa.Column("made", sa.Integer, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("scope", "first"),
    )
    op.create_table(
        "archives",
        sa.Column("scope", sa.Text, nullable=False),
        sa.Column("start", sa.BigInteger, nullable=False),
        sa.Column("end", sa.BigInteger, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sa.Column("made_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("scope", "start"),
    )
