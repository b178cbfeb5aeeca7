"""Nothing ungrounded becomes an answer."""

import pytest

from bot.answer.draft import Cite, Draft, Piece, Remark, Say
from bot.answer.record import Paragraph
from bot.answer.verify import UngroundedError, verify
from bot.words import Words
from knowledge.knowledge_base import KnowledgeBase
from knowledge.source import Span

EN = Words("en")


def draft(*pieces: Piece) -> Draft:
    return Draft("en", "answered", "curated", pieces)


@pytest.mark.parametrize(
    "text",
    [
        "The district pays 30 percent.",
        "It takes 90 days.",
        "The district gives at least five million yuan.",
        "It was approved on 12 December 2017.",
        "Nineteen platforms exist: 19 platforms.",
    ],
)
def test_a_number_that_nothing_holds_is_refused(knowledge: KnowledgeBase, text: str) -> None:
    span = knowledge.spans["answer:in-force-date"][0]
    with pytest.raises(UngroundedError):
        verify(draft(Say(text), Cite(span)), "When?", knowledge, EN)


def test_a_number_of_the_question_may_be_repeated(knowledge: KnowledgeBase) -> None:
    said = draft(Say("You ask about 30 percent."))
    assert verify(said, "Is it 30%?", knowledge, EN).blocks == (
        Paragraph("You ask about 30 percent."),
    )


def test_an_item_number_of_the_question_may_be_repeated_however_long(
    knowledge: KnowledgeBase,
) -> None:
    said = draft(Say("There is no Item 99999999999999999999."))
    asked = "item 99999999999999999999 m\u0300, what is it?"
    assert verify(said, asked, knowledge, EN).blocks
    with pytest.raises(UngroundedError):
        verify(said, "item 9999 m\u0300, what is it?", knowledge, EN)


def test_a_fact_brings_its_quote(knowledge: KnowledgeBase) -> None:
    verified = verify(draft(Say("In force from {in-force-date}.")), "", knowledge, EN)
    assert verified.blocks[0] == Paragraph("In force from 1 February 2018.")
    assert "February 1st 2018" in verified.citations[0].quote


@pytest.mark.parametrize(
    "piece",
    [
        Say("{no-such-fact}"),
        Remark("no-such-note"),
        Cite(Span(9**9, 9**9 + 5)),
        Cite(Span(14820, 99999)),
    ],
)
def test_an_unknown_token_is_refused(knowledge: KnowledgeBase, piece: Piece) -> None:
    with pytest.raises(UngroundedError):
        verify(draft(piece), "", knowledge, EN)


def test_a_chinese_answer_carries_the_quote_and_its_rendering(knowledge: KnowledgeBase) -> None:
    span = knowledge.spans["answer:in-force-date"][0]
    (citation,) = verify(draft(Cite(span)), "", knowledge, Words("zh-Hant")).citations
    assert citation.quote == knowledge.source.text[citation.start : citation.end]
    assert citation.rendering is not None
    assert "2018年2月1日" in citation.rendering
    (plain,) = verify(draft(Cite(span)), "", knowledge, EN).citations
    assert plain.rendering is None
