"""The shortcut on a message: a question about it, answered in its thread or to one person."""

import json
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError

from bot.answer.personal import mask_personal_data
from bot.slack.answering import Answering
from bot.slack.clients import Clients, NotInstalledError
from bot.slack.errors import described
from bot.slack.gate import Gate
from bot.slack.interaction import Click, Submission
from bot.slack.mrkdwn import plain_text
from bot.slack.opening import Opener
from bot.slack.shortcut_view import QUESTION, REPLY, THREAD, shortcut_view
from bot.slack.whispers import Whispers
from bot.store.channels import Channels
from bot.store.homes import Homes
from bot.store.questions import NewQuestion

log = structlog.get_logger()


class Shortcuts:
    """Opens the modal of the shortcut and takes what it brings.

    Args:
        answering: takes up questions.
        gate: says what is taken up.
        channels: the settings.
        homes: knows people's DMs with the desk.
        whispers: tells the person what is in the way.
        opener: opens the modal.
        clients: the workspaces' clients.
    """

    def __init__(
        self, answering: Answering, gate: Gate, channels: Channels, homes: Homes,
        whispers: Whispers, opener: Opener, clients: Clients,
    ) -> None:  # fmt: skip
        self._answering = answering
        self._gate = gate
        self._channels = channels
        self._homes = homes
        self._whispers = whispers
        self._opener = opener
        self._clients = clients

    def open(self, click: Click, text: str) -> None:
        """Open the modal with a message's text, or tell the person why not."""
        refusal = self._gate.refusal(click.team, click.channel)
        if refusal is not None:
            self._whispers.tell(click.aside(), click.user, click.trigger, f"slack-{refusal}")
            return
        words = self._whispers.words(click.team, click.user)
        public = self._may_reply(click.team, click.user, click.channel)
        kept = {
            "l": words.language, "c": click.channel, "t": click.thread_ts, "m": click.message,
            "r": click.respond,
        }  # fmt: skip
        view = shortcut_view(plain_text(text), json.dumps(kept), public, words)
        if not self._opener.open(click.team, click.trigger, view):
            self._whispers.tell(click.aside(), click.user, click.trigger, "places-not-opened")

    def take(self, sent: Submission) -> dict[str, Any]:
        """Take the question; return how the modal is answered. It is kept by then."""
        kept = json.loads(sent.carried)
        channel, text = str(kept["c"]), str(sent.state(QUESTION).get("value") or "").strip()
        if not text:
            words = self._whispers.words_in(kept["l"])
            errors = {QUESTION: words("places-shortcut-empty")}
            return {"response_action": "errors", "errors": errors}
        refusal = self._gate.refusal(sent.team, channel)
        settings = self._channels.channel(sent.team, channel)
        own = channel == self._homes.dm(sent.team, sent.user)
        public = sent.option(REPLY) == THREAD and (own or settings.answers == "public")
        public = public and refusal is None
        root = kept["t"] or kept["m"]
        alone = f"{sent.team}:{channel}:shortcut:{sent.id}"
        details = {"refusal": f"slack-{refusal}"} if refusal is not None else {}
        if not public:
            details["response_url"] = kept["r"]
        self._answering.ask(
            NewQuestion(
                event=f"shortcut:{sent.team}:{sent.id}",
                thread=f"{sent.team}:{channel}:{root}" if public else alone,
                place="shortcut", team=sent.team, channel=channel, user=sent.user, ts=sent.at,
                thread_ts=root if public else kept["t"], text=mask_personal_data(text),
                language=settings.language, shown_to="public" if public else "private",
                details=details or None,
            )
        )  # fmt: skip
        return {}

    def _may_reply(self, team: str, user: str, channel: str) -> bool:
        """Tell whether the answer may stand in the thread: the desk is there, and it is allowed."""
        if channel.startswith("D"):
            return channel == self._homes.dm(team, user)
        if self._channels.channel(team, channel).answers != "public":
            return False
        try:
            found = self._clients.quick(team).conversations_info(channel=channel)["channel"]
        except (SlackApiError, OSError, NotInstalledError) as error:
            log.info("channel not known", channel=channel, **described(error))
            return False
        return bool(found.get("is_member"))
