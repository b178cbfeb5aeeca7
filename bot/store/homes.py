"""Who opened the desk in Slack: its Home, and the DM that they have with it."""

from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from bot.store.claims import insert
from bot.store.columns import now
from bot.store.tables import HomeRow

# Opened longer ago than this, it is shown anew when it is opened again.
LOOKED_AT = timedelta(days=2)


class Homes:
    """The openings in the database."""

    def __init__(self, database: Engine) -> None:
        self._database = database

    def opened(self, team: str, person: str, dm: str, home: bool) -> None:
        """Remember that a person opened the desk.

        Args:
            team: the workspace.
            person: the person.
            dm: their DM with the desk.
            home: they look at Home; else at the messages.
        """
        moment = now()
        kept = {"dm": dm, "at": moment} | ({"home_at": moment} if home else {})
        with Session(self._database) as session, session.begin():
            session.execute(
                insert(session.connection(), HomeRow)
                .values(team=team, person=person, **kept)
                .on_conflict_do_update(index_elements=["team", "person"], set_=kept)
            )

    def dm(self, team: str, person: str) -> str | None:
        """Return a person's DM with the desk, or None where they never opened it."""
        with Session(self._database) as session:
            row = session.get(HomeRow, (team, person))
            return row.dm if row else None

    def lookers(self, team: str, people: Collection[str] | None = None) -> list[str]:
        """Return who looked at Home of late: of these people, or (None) of the workspace."""
        asked = select(HomeRow.person).where(
            HomeRow.team == team, HomeRow.home_at > now() - LOOKED_AT
        )
        if people is not None:
            asked = asked.where(HomeRow.person.in_(people))
        with Session(self._database) as session:
            return list(session.scalars(asked.order_by(HomeRow.person)))
