"""A rule's result as a table: labels and values in words, in every language."""

import pytest

from bot.answer.by_rule import answer_by_rule
from bot.answer.question import Language
from bot.answer.record import Figure
from bot.web.figure_table import FigureTable, figure_table
from bot.words import Words
from knowledge.knowledge_base import KnowledgeBase

Given = dict[str, object]


def table(knowledge: KnowledgeBase, key: str, given: Given, language: Language) -> FigureTable:
    answer = answer_by_rule(key, given, knowledge, language)
    return figure_table(answer.figures[0], answer, knowledge, Words(language))


def shown(made: FigureTable) -> dict[str, tuple[str, ...]]:
    return {f"{row.side}.{row.key}": row.shown for row in made.rows}


def labels(made: FigureTable) -> dict[str, str]:
    return {f"{row.side}.{row.key}": row.label for row in made.rows}


TOTAL: Given = {"total": "16m", "asked": "compliance"}
CONTRACT: Given = {"targets": True, "content": False, "assessment_items": None}
DAYS: Given = {"start": "approval", "end": "in-force", "asked": "days"}


@pytest.mark.parametrize(
    ("key", "given", "language", "place", "lines"),
    [
        # sets of inputs that would settle a verdict, and years that would
        ("co-funding", TOTAL, "en", "outputs.settled_by",
         ("City's operating money or district's operating money",)),
        ("co-funding", TOTAL, "zh-Hans", "outputs.settled_by", ("市级运行资金，或区级运行资金",)),
        ("co-funding", TOTAL, "zh-Hant", "outputs.settled_by", ("市級運行資金，或區級運行資金",)),
        ("diminishing", {"schedule": "10m; ?; ?; 5m"}, "en", "outputs.settled_by",
         ("Year 2 and year 3",)),
        ("diminishing", {"schedule": "10m; ?; ?; 5m"}, "zh-Hant", "outputs.settled_by",
         ("第2年和第3年",)),
        # keys of the rule's inputs, a line each
        ("contract", CONTRACT, "en", "outputs.unmet", ("Content of the development",)),
        ("contract", CONTRACT, "en", "outputs.unknown", ("Fiscal investment", "Assessment items")),
        ("contract", CONTRACT, "zh-Hans", "outputs.unknown", ("财政投入", "考核事项")),
        ("contract", CONTRACT, "zh-Hant", "outputs.unknown", ("財政投入", "考核事項")),
        # amounts by year between which nothing rises, with and without an upper end
        ("diminishing", {"schedule": "10m; ?; 5m"}, "en", "outputs.no_rise_between",
         ("year 2: 5,000,000 yuan to 10,000,000 yuan",)),
        ("diminishing", {"schedule": "?; 5m; 3m"}, "en", "outputs.no_rise_between",
         ("year 1: 5,000,000 yuan or more",)),
        ("diminishing", {"schedule": "2019: ?; 2020: 5m; 2021: 3m"}, "zh-Hant",
         "outputs.no_rise_between", ("2019年：不低於500萬元",)),
        ("diminishing", {"schedule": "5m; 6m; 7m"}, "en", "outputs.at_most",
         ("year 2: 5,000,000 yuan", "year 3: 5,000,000 yuan")),
        # days
        ("time", DAYS, "en", "outputs.days", ("66 days",)),
        ("time", DAYS, "zh-Hans", "outputs.days", ("66天",)),
        ("time", {"as_of": "2018-02-02"}, "en", "outputs.days_since", ("1 day",)),
        # what was chosen
        ("co-funding", {"asked": "cap"}, "en", "inputs.asked", ("Whether there is a cap",)),
        ("co-funding", {"asked": "cap"}, "zh-Hant", "inputs.asked", ("有沒有上限",)),
        ("time", DAYS, "en", "inputs.end", ("Entry into force",)),
        ("eligibility", {"field": "it", "non_profit": False}, "zh-Hans", "inputs.field",
         ("新一代信息技术产业",)),
        ("eligibility", {"field": "it", "non_profit": False}, "en", "inputs.non_profit", ("no",)),
        # what a verdict is called
        ("diminishing", {"schedule": "5m; 4m"}, "en", "outputs.pattern", ("falling",)),
        ("diminishing", {"schedule": "5m; 4m"}, "en", "outputs.years", ("year 1 and year 2",)),
        ("money-sources", {"use": "construction"}, "en", "inputs.use",
         ("Construction of the platform",)),
    ],
)  # fmt: skip
def test_values_are_written_for_people(
    knowledge: KnowledgeBase,
    key: str,
    given: Given,
    language: Language,
    place: str,
    lines: tuple[str, ...],
) -> None:
    assert shown(table(knowledge, key, given, language))[place] == lines


@pytest.mark.parametrize(
    ("key", "given", "language", "place", "label"),
    [
        ("co-funding", {"city": "8m", "district": "5m; 3m"}, "en", "inputs.district_2",
         "District's operating money (2)"),
        ("co-funding", {"city": "8m", "district": "5m; 3m"}, "zh-Hant", "inputs.district_2",
         "區級運行資金（2）"),
        ("diminishing", {"schedule": "2019: 8m; 2020: 6m"}, "en", "inputs.schedule_2020",
         "Government money by year: 2020"),
        ("diminishing", {"schedule": "8m; 6m"}, "zh-Hans", "inputs.schedule_1",
         "各年政府投入：第1年"),
    ],
)  # fmt: skip
def test_one_of_several_is_named_by_its_number_or_year(
    knowledge: KnowledgeBase, key: str, given: Given, language: Language, place: str, label: str
) -> None:
    assert labels(table(knowledge, key, given, language))[place] == label


@pytest.mark.parametrize(
    ("language", "line"), [("en", "Two cases side by side"), ("zh-Hans", "方案对比")]
)
def test_what_only_a_message_can_ask_is_named_too(
    knowledge: KnowledgeBase, language: Language, line: str
) -> None:
    answer = answer_by_rule("co-funding", {"city": "8m"}, knowledge, language)
    inputs, units = {"asked": "compare"}, {"asked": "verdict"}
    figure = Figure("co-funding", 10, "computed", inputs, {}, units, (), None)
    made = figure_table(figure, answer, knowledge, Words(language))
    assert shown(made) == {"inputs.asked": (line,)}


@pytest.mark.parametrize(
    ("value", "unit", "lines"),
    [
        ([], "input", ("none",)),
        ({}, "CNY", ("none",)),
        (None, "CNY", ("not specified",)),
        ("not_specified", "CNY", ("not specified",)),
        ([["a_key"], ["b"]], "input", ("A_key or b",)),
        (["a_key", "b"], "input", ("a key", "b")),
        (["1", "2"], "", ("1, 2",)),
    ],
)
def test_of_an_unknown_rule_values_stand_as_they_are_recorded(
    knowledge: KnowledgeBase, value: object, unit: str, lines: tuple[str, ...]
) -> None:
    answer = answer_by_rule("co-funding", {"city": "8m"}, knowledge, "en")
    figure = Figure(
        "a-rule", None, "computed", {}, {"an_output": value}, {"an_output": unit}, (), None
    )
    made = figure_table(figure, answer, knowledge, Words("en"))
    assert made.label == "a-rule"
    assert labels(made) == {"outputs.an_output": "an output"}
    assert shown(made) == {"outputs.an_output": lines}
