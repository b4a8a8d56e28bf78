"""The tables of the first release."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _people()
    _order()
    _devices_standing()


def _people() -> None:
    op.create_table("server_state", sa.Column("name", sa.Text, primary_key=True), sa.Column("value", sa.Text))
    op.create_table(
        "offices",
        sa.Column("code", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("parent", sa.Text, sa.ForeignKey("offices.code")),
    )
    op.create_table(
        "roles",
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("office", sa.Text, sa.ForeignKey("offices.code"), nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("email", "office"),
    )
    op.create_table(
        "enrolment_codes",
        sa.Column("hash", sa.Text, primary_key=True),
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("device_id", sa.Text),
    )
    op.create_table(
        "devices",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("number", sa.Integer, nullable=False, unique=True),
        sa.Column("tag", sa.Text, nullable=False),
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("replica", sa.Text, nullable=False),
        sa.Column("token_hash", sa.Text, nullable=False, unique=True),
        sa.Column("public_key", sa.LargeBinary),
        sa.Column("enrolled_at", sa.Text, nullable=False),
        sa.Column("seen_at", sa.Text),
        sa.Column("revoked_at", sa.Text),
        sa.Column("state_hash", sa.Text, nullable=False, server_default=""),
    )


def _order() -> None:
    op.create_table(
        "scopes",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("office", sa.Text),
        sa.Column("counter", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "transactions",
        sa.Column("scope", sa.Text, nullable=False),
        sa.Column("replica", sa.Text, nullable=False),
        sa.Column("first_n", sa.BigInteger, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.Column("device_id", sa.Text, nullable=False),
        sa.Column("received_at", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("code", sa.Text),
        sa.Column("first_seq", sa.BigInteger),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("scope", "replica", "first_n"),
    )
    op.create_index("ix_transactions_order", "transactions", ["scope", "first_seq"], unique=True)
    op.create_index("ix_transactions_outcome", "transactions", ["outcome"])
    op.create_table(
        "operations",
        sa.Column("scope", sa.Text, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.Column("dot", sa.Text, nullable=False),
        sa.Column("table_name", sa.Text, nullable=False),
        sa.Column("atom", sa.Text, nullable=False),
        sa.Column("base", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("scope", "seq"),
    )
    op.create_index("ix_operations_record", "operations", ["scope", "record"])


def _devices_standing() -> None:
    op.create_table(
        "chains",
        sa.Column("scope", sa.Text, nullable=False),
        sa.Column("replica", sa.Text, nullable=False),
        sa.Column("n", sa.BigInteger, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("scope", "replica"),
    )
    op.create_table(
        "cursors",
        sa.Column("device_id", sa.Text, nullable=False),
        sa.Column("scope", sa.Text, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("device_id", "scope"),
    )
    op.create_table(
        "parts",
        sa.Column("scope", sa.Text, nullable=False),
        sa.Column("replica", sa.Text, nullable=False),
        sa.Column("first_n", sa.BigInteger, nullable=False),
        sa.Column("index", sa.Integer, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("scope", "replica", "first_n", "index"),
    )
