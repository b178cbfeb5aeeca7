"""Block Kit: what an answer holds is read back out of its messages, and all limits are kept."""

import dataclasses
from typing import Any

import pytest
from fake_slack import refusal
from fake_slack_engine import ENGLISH, QUOTE, SIMPLIFIED, TRADITIONAL, answer, citation, figure
from hypothesis import given
from hypothesis import strategies as st
from slack_reading import contexts, lists, markdown, places, quotes, tables

from bot.answer.record import Answer, Note, NoteAt, Paragraph, Quote, Working
from bot.slack.blocks import build_messages
from bot.slack.limits import size, stretches
from bot.words import Words

DATES = {"en": "18 January 2018"}


def built(given_answer: Answer) -> list[dict[str, Any]]:
    """Build an answer's messages, and check that Slack would take each."""
    words = Words(given_answer.language)
    released = DATES.get(given_answer.language, "2018年1月18日")
    messages = build_messages(given_answer, words, words("unofficial", date=released))
    for message in messages:
        assert refusal({"text": message.text, "blocks": message.blocks}) is None
        assert size(message.blocks, message.text) < 12_000
    return [dataclasses.asdict(message) for message in messages]


def test_an_answer_is_one_message_in_the_order_of_its_blocks() -> None:
    (message,) = built(ENGLISH)
    assert [block["type"] for block in message["blocks"]] == [
        "markdown", "rich_text", "rich_text", "table", "context", "rich_text", "context",
    ]  # fmt: skip
    assert markdown([message]) == [
        "**At least 8,000,000 yuan**: the district gives no less than the city."
    ]


@pytest.mark.parametrize("given_answer", [ENGLISH, SIMPLIFIED, TRADITIONAL])
def test_quotes_are_read_back_word_for_word(given_answer: Answer) -> None:
    messages = built(given_answer)
    assert quotes(messages) == {
        number: cited.quote for number, cited in enumerate(given_answer.citations, 1)
    }


def test_quotes_stand_under_their_place_with_the_rendering_marked() -> None:
    messages = built(SIMPLIFIED)
    assert places(messages) == {1: "第十条，第4部分，新闻稿 Two(4) 节"}
    assert "非官方译文：一方面" in str(messages[0]["blocks"])
    assert places(built(ENGLISH)) == {1: "Item Ten, Part 4, section Two(4)"}


def test_traditional_readers_get_traditional_words() -> None:
    (message,) = built(TRADITIONAL)
    assert "非官方譯文：" in str(message["blocks"])
    assert "非官方工具。回答依據2018年1月18日的新聞稿" in contexts([message])[-1]


def test_chinese_bold_has_its_punctuation_outside() -> None:
    assert markdown(built(SIMPLIFIED)) == ["**至少800万元**：区级运行经费不低于市级。"]


def test_a_figures_working_is_a_table_of_its_steps() -> None:
    assert tables(built(ENGLISH)) == [
        [["Step", "Working"], ["1", "The city gives 8,000,000 yuan."],
         ["2", "The district gives at least as much."]]
    ]  # fmt: skip


def test_of_two_figures_the_second_is_a_list() -> None:
    two = answer(Working(0), Working(1), figures=(figure("one"), figure("two", "three")))
    messages = built(two)
    assert [table[1:] for table in tables(messages)] == [[["1", "one"]]]
    assert lists(messages) == [["two", "three"]]


def test_a_working_too_long_for_a_table_is_a_list() -> None:
    lines = tuple(f"step {at}" for at in range(150))
    messages = built(answer(Working(0), figures=(figure(*lines),)))
    assert tables(messages) == []
    assert [line for group in lists(messages) for line in group] == list(lines)


def test_notes_and_one_footer_are_context_and_suggestions_a_list() -> None:
    messages = built(ENGLISH)
    note, footer = contexts(messages)
    assert note == "On the translation: The Chinese says “in principle” & <more>."
    assert footer == (
        "Unofficial. Answers come from the press release of 18 January 2018 and not from the "
        "Guideline itself."
    )
    assert lists(messages) == [list(ENGLISH.suggestions)]


def test_the_text_is_complete_without_the_blocks() -> None:
    (message,) = built(ENGLISH)
    assert message["text"].startswith("At least 8,000,000 yuan: the district")
    for part in (
        "At least 8,000,000 yuan", "Item Ten", "2. The district gives at least as much.",
        "“in principle” &amp; &lt;more&gt;", "What does Item Ten say?", "18 January 2018",
        QUOTE.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"),
    ):  # fmt: skip
        assert part in message["text"]


def test_an_answer_without_blocks_shows_its_text() -> None:
    assert markdown(built(answer())) == ["as the blocks"]


def test_a_long_answer_is_split_and_nothing_is_cut() -> None:
    sentence = "The city and the district share the operating funds of a platform. "
    cited = tuple(citation(f"{at}: " + sentence * 16, start=at) for at in range(12))
    long = answer(
        Paragraph((sentence * 300).strip()),
        *(Quote(at) for at in range(12)),
        Working(0),
        NoteAt(0),
        citations=cited,
        figures=(figure(*(sentence for _ in range(40))),),
        notes=(Note("caution", sentence * 80, None),),
    )
    messages = built(long)
    assert len(messages) > 3
    assert quotes(messages) == {at: cited.quote for at, cited in enumerate(long.citations, 1)}
    assert "".join(markdown(messages)) == (sentence * 300).strip()
    footers = [text for text in contexts(messages) if text.startswith("Unofficial")]
    assert len(footers) == 1
    assert contexts(messages[-1:])[-1] == footers[0]


def test_more_than_fifty_blocks_are_split() -> None:
    many = answer(*(Paragraph(f"Paragraph {at}.") for at in range(120)))
    messages = built(many)
    assert max(len(message["blocks"]) for message in messages) <= 50
    assert markdown(messages) == [f"Paragraph {at}." for at in range(120)]


def test_a_quote_longer_than_a_block_goes_on_under_its_number() -> None:
    long = "运行经费，" * 3_000
    cited = (citation(long, rendering="译文。" * 2_000),)
    messages = built(answer(Quote(0), citations=cited, language="zh-Hans"))
    assert quotes(messages) == {1: long}


def test_readers_words_mention_nobody_in_any_block() -> None:
    asked = "<!channel> <@U1> [pay](https://evil.example)"
    (message,) = built(
        answer(
            Paragraph(f"**On your other question:** {asked}"),
            NoteAt(0),
            notes=(Note("caution", asked, None),),
            suggestions=(asked,),
        )
    )
    assert "\\<!channel> \\<@U1> \\[pay](" in markdown([message])[0]
    assert "<!" not in message["text"]
    assert "mrkdwn" not in str(message["blocks"])


@given(st.text('&<>*[]()"\\ \n。ab甲😀', max_size=6_000), st.integers(1, 30))
def test_any_text_keeps_to_the_limits(text: str, times: int) -> None:
    text = text * times
    if not text.strip():
        return
    messages = built(
        answer(
            Paragraph(text),
            Quote(0),
            Working(0),
            NoteAt(0),
            citations=(citation(text, rendering=text),),
            figures=(figure(text, text),),
            notes=(Note("caution", text, None),),
            suggestions=(text,),
        )
    )
    assert quotes(messages) == {1: text}


@given(st.text(), st.integers(2, 40))
def test_stretches_are_the_text_again(text: str, limit: int) -> None:
    parts = stretches(text, limit)
    assert "".join(parts) == text
    assert all(0 < len(part) <= limit for part in parts)
