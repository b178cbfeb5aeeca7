"""Every view and message beside the answers keeps to Slack's limits, in three languages."""

from datetime import UTC, datetime
from typing import get_args

import pytest
from fake_slack import problems, view_problems

from bot.answer.question import LANGUAGES, Language
from bot.rule_form import offered_rules
from bot.slack.blocks import Message, plain_message, text_messages
from bot.slack.feedback_view import feedback_view, thanks_view
from bot.slack.form_buttons import rules_view
from bot.slack.help_message import help_message
from bot.slack.home_view import HomeContent, Recent, home_view
from bot.slack.landing import Landing, read_landing
from bot.slack.locale import language_of
from bot.slack.settings_views import (
    channel_settings_view,
    sentence_view,
    workspace_settings_view,
)
from bot.slack.shortcut_view import shortcut_view
from bot.store.channels import AnswersTo, ChannelSettings, Reads, WorkspaceSettings
from bot.words import Words
from bot.words.unofficial import unofficial_line
from knowledge.knowledge_base import KnowledgeBase

RESPOND = "https://hooks.slack.com/actions/T0123456789/1234567890123/abcdefghijklmnopqrstuvwx"
LANDING = Landing("C0123456789", "1700000000.000001", "private", RESPOND)


def sent(message: Message) -> dict[str, object]:
    """Return a message as it is sent."""
    return {"text": message.text, "blocks": list(message.blocks)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_modal_is_within_the_limits(language: Language, knowledge: KnowledgeBase) -> None:
    words = Words(language)
    line = unofficial_line(knowledge, words)
    carried = "x" * 400
    many = tuple(f"C{number:09d}" for number in range(80))
    views = [
        feedback_view("7K3F-9QWX-2M0A", words),
        thanks_view(words),
        shortcut_view("x" * 9_000, carried, True, words),
        shortcut_view("", carried, False, words),
        workspace_settings_view(WorkspaceSettings(False, many, "C1", 1_440), carried, words),
        workspace_settings_view(WorkspaceSettings(), carried, words),
        sentence_view(words("places-only-admins"), words),
        rules_view(offered_rules(knowledge), words, line, LANDING.text()),
        *(
            channel_settings_view(
                ChannelSettings(reads, follows, chosen, answers, staff), carried, words
            )
            for reads in get_args(Reads)
            for follows in (True, False)
            for chosen in (None, *LANGUAGES)
            for answers in get_args(AnswersTo)
            for staff in ("", "C1")
        ),
    ]
    assert [problem for view in views for problem in view_problems(view)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_home_is_within_the_limits_however_much_there_is(
    language: Language, knowledge: KnowledgeBase
) -> None:
    words = Words(language)
    moment = datetime(2026, 12, 1, tzinfo=UTC)
    part = {"type": "section", "text": {"type": "plain_text", "text": "x" * 3_000}}
    many = tuple(f"C{number:09d}" for number in range(400))
    full = HomeContent(
        unofficial_line(knowledge, words), False,
        tuple(Recent("<!channel> & *x* " * 400, moment, "7K3F-9QWX-2M0A") for _ in range(5)),
        (part,) * 200, (part,) * 200, WorkspaceSettings(True, many, "C1", 60), LANDING.text(),
    )  # fmt: skip
    empty = HomeContent("", True, (), (), (), None, LANDING.text())
    without = HomeContent("", True, (Recent("Why?", moment, None),), (), (), None, LANDING.text())
    for content in (full, empty, without):
        view = home_view(content, words)
        assert view_problems(view) == []
        assert len(view["blocks"]) <= 100


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_within_the_limits(language: Language, knowledge: KnowledgeBase) -> None:
    words = Words(language)
    messages = [
        help_message(words, unofficial_line(knowledge, words), LANDING.text()),
        help_message(words, "", LANDING.text()),
        *text_messages(["<!channel> & " * 400] * 9),
        *(
            plain_message(words(key, code="7K3F-9QWX-2M0A", said="• x"))
            for key in (
                "places-answer-gone", "places-failed", "places-hello", "places-mistyped-receipt",
                "places-no-such-receipt", "places-not-opened", "places-not-ready",
                "places-nothing-changed", "places-only-admins", "places-only-asker",
                "places-saved", "places-share-invite", "places-shared", "places-thanks",
                "places-thanks-no",
            )
        ),
    ]  # fmt: skip
    assert [problem for message in messages for problem in problems(sent(message))] == []
    assert len(messages) > 17


def test_where_a_result_goes_is_read_back() -> None:
    for landing in (
        LANDING,
        Landing("D1"),
        Landing("C1", None, "dm"),
        Landing("C1", "1.1", "public"),
    ):
        assert read_landing(landing.text()) == landing


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("en-US", "en"), ("en-GB", "en"), ("de-DE", "en"), ("", "en"), ("zh-CN", "zh-Hans"),
        ("zh-SG", "zh-Hans"), ("zh-TW", "zh-Hant"), ("zh-HK", "zh-Hant"),
    ],
)  # fmt: skip
def test_a_locale_of_slack_is_a_language(locale: str, language: Language) -> None:
    assert language_of(locale) == language
