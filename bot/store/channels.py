"""The settings of channels and workspaces, as their admins chose them."""

from dataclasses import asdict, dataclass, fields
from typing import Any, Literal, TypeVar

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from bot.answer.question import Language
from bot.store.claims import insert
from bot.store.columns import now
from bot.store.tables import SettingsRow

Reads = Literal["mentions", "all"]
AnswersTo = Literal["public", "private", "dm"]
T_ = TypeVar("T_", "ChannelSettings", "WorkspaceSettings")


@dataclass(frozen=True)
class ChannelSettings:
    """How the desk behaves in one channel.

    Attributes:
        reads: answers where it is mentioned, or every question that starts a thread.
        follows: answers on in a thread of its own without being mentioned again.
        language: the language to answer in; None is that of each question.
        answers: who sees an answer: the channel, the asker alone, or the asker in a DM.
        staff_channel: where open questions of this channel go; "" is the workspace's.
    """

    reads: Reads = "mentions"
    follows: bool = False
    language: Language | None = None
    answers: AnswersTo = "public"
    staff_channel: str = ""


@dataclass(frozen=True)
class WorkspaceSettings:
    """How the desk behaves in one workspace.

    Attributes:
        answering: whether it answers at all; off is off at once.
        channels: the channels that it answers in; empty is every one that it is in.
        staff_channel: where open questions go, "" for nowhere.
        remind_after: minutes after which an open question that nobody took is reminded of.
    """

    answering: bool = True
    channels: tuple[str, ...] = ()
    staff_channel: str = ""
    remind_after: int = 60


class Channels:
    """The settings in the database; they are read anew each time: a change holds at once."""

    def __init__(self, database: Engine) -> None:
        self._database = database

    def channel(self, team: str, channel: str) -> ChannelSettings:
        """Return a channel's settings, the defaults where nobody chose any."""
        return self._read(ChannelSettings, team, channel)

    def workspace(self, team: str) -> WorkspaceSettings:
        """Return a workspace's settings, the defaults where nobody chose any."""
        return self._read(WorkspaceSettings, team, "")

    def staff_channel(self, team: str, channel: str) -> str:
        """Return where the open questions of a channel go, "" where nowhere is set."""
        own = self.channel(team, channel).staff_channel if channel else ""
        return own or self.workspace(team).staff_channel

    def staff_channels(self, team: str) -> list[str]:
        """Return every channel of a workspace that open questions go to."""
        with Session(self._database) as session:
            chosen = session.scalars(select(SettingsRow.chosen).where(SettingsRow.team == team))
            found = {str(settings.get("staff_channel") or "") for settings in chosen}
        return sorted(found - {""})

    def every_staff_channel(self) -> list[tuple[str, str]]:
        """Return the staff channels of every workspace, each with its workspace."""
        with Session(self._database) as session:
            rows = session.execute(select(SettingsRow.team, SettingsRow.chosen)).all()
        found = {(team, str(chosen.get("staff_channel") or "")) for team, chosen in rows}
        return sorted((team, channel) for team, channel in found if channel)

    def choose_channel(self, team: str, channel: str, settings: ChannelSettings, by: str) -> None:
        """Keep a channel's settings and who changed them."""
        self._write(team, channel, asdict(settings), by)

    def choose_workspace(self, team: str, settings: WorkspaceSettings, by: str) -> None:
        """Keep a workspace's settings and who changed them."""
        self._write(team, "", asdict(settings), by)

    def _read(self, kind: type[T_], team: str, channel: str) -> T_:
        with Session(self._database) as session:
            row = session.get(SettingsRow, (team, channel))
            chosen: dict[str, Any] = dict(row.chosen) if row else {}
        known = {field.name for field in fields(kind)}
        given = {key: value for key, value in chosen.items() if key in known}
        if "channels" in given:
            given["channels"] = tuple(given["channels"])
        return kind(**given)

    def _write(self, team: str, channel: str, chosen: dict[str, Any], by: str) -> None:
        kept = {"chosen": chosen, "changed_by": by, "changed_at": now()}
        with Session(self._database) as session, session.begin():
            session.execute(
                insert(session.connection(), SettingsRow)
                .values(team=team, channel=channel, **kept)
                .on_conflict_do_update(index_elements=["team", "channel"], set_=kept)
            )
