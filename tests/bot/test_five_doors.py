"""One figure through five doors: the function, the command, the API, the form and a question."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from typer.main import get_command
from web_server import start

from bot.answer.engine import Engine
from bot.answer.question import Question
from bot.cli.main import app
from bot.settings import Settings
from bot.web.app import create_app
from knowledge.knowledge_base import KnowledgeBase
from knowledge.rules import RULES
from tests.bot.doors import (
    Case,
    by_api,
    by_command,
    by_form,
    by_function,
    in_record,
    without_asked,
)  # fmt: skip
from tests.bot.engine_source import FixedSource
from tests.bot.remembering import asking_of

DAY = date(2026, 11, 24)

COVERED = {
    "professional_institution": True, "common_technology": True, "commercialization": True,
    "start_ups": True, "talent_training": True, "university_industry": True,
    "linked_to_funding": True,
}  # fmt: skip
TARGETS_ALONE = {
    "targets": True, "content": False, "fiscal_investment": False, "assessment_items": False,
}  # fmt: skip
PLATFORM = {"non_profit": True, "solutions": True, "verification": True, "district_support": True}

CASES = (
    Case("co-funding", {"city": "8 million", "asked": "minimum"},
         "If the city pays 8 million for operations, what is the least the district must pay?"),
    Case("co-funding", {"city": "600万", "asked": "minimum"},
         "市里给600万运行经费，区里最少要出多少？"),
    Case("co-funding", {"district": "500万", "asked": "maximum"},
         "区里出500万运行经费，市里最多能出多少？"),
    Case("co-funding", {"city": "8m", "district": "5m", "asked": "compliance"},
         "City 8m, district 5m for running costs. Does that meet the floor?"),
    Case("co-funding", {"city": "800万", "district": ["500万", "200万"], "asked": "compliance"},
         "市里出800万，浦东出500万，闵行出200万，够吗？"),
    Case("co-funding", {"total": "18m", "asked": "maximum"},
         "18m in total from city and district for operation: what is the most the city can give?"),
    Case("co-funding", {"city_share": "40%", "district_share": "60%", "asked": "compliance"},
         "市级占运行经费的40%，区级占60%，达到下限了吗？"),
    Case("co-funding", {"city": "8 million", "asked": "compliance"},
         "The city gives 8 million for operation. Is the floor met?", "needs_input"),
    Case("co-funding", {"city": "2万亿", "asked": "minimum"},
         "市里出2万亿运行经费，区里最少出多少？", "out_of_range"),
    # A month or a year alone is put at its last day.
    Case("co-funding", {"city": "8m", "district": "2m", "asked": "compliance",
                        "as_of": "2018-01-31"},
         "In January 2018 the city gave 8m and the district 2m for operation. Was the floor met?",
         "not_in_force"),
    Case("money-sources", {"operating": "5m", "use": "operating", "asked": "source"},
         "We need 5m for operation. Who pays it, and out of which fund?"),
    Case("money-sources", {"construction": "3000万", "use": "construction", "asked": "source"},
         "建设资金3000万由谁出？"),
    Case("money-sources", {"construction": "30m", "operating": "5m", "asked": "source"},
         "Construction 30m, operation 5m: who pays what?"),
    Case("money-sources", {"construction": "30m", "use": "construction", "asked": "source",
                           "as_of": "2017-12-31"},
         "In 2017, 30m was needed for construction. Who paid it?", "not_in_force"),
    Case("diminishing", {"schedule": "10m; 10m; 8m; 5m", "asked": "pattern"},
         "Government money of 10m, 10m, 8m and 5m over four years: does that fit the diminishing "
         "model?"),
    Case("diminishing", {"schedule": ["1200万", "1200万", "900万", "1000万"], "asked": "pattern"},
         "政府四年投入1200万、1200万、900万、1000万，符合退坡吗？"),
    Case("diminishing", {"schedule": {"2019": "1000万", "2020": "1000万", "2021": "800万"},
                         "asked": "pattern"},
         "2019年1000万，2020年1000万，2021年800万，符合退坡吗？"),
    Case("diminishing", {"schedule": "5m", "income": "20m", "asked": "share"},
         "Government money of 5m in a total income of 20m: what share is that?"),
    Case("diminishing", {"schedule": "1000万; ?; 500万", "asked": "pattern"},
         "财政第一年1000万，第二年未定，第三年500万，符合退坡吗？", "needs_input"),
    Case("diminishing", {"schedule": "10m; 5m", "asked": "pattern", "as_of": "2018-01-15"},
         "On 15 January 2018 the government planned 10m, then 5m. Does that fit the diminishing "
         "model?", "not_in_force"),
    Case("assessment", {**COVERED, "asked": "coverage"},
         "考核由专业机构做，包括共性技术服务、成果转化、企业孵化、人才培养、产学研合作，"
         "结果与财政投入和后续支持挂钩，覆盖第十二条了吗？"),
    Case("assessment", {"talent_training": False, "asked": "coverage"},
         "Our assessment plan leaves out talent training. Does it cover what Item Twelve names?"),
    Case("assessment", {"common_technology": True, "commercialization": True,
                        "talent_training": True, "asked": "coverage"},
         "我们的考核方案包括共性技术服务、成果转化和人才培养，覆盖第十二条了吗？", "needs_input"),
    Case("assessment", {"talent_training": False, "asked": "coverage", "as_of": "2018-01-15"},
         "On 15 January 2018 our assessment plan left out talent training. Did it cover what Item "
         "Twelve names?", "not_in_force"),
    Case("contract", {"targets": True, "content": True, "assessment_items": False,
                      "asked": "complete"},
         "Our draft contract sets targets and content but says nothing about assessment items. "
         "Is it complete?"),
    Case("contract", dict.fromkeys(TARGETS_ALONE, True) | {"asked": "complete"},
         "合同写了建设目标、建设内容、财政投入和考核事项，齐全吗？"),
    Case("contract", {"targets": True, "content": True, "asked": "missing"},
         "合同写了目标和内容，还缺什么？"),
    Case("contract", {"targets": True, "content": True, "asked": "complete"},
         "The contract sets the targets and the content. Is it complete?", "needs_input"),
    Case("contract", {**TARGETS_ALONE, "asked": "complete", "as_of": "2017-12-31"},
         "In December 2017 our contract set only the targets. Was it complete?", "not_in_force"),
    Case("eligibility", {**PLATFORM, "field": "manufacturing"},
         "平台非营利，能提出系统解决方案，具备产品开发与验证能力，区里支持，做先进制造，"
         "符合实施意见吗？"),
    Case("eligibility", {"non_profit": False, "field": "materials"},
         "Our platform is for profit and works on new materials. Does it agree with what the "
         "guideline says?"),
    Case("eligibility", {"non_profit": True, "district_support": True, "field": "biopharma"},
         "我们平台做基因治疗，非营利，浦东新区支持，符合实施意见说的平台吗？", "needs_input"),
    Case("eligibility", {"non_profit": True, "field": "materials", "as_of": "2017-12-31"},
         "Our platform is in new materials and non-profit. In 2017, did it fit the guideline?",
         "not_in_force"),
    Case("time", {"as_of": "2018-01-15", "asked": "in-force"},
         "What was the guideline's status on 15 January 2018?"),
    Case("time", {"as_of": "2018-01-31", "asked": "in-force"},
         "2018年1月31日的时候实施意见适用吗？"),
    Case("time", {"start": "conference", "end": "in-force", "asked": "days"},
         "How many days lie between the press conference and the entry into force?"),
    Case("time", {"start": "approval", "end": "in-force", "asked": "days"},
         "从批准到施行隔了多少天？"),
)  # fmt: skip

# What the release leaves open is answered in words, without a figure; it quotes the same passage.
SILENT = tuple(
    Case(rule, given, question, "not_specified")
    for rule, given, question in (
        ("co-funding", {"asked": "deadline"},
         "By when must the district's operating money be paid?"),
        ("co-funding", {"asked": "consequence"}, "区里出的运行经费低于市里会有什么后果？"),
        ("money-sources", {"asked": "district-part"},
         "How much of the construction money must the district give?"),
        ("money-sources", {"asked": "amount"}, "一个平台的建设资金有多少？"),
        ("diminishing", {"asked": "rate"}, "财政投入每年退多少？"),
        ("diminishing", {"asked": "length"}, "Over how many years does the diminishing run?"),
        ("assessment", {"asked": "score"}, "What score must a platform get in its assessment?"),
        ("time", {"asked": "expiry"}, "实施意见什么时候失效？"),
    )
)  # fmt: skip


@pytest.fixture(scope="module")
def address(engine: Engine) -> Iterator[str]:
    settings = Settings(_env_file=None, rate_limit=100_000)
    running = start(create_app(asking_of(FixedSource(engine)), settings))
    yield running.address
    running.stop()


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """One page for the module: a rule's form keeps nothing of the one before it."""
    opened = browser.new_page()
    opened.set_default_timeout(10_000)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def command() -> Any:
    """The `desk` command, made once: a rule's command reads the words of all rules."""
    return get_command(app)


def named(case: Case) -> str:
    return f"{case.rule}, {case.status}: {case.question[:40]}"


@pytest.mark.parametrize("case", CASES, ids=named)
def test_the_figure_is_one_through_all_five_doors(
    case: Case, knowledge: KnowledgeBase, command: Any, address: str, page: Page, engine: Engine
) -> None:
    figure = by_function(case, knowledge)
    assert figure.status == case.status
    assert figure.quote
    assert by_command(case, command) == figure
    assert by_api(case, address) == figure
    assert by_form(case, page, address) == figure
    answer, _ = engine.answer(Question(case.question, asked_on=DAY))
    assert answer.language == case.language
    assert without_asked(in_record(answer.record(), case.rule), case) == figure


@pytest.mark.parametrize("case", SILENT, ids=named)
def test_what_is_left_open_is_left_open_through_all_five_doors(
    case: Case, knowledge: KnowledgeBase, command: Any, address: str, page: Page, engine: Engine
) -> None:
    figure = by_function(case, knowledge)
    assert (figure.status, figure.outputs) == (case.status, {})
    assert by_command(case, command) == figure
    assert by_api(case, address) == figure
    assert by_form(case, page, address) == figure
    answer, _ = engine.answer(Question(case.question, asked_on=DAY))
    assert (answer.status, answer.language) == (case.status, case.language)
    assert answer.figures == ()
    assert figure.quote
    assert any(one.quote in figure.quote or figure.quote in one.quote for one in answer.citations)


def test_every_rule_is_asked_at_least_twice_in_both_languages() -> None:
    for key in RULES:
        asked = [case.language for case in CASES if case.rule == key]
        assert len(asked) >= 2
        assert set(asked) == {"en", "zh-Hans"}
