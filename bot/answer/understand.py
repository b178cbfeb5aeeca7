"""First step: what a message asks, in which language, of what amounts and items."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bot.answer.frame import Frame
from bot.answer.language import detect_language
from bot.answer.personal import LONGEST_FORM, mask_personal_data
from bot.answer.question import Language, Question
from bot.answer.references import References, read_references
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
    # and words that point back to it.
    r"|\b(?:it|its|that one|this one|those|these|them|they|their|the same|the other)\b"
    r"|\b(?:former|latter)\b"
    r"|^(?:它|这个|那个|这些|那些|他们|她们|其)|前者|后者|上面|刚才|上述|它们?|这笔|那笔",
    re.I,
)

Refusal = Literal["empty", "long", "unreadable"]


@dataclass(frozen=True)
class Request:
    """One thing asked.

    Attributes:
        text: the request's words; Chinese in Simplified.
        asked: it ends with a question mark.
    """

    text: str
    asked: bool


@dataclass(frozen=True)
class Understanding:
    """What the message holds.

    Attributes:
        text: the whole message, cleaned, Chinese in Simplified.
        shown: the message as it may be shown and stored: personal data masked.
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
    shown = _shown(question.text)
    detected = detect_language(shown, frame.language if frame else None)
    text = to_simplified(shown) if HAN.search(shown) else shown
    return Understanding(
        question=question,
        text=text,
        shown=shown,
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


def _shown(raw: str) -> str:
    """Return a message as it may be shown: cleaned, its personal data masked, cut to `LONGEST`.

    It is cleaned before it is masked, since what cleaning removes can stand between two digits;
    and it is masked before it is cut, since a number cut in two is none that can be told.
    """
    shown = mask_personal_data(clean(raw, 2 * LONGEST))
    if len(raw) > 2 * LONGEST:
        shown = shown[:-LONGEST_FORM]  # its end may be a number that cleaning cut
    return shown[:LONGEST].rstrip()


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
    """Split a message into its sentences; those that ask come with their mark."""
    found = []
    for match in _SENTENCE.finditer(text):
        sentence = match.group().strip()
        if _LETTER.search(sentence):
            found.append(Request(sentence, sentence.endswith(("?", "？"))))
    if len(found) < 2:
        return (Request(text, text.endswith(("?", "？"))),)
    asked = [request for request in found if request.asked]
    return tuple((asked or found)[-MOST_REQUESTS:])
