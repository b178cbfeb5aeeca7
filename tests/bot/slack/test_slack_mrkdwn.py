"""Slack's text formats, both ways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.mrkdwn import escape, plain_text, safe_markdown


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("<@UBOT> who pays?", "who pays?"),
        ("<@UBOT|desk>: who pays?", "who pays?"),
        ("<@UBOT>，谁出钱？", "谁出钱？"),
        ("ask <@U2> who pays", "ask who pays"),
        ("<@UBOT>", ""),
        ("R&amp;D &lt;8 million&gt;", "R&D <8 million>"),
        ("&amp;lt;", "&lt;"),
        ("see <https://example.org|the page> and <https://example.org/x>",
         "see the page and https://example.org/x"),
        ("<mailto:a@example.org|a@example.org> <mailto:b@example.org>",
         "a@example.org b@example.org"),
        ("<tel:021|021>", "021"),
        ("in <#C1|general> and <#C2>", "in #general and"),
        ("<!here> <!subteam^S1|@team> hi", "hi"),
        ("<!date^1392734382^{date}|18 February 2014>", "18 February 2014"),
        ("first\nsecond", "first\nsecond"),
        ("8 &lt; 9 &gt; 7", "8 < 9 > 7"),
    ],
)  # fmt: skip
def test_an_events_text_becomes_what_the_person_sees(text: str, plain: str) -> None:
    assert plain_text(text) == plain


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("**At least:** 8 million", "**At least**: 8 million"),
        ("**关于您的问题：**经费", "**关于您的问题**：经费"),
        ("**“专项资金”**用于", "“**专项资金**”用于"),
        ("请看**第十条**。", "请看**第十条**。"),
        ("**：**", "："),
        ("2 ** 3 and *one*", "2 ** 3 and *one*"),
        ("You ask: <!channel> <@U1> <#C1> <https://a.b|c>",
         "You ask: \\<!channel> \\<@U1> \\<#C1> \\<https://a.b|c>"),
        ("[pay here](https://evil.example)", "\\[pay here](https://evil.example)"),
        ("R&D < 8, [1] says", "R&D < 8, [1] says"),
    ],
)  # fmt: skip
def test_markdown_mentions_nobody_hides_no_address_and_sets_bold(text: str, safe: str) -> None:
    assert safe_markdown(text) == safe


def test_a_fallback_text_mentions_nobody() -> None:
    assert escape("<!channel> & <@U1>") == "&lt;!channel&gt; &amp; &lt;@U1&gt;"


@given(st.text("<>&;ampltg", max_size=30))
def test_what_is_escaped_comes_back(text: str) -> None:
    assert "<" not in escape(text)
    assert plain_text(escape(text)) == text
