"""Projects in the bin are found without reading all projects: every list asks for them."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_projects_binned", "projects", ["id", "deleted_at"], sqlite_where=sa.text("deleted_at IS NOT NULL")
    )
