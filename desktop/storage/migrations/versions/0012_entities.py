"""Entity lists: what finished forms make and change, for other forms to choose from."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def _record(*columns: sa.Column[object] | sa.ForeignKeyConstraint) -> list[sa.Column[object] | sa.Constraint]:
    return [
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("scope_id", sa.String(36), nullable=False),
        sa.Column("created_at", sa.String(27), nullable=False),
        sa.Column("created_by", sa.String(36)),
        sa.Column("office", sa.String),
        sa.Column("language", sa.String),
        sa.Column("sensitivity", sa.String, nullable=False),
        sa.Column("deleted_at", sa.String(27)),
        *columns,
    ]


def upgrade() -> None:
    op.create_table(
        "entities",
        *_record(
            sa.Column("list_name", sa.String, nullable=False),
            sa.Column("name", sa.String, nullable=False),
            sa.Column("label", sa.String, nullable=False),
            sa.Column("version", sa.Integer, nullable=False),
            sa.Column("submission_id", sa.String(36)),
        ),
        sa.PrimaryKeyConstraint("id", name="pk_entities"),
    )
    op.create_index("ix_entities_scope_id", "entities", ["scope_id"])
    op.create_index("ix_entities_list_name", "entities", ["list_name"])
    op.create_table(
        "entity_values",
        *_record(
            sa.Column("entity_id", sa.String(36), nullable=False),
            sa.Column("name", sa.String, nullable=False),
            sa.Column("value", sa.String),
        ),
        sa.ForeignKeyConstraint(["entity_id"], ["entities.id"], name="fk_entity_values_entity_id"),
        sa.PrimaryKeyConstraint("id", name="pk_entity_values"),
    )
    op.create_index("ix_entity_values_scope_id", "entity_values", ["scope_id"])
    op.create_index("ix_entity_values_entity_id", "entity_values", ["entity_id"])
