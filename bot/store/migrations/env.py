"""Runs the migrations on the connection that the desk gives."""

from alembic import context

from bot.store import handover_tables, tables  # noqa: F401 they are read off Base
from bot.store.columns import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
