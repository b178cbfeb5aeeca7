"""When each kind of event came last: what `desk check slack` tells."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from bot.store.claims import insert
from bot.store.columns import now
from bot.store.tables import SightingRow


class Sightings:
    """The sightings in the database."""

    def __init__(self, database: Engine) -> None:
        self._database = database

    def saw(self, kind: str) -> None:
        """Say that an event of this kind came just now."""
        at = now()
        with Session(self._database) as session, session.begin():
            session.execute(
                insert(session.connection(), SightingRow)
                .values(kind=kind, at=at)
                .on_conflict_do_update(index_elements=["kind"], set_={"at": at})
            )

    def all(self) -> Mapping[str, datetime]:
        """Return when each kind of event came last."""
        with Session(self._database) as session:
            return {row.kind: row.at for row in session.scalars(select(SightingRow))}
