"""Alembic's entry: runs the migrations on the connection that the program hands over."""

from alembic import context

from sync.server.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=False,
    render_as_batch=True,
)
context.run_migrations()
