"""Whether each rule of a kept answer, applied to the inputs that were kept, gives the same."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from bot.answer.basis import WorkedFrom
from bot.answer.figures import result_spans, working_lines
from bot.answer.record import Citation, Figure
from bot.receipts.canonical import canonical
from bot.receipts.check_quotes import check_quote
from bot.receipts.verdict import Difference, Kind, difference
from bot.words import Words
from knowledge.errors import KnowledgeError
from knowledge.knowledge_base import KnowledgeBase
from knowledge.rules import RULES, RuleResult
from knowledge.rules.stored import inputs_from_json
from knowledge.source import Span


def result_now(worked: WorkedFrom, knowledge: KnowledgeBase) -> RuleResult:
    """Apply a rule to what was kept of its inputs.

    Raises:
        StoredInputsError: there is no such rule, or they are no inputs of it.
    """
    return RULES[worked.rule].apply(inputs_from_json(worked.rule, worked.inputs), knowledge.facts)


def check_figure(
    where: str,
    stored: Figure,
    result: RuleResult,
    citations: Sequence[Citation],
    now: Sequence[Citation | None],
    knowledge: KnowledgeBase,
    words: Words,
) -> Iterator[Difference]:
    """Yield what differs between a stored figure and the rule's result.

    Args:
        where: the name of the figure.
        stored: the figure as it was kept.
        result: what the rule gives now.
        citations: the answer's citations as they were kept.
        now: what each would be cited as.
        knowledge: the rule's words and quotes.
        words: the language of the answer.
    """
    alike: tuple[tuple[Kind, str, object, object], ...] = (
        ("figure-status", "rule", stored.rule, result.rule),
        ("figure-status", "item", stored.item, result.item),
        ("figure-status", "status", stored.status, result.status),
    )
    for kind, name, was, is_now in alike:
        if was != is_now:
            yield difference(kind, f"{where}.{name}", was, is_now)
    yield from _values("figure-inputs", f"{where}.inputs", stored.inputs, result.inputs)
    yield from _values("figure-outputs", f"{where}.outputs", stored.outputs, result.outputs)
    yield from _values("figure-status", f"{where}.units", stored.units, result.units)
    lines = map(words.script, working_lines(result, knowledge, words.language))
    for number, (was, is_now) in enumerate(zip_longest(stored.working, lines), start=1):
        if was != is_now:
            yield difference("figure-working", f"{where}.working.{number}", was, is_now)
    cited = _cited(result, now, knowledge)
    yield from _citation(f"{where}.citation", stored.citation, cited, citations, now)


def _values(
    kind: Kind, where: str, stored: Mapping[str, Any], now: Mapping[str, Any]
) -> Iterator[Difference]:
    for key in dict.fromkeys((*stored, *now)):
        was, is_now = stored.get(key), now.get(key)
        # As JSON, for lists and tuples, and 1 and true, are told apart or not as they are there.
        if canonical(was) != canonical(is_now):
            yield difference(kind, f"{where}.{key}", was, is_now)


def _cited(
    result: RuleResult, now: Sequence[Citation | None], knowledge: KnowledgeBase
) -> Citation | None:
    """Return which of the answer's citations carries a result, None where none does."""
    try:
        first = result_spans(result, knowledge)[:1]
    except KnowledgeError:  # the source has lost the rule's own passage
        return None
    return next((one for one in now if one and (Span(one.start, one.end),) == first), None)


def _citation(
    where: str,
    stored: Citation | None,
    figure: Citation | None,
    citations: Sequence[Citation],
    now: Sequence[Citation | None],
) -> Iterator[Difference]:
    """Yield what differs in the citation of a figure, unless the answer's own one says it."""
    if any(pair == (stored, figure) for pair in zip(citations, now, strict=True)):
        return
    if stored is not None and figure is not None:
        yield from check_quote(where, stored, figure)
    elif stored is not figure:
        quotes = (one.quote if one is not None else None for one in (stored, figure))
        yield difference("quote", where, *quotes)
