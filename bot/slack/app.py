"""The Slack side, made of what it is given: the Bolt app, its listeners, and what they need."""

import logging
import secrets
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from slack_bolt import App, BoltContext, BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from sqlalchemy import Engine

from bot.asking import Asking
from bot.handover.handovers import Clock, Handovers, clock
from bot.handover.sweep import Sweep
from bot.settings import Settings, listed
from bot.slack.amending import Amending
from bot.slack.answering import Answering
from bot.slack.buttons import Buttons
from bot.slack.choosing import Choosing
from bot.slack.clients import Clients
from bot.slack.commanding import Commanding
from bot.slack.errors import SlackSettingsError
from bot.slack.events import Events
from bot.slack.gate import Gate
from bot.slack.handover.handing_over import HandingOver
from bot.slack.handover.home_parts import HomeParts
from bot.slack.handover.notices import Notices
from bot.slack.handover.staff import StaffChannel
from bot.slack.handover.telling import Telling
from bot.slack.home import Home
from bot.slack.installing import Installations, authorized_by, installation_store
from bot.slack.listeners import (
    commands,
    mentions,
    message_buttons,
    messages,
    openings,
    removals,
    rule_modals,
    settings_modals,
    shortcut_modals,
    sightings,
)
from bot.slack.listeners import (
    handovers as handovers_heard,
)
from bot.slack.locale import Locales
from bot.slack.opening import Opener
from bot.slack.people import People
from bot.slack.posting import Poster
from bot.slack.replying import Replying
from bot.slack.rule_forms import RuleForms
from bot.slack.shortcuts import Shortcuts
from bot.slack.verdicts import Verdicts
from bot.slack.whispers import Whispers
from bot.store.channels import Channels
from bot.store.feedback import Feedback
from bot.store.handover_events import HandoverEvents
from bot.store.handovers import StoredHandovers
from bot.store.homes import Homes
from bot.store.pace import Pace
from bot.store.replies import Replies
from bot.store.right_of_way import RightOfWay
from bot.store.sightings import Sightings
from bot.store.work import Work

# Bolt's own five are soon taken: a listener waits while Slack opens a view.
_LISTENERS = 16


@dataclass(frozen=True)
class SlackDesk:
    """The desk in Slack: the app that requests go to, and what it answers by."""

    app: App
    answering: Answering
    home: Home
    listeners: ThreadPoolExecutor
    handovers: Handovers
    sweep: Sweep

    def resume(self) -> None:
        """Take up what was accepted before this start and never begun; the work runs by now."""
        self.answering.resume()
        self.sweep.start()

    def stop(self) -> None:
        """End what runs beside the work."""
        self.sweep.stop()
        self.answering.close()
        self.home.close()
        self.listeners.shutdown(wait=False, cancel_futures=True)


def create_slack_desk(
    asking: Asking, database: Engine, work: Work, settings: Settings, now: Clock = clock
) -> SlackDesk:
    """Return the desk in Slack; it names its tasks, so the work is started after it is made.

    Args:
        asking: answers and remembers.
        database: where settings and messages are kept.
        work: runs what must survive a kill.
        settings: the tokens, and the address of Slack's Web API.
        now: the clock by which people are reminded of handovers.

    Raises:
        SlackSettingsError: there is no token.
    """
    logger = _quiet_logger()
    installations = installation_store(settings, database) if settings.slack_client_id else None
    token = _tokens(settings, installations)
    clients = Clients(token, settings.slack_api, logger)
    channels, replies = Channels(database), Replies(database)
    gate = Gate(channels, asking.questions, listed(settings.slack_workspaces))
    people = People(clients, channels, listed(settings.slack_admins))
    poster = Poster(replies, Pace(database))
    whispers = Whispers(clients, poster, Locales(clients), work, settings.opencc)
    homes, opener = Homes(database), Opener(clients)
    handovers = Handovers(
        StoredHandovers(database), HandoverEvents(database),
        lambda team: channels.workspace(team).remind_after, now,
    )  # fmt: skip
    parts = HomeParts(handovers, asking, channels, people)
    home = Home(asking, homes, channels, people, whispers, clients)
    home.show(parts.own, parts.queue)
    replying = Replying(asking.source, clients, poster, replies, channels, settings.opencc)
    answering = Answering(
        asking, gate, replying, clients, work, lambda asked: home.changed(asked.team, [asked.user])
    )
    forms = RuleForms(asking, answering, gate, whispers, opener)
    choosing = Choosing(channels, people, whispers, opener, clients, home.changed)
    commanding = Commanding(
        asking, answering, gate, channels, homes, forms, choosing, whispers, work
    )
    buttons = Buttons(
        asking, answering, replying, gate, channels, people, whispers, clients, poster, work
    )
    verdicts = Verdicts(asking, Feedback(database), people, whispers, opener)
    shortcuts = Shortcuts(answering, gate, channels, homes, whispers, opener, clients)
    amending = Amending(asking, answering, replying, work)
    events = Events(commanding, answering, amending)

    notices = Notices(asking, replying.language, settings.opencc)
    staff = StaffChannel(
        handovers, asking, channels, poster, replies, notices, settings.opencc
    )  # fmt: skip
    telling = Telling(handovers, clients, poster, replies, staff, notices)
    handing_over = HandingOver(
        handovers, telling, asking, channels, people, clients, poster, staff,
        notices, work, home.changed,
    )  # fmt: skip

    def only_served(
        context: BoltContext, body: Mapping[str, Any], next: Callable[[], BoltResponse]
    ) -> BoltResponse:
        # The proof of an address is of no workspace.
        if body.get("type") == "url_verification" or gate.allows(context.team_id or ""):
            return next()
        # Else Bolt tells people of a foreign workspace to install the app again.
        return BoltResponse(status=200)

    def authorize(
        enterprise_id: str | None, team_id: str | None
    ) -> AuthorizeResult | None:  # None is what Bolt expects of an unknown workspace
        if installations is not None:
            return authorized_by(installations)(enterprise_id, team_id)
        # Without this Bolt calls auth.test before it acknowledges the first event.
        return AuthorizeResult(
            enterprise_id=enterprise_id, team_id=team_id, bot_token=token(team_id or "")
        )

    listeners = ThreadPoolExecutor(_LISTENERS, thread_name_prefix="slack-listener")
    app = _App(
        work.way,
        name="guideline-desk",
        logger=logger,
        signing_secret=_signing_secret(settings),
        client=clients.with_token(None),
        before_authorize=only_served,
        listener_executor=listeners,
        authorize=authorize,
    )
    sightings.register(app, Sightings(database))
    messages.register(app, events)
    mentions.register(app, events)
    message_buttons.register(app, buttons, verdicts)
    commands.register(app, commanding)
    rule_modals.register(app, forms)
    settings_modals.register(app, choosing)
    shortcut_modals.register(app, shortcuts)
    openings.register(app, home, whispers)
    handovers_heard.register(app, handing_over, settings.opencc)
    if installations is not None:
        removals.register(app, installations)
    sweep = Sweep(handovers, handing_over.tell_again)
    return SlackDesk(app, answering, home, listeners, handovers, sweep)


class _App(App):
    """Takes what Slack delivers before it goes on with what was taken: Slack waits 3 seconds."""

    def __init__(self, way: RightOfWay, **chosen: Any) -> None:
        super().__init__(**chosen)
        self._way = way

    def dispatch(self, req: BoltRequest) -> BoltResponse:
        """Take a delivery."""
        with self._way.hurry():
            return super().dispatch(req)


def _tokens(settings: Settings, installations: Installations | None) -> Callable[[str], str | None]:
    """Return how a workspace's bot token is found."""
    if installations is not None:
        return installations.token
    if settings.slack_bot_token is None:
        raise SlackSettingsError("DESK_SLACK_BOT_TOKEN is not set: paste the app's bot token there")
    token = settings.slack_bot_token.get_secret_value()
    return lambda _: token


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
