"""Opens views: what a person just did allows it once, within three seconds."""

from typing import Any

import structlog
from slack_sdk.errors import SlackApiError

from bot.slack.clients import Clients, NotInstalledError
from bot.slack.errors import described

log = structlog.get_logger()


class Opener:
    """Opens modals.

    Args:
        clients: the workspaces' clients.
    """

    def __init__(self, clients: Clients) -> None:
        self._clients = clients

    def open(self, team: str, trigger: str, view: dict[str, Any], above: bool = False) -> bool:
        """Open a modal; False where Slack does not let it be opened (any more).

        Args:
            team: the workspace.
            trigger: what allows it.
            view: the modal.
            above: it opens above the modal that the person is looking at.
        """
        try:
            client = self._clients.quick(team)
            if above:
                client.views_push(trigger_id=trigger, view=view)
            else:
                client.views_open(trigger_id=trigger, view=view)
        except (SlackApiError, OSError, NotInstalledError) as error:
            log.warning("view not opened", view=view.get("callback_id"), **described(error))
            return False
        return True
