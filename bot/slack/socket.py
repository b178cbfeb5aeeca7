"""Events over Socket Mode: a connection that the desk opens, so it needs no public address."""

from collections.abc import Sequence
from datetime import datetime
from threading import Event

from slack_bolt import App
from slack_sdk import WebClient

from bot.settings import Settings
from bot.slack.connection import Connection
from bot.slack.errors import SlackSettingsError
from bot.slack.watchdog import Watchdog

_TIMEOUT = 10


class SocketMode:
    """Keeps a connection to Slack open, from `start` to `stop`.

    Args:
        app: the Bolt app that the events go to.
        settings: the app-level token.
        ping_interval: seconds between two pings of ours, each of which Slack answers.
        waits: seconds before each further try of a connection; the last one repeats.
        silence: seconds without anything from Slack after which the connection is opened anew.
        patience: seconds that opening a connection may take.

    Raises:
        SlackSettingsError: there is no app-level token.
    """

    def __init__(
        self,
        app: App,
        settings: Settings,
        ping_interval: float = 10,
        waits: Sequence[float] = (1, 5, 15, 60),
        silence: float = 60,
        patience: float = 30,
    ) -> None:
        if settings.slack_app_token is None:
            raise SlackSettingsError(
                "DESK_SLACK_APP_TOKEN is not set: Socket Mode needs an app-level token (xapp-…)"
            )
        token = settings.slack_app_token.get_secret_value()
        # Retries are the watchdog's: inside a call they would hide how long Slack is away.
        web = WebClient(
            base_url=settings.slack_api, logger=app.logger, timeout=_TIMEOUT, retry_handlers=[]
        )
        changed = Event()
        self._watchdog = Watchdog(
            lambda: Connection(app, token, web, ping_interval, changed.set),
            changed, silence, patience, waits,
        )  # fmt: skip

    def start(self) -> None:
        """Open the connection in the background: the desk serves its page meanwhile."""
        self._watchdog.start()

    def connected(self) -> bool:
        """Tell whether the connection is open and Slack is heard over it."""
        return self._watchdog.connected()

    def last_inbound(self) -> datetime | None:
        """Return when anything last came from Slack (UTC), None before anything did."""
        return self._watchdog.last_inbound()

    def stop(self) -> None:
        """Close the connection; no event is taken after this."""
        self._watchdog.stop()
