"""Whether Slack is set up as it should be: what is right, and what to mend, a finding each."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Literal

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.settings import Settings, variable
from bot.slack.checking_address import check_address
from bot.slack.errors import error_code
from bot.slack.installing import missing_for_oauth
from bot.slack.manifest import EVENTS, REDIRECT_PATH, SCOPES, bot_events, bot_scopes

_TIMEOUT = 15
_CLOCK = 60
_FORMS: Mapping[str, tuple[str, str]] = {
    "slack_bot_token": (r"xoxb-[\w-]+", "the Bot User OAuth Token (xoxb-…) of OAuth & Permissions"),
    "slack_app_token": (r"xapp-[\w-]+", "an App-Level Token (xapp-…) of Basic Information"),
    "slack_signing_secret": (r"[0-9a-f]{32}", "the Signing Secret (32 signs) of Basic Information"),
    "slack_client_id": (r"\d+\.\d+", "the Client ID (1234.5678) of Basic Information"),
    "slack_client_secret": (r"[0-9a-f]{32}", "the Client Secret (32 signs) of Basic Information"),
}
_REFUSALS: Mapping[str, str] = {
    "invalid_auth": "Slack does not know it; paste it anew",
    "not_authed": "it is empty; paste it anew",
    "token_revoked": "it was revoked; install the app again and paste the new one",
    "account_inactive": "the app was removed from the workspace; install it again",
    "not_allowed_token_type": "it is a token of another kind",
    "missing_scope": "it lacks a scope",
    "ratelimited": "Slack asks for a pause; check again in a minute",
}


@dataclass(frozen=True)
class Finding:
    """One line of the check: what is right, to mend, or cannot be told from here."""

    kind: Literal["ok", "mend", "note"]
    text: str

    def __str__(self) -> str:
        """Write it as the command prints it."""
        return f"{self.kind:4} {self.text}"


@dataclass(frozen=True)
class StaffChannel:
    """A channel that questions are handed to.

    Attributes:
        channel: its id.
        workspace: the name under which `Known.installed` has its workspace; None is the bot
            token's.
    """

    channel: str
    workspace: str | None = None


@dataclass(frozen=True)
class Known:
    """What the desk's own store knows.

    Attributes:
        staff_channels: the channels that questions are handed to.
        events: when each kind of event last came, None for never; None where nothing is known.
        installed: the bot token of each workspace that added the app itself, by its name.
    """

    staff_channels: Sequence[StaffChannel] = ()
    events: Mapping[str, datetime | None] | None = None
    installed: Mapping[str, str] = field(default_factory=dict, repr=False)


def check_slack(settings: Settings, known: Known, now: datetime | None = None) -> Iterator[Finding]:
    """Check everything that can be checked from here; no finding holds a token.

    Args:
        settings: as the desk is started with.
        known: what the store knows.
        now: the time by this machine's clock (with its zone); None is the time it is.
    """
    yield from _forms(settings)
    tokens: dict[str | None, str] = {}
    tokens.update(known.installed.items())
    if settings.slack_bot_token is not None:
        tokens[None] = settings.slack_bot_token.get_secret_value()
    web = WebClient(base_url=settings.slack_api, timeout=_TIMEOUT, retry_handlers=[])
    offsets: list[float] = []
    for workspace, token in tokens.items():
        yield from _identity(web, workspace, token, offsets, now)
    if offsets:
        yield _clock(offsets[0])
    if settings.slack_app_token is not None:
        yield _socket(web, settings.slack_app_token.get_secret_value())
    yield from _http(settings)
    yield from _oauth(settings)
    for channel in known.staff_channels:
        yield _channel(web, channel, tokens.get(channel.workspace))
    yield from _events(known.events)


def _forms(settings: Settings) -> Iterator[Finding]:
    """Look at the settings alone: what is there, and whether it looks as it should."""
    oauth = settings.slack_client_id is not None
    if settings.slack_bot_token is None and not oauth:
        yield Finding(
            "mend", f"DESK_SLACK_BOT_TOKEN is not set; paste {_FORMS['slack_bot_token'][1]}"
        )
    if settings.slack_app_token is None and settings.slack_signing_secret is None:
        yield Finding(
            "mend", "no event can come: set DESK_SLACK_APP_TOKEN (Socket Mode) or "
            "DESK_SLACK_SIGNING_SECRET (HTTP)",
        )  # fmt: skip
    for name, (form, wanted) in _FORMS.items():
        value = getattr(settings, name)
        if value is None:
            continue
        text = value if isinstance(value, str) else value.get_secret_value()
        if re.fullmatch(form, text):
            yield Finding("ok", f"{variable(name)} looks right")
        else:
            yield Finding("mend", f"{variable(name)} is something else; paste {wanted}")


def _identity(
    web: WebClient, workspace: str | None, token: str, offsets: list[float], now: datetime | None
) -> Iterator[Finding]:
    """Ask Slack who a bot token is, with which scopes, and what time it is there."""
    of = "the bot token" if workspace is None else f"the token of {workspace}"
    try:
        response = web.auth_test(token=token)
    except SlackApiError as error:
        yield _refused(of, error)
        return
    except OSError:
        yield _away(web)
        return
    yield Finding(
        "ok", f"{of} works: workspace {response.get('team', 'without a name')} "
        f"({response.get('team_id')}), bot {response.get('user', 'without a name')} "
        f"({response.get('user_id')})",
    )  # fmt: skip
    headers = {str(name).lower(): _first(value) for name, value in response.headers.items()}
    if "date" in headers:
        there = parsedate_to_datetime(headers["date"])
        offsets.append(((now or datetime.now(UTC)) - there).total_seconds())
    if "x-oauth-scopes" not in headers:
        yield Finding("note", f"Slack does not say which scopes {of} has")
        return
    granted = {scope.strip() for scope in headers["x-oauth-scopes"].split(",")}
    missing = [scope for scope in bot_scopes() if scope not in granted]
    for scope in missing:
        yield Finding(
            "mend", f"{of} lacks the scope {scope}, needed {SCOPES[scope]}: add it under "
            "OAuth & Permissions, then install the app again",
        )  # fmt: skip
    if not missing:
        yield Finding("ok", f"{of} has all {len(bot_scopes())} scopes")


def _clock(offset: float) -> Finding:
    """Judge this machine's clock: Slack's signatures are good for five minutes either way."""
    if abs(offset) <= _CLOCK:
        return Finding("ok", "the clock agrees with Slack's")
    direction = "ahead of" if offset > 0 else "behind"
    return Finding(
        "mend", f"the clock is {abs(round(offset))} seconds {direction} Slack's; past 300 every "
        "event over HTTP is refused: set it by the network's time",
    )  # fmt: skip


def _socket(web: WebClient, token: str) -> Finding:
    """Ask for the address of a connection; none is opened, it would take events from the desk."""
    try:
        web.apps_connections_open(app_token=token)
    except SlackApiError as error:
        if error_code(error) == "missing_scope":
            return Finding(
                "mend", "the app token lacks the scope connections:write; make a new one with it"
            )
        return _refused("the app token", error)
    except OSError:
        return _away(web)
    return Finding("ok", "the app token opens a Socket Mode connection")


def _http(settings: Settings) -> Iterator[Finding]:
    secret = settings.slack_signing_secret
    if secret is None:
        return
    if settings.public_url is None:
        yield Finding(
            "note", "DESK_PUBLIC_URL is not set, so it is not checked whether Slack's events arrive"
        )
        return
    right, text = check_address(settings.public_url, secret.get_secret_value())
    yield Finding("ok" if right else "mend", text)


def _oauth(settings: Settings) -> Iterator[Finding]:
    missing = missing_for_oauth(settings)
    if missing is not None:
        yield Finding("mend", f"{missing} is not set: workspaces cannot add the app without it")
    elif settings.slack_client_id is not None:
        url = f"{settings.public_url}{REDIRECT_PATH}"
        if url.startswith("https://"):
            yield Finding("ok", f"workspaces come back to {url}: the app must list that address")
        else:
            yield Finding(
                "mend", f"Slack sends nobody back to {url}: DESK_PUBLIC_URL must be https"
            )


def _channel(web: WebClient, staff: StaffChannel, token: str | None) -> Finding:
    """Look whether a staff channel is there and the bot is in it."""
    named = f"the staff channel {staff.channel}"
    if token is None:
        return Finding("note", f"{named} cannot be looked at: its workspace's token is not there")
    try:
        channel: Mapping[str, Any] = web.conversations_info(
            token=token, channel=staff.channel
        )["channel"]  # fmt: skip
    except SlackApiError as error:
        if error_code(error) == "channel_not_found":
            return Finding(
                "mend", f"{named} is not there, or it is private and the bot is not in it: "
                "invite it there, or choose another channel",
            )  # fmt: skip
        return _refused(named, error)
    except OSError:
        return _away(web)
    named = f"the staff channel #{channel.get('name', staff.channel)}"
    if channel.get("is_archived"):
        return Finding("mend", f"{named} is archived; choose another channel")
    if not channel.get("is_member"):
        return Finding("mend", f"the bot is not in {named}: /invite it there")
    return Finding("ok", f"{named} is there and the bot is in it")


def _events(seen: Mapping[str, datetime | None] | None) -> Iterator[Finding]:
    """Say which of the manifest's events came, and which never did."""
    if seen is None:
        return
    came = {kind: at for kind in bot_events() if (at := seen.get(kind)) is not None}
    if not came:
        yield Finding("note", "no event has come yet: write to the app in Slack, then check again")
        return
    for kind in bot_events():
        if kind in came:
            yield Finding("ok", f"{kind} last came {came[kind]:%Y-%m-%d %H:%M} UTC")
        elif EVENTS[kind].usual:
            yield Finding(
                "note", f"{kind} never came, needed {EVENTS[kind].purpose}: where that does not "
                "work, turn it on under Event Subscriptions, Subscribe to bot events",
            )  # fmt: skip


def _refused(what: str, error: SlackApiError) -> Finding:
    code = error_code(error)
    why = _REFUSALS.get(code, f"Slack says “{code}”")
    return Finding("mend", f"{what} does not work: {why}")


def _away(web: WebClient) -> Finding:
    return Finding("mend", f"{web.base_url} cannot be reached: look at the network and the proxy")


def _first(value: object) -> str:
    return str(value[0]) if isinstance(value, list) and value else str(value)
