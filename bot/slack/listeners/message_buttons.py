"""Buttons under answers, and the modal that follows one of them."""

import re
from typing import Any

from slack_bolt import Ack, App

from bot.slack.buttons import Buttons
from bot.slack.feedback_view import CALLBACK
from bot.slack.foot import ASK, FEEDBACK, SHARE, SHOW
from bot.slack.interaction import read_click, read_submission
from bot.slack.verdicts import Verdicts


def register(app: App, buttons: Buttons, verdicts: Verdicts) -> None:
    """Listen to them; what is pressed is kept before it is acknowledged."""

    def ask(ack: Ack, body: dict[str, Any]) -> None:
        buttons.ask(read_click(body))
        ack()

    def share(ack: Ack, body: dict[str, Any]) -> None:
        buttons.share(read_click(body))
        ack()

    def show(ack: Ack, body: dict[str, Any]) -> None:
        buttons.show(read_click(body))
        ack()

    def give(ack: Ack, body: dict[str, Any]) -> None:
        click = read_click(body)
        explainable = verdicts.give(click)
        ack()
        if explainable:
            verdicts.ask_why(click)

    def explain(ack: Ack, body: dict[str, Any]) -> None:
        ack(**verdicts.explain(read_submission(body)))

    app.action(re.compile(rf"^{ASK}:\d+$"))(ask)
    app.action(SHARE)(share)
    app.action(SHOW)(show)
    app.action(FEEDBACK)(give)
    app.view(CALLBACK)(explain)
