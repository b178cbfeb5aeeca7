"""Changing the settings of a channel or a workspace: admins alone, with effect at once."""

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError

from bot.slack.blocks import Message, plain_message
from bot.slack.clients import Clients, NotInstalledError
from bot.slack.errors import described, error_code
from bot.slack.foot import button
from bot.slack.interaction import Click, Submission
from bot.slack.opening import Opener
from bot.slack.people import People
from bot.slack.posting import Address
from bot.slack.settings_views import (
    CHANNEL_SETTINGS,
    REMIND,
    STAFF,
    WORKSPACE_SETTINGS,
    changes,
    channel_settings_view,
    read_channel_settings,
    read_workspace_settings,
    sentence_view,
    staff_channel,
    workspace_settings_view,
)
from bot.slack.whispers import Whispers
from bot.store.channels import Channels, ChannelSettings, WorkspaceSettings
from bot.words import Words

log = structlog.get_logger()

_ABSENT = frozenset({"channel_not_found", "not_in_channel"})


class Choosing:
    """Shows and keeps the settings.

    Args:
        channels: the settings.
        people: knows the admins.
        whispers: tells an admin what changed.
        opener: opens the modals.
        clients: the workspaces' clients.
        changed: is told of each workspace whose settings changed.
    """

    def __init__(
        self, channels: Channels, people: People, whispers: Whispers, opener: Opener,
        clients: Clients, changed: Callable[[str], None],
    ) -> None:  # fmt: skip
        self._channels = channels
        self._people = people
        self._whispers = whispers
        self._opener = opener
        self._clients = clients
        self._changed = changed

    def press(self, click: Click) -> None:
        """Open the settings whose button was pressed, above the others where it stands there."""
        if click.surface == "modal":
            kept = json.loads(click.value)
            self.open(Address(**kept["to"]), click.user, click.trigger, "", above=True)
            return
        channel = click.value if click.action == CHANNEL_SETTINGS else ""
        self.open(click.aside(), click.user, click.trigger, channel)

    def open(
        self, aside: Address, user: str, trigger: str, channel: str, above: bool = False
    ) -> None:
        """Open the settings of a channel, or those of the workspace, to an admin.

        Args:
            aside: where the person is told what is in the way, or what changed.
            user: the person.
            trigger: what allows a view.
            channel: the channel; "" and a DM stand for the workspace.
            above: it opens above another modal.
        """
        team = aside.team
        if not self._may(WORKSPACE_SETTINGS, team, user):
            self._whispers.tell(aside, user, trigger, "places-only-admins")
            return
        words = self._whispers.words(team, user)
        channel = "" if channel.startswith("D") else channel
        kept = {"l": words.language, "c": channel, "to": asdict(aside)}
        if channel:
            settings = self._channels.channel(team, channel)
            view = channel_settings_view(settings, json.dumps(kept), words)
        else:
            view = workspace_settings_view(self._channels.workspace(team), json.dumps(kept), words)
        if not self._opener.open(team, trigger, view, above):
            self._whispers.tell(aside, user, trigger, "places-not-opened")

    def message(self, team: str, user: str, channel: str, words: Words) -> Message:
        """Return what an admin is told who asks for the settings in a message: the buttons."""
        if not self._may(WORKSPACE_SETTINGS, team, user):
            return plain_message(words("places-only-admins"))
        buttons = [button(words("places-settings-workspace"), WORKSPACE_SETTINGS, "workspace")]
        if channel and not channel.startswith("D"):
            buttons.insert(0, button(words("places-settings-channel"), CHANNEL_SETTINGS, channel))
        lead = plain_message(words("places-settings-here"))
        return Message((*lead.blocks, {"type": "actions", "elements": buttons}), lead.text)

    def take(self, sent: Submission) -> dict[str, Any]:
        """Keep what an admin chose; return how the modal is answered."""
        kept = json.loads(sent.carried)
        words = self._whispers.words_in(kept["l"])
        callback = str(sent.view.get("callback_id"))
        if not self._may(callback, sent.team, sent.user):
            view = sentence_view(words("places-only-admins"), words)
            return {"response_action": "update", "view": view}
        staff = staff_channel(sent)
        problem = self._problem(sent.team, staff) if staff else None
        if problem is not None:
            return {"response_action": "errors", "errors": {STAFF: words(problem)}}
        before: ChannelSettings | WorkspaceSettings
        after: ChannelSettings | WorkspaceSettings | None
        if callback == CHANNEL_SETTINGS:
            before, after = (
                self._channels.channel(sent.team, kept["c"]), read_channel_settings(sent),
            )  # fmt: skip
            self._channels.choose_channel(sent.team, kept["c"], after, sent.user)
        else:
            before, after = self._channels.workspace(sent.team), read_workspace_settings(sent)
            if after is None:
                errors = {REMIND: words("places-minutes-wrong")}
                return {"response_action": "errors", "errors": errors}
            self._channels.choose_workspace(sent.team, after, sent.user)
        said = "\n".join(f"• {line}" for line in changes(before, after, words))
        key = "places-saved" if said else "places-nothing-changed"
        log.info("settings kept", view=callback, team=sent.team, user=sent.user)
        self._whispers.tell(
            Address(**kept["to"]), sent.user, f"{sent.id}:{sent.at}", key, said=said
        )
        self._changed(sent.team)
        return {"response_action": "clear"}

    def _may(self, what: str, team: str, user: str) -> bool:
        if self._people.is_admin(team, user):
            return True
        self._people.refused(what, team, user)
        return False

    def _problem(self, team: str, channel: str) -> str | None:
        """Return the key that says why a channel cannot be the staff channel, or None."""
        try:
            found = self._clients.quick(team).conversations_info(channel=channel)["channel"]
        except (SlackApiError, OSError, NotInstalledError) as error:
            log.info("channel not known", channel=channel, **described(error))
            absent = isinstance(error, SlackApiError) and error_code(error) in _ABSENT
            return "places-invite-first" if absent else "places-not-checked"
        return None if found.get("is_member") else "places-invite-first"
