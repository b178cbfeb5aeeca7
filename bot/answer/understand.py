"""First step: what a message asks, in which language, of what amounts and items."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bot.answer.frame import Frame
from bot.answer.language import detect_language
from bot.answer.personal import mask_personal_data
from bot.answer.question import Language, Question
from bot.answer.references import References, read_references
from bot.answer.sentence import asks
from bot.words.script import to_simplified
from knowledge.amounts import (
    Bound,
    CalendarDate,
    Money,
    Number,
    Series,
    Share,
    Unknown,
    Year,
    bind,
    unclear_in,
)
from knowledge.amounts.cues import PAYERS
from knowledge.han import HAN
from knowledge.rules import AnyRule
from knowledge.rules.definition import MONEY_KINDS
from knowledge.search.cleaning import clean
from knowledge.statements.reader import FlagReader, Stated

LONGEST = 4_000
MOST_REQUESTS = 6
_LETTER = re.compile(r"[^\W_]")
_SENTENCE = re.compile(r"[^.?!。？！;；\n]+(?:\.(?=\S)[^.?!。？！;；\n]+)*[.?!。？！;；]*")
_LEANING = re.compile(
    # How a turn begins that goes on from the last one,
    r"^\W*(?:and|but|so|then|ok(?:ay)?,?\s*(?:and|then)|what about|how about|what if|same for|no,|"
    r"not |if (?:it|that|so)|why\b.{0,12}$|since when|until when|who exactly|which ones|"
    r"how (?:much|many|long)\W*$)"
    r"|^\W*(?:那|还有|另外|然后|不对|不是|如果是|要是|换成|假如|为什么|哪些|谁|几|多少)|呢\W*$"
    r"|^(?:is|was|does|do|did|are|were|can|could|will|would|should) (?:that|this|those|these|it|they)"
    r"|^(?:i mean|i meant|sorry|oops|rather|back to|coming back)\b|\b(?:though|too|as well)\W*$"
    # and words that point back to it.
    r"|\b(?:it|its|that one|this one|those|these|them|they|their|the same|the other)\b"
    r"|\b(?:former|latter|the (?:first|second|third|last) (?:one|point|of)|there|says so)\b"
    r"|\b(?:about|of|from|on|for|to|with|in|by|under|after|than) (?:that|this|those|these)\b(?! \w)"
    r"|^(?:它|这|那|他|她|其|也|再|又|我是说|我指|说错|更正|确定|真的|是不是也)|前者|后者|上面|刚才|上述|它们?"
    r"|这[笔个些项条点句话段]|那[笔个些项条点句话段]|里头|里面|其中|算在内|回到|第[一二三四五]个|也是吗|也行吗|一样吗",
    re.I,
)

_POINTING = re.compile(
    r"^(?:and|so|then|but)\b|\b(?:it|its|that|this|those|these|them|they|their|there)\b"
    r"|^[那这它他她其]|这[个笔些种样]|那[个笔些种]|它们?|其中",
    re.I,
)

Refusal = Literal["empty", "long", "unreadable"]


@dataclass(frozen=True)
class Request:
    """One thing asked.

    Attributes:
        text: the request's words; Chinese in Simplified.
        asked: it has the form of a question, or of a wish to be told.
    """

    text: str
    asked: bool


@dataclass(frozen=True)
class Understanding:
    """What the message holds.

    Attributes:
        text: the whole message, cleaned, Chinese in Simplified.
        shown: the message as it may be shown and stored: personal data masked.
        masked: personal data was found in it.
        other_language: it is in neither of the desk's languages.
        requests: its sentences, where there are several; else the message itself.
        quantities: amounts, shares, years and dates, bound to roles where the words say so.
        unclear: an amount in it has several readings.
        stated: for each rule, what it says of the rule's flags and choices.
        leaning: its form leans on an earlier turn ("and the district?").
        refusal: why it cannot be read, or None.
    """

    question: Question
    text: str
    shown: str
    masked: bool
    language: Language
    other_language: bool
    requests: tuple[Request, ...]
    references: References
    quantities: tuple[Bound, ...]
    unclear: bool
    stated: Mapping[str, Stated]
    leaning: bool
    refusal: Refusal | None

    @property
    def several(self) -> bool:
        """Tell whether the message holds more than one request, or more than its request."""
        return len(self.requests) > 1 or self.requests[0].text != self.text

    @property
    def states_both_sides(self) -> bool:
        """Tell whether amounts or shares of both sides are stated, which leaves little to ask."""
        roles = {b.role for b in self.quantities if isinstance(b.quantity, Money | Share)}
        orders = [b.order for b in self.quantities if isinstance(b.quantity, Share)]
        return set(PAYERS) <= roles or any(set(order) == set(PAYERS) for order in orders)

    def states(self, rule: AnyRule) -> bool:
        """Tell whether the message states anything that a rule works on."""
        kinds = {field.kind for field in rule.fields}
        stated = self.stated[rule.key]
        if kinds & MONEY_KINDS:
            dated = any(isinstance(bound.quantity, Year) for bound in self.quantities)
            return any(_amount(bound, dated) for bound in self.quantities)
        if "flag" in kinds:
            return bool(stated.flags) or len(stated.choices) > 1
        dated = any(isinstance(bound.quantity, CalendarDate) for bound in self.quantities)
        return dated or bool(stated.choices)


def understand(
    question: Question, frame: Frame | None, flag_readers: Mapping[str, FlagReader]
) -> Understanding:
    """Read a message; nothing is decided here but what has a grammar."""
    # Masked before it is cut, and again once numbers in other forms (１３８…) are plain digits.
    read = question.text[: 2 * LONGEST]
    masked = mask_personal_data(read)
    cleaned = clean(masked, LONGEST)
    shown = mask_personal_data(cleaned)
    detected = detect_language(shown, frame.language if frame else None)
    text = to_simplified(shown) if HAN.search(shown) else shown
    return Understanding(
        question=question,
        text=text,
        shown=shown,
        masked=masked != read or shown != cleaned,
        language=question.language or detected.language,
        other_language=detected.other,
        requests=_requests(text),
        references=read_references(text),
        quantities=bind(text),
        unclear=bool(unclear_in(text)),
        stated={rule: reader.read(text) for rule, reader in flag_readers.items()},
        leaning=frame is not None and _leans(text),
        refusal=_refusal(question.text, shown),
    )


def _amount(bound: Bound, dated: bool) -> bool:
    """Tell an amount, known or not, or a share from a count of things ("two districts")."""
    quantity = bound.quantity
    if isinstance(quantity, Unknown):
        return bound.role is not None or dated
    if isinstance(quantity, Number):
        return not quantity.unit
    return isinstance(quantity, Money | Series | Share)


def _refusal(raw: str, shown: str) -> Refusal | None:
    if len(raw) > LONGEST:
        return "long"
    if _LETTER.search(shown):
        return None
    return "unreadable" if raw.strip() else "empty"


def _leans(text: str) -> bool:
    """Tell whether a message is too short, or points too much, to stand alone."""
    short = len(HAN.findall(text)) <= 6 if HAN.search(text) else len(text.split()) <= 4
    return short or bool(_LEANING.search(text))


def _requests(text: str) -> tuple[Request, ...]:
    """Split a message into its sentences, of which those that ask are kept where any does.

    A sentence that points back ("who pays for that?") is read with the one before it.
    """
    sentences = [match.group().strip() for match in _SENTENCE.finditer(text)]
    sentences = [sentence for sentence in sentences if _LETTER.search(sentence)]
    if len(sentences) < 2:
        return (Request(text, asks(text)),)
    found = []
    for at, sentence in enumerate(sentences):
        before = sentences[at - 1] if at and _POINTING.search(sentence) else ""
        found.append(Request(f"{before} {sentence}".strip(), asks(sentence)))
    asked = [request for request in found if request.asked]
    return tuple((asked or found)[-MOST_REQUESTS:])
