"""The page in a real browser: ask, follow a quote, keyboard alone, accessibility, print."""

import re
from typing import Any

import pytest
from accessibility import serious
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from web_server import Serve

from knowledge.knowledge_base import KnowledgeBase

LANGUAGES = {
    "en": ("Who pays the operating costs?", "Answered from the release"),
    "zh-Hans": ("运行经费由谁出？", "依据新闻稿作答"),
    "zh-Hant": ("營運經費由誰負擔？", "依據新聞稿作答"),
}
ANSWERS = {
    "answer": "Who pays the operating costs?",
    "chinese": "市级出800万元，区里至少要出多少？",
    "silence": "When is the deadline?",
    "figure": "The city gives 8 million yuan.",
    "error": "explode",
}


@pytest.fixture
def page(context: BrowserContext, desk: str) -> Page:
    opened = context.new_page()
    opened.goto(desk)
    return opened


def ask(page: Page, question: str) -> None:
    page.locator("#question").fill(question)
    page.locator("#question").press("Enter")
    page.locator("#turns[aria-busy=false]").wait_for()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_is_answered_and_its_quote_followed_to_its_place(
    page: Page, desk: str, knowledge: KnowledgeBase, language: str
) -> None:
    question, status = LANGUAGES[language]
    page.goto(f"{desk}/?lang={language}")
    ask(page, question)
    turn = page.locator("article.turn")
    expect(turn).to_have_attribute("lang", language)
    expect(turn.locator("h2")).to_have_text(question)
    expect(turn.locator(".status")).to_contain_text(status)
    quote = turn.locator("blockquote").first.text_content()
    assert quote in knowledge.source.text
    rendered = turn.locator(".rendered")
    assert rendered.count() == (0 if language == "en" else 2)
    turn.locator("figcaption a").first.click()
    mark = page.locator("mark#quote")
    expect(mark).to_be_in_viewport()
    assert mark.text_content() == quote
    expect(page.locator("html")).to_have_attribute("lang", language)
    page.go_back()
    expect(page.locator("article.turn h2")).to_have_text(question)


def test_earlier_turns_stay_and_the_next_leans_on_them(page: Page, desk: str) -> None:
    ask(page, "Who pays?")
    ask(page, "And?")
    expect(page.locator("article.turn")).to_have_count(2)
    expect(page.locator("article.turn").last).to_contain_text("Before, you asked: Who pays?")
    page.reload()
    expect(page.locator("article.turn")).to_have_count(2)
    page.locator(".languages a").nth(1).click()
    expect(page.locator("article.turn")).to_have_count(2)
    page.locator("#fresh").click()
    expect(page.locator("article.turn")).to_have_count(0)
    expect(page.locator(".examples")).to_be_visible()
    ask(page, "And?")
    expect(page.locator("article.turn")).to_contain_text("Before, you asked: nothing")


def test_examples_and_suggestions_ask(page: Page) -> None:
    page.locator(".examples button").first.click()
    expect(page.locator("article.turn")).to_have_count(1)
    page.locator(".suggestions button").first.click()
    expect(page.locator("article.turn")).to_have_count(2)
    expect(page.locator(".figure table td").first).to_have_text("8,000,000 yuan")
    expect(page.locator(".figure .working li")).to_have_count(1)


def test_the_whole_answer_can_be_copied(page: Page, context: BrowserContext) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, "Who pays?")
    page.locator(".copy").click()
    expect(page.locator(".copy")).to_have_text("Copied")
    assert "by the city and the district together" in page.evaluate(
        "navigator.clipboard.readText()"
    )


def test_enter_sends_shift_enter_breaks_and_an_input_method_is_left_alone(page: Page) -> None:
    box = page.locator("#question")
    box.fill("one")
    box.press("Shift+Enter")
    box.press_sequentially("two")
    assert box.input_value() == "one\ntwo"
    box.dispatch_event("keydown", {"key": "Enter", "isComposing": True, "bubbles": True})
    box.dispatch_event("keydown", {"key": "Enter", "keyCode": 229, "bubbles": True})
    expect(page.locator("article.turn")).to_have_count(0)
    box.press("Enter")
    expect(page.locator("article.turn h2")).to_have_text("one\ntwo")
    expect(box).to_have_value("")


def test_the_keyboard_alone_is_enough(page: Page, desk: str) -> None:
    page.goto(desk)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#question")).to_be_focused()
    page.keyboard.type("Who pays?")
    page.keyboard.press("Enter")
    expect(page.locator("article.turn .status")).to_be_visible()
    expect(page.locator("#question")).to_be_focused()
    for _ in range(12):
        page.keyboard.press("Shift+Tab")
        if page.locator("figcaption a:focus").count():
            break
    focused = page.locator("figcaption a:focus")
    outline = focused.evaluate("link => getComputedStyle(link).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    expect(page.locator("mark#quote")).to_be_in_viewport()


def test_a_failure_keeps_the_question(page: Page, context: BrowserContext) -> None:
    ask(page, "explode")
    expect(page.locator(".problem[role=alert]")).to_contain_text("Something went wrong")
    expect(page.locator("#question")).to_have_value("explode")
    context.set_offline(True)
    ask(page, "Who pays?")
    expect(page.locator(".problem").last).to_contain_text("cannot be reached")
    expect(page.locator("#question")).to_have_value("Who pays?")
    context.set_offline(False)
    page.locator(".send").click()
    expect(page.locator("article.turn blockquote").first).to_be_visible()


def test_a_waiting_question_is_shown_and_announced(page: Page) -> None:
    held: list[Route] = []
    page.route("**/ask", lambda route: held.append(route))
    page.locator("#question").fill("Who pays?")
    page.locator(".send").click()
    expect(page.locator(".waiting")).to_be_visible()
    expect(page.locator("#turns")).to_have_attribute("aria-busy", "true")
    expect(page.locator("#turns")).to_have_attribute("aria-live", "polite")
    held[0].continue_()
    expect(page.locator(".waiting")).to_have_count(0)
    expect(page.locator("blockquote")).to_have_count(2)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", ["home", *ANSWERS, "source", "beside", "refused"])
def test_axe_finds_nothing_serious(browser: Browser, desk: str, scheme: Any, kind: str) -> None:
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce", locale="en-US")
    page = context.new_page()
    addresses = {
        "source": "/source?start=100&end=300",
        "beside": "/source?start=100&end=300&lang=zh-Hant",
        "refused": "/source?start=9&end=1",
    }
    page.goto(desk + addresses.get(kind, "/"))
    if kind in ANSWERS:
        ask(page, ANSWERS[kind])
    assert serious(page) == []
    context.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_is_wider_than_the_window(page: Page, desk: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for question in ANSWERS.values():
        ask(page, question)
    over = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(over) == 0
    page.goto(f"{desk}/source?start=100&end=300&rendering=on")
    assert page.evaluate(over) == 0


def test_print_keeps_question_answer_and_quotes_alone(page: Page) -> None:
    ask(page, ANSWERS["figure"])
    page.emulate_media(media="print")
    for kept in (".asked-question", ".status", ".says", "blockquote", ".figure table", ".note",
                 "figcaption .place", ".unofficial"):  # fmt: skip
        expect(page.locator(kept).first).to_be_visible()
    for left in (".composer", ".top", ".suggestions", ".actions", ".examples", ".go", ".skip"):
        expect(page.locator(left).first).to_be_hidden()


def test_no_request_leaves_the_host_and_the_console_stays_empty(
    context: BrowserContext, desk: str
) -> None:
    asked: list[str] = []
    said: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    context.on("console", lambda message: said.append(message.text))
    context.on("weberror", lambda error: said.append(str(error.error)))
    page = context.new_page()
    page.goto(desk)
    for kind in ("answer", "chinese", "silence", "figure"):
        ask(page, ANSWERS[kind])
    page.locator("figcaption a").first.click()
    expect(page.locator("mark#quote")).to_be_visible()
    assert [url for url in asked if not url.startswith(f"{desk}/")] == []
    assert said == []


def test_the_page_works_without_script(browser: Browser, desk: str) -> None:
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(desk)
    page.locator("#question").fill("申报截止日期是哪天？")
    page.locator(".send").click()
    expect(page.locator("article.turn")).to_have_attribute("data-status", "not_specified")
    page.locator(".suggestions button").click()
    expect(page.locator("article.turn h2")).to_have_text("第十条是怎么说的？")
    expect(page.locator(".earlier li")).to_have_text(["申报截止日期是哪天？"])
    page.locator("figcaption a").first.click()
    expect(page.locator("mark#quote")).to_be_in_viewport()
    context.close()


def test_too_many_questions_are_told_in_the_page(context: BrowserContext, serve: Serve) -> None:
    page = context.new_page()
    page.goto(serve(rate_limit=1))
    ask(page, "Who pays?")
    ask(page, "Who pays again?")
    expect(page.locator(".problem .message")).to_have_text(re.compile(r"Wait \d+ seconds"))
    expect(page.locator("#question")).to_have_value("Who pays again?")
