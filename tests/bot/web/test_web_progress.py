"""The page while a model is asked: what is being done, then the answer, and no step any more."""

import json
from collections.abc import Iterator
from threading import Event

import httpx
import pytest
from answers import SECRET, HandMade
from playwright.sync_api import BrowserContext, expect
from web_server import Serve

from bot.answer.frame import Frame
from bot.answer.question import Question
from bot.answer.record import Answer
from bot.engines import Tell
from knowledge.knowledge_base import KnowledgeBase
from tests.bot.engine_source import FixedSource


class Telling(HandMade):
    """Tells its steps, and waits before the last one until it may go on."""

    may_go_on: Event

    def answer_telling(
        self, question: Question, frame: Frame | None, tell: Tell
    ) -> tuple[Answer, Frame]:
        tell("reading")
        tell("searching")
        assert self.may_go_on.wait(30)
        tell("checking")
        return self.answer(question, frame)


@pytest.fixture
def engine(knowledge: KnowledgeBase) -> Telling:
    made = Telling(knowledge)
    object.__setattr__(made, "may_go_on", Event())
    return made


@pytest.fixture
def telling(serve: Serve, engine: Telling) -> Iterator[str]:
    yield serve(FixedSource(engine), rate_limit=100_000)
    engine.may_go_on.set()


@pytest.mark.parametrize(
    ("language", "searching"), [("en", "Looking in the release"), ("zh-Hant", "正在查閱新聞稿")]
)
def test_the_step_is_shown_until_the_answer_is_there(
    telling: str, engine: Telling, context: BrowserContext, language: str, searching: str
) -> None:
    page = context.new_page()
    page.goto(f"{telling}/?lang={language}")
    page.locator("#question").fill("Who pays?")
    page.locator("#question").press("Enter")
    expect(page.get_by_role("status").filter(has_text=searching)).to_be_visible()
    assert page.locator("blockquote").count() == 0
    engine.may_go_on.set()
    page.locator("#turns[aria-busy=false]").wait_for()
    assert page.locator("blockquote").count() == 2
    assert searching not in (page.locator("#turns").text_content() or "")


def lines(address: str, question: str) -> list[dict[str, object]]:
    with httpx.stream(
        "POST", f"{address}/ask", data={"question": question}, headers={"X-Fragment": "steps"},
        trust_env=False,
    ) as response:  # fmt: skip
        assert response.headers["content-type"].startswith("application/x-ndjson")
        return [json.loads(line) for line in response.iter_lines()]


def test_each_step_is_a_line_and_the_answer_the_last(telling: str, engine: Telling) -> None:
    engine.may_go_on.set()
    *steps, last = lines(telling, "Who pays?")
    assert [list(step) for step in steps] == [["step"]] * 3
    assert last["ok"] is True
    assert "<blockquote" in str(last["markup"])


def test_what_goes_wrong_is_told_in_words(telling: str, engine: Telling) -> None:
    engine.may_go_on.set()
    *_, last = lines(telling, "explode")
    assert last["ok"] is False
    assert "problem" in str(last["markup"])
    assert SECRET not in str(last["markup"])


def test_an_engine_that_tells_nothing_answers_in_one_line(desk: str) -> None:
    (only,) = lines(desk, "Who pays?")
    assert only["ok"] is True
