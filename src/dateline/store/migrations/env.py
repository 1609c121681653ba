"""How the migrations are run: over the connection that `dateline.store.upgrade` hands in, in its transaction."""

from alembic import context

from dateline.store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
