"""The tools of the model, made from what the desk has: search, items, entries, terms, rules.

Each hands out tokens and returns their reviewed words. A rule works out what the conversation says:
an input that it does not hold, or holds otherwise, is refused.
"""

from collections.abc import Callable, Mapping
from typing import Any

from langchain_core.tools import BaseTool, StructuredTool

from bot.answer.engine import Engine
from bot.answer.handed import Handed, HandOut
from bot.answer.worked import Worked
from bot.engines import Tell
from bot.model.outgoing import handed_text
from bot.model.rule_inputs import NotSaidError, inputs_said
from knowledge.rules import RULES
from knowledge.rules.definition import AnyRule
from knowledge.rules.given import GivenError
from knowledge.rules.schema import inputs_schema

_PASSAGES, _ANSWERS, _SILENCES = 5, 4, 3
_LEAST = 0.02
"""An entry less likely than this has nothing to do with what is searched for."""

_QUERY = {"type": "string", "description": "What to look for, in English or Chinese."}


def tool_name(rule: str) -> str:
    """Return the name of a rule's tool: letters and underscores, as providers ask for."""
    return f"rule_{rule.replace('-', '_')}"


def tools_for(
    engine: Engine, worked: Worked, handed: HandOut, tell: Tell = lambda _: None
) -> list[BaseTool]:
    """Make the tools for one question.

    Args:
        engine: searches, and holds the knowledge base.
        worked: the question, with what its conversation says to each rule.
        handed: hands things out under tokens.
        tell: told when one is used.
    """

    def search(query: object) -> str:
        tell("searching")
        return handed_text(_found(str(query), engine, handed))

    return [
        _tool(
            "search", "Find passages of the release (q), reviewed answers (a) and open points (s).",
            {"query": _QUERY}, search,
        ),
        _tool(
            "item", "Read an item of the guideline by its number, as far as the release holds it.",
            {"number": {"type": "integer", "description": "From 1 to 14."}},
            lambda number: _item(number, handed),
        ),
        _tool(
            "term", "What the release says of a term.",
            {"name": {"type": "string", "description": "The term, in English or Chinese."}},
            lambda name: _term(str(name), handed),
        ),
        *(_rule_tool(RULES[key], worked, handed, tell) for key in engine.knowledge.rules),
    ]  # fmt: skip


def _tool(
    name: str, description: str, properties: Mapping[str, Any], run: Callable[..., str]
) -> BaseTool:
    schema = {
        "type": "object", "properties": dict(properties), "required": list(properties),
        "additionalProperties": False,
    }  # fmt: skip
    return StructuredTool(name=name, description=description, args_schema=schema, func=run)


def _found(query: str, engine: Engine, handed: HandOut) -> list[Handed]:
    """Return the likeliest entries, and the nearest passages."""
    evidence = engine.index.search([engine.index.mended(query[:500])])[0]
    order = sorted(
        zip(engine.topics.names, evidence.probabilities.tolist(), strict=True),
        key=lambda pair: -pair[1],
    )
    likely = [name for name, chance in order if chance >= _LEAST]
    answers = [name for name in likely if name.startswith("answer:")][:_ANSWERS]
    silences = [name for name in likely if name.startswith("silence:")][:_SILENCES]
    units = engine.knowledge.structure.units
    near = [int(name.partition(":")[2]) for name, _ in evidence.sentences[:_PASSAGES]]
    return [
        *(handed.passage(units[at].span) for at in near),
        *(handed.answer(name.partition(":")[2]) for name in answers),
        *(handed.silence(name.partition(":")[2]) for name in silences),
    ]


def _item(number: object, handed: HandOut) -> str:
    structure = handed.knowledge.structure
    if not isinstance(number, int) or not 1 <= number <= structure.item_count:
        return f"The items are numbered from 1 to {structure.item_count}."
    item = structure.item(number)
    if item is None:
        return f"The release attaches no passage to item {number}."
    return handed_text([handed.passage(item.span)])


def _term(name: str, handed: HandOut) -> str:
    wanted = name.strip().lower()
    for key, entry in handed.knowledge.terms.items():
        names = (entry.en, entry.zh, *entry.synonyms.all())
        if wanted in (one.lower() for one in names):
            return handed_text([handed.term(key)])
    return "That term is not in the glossary."


def _rule_tool(rule: AnyRule, worked: Worked, handed: HandOut, tell: Tell) -> BaseTool:
    entry = handed.knowledge.rules[rule.key]

    def run(**given: object) -> str:
        tell("working-out")
        try:
            inputs = inputs_said(rule, given, worked)
        except GivenError as error:
            return f"{error.field} cannot be read as {error.kind}."
        except NotSaidError as error:
            return str(error)
        result = rule.apply(inputs, handed.knowledge.facts)
        return handed_text([handed.result(result, inputs)])

    return StructuredTool(
        name=tool_name(rule.key),
        description=entry.summary.en,
        args_schema=inputs_schema(rule, entry, "en"),
        func=run,
    )
