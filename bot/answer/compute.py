"""Fourth step: what the chosen rules work out, and what the thread keeps."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answer.choose import Choice
from bot.answer.frame import Frame
from bot.answer.topic_table import LOOKUP
from bot.answer.understand import Understanding
from knowledge.knowledge_base import KnowledgeBase
from knowledge.rules import RULES, RuleResult, Said

_LONGEST_KEPT = 240


@dataclass(frozen=True)
class Computed:
    """What the rules and the grammar of numbers gave.

    Attributes:
        results: the result of each rule that was chosen, in the order of the choices.
        items, parts: the numbers to look up.
        frame: what the next turn may lean on.
    """

    results: tuple[RuleResult, ...]
    items: tuple[int, ...]
    parts: tuple[int, ...]
    frame: Frame


def compute(
    choices: Sequence[Choice],
    understanding: Understanding,
    frame: Frame | None,
    knowledge: KnowledgeBase,
) -> Computed:
    """Run the chosen rules on the message's amounts over those of the thread."""
    inputs = dict(frame.inputs) if frame else {}
    asked = _rules_asked(choices)
    message = Said.of(
        understanding.text,
        understanding.quantities,
        understanding.unclear,
        understanding.question.asked_on,
    )
    for key in knowledge.rules:
        rule = RULES[key]
        # People state their case before they ask: what a message states is kept for each rule.
        if key in asked or understanding.states(rule) or (key in inputs and message.replies):
            stated = understanding.stated[key]
            said = replace(message, ask=asked.get(key), flags=stated.flags, choices=stated.choices)
            inputs[key] = rule.from_question(said, inputs.get(key) or rule.inputs_type())
    results = [RULES[key].apply(inputs[key], knowledge.facts) for key in asked]
    last = choices[0]
    items = _items(understanding, frame)
    if last.candidate == LOOKUP and not items and not understanding.references.parts:
        # The last look-up is wished for again.
        items = (frame.item,) if frame is not None and frame.item else ()
    text = understanding.text
    if last.again and frame is not None:
        text = frame.text  # a doubt or a wish to hear it again adds nothing to the question
    elif last.in_context and frame is not None:
        text = f"{frame.text} {text}"[-_LONGEST_KEPT:]
    if understanding.refusal is not None and frame is not None:
        text = frame.text
    topic = last.candidate or None
    if frame is not None and _aside(topic, knowledge):
        topic, text = frame.topic, frame.text  # thanks between two questions change nothing
    kept = Frame(
        understanding.language,
        text,
        topic,
        _last_item(last, items, results, knowledge) or (frame.item if frame else None),
        inputs,
        any(result.status == "needs_input" for result in results),
        _question(topic, understanding.language, knowledge),
    )
    return Computed(tuple(results), items, understanding.references.parts, kept)


def _question(topic: str | None, language: str, knowledge: KnowledgeBase) -> str:
    """Return the question of the answer or silence that is the thread's topic."""
    kind, _, key = (topic or "").partition(":")
    entries = knowledge.silences if kind == "silence" else knowledge.answers
    entry = entries.get(key) if kind in ("answer", "open", "silence") else None
    return entry.question.in_language(language) if entry is not None else ""


def _aside(topic: str | None, knowledge: KnowledgeBase) -> bool:
    kind, _, key = (topic or "").partition(":")
    return kind == "scope" and knowledge.scope[key].kind in ("greeting", "thanks")


def _rules_asked(choices: Sequence[Choice]) -> dict[str, str]:
    """Return the rules chosen, each with what it is asked for first."""
    asked: dict[str, str] = {}
    for choice in choices:
        kind, _, name = choice.candidate.partition(":")
        if kind == "rule":
            key, _, ask = name.partition("/")
            asked.setdefault(key, ask)
    return asked


def _items(understanding: Understanding, frame: Frame | None) -> tuple[int, ...]:
    """Return the items named; "the next one" counts from the last item of the thread."""
    references = understanding.references
    if references.items or frame is None:
        return references.items
    if references.step and frame.item:
        return (frame.item + references.step,)
    if frame.topic == LOOKUP and references.bare is not None:
        return (references.bare,)
    return ()


def _last_item(
    choice: Choice,
    items: Sequence[int],
    results: Sequence[RuleResult],
    knowledge: KnowledgeBase,
) -> int | None:
    """Return the item that the answer speaks of, where it is one."""
    if choice.candidate == LOOKUP:
        return items[-1] if items else None
    if results:
        return results[-1].item
    spans = knowledge.spans.get(choice.candidate, ())
    found = {unit.item for span in spans for unit in knowledge.structure.units_over(span)}
    return found.pop() if len(found) == 1 else None
