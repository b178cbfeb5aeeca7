"""A client of Slack's Web API for each workspace."""

import logging
from collections.abc import Callable

from slack_sdk import WebClient
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler

_TIMEOUT = 15
_SOON = 2
_MOST_WAITS = 5


class NotInstalledError(Exception):
    """The desk has no token for a workspace: it was not installed there, or removed."""


class Clients:
    """Gives clients.

    Args:
        token: returns the bot token of a workspace, by its id, or None.
        address: Slack's Web API.
        logger: where the packages of Slack log.
    """

    def __init__(
        self, token: Callable[[str], str | None], address: str, logger: logging.Logger
    ) -> None:
        self._token = token
        self._address = address
        self._logger = logger

    def of(self, team: str) -> WebClient:
        """Return the client of a workspace.

        Raises:
            NotInstalledError: there is no token for it.
        """
        return self.with_token(self._token_of(team))

    def quick(self, team: str) -> WebClient:
        """Return a client for what is of use at once or never, such as opening a view.

        It waits for nothing: what Slack lets a person open is gone after three seconds.

        Raises:
            NotInstalledError: there is no token for the workspace.
        """
        return WebClient(
            self._token_of(team), self._address, _SOON, logger=self._logger, retry_handlers=[]
        )

    def with_token(self, token: str | None) -> WebClient:
        """Return a client that waits when Slack says so, and repeats nothing else.

        The SDK's own handler repeats a call whose connection broke, which may post twice.
        """
        return WebClient(
            token, self._address, _TIMEOUT, logger=self._logger,
            retry_handlers=[RateLimitErrorRetryHandler(max_retry_count=_MOST_WAITS)],
        )  # fmt: skip

    def _token_of(self, team: str) -> str:
        token = self._token(team)
        if token is None:
            raise NotInstalledError(f"the desk is not installed in workspace {team}")
        return token
