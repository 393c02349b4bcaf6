"""Runs the migrations on the connection it is given, in that connection's transaction."""

from alembic import context

from tracker.domain.tables import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
context.run_migrations()
