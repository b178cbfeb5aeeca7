"""First step: what a message asks, in which language, of what amounts and items."""

import re
from dataclasses import dataclass
from typing import Literal

from bot.answer.frame import Frame
from bot.answer.language import detect_language
from bot.answer.personal import mask_personal_data
from bot.answer.question import Language, Question
from bot.answer.references import References, read_references
from bot.words.script import to_simplified
from knowledge.amounts import Bound, bind, unclear_in
from knowledge.han import HAN
from knowledge.search.cleaning import clean

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
    leaning: bool
    refusal: Refusal | None


def understand(question: Question, frame: Frame | None) -> Understanding:
    """Read a message; nothing is decided here but what has a grammar."""
    shown = clean(mask_personal_data(question.text[: 2 * LONGEST]), LONGEST)
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
        leaning=frame is not None and _leans(text),
        refusal=_refusal(question.text, shown),
    )


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
