"""Only what is kept back is looked for by its outcome: everything else needs no line in that index."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_KEPT_BACK = sa.text("outcome IN ('waiting', 'quarantined')")


def upgrade() -> None:
    op.drop_index("ix_transactions_outcome", "transactions")
    op.create_index(
        "ix_transactions_kept_back",
        "transactions",
        ["scope"],
        sqlite_where=_KEPT_BACK,
        postgresql_where=_KEPT_BACK,
    )
