"""The language in which a person uses Slack: that of what is shown to them alone."""

import time
from threading import Lock

import structlog
from slack_sdk.errors import SlackApiError

from bot.answer.question import Language
from bot.slack.clients import Clients, NotInstalledError
from bot.slack.errors import described

log = structlog.get_logger()

_FRESH = 3_600.0
_TRADITIONAL = ("zh-TW", "zh-HK", "zh-MO", "zh-Hant")


class Locales:
    """Knows people's languages; what Slack says holds for an hour.

    Args:
        clients: the workspaces' clients.
        fresh: seconds for which it holds.
    """

    def __init__(self, clients: Clients, fresh: float = _FRESH) -> None:
        self._clients = clients
        self._fresh = fresh
        self._known: dict[tuple[str, str], tuple[float, Language]] = {}
        self._lock = Lock()

    def of(self, team: str, user: str) -> Language:
        """Return a person's language; English where Slack does not say in time."""
        with self._lock:
            at, known = self._known.get((team, user), (-self._fresh, "en"))
        if time.monotonic() - at < self._fresh:
            return known
        try:
            found = self._clients.quick(team).users_info(user=user, include_locale=True)
        except (SlackApiError, OSError, NotInstalledError) as error:
            log.info("locale not known", **described(error))
            return "en"
        language = language_of(str(found["user"].get("locale") or ""))
        with self._lock:
            self._known[team, user] = (time.monotonic(), language)
        return language


def language_of(locale: str) -> Language:
    """Return the language for a locale of Slack, such as "zh-TW"."""
    if locale.startswith(_TRADITIONAL):
        return "zh-Hant"
    return "zh-Hans" if locale.startswith("zh") else "en"
