"""The Bolt app, made of what it is given: one workspace's token, and the listeners."""

import logging
import secrets

from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler

from bot.answer.frame import Threads
from bot.engines import EngineSource
from bot.settings import Settings
from bot.slack.answering import Answering
from bot.slack.errors import SlackSettingsError
from bot.slack.lanes import Lanes
from bot.slack.listeners import mentions, messages
from bot.slack.posting import Poster
from bot.slack.seen import MemorySeen

_WORKERS = 8
_TIMEOUT = 15


def create_slack_app(engine_source: EngineSource, threads: Threads, settings: Settings) -> App:
    """Return the app that answers messages and mentions; it calls Slack only to reply.

    Args:
        engine_source: gives the engine once its index is there.
        threads: keeps the frames of threads.
        settings: the tokens, and the address of Slack's Web API.

    Raises:
        SlackSettingsError: there is no bot token.
    """
    if settings.slack_bot_token is None:
        raise SlackSettingsError("DESK_SLACK_BOT_TOKEN is not set: paste the app's bot token there")
    token = settings.slack_bot_token.get_secret_value()

    def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        # Without this Bolt calls auth.test before it acknowledges the first event.
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token=token)

    logger = _quiet_logger()
    app = App(
        name="guideline-desk",
        logger=logger,
        signing_secret=_signing_secret(settings),
        client=WebClient(
            base_url=settings.slack_api,
            logger=logger,
            timeout=_TIMEOUT,
            # Alone: the default one repeats a call whose connection broke, which may post twice.
            retry_handlers=[RateLimitErrorRetryHandler(max_retry_count=5)],
        ),
        authorize=authorize,
    )
    answering = Answering(
        engine_source, threads, MemorySeen(), Poster(), Lanes(_WORKERS), settings.opencc
    )
    messages.register(app, answering)
    mentions.register(app, answering)
    return app


def _signing_secret(settings: Settings) -> str:
    """Return the signing secret; without one a random one, which no request is signed with."""
    if settings.slack_signing_secret is None:
        return secrets.token_hex()
    return settings.slack_signing_secret.get_secret_value()


def _quiet_logger() -> logging.Logger:
    """Return the logger of the Slack packages: below a warning they log what people wrote."""
    logger = logging.getLogger("bot.slack.sdk")
    logger.setLevel(logging.WARNING)
    return logger
