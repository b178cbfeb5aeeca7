"""The funding rules' forms in a real browser: fill in, read the result, correct, no script."""

import json
from typing import Any

import httpx
import pytest
from accessibility import serious
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bot.answer.by_rule import answer_by_rule
from bot.answer.question import LANGUAGES, Language
from knowledge.knowledge_base import KnowledgeBase
from knowledge.rules import RULES

LABELS = {
    "en": "City's operating money", "zh-Hans": "市级运行资金", "zh-Hant": "市級運行資金",
}  # fmt: skip
SECOND = {"en": "District's operating money", "zh-Hans": "区级运行资金", "zh-Hant": "區級運行資金"}
READ_BACK = """figure => ({
  rule: figure.dataset.rule, item: figure.dataset.item, status: figure.dataset.status,
  working: [...figure.querySelectorAll('.working li')].map(line => line.textContent),
  rows: [...figure.querySelectorAll('tr[data-key]')].map(row => ({...row.dataset})),
})"""


@pytest.fixture
def page(context: BrowserContext, desk: str) -> Page:
    opened = context.new_page()
    opened.goto(f"{desk}/rules/co-funding")
    return opened


def send(page: Page) -> int:
    """Send the form and return the status of the page that comes back."""
    with page.expect_response(lambda response: response.request.method == "POST") as sent:
        page.locator(".inputs button").click()
    page.locator("#result").wait_for()
    return sent.value.status


def read_figure(page: Page) -> dict[str, Any]:
    """Return the figure of the page as the record has it."""
    found: dict[str, Any] = page.locator(".figure").evaluate(READ_BACK)
    rows = found.pop("rows")
    for side in ("inputs", "outputs"):
        found[side] = {row["key"]: json.loads(row["value"]) for row in rows if row["side"] == side}
    found["units"] = {row["key"]: row["unit"] for row in rows}
    return found


def as_read(
    key: str, given: dict[str, object], knowledge: KnowledgeBase, language: Language
) -> dict[str, Any]:
    """Return what `read_figure` finds where the page shows the rule's figure."""
    (figure,) = answer_by_rule(key, given, knowledge, language).record()["figures"]
    shown = {*figure["inputs"], *figure["outputs"]}
    return {
        "rule": figure["rule"], "item": str(figure["item"] or ""), "status": figure["status"],
        "working": list(figure["working"]), "inputs": dict(figure["inputs"]),
        "outputs": dict(figure["outputs"]),
        "units": {name: unit for name, unit in figure["units"].items() if name in shown},
    }  # fmt: skip


def test_the_rules_are_reached_from_the_first_page(page: Page, desk: str) -> None:
    page.goto(desk)
    page.locator("a[href='/rules']").click()
    expect(page.locator("h1")).to_have_text("Funding rules")
    expect(page.locator(".rules a")).to_have_count(len(RULES))
    page.locator(".rules a").first.click()
    expect(page.locator("h1")).to_have_text("Operating co-funding by city and district")


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_gives_the_answer_of_the_rule(
    browser: Browser, desk: str, knowledge: KnowledgeBase, language: Language, script: bool
) -> None:
    context = browser.new_context(java_script_enabled=script)
    page = context.new_page()
    page.goto(f"{desk}/rules/co-funding?lang={language}")
    page.get_by_label(LABELS[language]).fill("8 million")
    assert send(page) == 200
    article = page.locator("article.turn")
    expect(article).to_have_attribute("lang", language)
    expect(article).to_be_in_viewport()
    minimum = page.locator("tr[data-key=district_minimum] td")
    expect(minimum).to_have_text(
        {"en": "8,000,000 yuan", "zh-Hans": "800万元"}.get(language, "800萬元")
    )
    assert page.locator("blockquote").first.text_content() in knowledge.source.text
    expect(page.get_by_label(LABELS[language])).to_have_value("8 million")
    assert read_figure(page) == as_read("co-funding", {"city": "8000000"}, knowledge, language)
    context.close()


def test_all_kinds_of_input_are_sent_and_stay_in_the_form(
    page: Page, knowledge: KnowledgeBase
) -> None:
    page.locator("#input-city").fill("800万")
    page.locator("#input-district").fill("5 million; 2 million")
    page.get_by_label("What is asked").select_option("Whether the floor is met")
    page.locator("#input-as_of").fill("2019-03-15")
    assert send(page) == 200
    given = {"city": "8000000", "district": ["5m", "2m"], "asked": "compliance",
             "as_of": "2019-03-15"}  # fmt: skip
    assert read_figure(page) == as_read("co-funding", given, knowledge, "en")
    expect(page.locator("tr[data-key=shortfall] td")).to_have_text("1,000,000 yuan")
    expect(page.locator("#input-district")).to_have_value("5 million; 2 million")
    expect(page.locator("#input-asked")).to_have_value("compliance")
    expect(page.locator("#input-as_of")).to_have_value("2019-03-15")


@pytest.mark.parametrize("typed", ["10m; 10m; ?; 5m", "10m\n10m\n?\n5m"])
def test_a_schedule_with_an_unknown_year_leaves_the_verdict_open(
    page: Page, desk: str, knowledge: KnowledgeBase, typed: str
) -> None:
    page.goto(f"{desk}/rules/diminishing")
    page.locator("#input-schedule").fill(typed)
    assert send(page) == 200
    expect(page.locator("article.turn")).to_have_attribute("data-status", "clarify")
    between = page.locator("tr[data-key=no_rise_between] td")
    expect(between).to_have_text("year 3: 5,000,000 yuan to 10,000,000 yuan")
    expect(page.locator("tr[data-key=settled_by] td")).to_have_text("Year 3")
    given: dict[str, object] = {"schedule": ["10m", "10m", None, "5m"]}
    assert read_figure(page) == as_read("diminishing", given, knowledge, "en")
    expect(page.locator("#input-schedule")).to_have_value(typed)


def test_yes_no_and_not_known_are_told_apart(
    page: Page, desk: str, knowledge: KnowledgeBase
) -> None:
    page.goto(f"{desk}/rules/contract")
    for name, choice in (("targets", "Yes"), ("content", "No")):
        page.locator(f"#input-{name}").get_by_label(choice, exact=True).check()
    expect(page.locator("#input-assessment_items").get_by_label("Not known")).to_be_checked()
    assert send(page) == 200
    given: dict[str, object] = {"targets": True, "content": False}
    assert read_figure(page) == as_read("contract", given, knowledge, "en")
    expect(page.locator("#input-targets").get_by_label("Yes", exact=True)).to_be_checked()
    expect(page.locator("#input-content").get_by_label("No", exact=True)).to_be_checked()
    expect(page.locator("#input-assessment_items").get_by_label("Not known")).to_be_checked()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_be_read_is_told_beside_its_field_and_nothing_is_lost(
    page: Page, desk: str, language: Language
) -> None:
    page.goto(f"{desk}/rules/co-funding?lang={language}")
    page.get_by_label(LABELS[language]).fill('<b>a lot</b> "')
    page.get_by_label(SECOND[language]).fill("300万")
    assert send(page) == 422
    city, district = page.get_by_label(LABELS[language]), page.get_by_label(SECOND[language])
    expect(city).to_have_attribute("aria-invalid", "true")
    described = (city.get_attribute("aria-describedby") or "").split()
    problem = page.locator(f"#{described[-1]}")
    expect(problem).to_be_visible()
    expect(problem).to_contain_text(LABELS[language])
    expect(city).to_have_value('<b>a lot</b> "')
    expect(district).to_have_value("300万")
    assert district.get_attribute("aria-invalid") is None
    assert page.locator("article.turn").count() == 0
    summary = page.locator("#result[role=alert]")
    expect(summary).to_be_in_viewport()
    summary.get_by_role("link").click()
    expect(city).to_be_in_viewport()
    city.fill("8 million")
    assert send(page) == 200
    expect(page.locator("tr[data-key=district] td")).to_have_count(1)


def test_another_language_keeps_what_is_in_the_form(page: Page) -> None:
    page.locator("#input-city").fill("a lot & more")
    assert send(page) == 422
    page.locator(".languages a", has_text="简体").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    expect(page.locator("#input-city")).to_have_value("a lot & more")


def test_nothing_filled_in_is_asked_for(page: Page) -> None:
    assert send(page) == 200
    expect(page.locator("article.turn")).to_have_attribute("data-status", "clarify")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(
    browser: Browser, desk: str, knowledge: KnowledgeBase, scheme: Any
) -> None:
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce", locale="en-US")
    page = context.new_page()
    page.goto(f"{desk}/rules")
    assert serious(page) == []
    for key in knowledge.rules:
        page.goto(f"{desk}/rules/{key}")
        assert serious(page) == []
    page.goto(f"{desk}/rules/co-funding?lang=zh-Hant")
    for typed in ("a lot", "8 million"):
        page.locator("#input-city").fill(typed)
        send(page)
        assert serious(page) == []
    context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_is_wider_than_the_window(
    page: Page, desk: str, knowledge: KnowledgeBase, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    over = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    for language in LANGUAGES:
        for path in ("/rules", *(f"/rules/{key}" for key in knowledge.rules)):
            page.goto(f"{desk}{path}?lang={language}")
            assert page.evaluate(over) == 0
        page.goto(f"{desk}/rules/diminishing?lang={language}")
        for typed in ("10m; 10m; ?; 5m", "a lot; " * 40):
            page.locator("#input-schedule").fill(typed)
            send(page)
            assert page.evaluate(over) == 0


def test_the_keyboard_alone_is_enough(page: Page) -> None:
    page.locator("#input-city").focus()
    page.keyboard.type("8 million")
    page.keyboard.press("Tab")
    expect(page.locator("#input-district")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("tr[data-key=district_minimum] td")).to_have_text("8,000,000 yuan")
    expect(page.locator("#result")).to_be_in_viewport()


def test_print_keeps_the_answer_alone(page: Page) -> None:
    page.locator("#input-city").fill("8 million")
    send(page)
    page.emulate_media(media="print")
    for kept in (".asked-question", ".says", "blockquote", ".figure table", ".unofficial"):
        expect(page.locator(kept).first).to_be_visible()
    for left in (".inputs", ".top", ".ways", ".file", ".actions"):
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
    for path in ("/rules", "/rules/time", "/rules/co-funding"):
        page.goto(desk + path)
    page.locator("#input-city").fill("8 million")
    send(page)
    assert [url for url in asked if not url.startswith(f"{desk}/")] == []
    assert said == []


def test_the_pages_say_once_that_they_are_unofficial(client: httpx.Client) -> None:
    for path in ("/rules", "/rules/co-funding"):
        assert client.get(path).text.count("Unofficial.") == 1
        assert client.head(path).status_code == 200


def test_a_form_that_is_none_of_ours_is_refused_in_words(client: httpx.Client) -> None:
    html = {"Accept": "text/html"}
    unknown = client.post("/rules/nothing", data={"city": "8m"}, headers=html)
    assert unknown.status_code == client.get("/rules/nothing", headers=html).status_code == 404
    assert "co-funding" in unknown.text
    assert client.post("/rules/co-funding", json={}, headers=html).status_code == 415
    forged = client.post("/rules/co-funding", data={"asked": "<i>", "town": "8m"}, headers=html)
    assert forged.status_code == 422
    assert "<i>" not in forged.text
    flag = client.post("/rules/contract", data={"targets": "perhaps"}, headers=html)
    assert flag.status_code == 422
    assert 'id="problem-targets"' in flag.text
    many = b"&".join([b"city=1"] * 100)
    form = {"Content-Type": "application/x-www-form-urlencoded", **html}
    assert client.post("/rules/co-funding", content=many, headers=form).status_code == 400
