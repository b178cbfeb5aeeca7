"""A person who uses Slack: what they do becomes events and interactions for the app."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fake_slack_calls import APP_ID, SlackRefusesError
from fake_slack_delivering import Acknowledged, Transport
from fake_slack_events import changed, joined, listens, opened, remove, said, wrapped, written
from fake_slack_installing import uninstalled
from fake_slack_interactions import (
    acted,
    element_of,
    filled,
    payload,
    place_of,
    view_answered,
)
from fake_slack_responding import new_response_url, new_trigger, show_response
from fake_slack_state import Channel, Message, ResponseUrl, State, Team

_BOTH = ("message", "app_mention")


@dataclass(frozen=True)
class Act:
    """What a person did.

    Attributes:
        bodies: the events or payloads that it caused, as they were delivered.
        acknowledged: what the app answered to each; empty without a transport.
        message: the message that was written or changed, or None.
    """

    bodies: tuple[dict[str, Any], ...] = ()
    acknowledged: tuple[Acknowledged, ...] = ()
    message: Message | None = None

    @property
    def body(self) -> dict[str, Any]:
        """The one event or payload."""
        (only,) = self.bodies
        return only

    @property
    def status(self) -> int:
        """The first status that is not 200, or 200."""
        return next((one.status for one in self.acknowledged if one.status != 200), 200)

    @property
    def ts(self) -> str:
        """The message's stamp."""
        assert self.message is not None
        return str(self.message["ts"])


@dataclass
class Person:
    """A person in a workspace.

    Attributes:
        id: their user id.
        transport: how the app hears of what they do; without one nothing is delivered.
        team: their workspace.
    """

    slack: State
    id: str = "U1"
    transport: Transport | None = None
    team: str = "T1"

    def __post_init__(self) -> None:
        """Join the workspace."""
        self._team.user(self.id)

    @property
    def _team(self) -> Team:
        return self.slack.teams[self.team]

    @property
    def dm(self) -> str:
        """The id of their DM with the app."""
        return self._team.dm(self.id).id

    def says(
        self,
        channel: str | None,
        text: str,
        thread: str | None = None,
        order: Sequence[str] | None = None,
        **fields: Any,
    ) -> Act:
        """Write a message: `message`, and with a mention of the bot `app_mention` too.

        Args:
            channel: where; None is the DM with the app.
            text: what, with mentions as <@U…>.
            thread: the stamp of the thread's first message.
            order: the events in this order; Slack sends no app_mention for a DM unless asked.
            fields: further fields of the message, as `subtype` or `files`.
        """
        team, place = self._team, self._enter(channel)
        message = written(team, self.id, text, self.slack.stamp(), thread) | fields
        if thread and (root := self.slack.find(team, place.id, thread)):
            message["parent_user_id"] = root[0].get("user")
        self.slack.add(team, place.id, message)
        kinds = order or (_BOTH if place.kind != "im" else ("message",))
        if f"<@{team.bot_user}>" not in text:
            kinds = [kind for kind in kinds if kind == "message"]
        return self._happened(place, [said(place, message, kind) for kind in kinds], message)

    def edits(self, message: Message | str, text: str, channel: str | None = None) -> Act:
        """Change an own message; one that mentions the bot comes as a mention again."""
        place, own = self._own(message, channel)
        previous = dict(own)
        own |= written(self._team, self.id, text, own["ts"], own.get("thread_ts"))
        own["edited"] = {"user": self.id, "ts": self.slack.stamp()}
        events = [changed(self.slack, place, own, previous)]
        if f"<@{self._team.bot_user}>" in text and place.kind != "im":
            events.append(said(place, own, "app_mention"))
        return self._happened(place, events, own)

    def deletes(self, message: Message | str, channel: str | None = None) -> Act:
        """Delete an own message; a thread's first message leaves a tombstone."""
        place, own = self._own(message, channel)
        return self._happened(place, [remove(self.slack, self._team, place, own["ts"])])

    def sees_unfurl(self, message: Message | str, channel: str | None = None) -> Act:
        """Let Slack unfurl a link in a message, which comes as a change that nobody made."""
        place, own = self._own(message, channel, anyones=True)
        previous = dict(own)
        own["attachments"] = [{"from_url": "https://example.org", "id": 1, "title": "Example"}]
        return self._happened(place, [changed(self.slack, place, own, previous)], own)

    def opens_home(self) -> Act:
        """Look at the app's home tab."""
        return self._events([opened(self.slack, self._team, self.id, "home")])

    def opens_messages_tab(self) -> Act:
        """Open the DM with the app."""
        return self._events([opened(self.slack, self._team, self.id, "messages")])

    def invites_bot(self, channel: str) -> Act:
        """Invite the app into a channel."""
        team, place = self._team, self._enter(channel)
        if team.bot_user not in place.members:
            place.members.append(team.bot_user)
        return self._events([joined(self.slack, team, place, team.bot_user, self.id)])

    def uninstalls(self) -> Act:
        """Take the app out of the workspace."""
        self._team.ended = "account_inactive"
        return self._events(uninstalled(self._team))

    def clicks(
        self,
        where: Mapping[str, Any],
        action_id: str,
        value: Any = None,
        selected: Any = None,
    ) -> Act:
        """Click or choose in a message, a modal or a home tab.

        Args:
            where: the message or view, as the fake stores it.
            action_id: of the element.
            value: of the button; a button's own value is used where this is left out.
            selected: what is chosen: an option's value, a list of them, an id or a date.
        """
        team = self._team
        view = where if "root_view_id" in where else None
        block, element = element_of(where.get("blocks"), action_id)
        chosen = value if selected is None else selected
        sent = payload(self.slack, team, self.id, "block_actions", view and view["id"])
        sent["actions"] = [acted(block, element, chosen, sent["action_ts"])]
        if view:
            sent |= {"view": view, "container": {"type": "view", "view_id": view["id"]}}
        else:
            sent |= place_of(self.slack, team, self.id, dict(where))
        return self._interacts(sent)

    def submits(self, view: Mapping[str, Any], values: Mapping[str, Any] | None = None) -> Act:
        """Fill in and send a modal; its values are named by block_id or action_id."""
        shown = dict(view) | {"state": filled(dict(view), values or {})}
        sent = payload(self.slack, self._team, self.id, "view_submission", view["id"])
        act = self._interacts(sent | {"view": shown, "response_urls": []})
        if act.acknowledged and act.status == 200:
            answer = act.acknowledged[0].body
            self._shown(
                "view_submission",
                lambda: view_answered(self.slack, self._team, self.id, shown, answer),
            )
        return act

    def closes(self, view: Mapping[str, Any], all_of_them: bool = False) -> Act:
        """Close a modal, which the app hears of only where the view says so."""
        stack = self.slack.stacks[self.team, self.id]
        if view["id"] in stack:
            del stack[0 if all_of_them else stack.index(view["id"]) :]
        if not view.get("notify_on_close"):
            return Act()
        sent = payload(self.slack, self._team, self.id, "view_closed")
        del sent["trigger_id"]
        return self._interacts(sent | {"view": dict(view), "is_cleared": all_of_them})

    def runs(self, command: str, text: str = "", channel: str | None = None) -> Act:
        """Run a slash command; what its acknowledgement says is shown."""
        team, place = self._team, self._enter(channel, posts=False)
        form = {
            "token": "verification",
            "team_id": team.id,
            "team_domain": team.domain,
            "channel_id": place.id,
            "channel_name": "directmessage" if place.kind == "im" else place.name,
            "user_id": self.id,
            "user_name": team.users[self.id].name,
            "command": command,
            "text": text,
            "api_app_id": APP_ID,
            "is_enterprise_install": "false",
            "response_url": new_response_url(self.slack, team, self.id, place.id),
            "trigger_id": new_trigger(self.slack, team, self.id),
        }
        if self.transport is None:
            return Act((form,))
        got = self.transport.command(form)
        if got.status == 200 and got.body:
            said_back = got.body if isinstance(got.body, Mapping) else {"text": got.body}
            url = ResponseUrl(team.id, self.id, place.id, 0)
            self._shown(command, lambda: show_response(self.slack, url, said_back))
        return Act((form,), (got,))

    def uses_shortcut(self, callback_id: str, message: Message | None = None) -> Act:
        """Use a shortcut: on a message, or without one the global kind."""
        team, kind = self._team, "message_action" if message else "shortcut"
        sent = payload(self.slack, team, self.id, kind) | {"callback_id": callback_id}
        if message:
            place = self.slack.teams[team.id].channel(message.get("channel") or self.dm)
            told = place_of(self.slack, team, self.id, message | {"channel": place.id})
            sent |= {name: told[name] for name in ("channel", "message", "response_url")}
            sent["message_ts"] = message["ts"]
        return self._interacts(sent)

    def _enter(self, channel: str | None, posts: bool = True) -> Channel:
        place = self._team.channel(channel or self.dm)
        if self.id not in place.members and place.kind == "public" and not self._team.strict:
            place.members.append(self.id)
        assert not posts or self.id in place.members, f"{self.id} is not in {place.id}"
        return place

    def _own(
        self, message: Message | str, channel: str | None, anyones: bool = False
    ) -> tuple[Channel, Message]:
        ts = message if isinstance(message, str) else message["ts"]
        ids = [channel] if channel else list(self._team.channels)
        for id in ids:
            if found := self.slack.find(self._team, id, ts):
                own = found[0]
                assert anyones or own.get("user") == self.id, "this is another's message"
                return self._team.channel(id), own
        raise AssertionError(f"there is no message {ts}")

    def _happened(
        self, place: Channel, events: list[dict[str, Any]], message: Message | None = None
    ) -> Act:
        """Deliver what happened in a channel, of which the app hears only as a member."""
        heard = events if self._team.bot_user in place.members else []
        return self._events(heard, message)

    def _events(self, events: list[dict[str, Any]], message: Message | None = None) -> Act:
        heard = [event for event in events if listens(self.slack, event)]
        bodies = tuple(wrapped(self.slack, self._team, event) for event in heard)
        if self.transport is None:
            return Act(bodies, message=message)
        got = tuple(self.transport.event(body) for body in bodies)
        return Act(bodies, got, message)

    def _interacts(self, sent: dict[str, Any]) -> Act:
        if self.transport is None:
            return Act((sent,))
        return Act((sent,), (self.transport.interaction(sent),))

    def _shown(self, what: str, show: Any) -> None:
        """Show what an acknowledgement says; one that is refused is a problem of the app."""
        try:
            with self.slack.lock:
                show()
        except (SlackRefusesError, AssertionError) as error:
            reasons = error.reasons if isinstance(error, SlackRefusesError) else (str(error),)
            self.slack.found_wrong(f"answer to {what}", list(reasons) or [str(error)])
