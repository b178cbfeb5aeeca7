"""What a model is handed: each thing under a token, with the reviewed words that it stands for.

A model writes tokens and arranges words; what a token stands for is put in by code. One hand-out
belongs to one question: a token of another question is unknown.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from threading import Lock

from bot.answer.compose_entry import answer_part, silence_part
from bot.answer.compose_rule import rule_part
from bot.answer.draft import Cite, Piece, Remark, Say
from bot.answer.figures import result_spans, working_lines
from bot.answer.verify import fill_facts
from bot.words import Words
from knowledge.entries import FACT_TOKEN, Anchor
from knowledge.knowledge_base import KnowledgeBase
from knowledge.rules import RuleResult
from knowledge.rules.definition import RuleInputs
from knowledge.source import Span


@dataclass(frozen=True)
class Handed:
    """One thing that a model was handed.

    Attributes:
        token: what the model names it by: q1 a passage, a1 an answer, s1 a silence, r1 a result,
            t1 a term.
        candidate: the entry's name, or "".
        said: the reviewed words that the token stands for, in the reader's language.
        shown: the same as a draft has them, facts by their keys; a result's in several paragraphs.
        spans: the quotes that go with it.
        material: every reviewed text on it, in the reader's language: what a model's own sentence
            may be made of.
        pieces: what is shown of it beside its words: its quotes, and what goes with them.
        result: a rule's result, with the inputs that it was worked out from.
    """

    token: str
    candidate: str
    said: str
    shown: tuple[str, ...]
    spans: tuple[Span, ...]
    material: tuple[str, ...]
    pieces: tuple[Piece, ...] = ()
    result: RuleResult | None = None
    inputs: RuleInputs | None = None


class HandOut:
    """Hands things out under tokens, each once.

    Args:
        knowledge: what can be handed out.
        words: the reader's language; Chinese is handed out in Simplified.
    """

    def __init__(self, knowledge: KnowledgeBase, words: Words) -> None:
        self.knowledge = knowledge
        self.words = words.written()
        self._by_token: dict[str, Handed] = {}
        self._token_of: dict[tuple[str, object], str] = {}
        self._lock = Lock()  # tools may run side by side

    def get(self, token: str) -> Handed | None:
        """Return what a token stands for, or None where nothing was handed out under it."""
        return self._by_token.get(token)

    def all(self) -> tuple[Handed, ...]:
        """Return everything that was handed out, in order."""
        return tuple(self._by_token.values())

    def passage(self, span: Span) -> Handed:
        """Hand out a passage of the source; as words it has its quote or its rendering."""
        quote = self.knowledge.source.quote(span)
        said = quote if self.words.language == "en" else self.knowledge.rendering(span)
        return self._hand(
            "q", span, lambda token: Handed(token, "", said, (), (span,), (said,), (Cite(span),))
        )

    def answer(self, key: str) -> Handed:
        """Hand out a curated answer. Raises KeyError where there is none of that key."""
        pieces = answer_part(key, False, self.knowledge, self.words).pieces
        return self._entry("a", f"answer:{key}", pieces)

    def silence(self, key: str) -> Handed:
        """Hand out a point that is left open, whole. Raises KeyError for an unknown key."""
        said, *others = silence_part(key, self.knowledge, self.words).pieces
        return self._entry("s", f"silence:{key}", (said, *others), tuple(others))

    def term(self, key: str) -> Handed:
        """Hand out what the release says of a term. Raises KeyError for an unknown key."""
        entry, language = self.knowledge.terms[key], self.words.language
        said = entry.en if language == "en" else entry.zh
        if entry.meaning:
            said += f": {entry.meaning.in_language(language)}"
        spans = () if entry.quote is None else (self._span_of(entry.quote),)
        material, quotes = (said, *self._texts(spans)), tuple(map(Cite, spans))
        return self._hand(
            "t",
            key,
            lambda token: Handed(token, f"term:{key}", said, (said,), spans, material, quotes),
        )

    def result(self, result: RuleResult, inputs: RuleInputs) -> Handed:
        """Hand out what a rule worked out."""
        pieces = rule_part(result, 0, self.knowledge, self.words).pieces
        paragraphs = self._filled(pieces)
        said = " ".join(map(self._ended, paragraphs)).replace("**", "")
        spans = result_spans(result, self.knowledge)
        lines = working_lines(result, self.knowledge, self.words.language)
        return self._hand(
            "r",
            (result.rule, repr(inputs)),
            lambda token: Handed(
                token, f"rule:{result.rule}", said, paragraphs, spans,
                (said, *lines, *self._texts(spans)), (*map(Cite, spans), *_remarks(pieces)),
                result, inputs,
            ),
        )  # fmt: skip

    def _entry(
        self, letter: str, name: str, pieces: Sequence[Piece], beside: tuple[Piece, ...] = ()
    ) -> Handed:
        first = next(piece for piece in pieces if isinstance(piece, Say))
        said = fill_facts(first.text, self.knowledge, self.words)
        quoted = tuple(piece.span for piece in pieces if isinstance(piece, Cite))
        facts = (f"fact:{key}" for key in FACT_TOKEN.findall(first.text))
        stated = (span for fact in facts for span in self.knowledge.spans[fact])
        spans = tuple(dict.fromkeys((*quoted, *stated)))
        material = (said, *self._texts(spans))
        shown = beside or (*map(Cite, spans), *_remarks(pieces))
        return self._hand(
            letter,
            name,
            lambda token: Handed(token, name, said, (first.text,), spans, material, shown),
        )

    def _filled(self, pieces: Iterable[Piece]) -> tuple[str, ...]:
        """Return the desk's own words among pieces, the facts put in."""
        said = (piece.text for piece in pieces if isinstance(piece, Say))
        return tuple(fill_facts(text, self.knowledge, self.words) for text in said)

    def _ended(self, paragraph: str) -> str:
        """Return a paragraph as a sentence that others may follow."""
        if paragraph.rstrip("*")[-1:] in ".?!。？！":
            return paragraph
        return paragraph + ("." if self.words.language == "en" else "。")

    def _texts(self, spans: Iterable[Span]) -> Iterator[str]:
        """Yield passages in the reader's language: as they stand, or by their renderings."""
        for span in spans:
            if self.words.language == "en":
                yield self.knowledge.source.quote(span)
            else:
                yield self.knowledge.rendering(span)

    def _span_of(self, quote: str | Anchor) -> Span:
        anchor = Anchor(text=quote) if isinstance(quote, str) else quote
        found = self.knowledge.source.find(anchor.text, anchor.occurrence)
        return self.knowledge.structure.widen(found)

    def _hand(self, letter: str, of: object, make: Callable[[str], Handed]) -> Handed:
        with self._lock:
            token = self._token_of.get((letter, of))
            if token is None:
                token = f"{letter}{sum(name.startswith(letter) for name in self._by_token) + 1}"
                self._token_of[letter, of] = token
                self._by_token[token] = make(token)
            return self._by_token[token]


def _remarks(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    return tuple(piece for piece in pieces if isinstance(piece, Remark))
