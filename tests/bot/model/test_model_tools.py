"""The model's tools: made from the rules' definitions, and held to what the conversation says."""

from typing import Any

import pytest
from langchain_core.tools import BaseTool

from bot.answer.engine import Engine
from bot.answer.handed import HandOut
from bot.answer.question import Question
from bot.model.tools import tool_name, tools_for
from bot.words import Words
from knowledge.rules import RULES
from knowledge.rules.given import read_given
from knowledge.rules.schema import inputs_schema

Kit = tuple[dict[str, BaseTool], HandOut]


def kit(engine: Engine, *turns: str) -> Kit:
    *history, text = turns
    question = Question(text, tuple(history))
    worked = engine.work(question, engine.before(question, None))
    handed = HandOut(engine.knowledge, Words(worked.understanding.language))
    return {tool.name: tool for tool in tools_for(engine, worked, handed)}, handed


@pytest.mark.parametrize("key", RULES)
def test_a_rules_tool_has_the_schema_of_its_definition(key: str, engine: Engine) -> None:
    tools, _ = kit(engine, "hello")
    tool = tools[tool_name(key)]
    assert tool.args_schema == inputs_schema(RULES[key], engine.knowledge.rules[key], "en")
    assert tool.description == engine.knowledge.rules[key].summary.en


@pytest.mark.parametrize(
    ("key", "question", "given"),
    [
        ("co-funding", "The city gives 8 million for operations", {"city": "8 million"}),
        ("co-funding", "The city gives 8 million and the district 6 million",
         {"city": 8_000_000, "district": "6 million"}),
        ("co-funding", "市里给800万运行经费，区里最少多少", {"city": "800万"}),
        ("co-funding", "The city gives 8 million for operations. What then?",
         {"city": "8 million", "asked": "minimum"}),
        ("diminishing", "Year 1: 5 million, year 2: 4 million, year 3: 3 million. Diminishing?",
         {"schedule": ["5 million", "4 million", "3 million"]}),
    ],
)  # fmt: skip
def test_a_figure_by_tool_is_the_figure_by_command(
    key: str, question: str, given: dict[str, Any], engine: Engine
) -> None:
    tools, handed = kit(engine, question)
    tools[tool_name(key)].invoke(given)
    result = handed.all()[-1].result
    rule = RULES[key]
    by_command = rule.apply(read_given(rule, given), engine.knowledge.facts)
    assert result is not None
    assert result.outputs == by_command.outputs


@pytest.mark.parametrize(
    ("question", "given", "said"),
    [
        ("The city gives 8 million, the district 6 million",
         {"city": "6 million", "district": "8 million"}, "does not say"),
        ("The city gives 8 million", {"city": "9 million"}, "it says city 8000000"),
        ("The amount is 5 million and I forgot whose", {"district": "5 million"}, "does not say"),
        ("The city gives 8 million", {"district": "7 million"}, "does not say"),
        ("Who pays the operating costs?", {"city": "7 million"}, "does not say"),
        ("The city gives 8 million", {"city": "lots"}, "cannot be read"),
        ("The city gives 8 million", {"town": 1}, "cannot be read"),
    ],
)  # fmt: skip
def test_an_input_that_the_conversation_does_not_hold_is_refused(
    question: str, given: dict[str, Any], said: str, engine: Engine
) -> None:
    tools, handed = kit(engine, question)
    answer = tools["rule_co_funding"].invoke(given)
    assert said in answer
    assert not handed.all()


def test_search_items_and_terms_hand_out_tokens(engine: Engine) -> None:
    tools, handed = kit(engine, "谁来出运行经费？")
    found = tools["search"].invoke({"query": "运行经费"})
    assert {token.token[0] for token in handed.all()} == {"q", "a", "s"}
    assert "{q1}" in found
    assert "Item" not in tools["item"].invoke({"number": 99})
    tools["item"].invoke({"number": 10})
    assert any("Item Ten" in engine.knowledge.source.quote(one.spans[0]) for one in handed.all())
    assert "glossary" in tools["term"].invoke({"name": "no such term"})
    assert tools["term"].invoke({"name": "press release"}).startswith("{t1}")
    assert handed.get("q999") is None


def test_what_tools_give_is_of_bounded_length(engine: Engine) -> None:
    tools, _ = kit(engine, "hello")
    for query in ("operating funds", "platform " * 5_000, "经费" * 5_000):
        assert len(tools["search"].invoke({"query": query})) < 9_000
