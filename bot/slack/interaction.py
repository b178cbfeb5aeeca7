"""Reads what people do in Slack beside writing: buttons, commands, shortcuts, forms."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.slack.posting import Address

Body = Mapping[str, Any]


@dataclass(frozen=True)
class Click:
    """A press of a button, or a shortcut used on a message.

    Attributes:
        trigger: lets one view be opened, and is different for each press.
        at: when, as a stamp.
        channel: where the message stands; "" in a view.
        message: the message's stamp, "" in a view.
        thread_ts: the thread that the message stands in, or None.
        private: only this person sees the message.
        respond: the address at which Slack takes replies to it.
        action, block, value: of the button.
        surface: what it stands in: "message", "modal" or "home".
        view: the id of the view, "" in a message.
    """

    team: str
    user: str
    trigger: str
    at: str
    channel: str
    message: str
    thread_ts: str | None
    private: bool
    respond: str | None
    action: str = ""
    block: str = ""
    value: str = ""
    surface: str = "message"
    view: str = ""

    @property
    def thread(self) -> str:
        """The name of the thread that the message stands in or begins."""
        return f"{self.team}:{self.channel}:{self.thread_ts or self.message}"

    def aside(self) -> Address:
        """Return where this person is told something: nobody else reads it."""
        if not self.channel:
            return Address(self.team, "", only_for=self.user)
        if self.channel.startswith("D") and not self.private and self.surface == "message":
            return Address(self.team, self.channel, self.thread_ts or self.message)
        # What is sent to that address stands outside of threads; a shortcut may be used where
        # the desk is no member, and no other address reaches the person there.
        respond = None if self.thread_ts and self.action else self.respond
        return Address(self.team, self.channel, self.thread_ts, self.user, respond=respond)


@dataclass(frozen=True)
class Slash:
    """A slash command that was run."""

    team: str
    user: str
    channel: str
    text: str
    trigger: str
    respond: str | None
    at: str

    def aside(self) -> Address:
        """Return where this person is told something: nobody else reads it."""
        return Address(self.team, self.channel, None, self.user, respond=self.respond)


@dataclass(frozen=True)
class Submission:
    """A modal that was filled in and sent.

    Attributes:
        view: the view, with its state.
        at: when, as a stamp.
    """

    team: str
    user: str
    view: Mapping[str, Any]
    at: str

    @property
    def id(self) -> str:
        """The id of the view: each one that is opened has its own."""
        return str(self.view.get("id") or "")

    @property
    def carried(self) -> str:
        """What the view carried unseen."""
        return str(self.view.get("private_metadata") or "")

    def state(self, block: str) -> Mapping[str, Any]:
        """Return the state of the one element of an input block; {} where there is none."""
        elements = ((self.view.get("state") or {}).get("values") or {}).get(block) or {}
        return next(iter(elements.values()), {})

    def option(self, block: str) -> str:
        """Return the value of the option that is chosen in a block, "" for none."""
        return str((self.state(block).get("selected_option") or {}).get("value") or "")


def read_click(body: Body) -> Click:
    """Read a `block_actions` or a `message_action`."""
    action = (body.get("actions") or [{}])[0]
    container, message = body.get("container") or {}, body.get("message") or {}
    view = body.get("view") or {}
    surface = str(view.get("type") or "message")
    chosen = action.get("selected_option") or {}
    return Click(
        team=_team(body),
        user=str((body.get("user") or {}).get("id") or ""),
        trigger=str(body.get("trigger_id") or action.get("action_ts") or ""),
        at=str(action.get("action_ts") or body.get("action_ts") or _now()),
        channel="" if view else str((body.get("channel") or container).get("id") or ""),
        message=str(container.get("message_ts") or body.get("message_ts") or ""),
        thread_ts=container.get("thread_ts") or message.get("thread_ts") or None,
        private=bool(container.get("is_ephemeral")),
        respond=body.get("response_url") or None,
        action=str(action.get("action_id") or ""),
        block=str(action.get("block_id") or ""),
        value=str(action.get("value") or chosen.get("value") or ""),
        surface=surface,
        view=str(view.get("id") or ""),
    )


def read_slash(body: Body) -> Slash:
    """Read a slash command."""
    return Slash(
        team=str(body.get("team_id") or ""),
        user=str(body.get("user_id") or ""),
        channel=str(body.get("channel_id") or ""),
        text=str(body.get("text") or ""),
        trigger=str(body.get("trigger_id") or ""),
        respond=body.get("response_url") or None,
        at=_now(),
    )


def read_submission(body: Body) -> Submission:
    """Read a `view_submission`."""
    user = str((body.get("user") or {}).get("id") or "")
    return Submission(_team(body), user, body.get("view") or {}, _now())


def _team(body: Body) -> str:
    user = body.get("user") or {}
    return str((body.get("team") or {}).get("id") or user.get("team_id") or "")


def _now() -> str:
    return f"{time.time():.6f}"
