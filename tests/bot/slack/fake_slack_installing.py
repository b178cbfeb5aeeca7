"""The methods of workspaces, people and tokens: who is who, installing and uninstalling."""

from collections.abc import Mapping
from typing import Any

from fake_slack_calls import APP_ID, CLIENT_ID, CLIENT_SECRET, SlackRefusesError, holds
from fake_slack_state import State, Team

Arguments = Mapping[str, Any]


def auth_test(state: State, team: Team, arguments: Arguments) -> dict[str, Any]:
    """auth.test."""
    return {
        "ok": True,
        "url": f"https://{team.domain}.slack.com/",
        "team": team.name or team.id,
        "user": team.users[team.bot_user].name,
        "team_id": team.id,
        "user_id": team.bot_user,
        "bot_id": team.bot_id,
        "is_enterprise_install": False,
    }


def user_info(state: State, team: Team, arguments: Arguments) -> dict[str, Any]:
    """users.info."""
    user = team.user(arguments.get("user"))
    told: dict[str, Any] = {
        "id": user.id,
        "team_id": team.id,
        "name": user.name,
        "real_name": user.name,
        "deleted": user.deleted,
        "tz": "Asia/Shanghai",
        "tz_offset": 28_800,
        "profile": {"real_name": user.name, "display_name": user.name, "team": team.id},
        "is_admin": user.is_admin or user.is_owner,
        "is_owner": user.is_owner,
        "is_primary_owner": False,
        "is_restricted": False,
        "is_ultra_restricted": False,
        "is_bot": user.is_bot,
        "is_app_user": False,
    }
    locale = {"locale": user.locale} if holds(arguments, "include_locale") else {}
    return {"ok": True, "user": told | locale}


def bot_info(state: State, team: Team, arguments: Arguments) -> dict[str, Any]:
    """bots.info."""
    if arguments.get("bot") != team.bot_id:
        raise SlackRefusesError("bot_not_found")
    bot = {"id": team.bot_id, "app_id": APP_ID, "user_id": team.bot_user, "deleted": False}
    return {"ok": True, "bot": bot | {"name": team.users[team.bot_user].name}}


def team_info(state: State, team: Team, arguments: Arguments) -> dict[str, Any]:
    """team.info."""
    return {"ok": True, "team": {"id": team.id, "name": team.name, "domain": team.domain}}


def revoke(state: State, team: Team, arguments: Arguments) -> dict[str, Any]:
    """auth.revoke."""
    if holds(arguments, "test"):
        return {"ok": True, "revoked": False}
    team.ended = "token_revoked"
    return {"ok": True, "revoked": True}


def uninstall(state: State, team: Team, arguments: Arguments) -> dict[str, Any]:
    """apps.uninstall."""
    _check_client(arguments)
    for event in uninstalled(team):
        state.happens(team, event)
    team.ended = "account_inactive"
    return {"ok": True}


def uninstalled(team: Team) -> list[dict[str, Any]]:
    """Return the events of an app that is taken out of a workspace."""
    return [
        {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [team.bot_user]}},
        {"type": "app_uninstalled"},
    ]


def access(state: State, team: Team | None, arguments: Arguments) -> dict[str, Any]:
    """oauth.v2.access: a code, once, for a workspace's token."""
    _check_client(arguments)
    stated = state.codes.pop(str(arguments.get("code")), None)
    if stated is None:
        raise SlackRefusesError("invalid_code")
    installed = state.teams[stated]
    if installed.ended:
        installed.ended = None
        installed.token += "-again"
    return {
        "ok": True,
        "access_token": installed.token,
        "token_type": "bot",
        "scope": ",".join(installed.scopes or ["chat:write"]),
        "bot_user_id": installed.bot_user,
        "app_id": APP_ID,
        "team": {"id": installed.id, "name": installed.name or installed.id},
        "enterprise": None,
        "authed_user": {"id": "U1"},
        "is_enterprise_install": False,
    }


def _check_client(arguments: Arguments) -> None:
    if arguments.get("client_id") != CLIENT_ID:
        raise SlackRefusesError("invalid_client_id")
    if arguments.get("client_secret") != CLIENT_SECRET:
        raise SlackRefusesError("bad_client_secret")


def connection(state: State, team: Team | None, arguments: Arguments) -> dict[str, Any]:
    """apps.connections.open."""
    return {"ok": True, "url": state.socket_url}
