"""The desk's Home tab, as a view."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.answer.question import SHANGHAI
from bot.slack.blocks import Block
from bot.slack.foot import SHOW, button
from bot.slack.form_view import plain
from bot.slack.help_message import RULES_ACTION
from bot.slack.mrkdwn import escape
from bot.slack.settings_views import WORKSPACE_SETTINGS, described_settings
from bot.slack.whispers import CHANNEL
from bot.store.channels import WorkspaceSettings
from bot.words import Words

_BLOCKS = 100
_OWN, _STAFF = 20, 45
_QUESTION = 200


@dataclass(frozen=True)
class Recent:
    """A question that the person asked.

    Attributes:
        code: the receipt of its answer, or None where none is kept.
    """

    text: str
    at: datetime
    code: str | None


@dataclass(frozen=True)
class HomeContent:
    """What stands on the Home of one person.

    Attributes:
        unofficial: the line that says what the desk answers from; "" while it is not known.
        answering: the desk answers in this workspace.
        recent: what the person asked, newest first.
        own: blocks of the person's open handovers.
        staff: blocks of the queue, for staff.
        settings: those of the workspace, for admins; else None.
        landing: where the result of a rule's form goes, as `Landing.text` gives it.
    """

    unofficial: str
    answering: bool
    recent: tuple[Recent, ...]
    own: tuple[Block, ...]
    staff: tuple[Block, ...]
    settings: WorkspaceSettings | None
    landing: str


def home_view(content: HomeContent, words: Words) -> dict[str, Any]:
    """Return the view of a person's Home, within 100 blocks."""
    blocks: list[Block] = [
        _header(words("places-home-title")),
        {"type": "section", "text": plain(words("places-home-lead"))},
    ]
    if not content.answering:
        blocks.append({"type": "section", "text": plain(words("places-home-off"))})
    blocks.append(
        {
            "type": "actions",
            "elements": [button(words("places-rules"), RULES_ACTION, content.landing)],
        }
    )
    if content.unofficial:
        blocks.append({"type": "context", "elements": [plain(content.unofficial)]})
    blocks += [_header(words("places-home-recent")), *_recent(content.recent, words)]
    if content.own:
        blocks += [_header(words("places-home-own")), *content.own[:_OWN]]
    if content.staff:
        blocks += [_header(words("places-home-queue")), *content.staff[:_STAFF]]
    if content.settings is not None:
        blocks += [_header(words("places-home-settings")), *_settings(content.settings, words)]
    return {"type": "home", "blocks": blocks[:_BLOCKS]}


def _recent(questions: Sequence[Recent], words: Words) -> list[Block]:
    if not questions:
        return [{"type": "section", "text": plain(words("places-home-none"))}]
    return [_asked(question, words) for question in questions]


def _asked(question: Recent, words: Words) -> Block:
    text = question.text
    text = text if len(text) <= _QUESTION else text[: _QUESTION - 1] + "…"
    local = question.at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
    when = f"<!date^{int(question.at.timestamp())}^{{date_short_pretty}} {{time}}|{local}>"
    block: Block = {"type": "section", "text": _mrkdwn(f"{escape(text)}\n{when}")}
    if question.code is not None:
        block["accessory"] = button(words("places-show-again"), SHOW, question.code)
    return block


def _settings(settings: WorkspaceSettings, words: Words) -> list[Block]:
    lines = [
        words("places-changed", name=words(f"places-set-{name}"), value=value)
        for name, value in described_settings(settings, words)
    ]
    text = CHANNEL.sub(r"<#\1>", escape("\n".join(f"• {line}" for line in lines)))
    change = button(words("places-settings-workspace"), WORKSPACE_SETTINGS, "workspace")
    return [
        {"type": "section", "text": _mrkdwn(text)},
        {"type": "actions", "elements": [change]},
    ]


def _header(text: str) -> Block:
    return {"type": "header", "text": plain(text)}


def _mrkdwn(text: str) -> Block:
    return {"type": "mrkdwn", "text": text, "verbatim": True}
