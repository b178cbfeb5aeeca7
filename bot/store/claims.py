"""Names that are taken once: what makes two deliveries of one thing one."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from bot.store.columns import Base, now
from bot.store.tables import ClaimRow


def claim(session: Session, owner: str, names: Sequence[str]) -> bool:
    """Take names for an owner.

    Returns:
        True where all of them are the owner's now, also where they were before.
    """
    session.execute(
        insert(session.connection(), ClaimRow).on_conflict_do_nothing(),
        [{"name": name, "owner": owner, "at": now()} for name in sorted(set(names))],
    )
    owners = session.scalars(select(ClaimRow.owner).where(ClaimRow.name.in_(names)).distinct())
    return set(owners) == {owner}


def insert(connection: Connection, row: type[Base]) -> Any:
    """Return the insert statement of the database's own kind, which knows conflicts."""
    kind = postgresql if connection.dialect.name == "postgresql" else sqlite
    return kind.insert(row)
