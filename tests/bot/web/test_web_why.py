"""Why an answer is as it is, under the answer: in a real browser, on the real engine."""

from typing import Any

import pytest
from accessibility import serious
from playwright.sync_api import Browser, BrowserContext, Page, expect
from web_server import Serve

from bot.answer.engine import Engine
from tests.bot.engine_source import FixedSource

ASKED = {
    "en": ("The city gives 8 million yuan for operation. What must the district give?",
           "Why this answer", "What was understood"),
    "zh-Hans": ("市级出800万元运行经费，区里至少要出多少？", "为什么这样回答", "理解到什么"),
    "zh-Hant": ("市級出800萬元營運經費，區裡至少要出多少？", "為什麼這樣回答", "理解到什麼"),
}  # fmt: skip
SEVERAL = "什么时候生效？工作组由谁组成？"


@pytest.fixture(scope="module")
def real_desk(serve: Serve, engine: Engine) -> str:
    """The address of a desk with the real engine."""
    return serve(FixedSource(engine), rate_limit=100_000)


def ask(page: Page, question: str) -> None:
    page.locator("#question").fill(question)
    page.locator("#question").press("Enter")
    page.locator("#turns[aria-busy=false]").wait_for()


def opened(page: Page, desk: str, question: str) -> None:
    page.goto(desk)
    ask(page, question)
    page.locator("details.why summary").last.click()


@pytest.mark.parametrize("language", ASKED)
def test_it_is_closed_until_asked_for_and_in_the_answers_language(
    context: BrowserContext, real_desk: str, language: str
) -> None:
    question, summary, heading = ASKED[language]
    page = context.new_page()
    page.goto(real_desk)
    ask(page, question)
    why = page.locator("article.turn details.why")
    expect(why.locator("summary")).to_have_text(summary)
    expect(why.locator("ol")).to_be_hidden()
    why.locator("summary").click()
    expect(why.locator("h3").first).to_have_text(heading)
    expect(why.locator("h3")).to_have_count(5)
    expect(why.locator(".line-amounts dd")).to_contain_text("8")
    expect(why.locator(".line-rejected dd")).to_have_count(5)


def test_the_keyboard_alone_opens_it(context: BrowserContext, real_desk: str) -> None:
    page = context.new_page()
    page.goto(real_desk)
    ask(page, ASKED["en"][0])
    summary = page.locator("details.why summary")
    for _ in range(6):
        page.keyboard.press("Shift+Tab")
        if page.locator("details.why summary:focus").count():
            break
    expect(summary).to_be_focused()
    assert summary.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(page.locator("details.why ol")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("details.why ol")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("question", [ASKED["en"][0], SEVERAL])
def test_axe_finds_nothing_serious(
    browser: Browser, real_desk: str, scheme: Any, question: str
) -> None:
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    opened(page, real_desk, question)
    assert serious(page) == []
    context.close()


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_nothing_is_wider_than_the_window(
    context: BrowserContext, real_desk: str, width: int
) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 800})
    for question in (ASKED["en"][0], SEVERAL):
        opened(page, real_desk, question)
        over = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(over) == 0


def test_it_is_printed_where_it_was_opened(context: BrowserContext, real_desk: str) -> None:
    page = context.new_page()
    page.goto(real_desk)
    ask(page, ASKED["en"][0])
    page.emulate_media(media="print")
    expect(page.locator("details.why")).to_be_hidden()
    page.emulate_media(media="screen")
    page.locator("details.why summary").click()
    page.emulate_media(media="print")
    expect(page.locator("details.why .steps")).to_be_visible()


def test_it_is_there_without_script_and_after_a_reload(
    browser: Browser, context: BrowserContext, real_desk: str
) -> None:
    bare = browser.new_context(java_script_enabled=False)
    page = bare.new_page()
    page.goto(real_desk)
    page.locator("#question").fill("When does it take effect?")
    page.locator(".send").click()
    page.locator("details.why summary").click()
    expect(page.locator(".line-chosen dd").first).to_contain_text("take effect")
    bare.close()
    page = context.new_page()
    opened(page, real_desk, "When does it take effect?")
    page.reload()
    page.locator("details.why summary").click()
    expect(page.locator(".line-sure dd").first).to_contain_text("sure")


def test_personal_data_is_not_in_the_page(context: BrowserContext, real_desk: str) -> None:
    page = context.new_page()
    opened(page, real_desk, "My number is 13812345678, when is the deadline?")
    expect(page.locator(".line-personal")).to_be_visible()
    assert "13812345678" not in page.content()


def test_an_answer_of_a_rules_form_has_none(context: BrowserContext, real_desk: str) -> None:
    page = context.new_page()
    page.goto(f"{real_desk}/rules/co-funding")
    page.locator("input[name=city]").fill("8 million")
    page.locator("main form button[type=submit]").click()
    expect(page.locator(".result .turn")).to_be_visible()
    expect(page.locator("details.why")).to_have_count(0)
