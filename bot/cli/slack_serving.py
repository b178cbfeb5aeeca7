"""Slack in `desk serve`: what is connected, and in which order it starts and stops."""

from dataclasses import dataclass

from fastapi import FastAPI
from sqlalchemy import Engine

from bot.asking import Asking
from bot.cli.console import StartError, say
from bot.settings import Settings
from bot.slack.app import SlackDesk, create_slack_desk
from bot.slack.errors import SlackSettingsError
from bot.slack.http import create_slack_router
from bot.slack.installing import missing_for_oauth, oauth_settings
from bot.slack.installing_pages import mount_oauth
from bot.slack.socket import SocketMode
from bot.store.slots import slots_of
from bot.store.work import Work


@dataclass(frozen=True)
class SlackConnection:
    """The desk in Slack, and the connection that it keeps where it has no public address."""

    desk: SlackDesk
    work: Work
    socket: SocketMode | None

    def start(self) -> None:
        """Go on with what was begun, then take what comes."""
        self.work.start()
        self.desk.resume()
        if self.socket is not None:
            self.socket.start()

    def stop(self) -> None:
        """Take nothing more, and end what is under way."""
        if self.socket is not None:
            self.socket.stop()
        self.desk.stop()
        self.work.close()


def connect_slack(
    app: FastAPI, asking: Asking, database: Engine, settings: Settings
) -> SlackConnection | None:
    """Take Slack's events over HTTP, over Socket Mode or both, as the tokens allow.

    Raises:
        StartError: a setting that is needed is missing.
    """
    missing = missing_for_slack(settings)
    if missing:
        say(f"warning: Slack is off: {missing} is not set")
    if missing or not (settings.slack_bot_token or settings.slack_client_id):
        return None
    try:
        work = Work(database, slots_of(database, settings.data / "slots"))
        desk = create_slack_desk(asking, database, work, settings)
        if settings.slack_signing_secret is not None:
            app.include_router(create_slack_router(desk.app, settings))
        if settings.slack_client_id is not None:
            mount_oauth(app, oauth_settings(settings, database), settings)
        socket = SocketMode(desk.app, settings) if settings.slack_app_token is not None else None
    except SlackSettingsError as error:
        raise StartError(str(error)) from error
    return SlackConnection(desk, work, socket)


def missing_for_slack(settings: Settings) -> str | None:
    """Name what is missing where Slack is half set."""
    inward = settings.slack_app_token or settings.slack_signing_secret
    if half := missing_for_oauth(settings):
        return half
    if settings.slack_client_id is not None:
        return None if settings.slack_signing_secret else "DESK_SLACK_SIGNING_SECRET"
    if settings.slack_bot_token is None:
        return "DESK_SLACK_BOT_TOKEN" if inward else None
    if inward:
        return None
    return "DESK_SLACK_APP_TOKEN (Socket Mode) or DESK_SLACK_SIGNING_SECRET (HTTP)"
