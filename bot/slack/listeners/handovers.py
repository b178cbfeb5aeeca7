"""The buttons and forms of handovers: asking a person, and what staff and askers do then."""

from typing import Any

import structlog
from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.slack.errors import described
from bot.slack.foot import ASK_PERSON
from bot.slack.handover.blocks import ANEW, ANSWER, CLAIM, GIVE_BACK, REOPEN
from bot.slack.handover.clicks import read_click, read_form
from bot.slack.handover.handing_over import HandingOver
from bot.slack.handover.views import CLOSES, FORMS, TEXT
from bot.words import Words

log = structlog.get_logger()


def register(app: App, handing_over: HandingOver, opencc: str) -> None:
    """Listen to the clicks and forms of handovers; each is kept before it is acknowledged."""

    def ask(ack: Ack, body: dict[str, Any]) -> None:
        handing_over.ask(read_click(body))
        ack()

    def step(ack: Ack, body: dict[str, Any]) -> None:
        handing_over.step(read_click(body))
        ack()

    def open_form(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        view = handing_over.form(read_click(body))
        if view is None:
            return
        try:
            client.views_open(trigger_id=body["trigger_id"], view=view)
        except (SlackApiError, OSError) as error:
            log.warning("form not opened", **described(error))

    def take_form(ack: Ack, body: dict[str, Any]) -> None:
        click, typed, carried = read_form(body)
        text = typed.get(TEXT, "")
        if click.action == ANSWER and not text:
            words = Words(carried["language"], opencc)
            ack(response_action="errors", errors={TEXT: words("handover-answer-empty")})
            return
        handing_over.step(click, text, typed.get(CLOSES) == "yes")
        ack()

    for action in (ASK_PERSON, ANEW):
        app.action(action)(ask)
    for action in (CLAIM, GIVE_BACK, REOPEN):
        app.action(action)(step)
    for action in FORMS:
        app.action(action)(open_form)
        app.view(action)(take_form)
