"""An answer out of a rule alone, for the command, the API and the form: no index is needed."""

import time
from collections.abc import Mapping

from bot.answer.basis import basis_of
from bot.answer.compose_rule import rule_part
from bot.answer.draft import Draft
from bot.answer.markdown import write_markdown
from bot.answer.question import Language, today
from bot.answer.record import Answer
from bot.answer.verify import verify
from bot.words import Words
from knowledge.knowledge_base import KnowledgeBase
from knowledge.rules import RULES, RuleResult
from knowledge.rules.given import read_given


def answer_by_rule(
    key: str,
    given: Mapping[str, object],
    knowledge: KnowledgeBase,
    language: Language,
    opencc: str = "s2tw",
) -> Answer:
    """Work out a rule on what a door gives, and answer as the engine would.

    Args:
        key: the rule's key.
        given: values by the keys of the rule's inputs, as `read_given` takes them.
        knowledge: the rule's words, the facts and the source.
        language: the language to answer in.
        opencc: the OpenCC configuration for Traditional Chinese.

    Raises:
        KeyError: there is no such rule.
        GivenError: a value cannot be read, or is no input of the rule.
    """
    return answer_with_result(key, given, knowledge, language, opencc)[0]


def answer_with_result(
    key: str,
    given: Mapping[str, object],
    knowledge: KnowledgeBase,
    language: Language,
    opencc: str = "s2tw",
) -> tuple[Answer, RuleResult]:
    """Answer as `answer_by_rule` does, with the result, which tells what it asks for.

    Raises:
        KeyError: there is no such rule.
        GivenError: a value cannot be read, or is no input of the rule.
    """
    started = time.perf_counter()
    rule, words = RULES[key], Words(language, opencc)
    inputs = read_given(rule, given)
    result = rule.apply(inputs, knowledge.facts)
    part = rule_part(result, 0, knowledge, words.written())
    draft = Draft(language, part.status, part.route, part.pieces, (result,))
    verified = verify(draft, "", knowledge, words)
    answer = Answer(
        id=None,
        question=words.script(knowledge.rules[key].label.in_language(language)),
        language=language,
        status=draft.status,
        route=draft.route,
        text=write_markdown(
            verified.blocks, verified.citations, verified.figures, verified.notes, words
        ),
        citations=verified.citations,
        figures=verified.figures,
        notes=verified.notes,
        suggestions=(),
        confidence=1.0,
        engine=draft.engine,
        elapsed_ms=round(1000 * (time.perf_counter() - started), 3),
        blocks=verified.blocks,
        basis=basis_of(draft, f"rule:{key}", [f"rule:{key}"], {key: inputs}, today(), opencc),
    )
    return answer, result
