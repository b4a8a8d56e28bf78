"""Long lists of visits are counted and paged by indexes of the living ones alone."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    living = sa.text("deleted_at IS NULL")
    op.create_index("ix_visits_living_start", "visits", ["start", "id", "deleted_at"], sqlite_where=living)
    op.create_index(
        "ix_visits_living_state", "visits", ["state", "start", "id", "deleted_at"], sqlite_where=living
    )
    op.drop_index("ix_visits_state", "visits")
