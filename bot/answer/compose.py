"""Fifth step: the draft of the answer, from the entries that were chosen."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.answer.choose import Choice
from bot.answer.compose_entry import answer_part, note_part, open_part, scope_part, silence_part
from bot.answer.compose_item import item_part
from bot.answer.compose_open import clarify_part, passages_part
from bot.answer.compose_rule import rule_part
from bot.answer.compute import Computed
from bot.answer.draft import Cite, Draft, Piece, Remark, Say
from bot.answer.parts import Part
from bot.answer.thresholds import SURE
from bot.answer.understand import Understanding
from bot.words import Words
from knowledge.knowledge_base import KnowledgeBase
from knowledge.source import Span

_SUGGESTIONS = 4
_MOST_QUOTED = 3_400


def compose(
    choices: Sequence[Choice],
    computed: Computed,
    understanding: Understanding,
    knowledge: KnowledgeBase,
) -> Draft:
    """Write the draft: the first request's answer, then each further one under its question.

    Chinese is written in Simplified; the last step puts it into the reader's script.
    """
    words = Words(understanding.language).written()
    parts = [_part(choice, computed, understanding, knowledge, words) for choice in choices]
    first = parts[0]
    pieces: list[Piece] = [Say(words("other-language"))] if understanding.other_language else []
    for choice, part in zip(choices, parts, strict=True):
        if part is not first:
            pieces.append(Say(words("second", question=choice.request)))
        elif choice.probability < SURE and choice.candidate:
            pieces.append(Say(words("unsure")))
        pieces += part.pieces
    related = dict.fromkeys(key for part in parts for key in part.related)
    return Draft(
        understanding.language,
        first.status,
        first.route,
        tuple(sorted(_within_limit(_once(pieces)), key=_is_note)),
        computed.results,
        tuple(_questions(related, knowledge, words))[:_SUGGESTIONS],
        choices[0].probability,
    )


def _part(
    choice: Choice,
    computed: Computed,
    understanding: Understanding,
    knowledge: KnowledgeBase,
    words: Words,
) -> Part:
    """Compose what answers one choice, by its route."""
    key = choice.candidate.partition(":")[2]
    match choice.route:
        case "clarify":
            return clarify_part(choice, understanding, words)
        case "passages":
            return passages_part(choice, knowledge, words)
        case "item":
            return item_part(computed, knowledge, words)
        case "rule":
            rule = key.partition("/")[0]
            at = next(i for i, result in enumerate(computed.results) if result.rule == rule)
            return rule_part(computed.results[at], at, knowledge, words)
        case "silence":
            near = choice.candidate.startswith("open:")
            return (open_part if near else silence_part)(key, knowledge, words)
        case "discrepancy":
            return note_part(key, knowledge, words)
        case "scope":
            return scope_part(key, choice.clarity, knowledge, words)
        case "curated":
            which_item = understanding.references.which_item
            part = answer_part(key, which_item, knowledge, words)
            for other in choice.beside:
                beside = answer_part(other.partition(":")[2], which_item, knowledge, words)
                part = replace(part, pieces=part.pieces + beside.pieces)
            return part


def _questions(keys: Iterable[str], knowledge: KnowledgeBase, words: Words) -> Iterable[str]:
    """Yield the questions of related entries, in the reader's language."""
    for key in keys:
        entry = knowledge.answers.get(key) or knowledge.silences.get(key)
        if entry is not None:
            yield entry.question.in_language(words.language)


def _is_note(piece: Piece) -> bool:
    """Tell the notes, which stand after everything else."""
    return isinstance(piece, Remark)


def _once(pieces: Iterable[Piece]) -> Iterable[Piece]:
    """Leave out what was said before, and a quote that stands, whole, in one before it.

    Where words announce a quote, as those on what is left open do, it is shown once more.
    """
    said: set[Piece] = set()
    cited: list[Span] = []
    announced = False
    for piece in pieces:
        if isinstance(piece, Cite):
            held = next((span for span in cited if piece.span.within(span)), None)
            if held is None:
                cited.append(piece.span)
                yield piece
            elif announced:
                yield Cite(held)
        elif piece not in said:
            said.add(piece)
            yield piece
        announced = isinstance(piece, Say) and piece.text.endswith((":", "："))


def _within_limit(pieces: Iterable[Piece]) -> Iterable[Piece]:
    """Leave out the quotes past the length that an answer may cite in all."""
    left = _MOST_QUOTED
    for piece in pieces:
        if isinstance(piece, Cite):
            left -= piece.span.end - piece.span.start
            if left < 0:
                continue
        yield piece
