"""Twenty questions through the command line, the API, the page and Slack: one answer."""

import io
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import httpx
import pytest
from fake_slack import APP_TOKEN, BOT_TOKEN, SECRET, FakeSlack, fake_slack
from playwright.sync_api import Browser, Page
from pydantic import SecretStr
from slack_reading import lists, quotes, tables
from slack_workspace import event, signed
from web_server import Running, start

from bot.answer.engine import Engine
from bot.cli.batch import run_batch
from bot.settings import Settings
from bot.slack.app import create_slack_desk
from bot.slack.http import PATH, create_slack_router
from bot.store.slots import slots_of
from bot.store.work import Work
from bot.web.app import create_app
from tests.bot.engine_source import FixedSource
from tests.bot.remembering import asking_of, new_database

QUESTIONS = (
    "From which day is the Implementation Guideline effective?",
    "When did the executive meeting approve it?",
    "If the city provides 10 million yuan of operational funds, what must the district provide?",
    "City 6m, district 4m for running costs. Does that satisfy the guideline?",
    "Yearly government funding of 12m, 12m, 9m, 5m: does it fit the diminishing model?",
    "What is said in Item Thirteen?",
    "What does item 5 say?",
    "Item 99",
    "Tell me the closing date for applications.",
    "Recommend a restaurant near the Bund.",
    "Who attended the press conference?",
    "区级财政的运行经费投入有没有下限？",
    "市级投入运行经费350万元，区级最低是多少？",
    "运行经费2000万，市七区三，行不行？",
    "工作推进小组由哪些单位组成？",
    "申请需要提交什么材料？",
    "第十四條的內容是什麼？",
    "功能型平台要具備哪些核心能力？",
    "市裡出800萬運行費，區裡出600萬，夠嗎？",
    "你好",
)
DAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def slack() -> Iterator[FakeSlack]:
    with fake_slack() as fake:
        yield fake


@pytest.fixture(scope="module")
def desk(
    engine: Engine, slack: FakeSlack, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    """The desk with its page, API and Slack on one port, as `desk serve` puts it together."""
    settings = Settings(
        rate_limit=100_000, slack_bot_token=SecretStr(BOT_TOKEN), slack_api=slack.url,
        slack_app_token=SecretStr(APP_TOKEN), slack_signing_secret=SecretStr(SECRET),
    )  # fmt: skip
    database = new_database()
    asking = asking_of(FixedSource(engine), database)
    work = Work(database, slots_of(database, tmp_path_factory.mktemp("slots")))
    app = create_app(asking, settings)
    in_slack = create_slack_desk(asking, database, work, settings)
    app.include_router(create_slack_router(in_slack.app, settings))
    work.start()
    running = start(app)
    yield running
    running.stop()
    work.close()


@pytest.fixture(scope="module")
def by_command(engine: Engine) -> dict[str, dict[str, Any]]:
    lines = [json.dumps({"id": q, "turns": [q]}).encode() for q in QUESTIONS]
    out = io.StringIO()
    run_batch(lines, engine, DAY, out, print)
    return {row["id"]: row for row in map(json.loads, out.getvalue().splitlines())}


@pytest.fixture
def page(desk: Running, browser: Browser) -> Iterator[Page]:
    """A page of its own for each test: the desk's page keeps its conversation."""
    opened = browser.new_page()
    yield opened
    opened.close()


def without_id_and_time(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key not in ("id", "elapsed_ms")}


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_api_gives_the_record_of_the_command_line(
    desk: Running, by_command: dict[str, dict[str, Any]], question: str
) -> None:
    body = {"question": question, "asked_on": DAY.isoformat()}
    response = httpx.post(f"{desk.address}/api/ask", json=body, trust_env=False)
    assert without_id_and_time(response.json()) == without_id_and_time(by_command[question])


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_page_shows_the_quotes_and_figures(
    desk: Running, by_command: dict[str, dict[str, Any]], page: Page, question: str
) -> None:
    record = by_command[question]
    page.goto(desk.address)
    page.locator("textarea").fill(question)
    page.keyboard.press("Enter")
    article = page.locator("article[data-status]").last
    article.wait_for()
    assert article.get_attribute("data-status") == record["status"]
    assert article.get_attribute("data-language") == record["language"]
    shown = article.locator("blockquote").all_text_contents()
    assert shown == [citation["quote"] for citation in record["citations"]]
    for figure, place in zip(record["figures"], article.locator(".figure").all(), strict=True):
        rows = place.locator("tr[data-side=outputs]").all()
        read = {
            row.get_attribute("data-key"): json.loads(row.get_attribute("data-value") or "null")
            for row in rows
        }
        assert read == figure["outputs"]
        assert place.locator(".working li").all_text_contents() == list(figure["working"])
    assert article.locator(".copy").get_attribute("data-text") == record["text"]


@pytest.mark.parametrize("question", QUESTIONS)
def test_slack_shows_the_quotes_and_figures(
    desk: Running, slack: FakeSlack, by_command: dict[str, dict[str, Any]], question: str
) -> None:
    record = by_command[question]
    before = len(slack.posts())
    raw = json.dumps(event(question))
    sent = httpx.post(f"{desk.address}{PATH}", content=raw, headers=signed(raw), trust_env=False)
    assert sent.status_code == 200
    posts = slack.wait_for_posts(before + 1)[before:]
    read = quotes(posts)
    assert [read[at] for at in sorted(read)] == [c["quote"] for c in record["citations"]]
    for figure in record["figures"]:
        if len(figure["working"]) > 1:
            cells = [cell for table in tables(posts) for row in table for cell in row]
            cells += [line for lines in lists(posts) for line in lines]
            assert all(any(line in cell for cell in cells) for line in figure["working"])
