"""What the local Slack knows: workspaces, people, channels, messages, views, tokens."""

import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from fake_slack_calls import BOT_TOKEN, Refusal, SlackRefusesError

Message = dict[str, Any]
KINDS = {"C": "public", "G": "private", "D": "im"}
# Kinds as events and scopes call them.
CHANNEL_TYPES = {"public": "channel", "private": "group", "im": "im", "mpim": "mpim"}


@dataclass
class User:
    """A person or a bot of a workspace."""

    id: str
    name: str = ""
    is_admin: bool = False
    is_owner: bool = False
    is_bot: bool = False
    deleted: bool = False
    locale: str = "en-US"


@dataclass
class Channel:
    """A conversation.

    Attributes:
        kind: public, private, im or mpim.
    """

    id: str
    name: str = ""
    kind: str = "public"
    members: list[str] = field(default_factory=list)
    archived: bool = False

    @property
    def type(self) -> str:
        """The kind as events call it."""
        return CHANNEL_TYPES[self.kind]


@dataclass
class Team:
    """A workspace and the app's installation in it.

    Attributes:
        scopes: what the app was granted, or None for everything.
        strict: ids that were not declared are refused and not created.
        ended: the error of every call once the token is revoked, or None.
    """

    id: str
    token: str
    bot_user: str
    bot_id: str
    name: str = ""
    users: dict[str, User] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    scopes: list[str] | None = None
    strict: bool = False
    ended: str | None = None

    @property
    def domain(self) -> str:
        """The first part of the workspace's address."""
        return (self.name or self.id).lower().replace(" ", "-")

    def add_user(self, id: str, **fields: Any) -> User:
        """Declare a person or a bot."""
        self.users[id] = User(id, **({"name": id.lower()} | fields))
        return self.users[id]

    def add_channel(self, id: str, *members: str, bot: bool = True, **fields: Any) -> Channel:
        """Declare a channel with these members, and the bot unless it is left out."""
        everyone = list(dict.fromkeys([*members, *([self.bot_user] if bot else [])]))
        given = {"name": id.lower(), "kind": KINDS.get(id[0], "public")} | fields
        self.channels[id] = Channel(id, members=everyone, **given)
        return self.channels[id]

    def user(self, id: Any, error: str = "user_not_found") -> User:
        """Return a user; one that was not declared is created unless the workspace is strict."""
        if id not in self.users:
            if self.strict or not id or not str(id).startswith(("U", "W")):
                raise SlackRefusesError(error)
            self.add_user(str(id))
        return self.users[id]

    def channel(self, id: Any) -> Channel:
        """Return a channel; one that was not declared is created unless this is strict."""
        if id in self.users and not self.users[id].is_bot:
            return self.dm(id)
        if id not in self.channels:
            if self.strict or not id or str(id)[0] not in KINDS:
                raise SlackRefusesError("channel_not_found")
            members = [f"U{id[1:]}"] if id[0] == "D" else []
            self.add_channel(str(id), *members)
        return self.channels[id]

    def dm(self, user: str) -> Channel:
        """Return the DM of a person and the bot."""
        id = f"D{user[1:]}"
        if id not in self.channels:
            self.add_channel(id, user)
        return self.channels[id]


@dataclass
class Trigger:
    """What lets the app open a modal once, for a few seconds."""

    team: str
    user: str
    at: float
    view: str | None = None
    used: bool = False


@dataclass
class ResponseUrl:
    """An address for answers to one interaction.

    Attributes:
        message: the message that was acted on, or None.
        ephemeral: whether that one is ephemeral.
    """

    team: str
    user: str
    channel: str
    at: float
    thread: str | None = None
    message: str | None = None
    ephemeral: bool = False
    uses: int = 0


@dataclass
class State:
    """Everything that the local Slack keeps.

    Attributes:
        threads: messages by "channel:root stamp"; in other workspaces than the first,
            by "team/channel:root stamp".
        ephemerals: messages that one person saw, each with its `user` and `shown`.
        views: every view by its id.
        stacks: open modals by (team, user), the topmost last.
        homes: home tabs by (team, user).
        streams: whether a message that was begun as a stream is still one, by channel and stamp.
        streams_die: every stream is dead, as after five minutes.
        statuses: every status of a thread, by (channel, thread stamp), "" where it was cleared.
        titles: titles of threads by (channel, thread stamp).
        prompts: suggested prompts by channel: title and prompts.
        responses: what was posted to response_urls.
        problems: what was over a limit in any payload, in words.
        refused: calls that were refused by Slack's rules.
        mentionable: whom texts may mention; None stands for the workspace's users.
        trigger_seconds: how long a trigger_id lasts.
        agent_view: the app's manifest has agent_view and not assistant_view.
        subscribed: the manifest's bot events; None stands for all of them.
    """

    threads: dict[str, list[Message]] = field(default_factory=lambda: defaultdict(list))
    teams: dict[str, Team] = field(default_factory=dict)
    ephemerals: list[Message] = field(default_factory=list)
    views: dict[str, dict[str, Any]] = field(default_factory=dict)
    stacks: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    homes: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    streams: dict[tuple[str, str], bool] = field(default_factory=dict)
    streams_die: bool = False
    statuses: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    titles: dict[tuple[str, str], str] = field(default_factory=dict)
    prompts: dict[str, dict[str, Any]] = field(default_factory=dict)
    responses: list[Message] = field(default_factory=list)
    response_urls: dict[str, ResponseUrl] = field(default_factory=dict)
    triggers: dict[str, Trigger] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    mentionable: set[str] | None = None
    trigger_seconds: float = 3
    response_seconds: float = 1800
    agent_view: bool = True
    subscribed: set[str] | None = None
    url: str = ""
    socket_url: str = ""
    happened: list[tuple[Team, dict[str, Any]]] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    lock: Any = field(default_factory=threading.RLock)
    last: float = 0

    def __post_init__(self) -> None:
        """Begin with one workspace, three people, a channel and a DM."""
        team = self.add_team("T1", token=BOT_TOKEN, bot_user="UBOT", bot_id="B1")
        for user in ("U1", "U2", "U3"):
            team.add_user(user)
        team.add_channel("C1", "U1", "U2", "U3")
        team.add_channel("D1", "U1")

    def add_team(self, id: str, token: str | None = None, **fields: Any) -> Team:
        """Install the app in a further workspace."""
        given = {"bot_user": f"UBOT{id[1:]}", "bot_id": f"B{id[1:]}", "name": f"Team {id}"}
        team = Team(id, token or f"xoxb-{id[1:]}-bot-token", **(given | fields))
        team.add_user(team.bot_user, name="guideline-desk", is_bot=True)
        self.teams[id] = team
        return team

    def stamp(self) -> str:
        """Return a new message's stamp, later than any before."""
        with self.lock:
            self.last = max(time.time(), self.last + 0.000002)
            return f"{self.last:.6f}"

    def key(self, team: Team, channel: str, root: str) -> str:
        """Return a thread's key in `threads`."""
        return f"{'' if team.id == 'T1' else team.id + '/'}{channel}:{root}"

    def channel_threads(self, team: Team, channel: str) -> dict[str, list[Message]]:
        """Return a channel's threads by their root's stamp."""
        prefix = self.key(team, channel, "")
        return {
            key.removeprefix(prefix): thread
            for key, thread in list(self.threads.items())
            if key.startswith(prefix)
        }

    def add(self, team: Team, channel: str, message: Message) -> Message:
        """Put a message into its thread."""
        root = message.get("thread_ts") or message["ts"]
        with self.lock:
            self.threads[self.key(team, channel, root)].append(message)
        return message

    def find(self, team: Team, channel: str, ts: Any) -> tuple[Message, list[Message]] | None:
        """Return a message and its thread."""
        own = self.threads.get(self.key(team, channel, str(ts)))
        for thread in [own] if own else self.channel_threads(team, channel).values():
            for message in thread:
                if message["ts"] == ts:
                    return message, thread
        return None

    def existing(self, team: Team, channel: str, ts: Any) -> tuple[Message, list[Message]]:
        """Return a message and its thread.

        Raises:
            SlackRefusesError: there is no such message.
        """
        found = self.find(team, channel, ts)
        if found is None:
            raise SlackRefusesError("message_not_found")
        return found

    def users_to_mention(self, team: Team) -> set[str]:
        """Return whom the app's texts may mention."""
        return set(team.users) if self.mentionable is None else self.mentionable

    def found_wrong(self, where: str, problems: list[str]) -> None:
        """Remember what was over a limit."""
        self.problems += [f"{where}: {problem}" for problem in problems]

    def happens(self, team: Team, event: Mapping[str, Any]) -> None:
        """Remember an event that the app's own call causes."""
        self.happened.append((team, dict(event)))


def with_ids(state: State, blocks: Any) -> list[dict[str, Any]]:
    """Return blocks with the ids that Slack gives where the app left them out."""
    given = []
    for block in blocks or []:
        block = {"block_id": f"b{next(state.numbers):04d}"} | block
        for name in ("accessory", "element"):
            if isinstance(block.get(name), dict) and block[name].get("type") != "image":
                block[name] = {"action_id": f"a{next(state.numbers):04d}"} | block[name]
        if block["type"] in ("actions", "context_actions"):
            block["elements"] = [
                {"action_id": f"a{next(state.numbers):04d}"} | element
                for element in block["elements"]
            ]
        given.append(block)
    return given
