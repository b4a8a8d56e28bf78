"""Alembic environment of the server's own tables, run inside the program."""
