"""Whether each rule of a kept answer, applied to the inputs that were kept, gives the same."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.answer.basis import WorkedFrom
from bot.answer.figures import to_figure
from bot.answer.record import Citation, Figure
from bot.receipts.canonical import canonical
from bot.receipts.check_quotes import differing
from bot.receipts.verdict import Difference, Kind, difference
from bot.words import Words
from knowledge.knowledge_base import KnowledgeBase
from knowledge.rules import RULES, RuleResult
from knowledge.rules.stored import inputs_from_json


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
    stands = [one for one in now if one is not None]
    figure = to_figure(result, knowledge, words, stands)
    alike: tuple[tuple[Kind, str, object, object], ...] = (
        ("figure-status", "rule", stored.rule, figure.rule),
        ("figure-status", "item", stored.item, figure.item),
        ("figure-status", "status", stored.status, figure.status),
    )
    for kind, name, was, is_now in alike:
        if was != is_now:
            yield difference(kind, f"{where}.{name}", was, is_now)
    yield from _values("figure-inputs", f"{where}.inputs", stored.inputs, figure.inputs)
    yield from _values("figure-outputs", f"{where}.outputs", stored.outputs, figure.outputs)
    yield from _values("figure-status", f"{where}.units", stored.units, figure.units)
    lines = max(len(stored.working), len(figure.working))
    for at in range(lines):
        was, is_now = (
            working[at] if at < len(working) else None
            for working in (stored.working, figure.working)
        )
        if was != is_now:
            yield difference("figure-working", f"{where}.working.{at + 1}", was, is_now)
    at_now = now.index(figure.citation) if figure.citation is not None else None
    cited = citations[at_now] if at_now is not None else None
    if stored.citation != cited:
        yield from _citation(f"{where}.citation", stored.citation, cited)


def _values(
    kind: Kind, where: str, stored: Mapping[str, Any], now: Mapping[str, Any]
) -> Iterator[Difference]:
    for key in dict.fromkeys((*stored, *now)):
        was, is_now = stored.get(key), now.get(key)
        # As JSON, for lists and tuples, and 1 and true, are told apart or not as they are there.
        if canonical(was) != canonical(is_now):
            yield difference(kind, f"{where}.{key}", was, is_now)


def _citation(where: str, stored: Citation | None, now: Citation | None) -> Iterator[Difference]:
    if stored is None or now is None:
        quotes = (one.quote if one is not None else None for one in (stored, now))
        yield difference("quote", where, *quotes)
        return
    if (stored.start, stored.end) != (now.start, now.end):
        yield difference("moved", where, f"{stored.start}–{stored.end}", f"{now.start}–{now.end}")
    yield from differing(where, stored, now)
