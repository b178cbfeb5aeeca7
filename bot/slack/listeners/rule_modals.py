"""The funding rules: their list, their forms, and what is sent with one."""

import re
from typing import Any

from slack_bolt import Ack, App

from bot.slack.form_buttons import FORM, MORE
from bot.slack.form_values import CALLBACK
from bot.slack.help_message import RULES_ACTION
from bot.slack.interaction import read_click, read_submission
from bot.slack.rule_forms import RuleForms


def register(app: App, forms: RuleForms) -> None:
    """Listen to them; a form that is sent is kept before it is acknowledged."""

    def show(ack: Ack, body: dict[str, Any]) -> None:
        ack()
        forms.open_list(read_click(body))

    def press(ack: Ack, body: dict[str, Any]) -> None:
        ack()
        forms.press(read_click(body))

    def take(ack: Ack, body: dict[str, Any]) -> None:
        ack(**forms.take(read_submission(body)))

    app.action(RULES_ACTION)(show)
    app.action(re.compile(f"^(?:{FORM}|{MORE})"))(press)
    app.view(re.compile(f"^{CALLBACK}"))(take)
