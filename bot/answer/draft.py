"""What the composer (or a model) writes: text with tokens, never a quote or a figure itself."""

from dataclasses import dataclass, replace

from bot.answer.question import Language
from bot.answer.record import Route, Status
from knowledge.rules.result import RuleResult
from knowledge.source import Span


@dataclass(frozen=True)
class Say:
    """The desk's own words, in the reader's language; `{fact-key}` stands for a fact's text."""

    text: str


@dataclass(frozen=True)
class Cite:
    """A quote, by its span of the source."""

    span: Span


@dataclass(frozen=True)
class Show:
    """The working of the draft's result with this index."""

    result: int


@dataclass(frozen=True)
class Remark:
    """A note, by its key; or, where `text` is given, a remark that a rule makes."""

    key: str
    text: str = ""


Piece = Say | Cite | Show | Remark


@dataclass(frozen=True)
class Draft:
    """An answer before it is verified.

    Attributes:
        pieces: what is shown, in order.
        results: the rules' results that the pieces speak of.
        suggestions: follow-up questions, in the reader's language.
    """

    language: Language
    status: Status
    route: Route | None
    pieces: tuple[Piece, ...]
    results: tuple[RuleResult, ...] = ()
    suggestions: tuple[str, ...] = ()
    confidence: float = 1.0
    engine: str = "builtin"

    def quotes_only(self, lead: str) -> "Draft":
        """Return the draft with its quotes alone, under a neutral first sentence."""
        quotes = tuple(piece for piece in self.pieces if isinstance(piece, Cite))
        return replace(self, pieces=(Say(lead), *quotes), results=(), route="passages")
