"""The methods of the Web API, the scopes that they need, and how often they may be called."""

import json
import time
from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import fake_slack_conversations as conversations
import fake_slack_installing as installing
import fake_slack_messages as messages
import fake_slack_streams as streams
import fake_slack_views as views
from fake_slack_calls import APP_TOKEN, SlackRefusesError
from fake_slack_state import State, Team

Method = Callable[[State, Any, Mapping[str, Any]], dict[str, Any]]
METHODS: Mapping[str, Method] = {
    "auth.test": installing.auth_test,
    "auth.revoke": installing.revoke,
    "apps.uninstall": installing.uninstall,
    "bots.info": installing.bot_info,
    "team.info": installing.team_info,
    "users.info": installing.user_info,
    "users.conversations": conversations.of_user,
    "chat.postMessage": messages.post_message,
    "chat.update": messages.update,
    "chat.delete": messages.delete,
    "chat.postEphemeral": messages.post_ephemeral,
    "chat.getPermalink": messages.permalink,
    "chat.startStream": streams.start,
    "chat.appendStream": streams.append,
    "chat.stopStream": streams.stop,
    "reactions.add": messages.add_reaction,
    "conversations.replies": conversations.replies,
    "conversations.history": conversations.history,
    "conversations.info": conversations.info,
    "conversations.members": conversations.members,
    "conversations.open": conversations.open_conversation,
    "conversations.join": conversations.join,
    "views.open": views.open_view,
    "views.push": views.push_view,
    "views.update": views.update_view,
    "views.publish": views.publish,
    "assistant.threads.setStatus": views.set_status,
    "assistant.threads.setTitle": views.set_title,
    "assistant.threads.setSuggestedPrompts": views.set_prompts,
    "blocks.validate": views.validate,
}
# These carry an app's or a client's identity instead of a bot token.
WITHOUT_BOT: Mapping[str, Method] = {
    "apps.connections.open": installing.connection,
    "oauth.v2.access": installing.access,
}
# Any one of these is enough; "{}" stands for the kind of conversation.
_SCOPES: Mapping[str, tuple[str, ...]] = {
    "bots.info": ("users:read",),
    "team.info": ("team:read",),
    "users.info": ("users:read",),
    "users.conversations": ("channels:read", "groups:read", "im:read", "mpim:read"),
    "chat.postMessage": ("chat:write",),
    "chat.update": ("chat:write",),
    "chat.delete": ("chat:write",),
    "chat.postEphemeral": ("chat:write",),
    "chat.startStream": ("chat:write",),
    "chat.appendStream": ("chat:write",),
    "chat.stopStream": ("chat:write",),
    "reactions.add": ("reactions:write",),
    "conversations.replies": ("{}:history",),
    "conversations.history": ("{}:history",),
    "conversations.info": ("{}:read",),
    "conversations.members": ("{}:read",),
    "conversations.open": ("im:write", "mpim:write"),
    "conversations.join": ("channels:join",),
    "assistant.threads.setStatus": ("chat:write", "assistant:write"),
    "assistant.threads.setTitle": ("assistant:write",),
    "assistant.threads.setSuggestedPrompts": ("assistant:write",),
}
_KINDS = {"public": "channels", "private": "groups", "im": "im", "mpim": "mpim"}
_JSON = (
    "blocks", "attachments", "metadata", "view", "prompts", "loading_messages", "message",
)  # fmt: skip


@dataclass
class Rates:
    """How often methods may be called: more gets a 429.

    Attributes:
        allowed: by method, so many calls in so many seconds, for each channel apart.
    """

    allowed: dict[str, tuple[int, float]] = field(default_factory=dict)
    made: dict[tuple[str, str, str], deque[float]] = field(
        default_factory=lambda: defaultdict(deque)
    )

    def wait(self, method: str, token: str, arguments: Mapping[str, Any]) -> int | None:
        """Return the whole seconds until this call is allowed, or None where it is."""
        if method not in self.allowed:
            return None
        most, seconds = self.allowed[method]
        now = time.monotonic()
        made = self.made[method, token, str(arguments.get("channel", ""))]
        while made and made[0] <= now - seconds:
            made.popleft()
        if len(made) < most:
            made.append(now)
            return None
        return max(1, -int(-(made[0] + seconds - now) // 1))


def read_arguments(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return the arguments of a call with their JSON texts read.

    Raises:
        SlackRefusesError: a text that must be JSON is none.
    """
    read = dict(raw)
    for name in _JSON:
        if isinstance(read.get(name), str):
            try:
                read[name] = json.loads(read[name])
            except ValueError:
                code = "invalid_blocks_format" if name == "blocks" else "invalid_arguments"
                raise SlackRefusesError(code, [f"{name} is no JSON"]) from None
    return read


def authorized(state: State, method: str, token: str) -> Team | None:
    """Return the workspace of a token, or None for a method without one.

    Raises:
        SlackRefusesError: the token is missing, unknown, revoked or of another kind.
    """
    if method == "oauth.v2.access":
        return None
    if not token:
        raise SlackRefusesError("not_authed")
    if method == "apps.connections.open":
        if token != APP_TOKEN:
            wrong_kind = token.startswith("xoxb-")
            raise SlackRefusesError("not_allowed_token_type" if wrong_kind else "invalid_auth")
        return None
    team = next((team for team in state.teams.values() if team.token == token), None)
    if team is None:
        raise SlackRefusesError("invalid_auth")
    if team.ended:
        raise SlackRefusesError(team.ended)
    return team


def check_scopes(team: Team, method: str, arguments: Mapping[str, Any]) -> None:
    """Refuse a call that the workspace did not grant.

    Raises:
        SlackRefusesError: a scope is missing.
    """
    if team.scopes is None or method not in _SCOPES:
        return
    needed = _SCOPES[method]
    if "{}" in needed[0]:
        kind = _KINDS[team.channel(arguments.get("channel")).kind]
        needed = tuple(scope.format(kind) for scope in needed)
    if not set(needed) & set(team.scopes):
        raise SlackRefusesError("missing_scope", needed=needed[0], provided=",".join(team.scopes))


def call(
    state: State, team: Team | None, method: str, arguments: Mapping[str, Any]
) -> dict[str, Any]:
    """Do what a method does.

    Raises:
        SlackRefusesError: Slack would refuse it.
    """
    if method in WITHOUT_BOT:
        return WITHOUT_BOT[method](state, team, arguments)
    if method not in METHODS or team is None:
        raise SlackRefusesError("unknown_method")
    check_scopes(team, method, arguments)
    return METHODS[method](state, team, arguments)
