"""The JSON API over a real server: the record, bad input, limits, headers, logs."""

import json
from typing import get_args

import httpx
import pytest
import structlog
from answers import SECRET, HandMade
from web_server import Serve

from bot.answer.record import Status
from bot.web.asked import read_form, read_json
from bot.web.limits import RateLimit
from bot.web.problems import ProblemError
from bot.web.visitor import preferred_language
from knowledge.knowledge_base import KnowledgeBase
from tests.bot.engine_source import FixedSource

JSON = {"Content-Type": "application/json"}
RECORD = {
    "id", "question", "language", "status", "route", "text", "citations", "figures", "notes",
    "suggestions", "confidence", "engine", "elapsed_ms",
}  # fmt: skip


def ask(client: httpx.Client, **body: object) -> httpx.Response:
    return client.post("/api/ask", json=body)


@pytest.mark.parametrize(
    ("question", "language"),
    [("Who pays?", "en"), ("运行经费由谁出？", "zh-Hans"), ("營運經費由誰負擔？", "zh-Hant")],
)
def test_the_record_is_returned_with_verbatim_quotes(
    client: httpx.Client, knowledge: KnowledgeBase, question: str, language: str
) -> None:
    response = ask(client, question=question, id="q-1")
    record = response.json()
    assert response.status_code == 200
    assert set(record) == RECORD
    assert (record["id"], record["language"]) == ("q-1", language)
    for citation in record["citations"]:
        assert knowledge.source.text[citation["start"] : citation["end"]] == citation["quote"]


def test_the_last_turn_is_answered_after_those_before_it(client: httpx.Client) -> None:
    assert "Who pays?" in ask(client, turns=["Who pays?", "And?"]).json()["text"]


def test_a_thread_remembers_and_another_does_not(client: httpx.Client) -> None:
    ask(client, question="Who pays?", thread="thread-one")
    assert "Who pays?" in ask(client, question="And?", thread="thread-one").json()["text"]
    assert "nothing" in ask(client, question="And?", thread="thread-two").json()["text"]


def test_the_language_may_be_chosen(client: httpx.Client) -> None:
    response = ask(client, question="Who pays?", language="zh-Hant", asked_on="2018-02-01")
    assert response.json()["language"] == "zh-Hant"


@pytest.mark.parametrize(
    ("body", "status", "code", "tells"),
    [
        (b"", 400, "malformed_json", "JSON"),
        (b"{bad", 400, "malformed_json", "column 2"),
        (b'{"question": "\xff"}', 400, "malformed_json", "UTF-8"),
        (b"[" * 5_000, 400, "malformed_json", "JSON"),
        (b'{"question": "\\ud83d"}', 400, "lone_surrogate", "surrogate"),
        (b"[]", 422, "no_object", '{"question":'),
        (b'{"question": "a", "foo": 1}', 422, "unknown_key", "foo"),
        (b'{"question": 3}', 422, "invalid_question", "text"),
        (b'{"turns": "a"}', 422, "invalid_turns", "list"),
        (b'{"turns": []}', 422, "invalid_turns", "list"),
        (b'{"turns": ["a", 1]}', 422, "invalid_turns", "list"),
        (b"{}", 422, "question_or_turns", "either"),
        (b'{"question": "a", "turns": ["b"]}', 422, "question_or_turns", "not both"),
        (b'{"turns": ["b"], "thread": "t"}', 422, "thread_with_turns", "thread"),
        (b'{"question": "a", "thread": ""}', 422, "invalid_thread", "200"),
        (b'{"question": "a", "id": 7}', 422, "invalid_id", "text"),
        (b'{"question": "a", "asked_on": "2018-02-30"}', 422, "invalid_asked_on", "YYYY-MM-DD"),
        (b'{"question": "a", "asked_on": 1517443200}', 422, "invalid_asked_on", "YYYY-MM-DD"),
        (b'{"question": "a", "language": "fr"}', 422, "invalid_language", "zh-Hans"),
    ],
)
def test_a_body_that_cannot_be_read_says_what_to_do(
    client: httpx.Client, body: bytes, status: int, code: str, tells: str
) -> None:
    response = client.post("/api/ask", content=body, headers=JSON)
    error = response.json()["error"]
    assert (response.status_code, error["code"]) == (status, code)
    assert tells in error["message"]
    assert set(response.json()) == {"error"}


@pytest.mark.parametrize(
    "question",
    ["", "x" * 10_000, "😀🎉", "\u202e\u0007\u200f", "\ufdfa" * 1_000, "a\u0000b", "<b>x</b>"],
)
def test_odd_text_reaches_the_engine_and_comes_back(client: httpx.Client, question: str) -> None:
    assert ask(client, question=question).json()["question"] == question


@pytest.mark.parametrize("media", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_another_content_type_is_refused(client: httpx.Client, media: str) -> None:
    response = client.post("/api/ask", content=b"{}", headers={"Content-Type": media})
    assert response.status_code == 415
    assert "application/json" in response.json()["error"]["message"]


def test_a_body_past_the_limit_is_refused_also_in_pieces(client: httpx.Client) -> None:
    body = json.dumps({"question": "x" * 200_000}).encode()
    whole = client.post("/api/ask", content=body, headers=JSON)
    pieces = client.post("/api/ask", content=iter([body[:50_000], body[50_000:]]), headers=JSON)
    for response in (whole, pieces):
        assert (response.status_code, response.json()["error"]["code"]) == (413, "too_large")


def test_too_many_questions_are_refused_with_the_time_to_wait(serve: Serve) -> None:
    with httpx.Client(base_url=serve(rate_limit=2), trust_env=False) as http:
        assert [ask(http, question="Who pays?").status_code for _ in range(3)] == [200, 200, 429]
        refused = ask(http, question="Who pays?")
        assert 1 <= int(refused.headers["Retry-After"]) <= 30
        assert refused.json()["error"]["code"] == "too_many"
        page = http.post("/ask", data={"question": "Who <pays>?"}, headers={"Accept": "text/html"})
        assert page.status_code == 429
        assert "Who &lt;pays&gt;?</textarea>" in page.text
        assert http.get("/healthz").status_code == 200


def test_a_bucket_refills_and_each_address_has_its_own() -> None:
    now = [0.0]
    limit = RateLimit(60, addresses=2, clock=lambda: now[0])
    for _ in range(60):
        limit.take("a")
    with pytest.raises(ProblemError) as refused:
        limit.take("a")
    assert refused.value.retry_after == 1
    limit.take("b")
    now[0] = 1.0
    limit.take("a")
    limit.take("c")


def test_an_exception_is_logged_under_its_id_and_told_to_nobody(client: httpx.Client) -> None:
    with structlog.testing.capture_logs() as logs:
        response = client.post(
            "/api/ask",
            json={"question": "explode my secret plan"},
            headers={"X-Request-Id": "my-request-1"},
        )
    error = response.json()["error"]
    assert (response.status_code, error["code"]) == (500, "internal")
    assert "my-request-1" in error["message"]
    assert SECRET not in response.text
    assert "Traceback" not in response.text
    assert response.headers["X-Request-Id"] == "my-request-1"
    (failure,) = [log for log in logs if log["log_level"] == "error"]
    assert SECRET in failure["traceback"]
    assert "secret plan" not in repr(logs)


def test_logs_name_the_request_and_never_the_question(client: httpx.Client) -> None:
    with structlog.testing.capture_logs() as logs:
        ask(client, question="Who pays for my secret plan?", thread="secret-thread")
        client.post("/ask", data={"question": "Who pays for my secret plan?"})
    assert [log["path"] for log in logs if log["event"] == "request"] == ["/api/ask", "/ask"]
    assert "secret" not in repr(logs)


@pytest.mark.parametrize(
    "path",
    ["/", "/source", "/rules", "/rules/co-funding", "/api/rules", "/static/desk.css",
     "/api/openapi.json", "/no"],
)  # fmt: skip
def test_every_response_carries_the_security_headers(client: httpx.Client, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert len(headers["X-Request-Id"]) == 32


def test_no_page_of_documentation_brings_another_host(client: httpx.Client) -> None:
    assert client.get("/docs").status_code == client.get("/redoc").status_code == 404
    paths = client.get("/api/openapi.json").json()["paths"]
    others = {path for path in paths if not path.startswith("/api/rules")}
    assert others == {"/api/ask", "/healthz", "/readyz"}
    assert "requestBody" in paths["/api/ask"]["post"]


def test_the_description_names_every_refusal_and_the_record(client: httpx.Client) -> None:
    paths = client.get("/api/openapi.json").json()["paths"]
    for path in ("/api/ask", "/api/rules/co-funding"):
        described = paths[path]["post"]["responses"]
        assert set(described) == {"200", "400", "413", "415", "422", "429", "500", "503"}
        record = described["200"]["content"]["application/json"]["schema"]
        assert set(record["required"]) == set(record["properties"]) == RECORD
    assert record["properties"]["status"]["enum"] == [*get_args(Status)]


def test_no_link_of_an_unknown_page_leads_to_another_host(client: httpx.Client) -> None:
    for path in ("//example.org/x", "////example.org/x"):
        page = client.get(f"{client.base_url}{path}", headers={"Accept": "text/html"}).text
        assert 'href="/example.org/x?lang=zh-Hans"' in page


@pytest.mark.parametrize("why", [None, "The index is missing: run `desk ingest`."])
def test_until_the_index_is_there_the_desk_lives_and_says_so(
    serve: Serve, knowledge: KnowledgeBase, why: str | None
) -> None:
    source = FixedSource(HandMade(knowledge), is_ready=False, why=why)
    with httpx.Client(base_url=serve(source), trust_env=False) as http:
        assert http.get("/healthz").json() == {"status": "ok"}
        readiness = http.get("/readyz")
        assert (readiness.status_code, readiness.json()["problem"]) == (503, why)
        response = ask(http, question="Who pays?")
        assert response.status_code == 503
        assert "Retry-After" in response.headers
        assert (why or "preparing its index") in response.json()["error"]["message"]
        assert http.get("/").status_code == 200
        assert http.get("/source", headers={"Accept": "text/html"}).status_code == 503


def test_ready_once_the_index_is_there(client: httpx.Client) -> None:
    assert client.get("/readyz").json() == {"ready": True}


def test_unknown_addresses_and_methods_answer_in_the_form_that_was_asked(
    client: httpx.Client,
) -> None:
    assert client.get("/api/nothing").json()["error"]["code"] == "not_found"
    assert client.get("/api/ask").json()["error"]["code"] == "method_not_allowed"
    page = client.get("/nothing", headers={"Accept": "text/html", "Accept-Language": "zh-CN"})
    assert page.status_code == 404
    assert "没有这个页面" in page.text


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"), ("fr", "en"), ("zh", "zh-Hans"), ("zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans"),
        ("zh-TW", "zh-Hant"), ("zh-HK,en;q=0.5", "zh-Hant"), ("en;q=0.2,zh-Hant;q=0.9", "zh-Hant"),
        ("fr;q=x,en", "en"),
    ],
)  # fmt: skip
def test_the_browser_chooses_the_first_language(header: str, language: str) -> None:
    assert preferred_language(header) == language


def test_a_question_without_turns_has_no_history() -> None:
    asked = read_json("application/json; charset=utf-8", b'{"question": "a", "thread": "t"}')
    assert (asked.question.text, asked.question.history, asked.thread) == ("a", (), "t")


def test_a_form_gives_the_suggestion_that_was_pressed_and_the_turns_before() -> None:
    body = "question=typed&suggestion=pressed&thread=t&turn=one&turn=two"
    asked = read_form("application/x-www-form-urlencoded", body.encode())
    assert asked.question.text == "pressed"
    assert asked.question.history == ("one", "two")
    with pytest.raises(ProblemError):
        read_form("application/x-www-form-urlencoded", b"&".join([b"turn=a"] * 100))
