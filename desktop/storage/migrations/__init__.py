"""Alembic environment, run inside the program."""
