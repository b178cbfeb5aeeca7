"""First step: what a message asks, in which language, of what amounts and items."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from bot.answer.frame import Frame
from bot.answer.joined import joined_requests
from bot.answer.language import detect_language
from bot.answer.leaning import leans, points_back, says_nothing
from bot.answer.personal import LONGEST_FORM, mask_personal_data
from bot.answer.question import Language, Question
from bot.answer.references import References, asks_where, read_references
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
_POINT = re.compile(
    r"(?:^|(?<=[\s,，:：;；。？?]))(?:\(?\d{1,2}[).、]\s|\(?\d{1,2}[)）、]|[一二三四五六]、)"
)
"""What numbers a point of several: "1) … 2) …", 一、…二、…"""

Refusal = Literal["empty", "long", "unreadable"]


@dataclass(frozen=True)
class Request:
    """One thing asked.

    Attributes:
        text: the request's words; Chinese in Simplified.
        after: the same after the sentence before it, where it points back to that, else "".
        asked: it has the form of a question, or of a wish to be told.
        parts: the requests that its sentence seems to join, each but the first after the one
            before it; empty where it is one by its form.
    """

    text: str
    asked: bool
    after: str = ""
    parts: tuple["Request", ...] = ()

    @property
    def readings(self) -> tuple[str, ...]:
        """Every text by which it, or a part of it, may be read."""
        own = (self.text, self.after) if self.after else (self.text,)
        return own + tuple(text for part in self.parts for text in part.readings)


@dataclass(frozen=True)
class Understanding:
    """What the message holds.

    Attributes:
        text: the whole message, cleaned, Chinese in Simplified.
        shown: the message as it may be shown and stored: personal data masked.
        masked: personal data was found in it.
        mended: words of it were misspelt, and stand in `text` as they are read.
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
    mended: bool
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
    question: Question,
    frame: Frame | None,
    flag_readers: Mapping[str, FlagReader],
    mend: Callable[[str], str],
) -> Understanding:
    """Read a message; nothing is decided here but what has a grammar.

    Args:
        question: the message.
        frame: the turn before, if any.
        flag_readers: for each rule, what reads its flags and choices.
        mend: mends misspelt words.
    """
    shown, masked = _shown(question.text)
    detected = detect_language(shown, frame.language if frame else None)
    written = to_simplified(shown) if HAN.search(shown) else shown
    text = mend(written)
    return Understanding(
        question=question,
        text=text,
        shown=shown,
        masked=masked,
        mended=text != written,
        language=question.language or detected.language,
        other_language=detected.other,
        requests=_requests(text),
        references=read_references(text),
        quantities=bind(text),
        unclear=bool(unclear_in(text)),
        stated={rule: reader.read(text) for rule, reader in flag_readers.items()},
        leaning=frame is not None and leans(text),
        refusal=_refusal(question.text, shown),
    )


def _shown(raw: str) -> tuple[str, bool]:
    """Return a message as it may be shown, and whether personal data was masked in it.

    It is cleaned before it is masked, since what cleaning removes can stand between two digits;
    and it is masked before it is cut, since a number cut in two is none that can be told.
    """
    cleaned = clean(raw, 2 * LONGEST)
    shown = masked = mask_personal_data(cleaned)
    if len(raw) > 2 * LONGEST:
        shown = shown[:-LONGEST_FORM]  # its end may be a number that cleaning cut
    return shown[:LONGEST].rstrip(), masked != cleaned


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


def _requests(text: str) -> tuple[Request, ...]:
    """Split a message into its sentences, of which those that ask are kept where any does.

    A sentence that points back ("who pays for that?") is read with the one before it.
    """
    lines = _POINT.sub("\n", text) if len(_POINT.findall(text)) > 1 else text
    sentences: list[str] = []
    for match in _SENTENCE.finditer(lines):
        sentence = match.group().strip()
        if sentences and asks(sentence) and says_nothing(sentence):
            sentences[-1] += f" {sentence}"
        elif _LETTER.search(sentence):
            sentences.append(sentence)
    if len(sentences) < 2:
        return (Request(text, asks(text), parts=_parts(text)),)
    found = []
    for at, sentence in enumerate(sentences):
        back = points_back(sentence) or asks_where(sentence)
        after = f"{sentences[at - 1]} {sentence}" if at and back else ""
        found.append(Request(sentence, asks(sentence), after, _parts(sentence)))
    marked = [request for request in found if request.text.endswith(("?", "？"))]
    asked = marked or [request for request in found if request.asked]
    return tuple((asked or found)[-MOST_REQUESTS:])


def _parts(sentence: str) -> tuple[Request, ...]:
    """Return the requests that a sentence seems to join, each with the one before it."""
    parts = joined_requests(sentence)
    before = ("", *parts)
    return tuple(
        Request(part, asked=True, after=f"{last} {part}" if last else "")
        for last, part in zip(before, parts, strict=False)
    )
