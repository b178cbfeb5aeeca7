"""The buttons under an answer: a further question, sharing it, seeing it again."""

from dataclasses import asdict

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from bot.asking import Asking
from bot.slack.answering import Answering
from bot.slack.clients import Clients
from bot.slack.errors import described, error_code
from bot.slack.foot import BELOW
from bot.slack.gate import Gate
from bot.slack.interaction import Click
from bot.slack.people import People
from bot.slack.posting import Address, Poster
from bot.slack.replying import Replying
from bot.slack.whispers import Whispers
from bot.store.answers import StoredAnswer
from bot.store.channels import Channels
from bot.store.questions import Asked, NewQuestion, ShownTo
from bot.store.work import Payload, Work

log = structlog.get_logger()

_TIMEOUT = 5
_NOT_IN = frozenset({"not_in_channel", "channel_not_found", "is_archived", "restricted_action"})
# Questions that stand in the channel as messages; a shared answer goes under them.
_WRITTEN = frozenset({"mention", "channel", "follow-up"})


class Buttons:
    """Does what the buttons say; what is accepted is kept when a method returns.

    Args:
        asking: what was asked and answered.
        answering: takes up further questions.
        replying: lays answers out.
        gate: says what is taken up.
        channels: the settings.
        people: logs what is refused.
        whispers: tells the person what became of it.
        clients: the workspaces' clients.
        poster: sends messages once.
        work: runs what must survive a kill.
    """

    def __init__(
        self, asking: Asking, answering: Answering, replying: Replying, gate: Gate,
        channels: Channels, people: People, whispers: Whispers, clients: Clients, poster: Poster,
        work: Work,
    ) -> None:  # fmt: skip
        self._asking = asking
        self._answering = answering
        self._replying = replying
        self._gate = gate
        self._channels = channels
        self._people = people
        self._whispers = whispers
        self._clients = clients
        self._poster = poster
        self._work = work
        work.task("share", self._share)
        work.task("show", self._show)

    def ask(self, click: Click) -> None:
        """Take a further question: it is the person's who pressed the button."""
        refusal = self._gate.refusal(click.team, click.channel)
        settings = self._channels.channel(click.team, click.channel)
        shown: ShownTo = "public" if click.channel.startswith("D") else settings.answers
        if click.private or refusal is not None:
            shown = "private"
        aside = click.aside()
        details = {"refusal": f"slack-{refusal}"} if refusal is not None else {}
        if aside.respond is not None:
            details["response_url"] = aside.respond
        thread_ts = click.thread_ts if click.private else click.thread_ts or click.message
        self._answering.ask(
            NewQuestion(
                event=f"click:{click.trigger}", thread=self._thread(click), place="button",
                team=click.team, channel=click.channel, user=click.user, ts=click.at,
                thread_ts=thread_ts, text=click.value, language=settings.language,
                shown_to=shown, details=details or None,
            )
        )  # fmt: skip

    def share(self, click: Click) -> None:
        """Take the wish to share a private answer with its channel."""
        found = self._own(click, "share")
        if found is None:
            return
        asked, _ = found
        refusal = self._gate.refusal(click.team, asked.channel)
        if refusal is not None:
            self._tell(click, f"slack-{refusal}")
            return
        self._work.do(
            "share",
            click.trigger,
            {
                "question": asked.id, "code": click.value, "to": asdict(click.aside()),
                "user": click.user, "original": click.respond if click.private else None,
                "event": click.trigger,
            },
        )  # fmt: skip

    def show(self, click: Click) -> None:
        """Take the wish to see a private answer again: by its asker, who alone sees it."""
        found = self._own(click, "show")
        if found is not None:
            payload = {"code": click.value, "to": asdict(click.aside()), "user": click.user}
            self._work.do("show", click.trigger, payload | {"event": click.trigger})

    def _own(self, click: Click, what: str) -> tuple[Asked, StoredAnswer] | None:
        """Return an answer with its question; None, and the person is told, if it is not theirs."""
        found = self._of_code(click.value)
        if found is None:
            self._tell(click, "places-answer-gone")
            return None
        if (found[0].team, found[0].user) != (click.team, click.user):
            self._people.refused(what, click.team, click.user)
            self._tell(click, "places-only-asker")
            return None
        return found

    def _of_code(self, code: str) -> tuple[Asked, StoredAnswer] | None:
        answer = self._asking.answers.by_code(code)
        asked = self._asking.questions.get(answer.question_id) if answer else None
        if answer is None or asked is None or asked.state == "deleted":
            return None
        return asked, answer

    def _thread(self, click: Click) -> str:
        """Return the thread that a click goes on in: its asker's own, else the message's."""
        found = self._of_code(click.block.removeprefix(BELOW))
        if found is not None and (found[0].team, found[0].user) == (click.team, click.user):
            return found[0].thread
        return click.thread

    def _tell(self, click: Click, key: str) -> None:
        self._whispers.tell(click.aside(), click.user, click.trigger, key)

    def _share(self, payload: Payload) -> None:
        found = self._of_code(payload["code"])
        aside, user, event = Address(**payload["to"]), payload["user"], payload["event"]
        if found is None:
            self._whispers.tell(aside, user, event, "places-answer-gone")
            return
        asked, answer = found
        root = asked.root if asked.place in _WRITTEN else asked.thread_ts
        to = Address(asked.team, asked.channel, root)
        messages = self._replying.messages(asked, answer, share=False)
        client = self._clients.of(asked.team)
        try:
            self._poster.post(client, to, f"share:{payload['code']}", messages, asked.id)
        except Exception as error:  # the last frame of a task: what it lets go is lost unseen
            log.error("answer not shared", thread=asked.thread, **described(error, asked.text))
            absent = isinstance(error, SlackApiError) and error_code(error) in _NOT_IN
            key = "places-share-invite" if absent else "places-failed"
            self._whispers.tell(aside, user, event, key)
            return
        words = self._whispers.words(asked.team, user)
        if payload["original"] is None or not _replaced(
            payload["original"], words("places-shared")
        ):
            self._whispers.tell(aside, user, event, "places-shared")

    def _show(self, payload: Payload) -> None:
        found = self._of_code(payload["code"])
        to, user, event = Address(**payload["to"]), payload["user"], payload["event"]
        if found is None:
            self._whispers.tell(to, user, event, "places-answer-gone")
            return
        asked, answer = found
        try:
            messages = self._replying.messages(asked, answer)
            self._whispers.send(to, user, f"show:{event}", messages, asked.id)
        except Exception as error:  # the last frame of a task: what it lets go is lost unseen
            log.error("answer not shown", thread=asked.thread, **described(error, asked.text))
            self._whispers.tell(to, user, event, "places-failed")


def _replaced(original: str, text: str) -> bool:
    """Put a text in the place of the private message that a button stood in."""
    try:
        webhook = WebhookClient(original, timeout=_TIMEOUT, retry_handlers=[])
        return webhook.send(text=text, replace_original=True).status_code == 200
    except OSError as error:
        log.info("message not replaced", **described(error))
        return False
