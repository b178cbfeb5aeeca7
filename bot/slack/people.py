"""Who may do what, by Slack's own word: admins of the workspace, members of a staff channel."""

import time
from collections.abc import Callable, Collection
from threading import Lock

import structlog
from slack_sdk.errors import SlackApiError

from bot.slack.clients import Clients
from bot.slack.errors import described
from bot.store.channels import Channels

log = structlog.get_logger()

_FRESH = 60.0
_PAGE = 200


class People:
    """Knows admins and staff; what Slack says holds for a minute.

    Args:
        clients: the workspaces' clients.
        channels: the settings, which name the staff channels.
        admins: ids of people who count as admins beside those of the workspace.
        fresh: seconds for which what Slack said is taken to hold.
    """

    def __init__(
        self,
        clients: Clients,
        channels: Channels,
        admins: Collection[str] = (),
        fresh: float = _FRESH,
    ) -> None:
        self._clients = clients
        self._channels = channels
        self._admins = frozenset(admins)
        self._fresh = fresh
        self._known: dict[tuple[str, str], tuple[float, frozenset[str] | bool]] = {}
        self._lock = Lock()

    def is_admin(self, team: str, user: str) -> bool:
        """Tell whether a person may change settings; where Slack does not say, nobody may."""
        return user in self._admins or bool(
            self._ask((team, user), lambda: self._has_admin_rights(team, user), False)
        )

    def is_staff(self, team: str, user: str) -> bool:
        """Tell whether a person is in a staff channel of the workspace."""
        return any(user in self.members(team, one) for one in self._channels.staff_channels(team))

    def members(self, team: str, channel: str) -> frozenset[str]:
        """Return who is in a channel; nobody where Slack does not say."""
        found = self._ask(
            (team, channel), lambda: self._read_members(team, channel), frozenset[str]()
        )
        return found if isinstance(found, frozenset) else frozenset()

    def refused(self, what: str, team: str, user: str) -> None:
        """Log that somebody tried what is not theirs to do."""
        log.warning("call refused", what=what, team=team, user=user)

    def _ask(
        self,
        about: tuple[str, str],
        ask: Callable[[], frozenset[str] | bool],
        otherwise: frozenset[str] | bool,
    ) -> frozenset[str] | bool:
        with self._lock:
            at, known = self._known.get(about, (-self._fresh, otherwise))
        if time.monotonic() - at < self._fresh:
            return known
        try:
            known = ask()
        except (SlackApiError, OSError) as error:
            log.warning("rights not known", about=about[1], **described(error))
            return otherwise
        with self._lock:
            self._known[about] = (time.monotonic(), known)
        return known

    def _has_admin_rights(self, team: str, user: str) -> bool:
        found = self._clients.of(team).users_info(user=user)["user"]
        if found.get("is_stranger"):  # an admin elsewhere, in a channel shared with this workspace
            return False
        return bool(found.get("is_admin") or found.get("is_owner"))

    def _read_members(self, team: str, channel: str) -> frozenset[str]:
        members: list[str] = []
        client, cursor = self._clients.of(team), ""
        while True:
            page = client.conversations_members(channel=channel, limit=_PAGE, cursor=cursor)
            members += page["members"]
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return frozenset(members)
