"""A rule's result as the record holds it, its working in the reader's words."""

from collections.abc import Sequence

from bot.answer.record import Citation, Figure
from bot.words import Words
from knowledge.knowledge_base import KnowledgeBase
from knowledge.rules import RULES, RuleResult
from knowledge.rules.wording import say
from knowledge.source import Span


def result_spans(result: RuleResult, knowledge: KnowledgeBase) -> tuple[Span, ...]:
    """Return the spans of the quotes that a result rests on, the one that carries it first."""
    rule = RULES[result.rule]
    return tuple(
        knowledge.structure.widen(knowledge.source.find(rule.quote(key).anchor))
        for key in result.quote_keys
    )


def to_figure(
    result: RuleResult, knowledge: KnowledgeBase, words: Words, citations: Sequence[Citation]
) -> Figure:
    """Make the figure of a result; its citation is one of the answer's."""
    spans = result_spans(result, knowledge)
    first = spans[0] if spans else None
    citation = next((one for one in citations if Span(one.start, one.end) == first), None)
    return Figure(
        result.rule, result.item, result.status, result.inputs, result.outputs, result.units,
        tuple(words.script(line) for line in working_lines(result, knowledge, words.language)),
        citation,
    )  # fmt: skip


def working_lines(result: RuleResult, knowledge: KnowledgeBase, language: str) -> list[str]:
    """Say the working of a result in English or Simplified Chinese."""
    rule = knowledge.rules[result.rule]
    return [say(line, rule, language) for line in result.working]
