"""Long lists of visits are sorted by title and filtered by rating without reading them all."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    living = sa.text("deleted_at IS NULL")
    op.create_index("ix_visits_living_title", "visits", ["title", "id", "deleted_at"], sqlite_where=living)
    op.create_index(
        "ix_visits_living_rating",
        "visits",
        ["overall_rating", "start", "id", "deleted_at"],
        sqlite_where=living,
    )
