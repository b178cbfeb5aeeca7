"""Events over Socket Mode: a connection that the desk opens, so it needs no public address."""

from collections.abc import Sequence
from itertools import chain, repeat
from threading import Event, Thread

import structlog
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk.socket_mode import SocketModeClient

from bot.settings import Settings
from bot.slack.errors import SlackSettingsError, described

log = structlog.get_logger()

_PATIENCE = 5


class SocketMode:
    """Keeps a connection to Slack open, from `start` to `stop`.

    Args:
        app: the Bolt app that the events go to.
        settings: the app-level token.
        ping_interval: seconds between two looks at the connection; a lost one is opened anew.
        waits: seconds before each further try of the first connection; the last one repeats.

    Raises:
        SlackSettingsError: there is no app-level token.
    """

    def __init__(
        self,
        app: App,
        settings: Settings,
        ping_interval: float = 10,
        waits: Sequence[float] = (1, 5, 15, 60),
    ) -> None:
        if settings.slack_app_token is None:
            raise SlackSettingsError(
                "DESK_SLACK_APP_TOKEN is not set: Socket Mode needs an app-level token (xapp-…)"
            )
        self._app = app
        self._token = settings.slack_app_token.get_secret_value()
        self._ping_interval = ping_interval
        self._waits = tuple(waits)
        self._stopped = Event()
        self._thread: Thread | None = None
        self._client: SocketModeClient | None = None

    def start(self) -> None:
        """Open the connection in the background: the desk serves its page meanwhile."""
        handler = SocketModeHandler(self._app, self._token, ping_interval=self._ping_interval)
        self._client = handler.client
        self._thread = Thread(target=self._connect, args=(handler.client,), daemon=True)
        self._thread.start()

    def connected(self) -> bool:
        """Tell whether the connection is open."""
        return self._client is not None and self._client.is_connected()

    def stop(self) -> None:
        """Close the connection; no event is taken after this."""
        self._stopped.set()
        if self._client is not None:
            self._client.close()
        if self._thread is not None:
            self._thread.join(_PATIENCE)

    def _connect(self, client: SocketModeClient) -> None:
        """Try until the first connection stands; from then on the client keeps it up itself."""
        for wait in chain(self._waits, repeat(self._waits[-1])):
            try:
                # Not `connect`: it would try the same address again, which serves only once.
                client.connect_to_new_endpoint()
            except Exception as error:  # of any kind: one that escapes ends Slack until a restart
                log.error("Socket Mode does not connect", again_in=wait, **described(error))
            if client.is_connected():
                log.info("Socket Mode is connected")
                return
            if self._stopped.wait(wait):
                return
