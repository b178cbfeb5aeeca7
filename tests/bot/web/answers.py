"""An engine of hand-made answers: it quotes the real release, and decides by a few plain words."""

from dataclasses import dataclass, replace

from bot.answer.basis import Basis
from bot.answer.frame import Frame
from bot.answer.language import detect_language
from bot.answer.question import Language, Question
from bot.answer.record import (
    Answer,
    Citation,
    Figure,
    Note,
    NoteAt,
    Paragraph,
    Quote,
    Working,
)
from bot.answer.verify import cite
from bot.words import Words
from knowledge.knowledge_base import KnowledgeBase

OPERATING = "the operational funds of the platform will be co-arranged"
FLOOR = "while the funds from the district government should not be lower"
PIONEERS = "Speed up the cultivation and construction"
SECRET = "the exception's own words"

TEXTS: dict[str, dict[str, str]] = {
    "money": {
        "en": "Operating money is arranged **by the city and the district together**.",
        "zh": "运行资金由**市、区共同安排：**其中市级资金从科技创新计划专项资金中安排。",
    },
    "deadline": {
        "en": "The release does not say by when an application must be handed in.",
        "zh": "新闻稿没有说明申报的截止日期。",
    },
    "nearest": {"en": "The nearest passage:", "zh": "最接近的原文："},
    "person": {
        "en": "To settle this, ask the Shanghai Science and Technology Commission.",
        "zh": "如需确认，请咨询上海市科学技术委员会（市科委）。",
    },
    "floor": {
        "en": "The district gives **at least 8,000,000 yuan**: not less than the city.",
        "zh": "区级**至少出800万元**，不低于市级。",
    },
    "working": {
        "en": "District minimum = city's amount = 8,000,000 yuan",
        "zh": "区级应不低于市级：区级最低额 = 市级金额 = 800万元",
    },
    "caution": {
        "en": "The published Chinese text says “in principle”, which the release drops.",
        "zh": "公开的中文文本写的是“原则上不低于”，英文新闻稿漏译了“原则上”。",
    },
    "error": {
        "en": "Something went wrong on our side; please ask again.",
        "zh": "我们这边出了点问题，请稍后再问。",
    },
    "next": {"en": "What does Item Ten say?", "zh": "第十条是怎么说的？"},
    "then": {
        "en": "The city gives 8 million yuan. What must the district give?",
        "zh": "市级出800万元，区里至少要出多少？",
    },
}


@dataclass(frozen=True)
class HandMade:
    """Answers by the words "deadline", "8 million", "fail", "explode"; else about the money."""

    knowledge: KnowledgeBase

    def answer(self, question: Question, frame: Frame | None = None) -> tuple[Answer, Frame]:
        """Answer, naming the turn before where the question is "And?"."""
        asked = question.text
        language = question.language or detect_language(asked).language
        words = Words(language)
        if "explode" in asked:
            raise RuntimeError(SECRET)
        if "deadline" in asked.lower() or "截止" in asked:
            answer = self._silence(words)
        elif "8 million" in asked or "800" in asked:
            answer = self._figure(words)
        elif "fail" in asked:
            answer = self._plain(words, _text("error", words))
            answer = replace(answer, status="error", route=None)
        elif asked == "And?":
            before = frame.text if frame else (question.history or ("nothing",))[-1]
            answer = self._plain(words, f"Before, you asked: {before}")
        else:
            answer = self._money(words)
        basis = Basis(question.asked_on, None, (), (), (), "s2tw")
        answer = replace(answer, id=question.id, question=asked, basis=basis)
        return answer, Frame(language, asked)

    def problem(self) -> str | None:
        """Nothing keeps it from answering."""
        return None

    def _quote(self, anchor: str, words: Words) -> Citation:
        span = self.knowledge.structure.widen(self.knowledge.source.find(anchor))
        return cite(span, self.knowledge, words)

    def _money(self, words: Words) -> Answer:
        quotes = (self._quote(OPERATING, words), self._quote(FLOOR, words))
        answer = self._plain(words, _text("money", words))
        blocks = (*answer.blocks, Quote(0), Quote(1))
        suggestions = (_text("then", words), _text("next", words))
        return replace(answer, citations=quotes, blocks=blocks, suggestions=suggestions)

    def _silence(self, words: Words) -> Answer:
        answer = self._plain(words, _text("deadline", words))
        blocks = (
            *answer.blocks, Paragraph(_text("nearest", words)), Quote(0),
            Paragraph(_text("person", words)),
        )  # fmt: skip
        return replace(
            answer, status="not_specified", route="silence", blocks=blocks,
            citations=(self._quote(PIONEERS, words),), suggestions=(_text("next", words),),
        )  # fmt: skip

    def _figure(self, words: Words) -> Answer:
        quote = self._quote(FLOOR, words)
        figure = Figure(
            "co-funding", 10, "computed", {"city": "8000000"},
            {"district_minimum": "8000000", "city_share": {"low": "0.333333", "high": "0.5"}},
            {"city": "CNY", "district_minimum": "CNY", "city_share": "share"},
            (_text("working", words),), quote,
        )  # fmt: skip
        note = Note("translation", _text("caution", words), "sficc.com/article.php?id=3220&p=2")
        answer = self._plain(words, _text("floor", words))
        return replace(
            answer, route="rule", citations=(quote,), figures=(figure,), notes=(note,),
            blocks=(*answer.blocks, Working(0), Quote(0), NoteAt(0)),
            suggestions=(_text("next", words),),
        )  # fmt: skip

    def _plain(self, words: Words, text: str) -> Answer:
        return Answer(
            None, "", words.language, "answered", "curated", text, (), (), (), (), 0.93,
            "builtin", 3.5, (Paragraph(text),),
        )  # fmt: skip


def _text(key: str, words: Words) -> str:
    language: Language = words.language
    return words.script(TEXTS[key]["en" if language == "en" else "zh"])
