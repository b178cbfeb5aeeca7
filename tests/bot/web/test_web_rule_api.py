"""The funding rules over the JSON API: list, schema, answer, errors, description."""

import json

import httpx
import pytest
import structlog
from answers import HandMade
from jsonschema import Draft202012Validator
from web_server import Serve

from bot.answer.by_rule import answer_by_rule
from bot.answer.question import LANGUAGES, Language
from bot.words import Words
from knowledge.knowledge_base import KnowledgeBase
from knowledge.rules import RULES
from knowledge.rules.definition import InputField
from knowledge.rules.schema import inputs_schema
from tests.bot.engine_source import FixedSource

JSON = {"Content-Type": "application/json"}
TITLES = {
    "en": "Operating co-funding by city and district",
    "zh-Hans": "市区共担运行资金",
    "zh-Hant": "市區共擔運行資金",
}
UNREADABLE: dict[str, object] = {
    "money": "a lot", "moneys": "5 million; a lot", "share": "most of it", "flag": "perhaps",
    "number": "many", "date": "soon", "schedule": "10m; a lot", "choice": "nothing known",
}  # fmt: skip


def offered(knowledge: KnowledgeBase) -> list[str]:
    return [key for key in RULES if key in knowledge.rules]


def work_out(client: httpx.Client, key: str, **body: object) -> httpx.Response:
    return client.post(f"/api/rules/{key}", json=body)


def fields_of_each_kind(knowledge: KnowledgeBase) -> dict[str, tuple[str, InputField]]:
    return {
        field.kind: (key, field)
        for key in reversed(offered(knowledge))
        for field in reversed(RULES[key].fields)
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_rules_are_listed_in_the_language_asked_for(
    client: httpx.Client, knowledge: KnowledgeBase, language: Language
) -> None:
    listed = client.get("/api/rules", params={"language": language}).json()
    assert [rule["key"] for rule in listed] == offered(knowledge)
    assert {rule["key"]: rule["label"] for rule in listed}["co-funding"] == TITLES[language]
    for rule in listed:
        assert set(rule) == {"key", "label", "summary", "address"}
        assert client.get(rule["address"]).status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_schema_of_every_rule_is_that_of_its_definition(
    client: httpx.Client, knowledge: KnowledgeBase, language: Language
) -> None:
    words = Words(language)
    for key in offered(knowledge):
        schema = client.get(f"/api/rules/{key}", headers={"Accept-Language": language}).json()
        Draft202012Validator.check_schema(schema)
        made = inputs_schema(RULES[key], knowledge.rules[key], language)
        assert list(schema["properties"]) == list(made["properties"])
        assert schema["title"] == words.script(made["title"])
        for name, found in schema["properties"].items():
            wanted = made["properties"][name]
            assert found["title"] == words.script(wanted["title"])
            assert found["description"] == words.script(wanted["description"])
            assert found.get("enum") == wanted.get("enum")
            assert found.get("x-labels") == [
                words.script(label) for label in wanted["x-labels"]
            ] if "x-labels" in wanted else "x-labels" not in found  # fmt: skip


def test_a_language_in_the_address_goes_before_the_header(client: httpx.Client) -> None:
    response = client.get(
        "/api/rules/co-funding?language=zh-Hant", headers={"Accept-Language": "en"}
    )
    assert response.json()["title"] == TITLES["zh-Hant"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("key", "inputs"),
    [
        ("co-funding", {"city": 8_000_000}),
        ("co-funding", {"city": "800万", "district": ["5m", 2_000_000], "asked": "compliance"}),
        ("co-funding", {"asked": "cap"}),
        ("diminishing", {"schedule": ["10m", "10m", None, "5m"]}),
        ("diminishing", {"schedule": {"2019": "8m", "2020": 6_000_000}}),
    ],
)
def test_the_record_is_that_of_the_rule(
    client: httpx.Client,
    knowledge: KnowledgeBase,
    key: str,
    inputs: dict[str, object],
    language: Language,
) -> None:
    response = work_out(client, key, inputs=inputs, language=language)
    record = response.json()
    wanted = json.loads(json.dumps(answer_by_rule(key, inputs, knowledge, language).record()))
    assert response.status_code == 200
    assert record.pop("elapsed_ms") >= 0
    assert record == {name: wanted[name] for name in wanted if name != "elapsed_ms"}
    for citation in record["citations"]:
        assert knowledge.source.text[citation["start"] : citation["end"]] == citation["quote"]


def test_every_rule_asks_for_what_it_needs_where_nothing_is_given(
    client: httpx.Client, knowledge: KnowledgeBase
) -> None:
    for key in offered(knowledge):
        for language in LANGUAGES:
            record = work_out(client, key, inputs={}, language=language).json()
            assert record["language"] == language
            assert [figure["rule"] for figure in record["figures"]] == [key]


@pytest.mark.parametrize(
    ("body", "status", "code", "tells"),
    [
        (b"", 400, "malformed_json", "JSON"),
        (b'{"inputs": {"city": 8m}}', 400, "malformed_json", "column"),
        (b'{"inputs": {"city": "\\ud83d"}}', 400, "lone_surrogate", "surrogate"),
        (b"[]", 422, "no_object", '{"inputs":'),
        (b"{}", 422, "invalid_inputs", "inputs"),
        (b'{"inputs": null}', 422, "invalid_inputs", "inputs"),
        (b'{"inputs": ["8m"]}', 422, "invalid_inputs", "inputs"),
        (b'{"city": "8m"}', 422, "unknown_key", "inputs, language"),
        (b'{"inputs": {}, "language": "fr"}', 422, "invalid_language", "zh-Hans"),
        (b'{"inputs": {"town": "8m"}}', 422, "unknown_input", "city, district, total"),
        (b'{"inputs": {"city": [1]}}', 422, "unreadable_input", "City's operating money (city)"),
        (b'{"inputs": {"city": true}}', 422, "unreadable_input", "8000000 or 8 million"),
        (b'{"inputs": {"city": NaN}}', 422, "unreadable_input", "8000000 or 8 million"),
        (b'{"inputs": {"district": [[["8m"]]]}}', 422, "unreadable_input", "separated by"),
        (b'{"inputs": {"asked": "rate"}}', 422, "unreadable_input", "minimum, maximum, split"),
    ],
)  # fmt: skip
def test_a_body_that_cannot_be_read_says_what_to_do(
    client: httpx.Client, body: bytes, status: int, code: str, tells: str
) -> None:
    response = client.post("/api/rules/co-funding", content=body, headers=JSON)
    error = response.json()["error"]
    assert (response.status_code, error["code"]) == (status, code)
    assert tells in error["message"]
    assert set(response.json()) == {"error"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unreadable_input_is_named_by_its_label_whatever_its_kind(
    client: httpx.Client, knowledge: KnowledgeBase, language: Language
) -> None:
    words = Words(language)
    for kind, (key, field) in fields_of_each_kind(knowledge).items():
        inputs = {field.key: UNREADABLE[kind]}
        response = work_out(client, key, inputs=inputs, language=language)
        label = knowledge.rules[key].inputs[field.key].label.in_language(language)
        message = response.json()["error"]["message"]
        assert response.status_code == 422
        assert message.startswith(words.script(label))
        assert words(f"rule-expected-{kind}", choices=words("page-list").join(field.choices)) in (
            message
        )


def test_all_that_cannot_be_read_is_told_at_once(client: httpx.Client) -> None:
    inputs = {"city": "a lot", "district": "5m", "as_of": "soon"}
    message = work_out(client, "co-funding", inputs=inputs).json()["error"]["message"]
    assert "City's operating money (city): write one amount" in message
    assert "Date (as_of): write one date" in message
    assert "District" not in message


def test_errors_come_in_the_language_asked_for(client: httpx.Client) -> None:
    for language, tells in (
        ("zh-Hans", "没有“nothing”这条规则"),
        ("zh-Hant", "沒有“nothing”這條規則"),
    ):
        response = client.get("/api/rules/nothing", params={"language": language})
        assert (response.status_code, response.json()["error"]["code"]) == (404, "unknown_rule")
        assert tells in response.json()["error"]["message"]
    assert work_out(client, "nothing", inputs={}).status_code == 404
    refused = client.get("/api/rules", params={"language": "fr"})
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "invalid_language")


@pytest.mark.parametrize("media", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_another_content_type_is_refused(client: httpx.Client, media: str) -> None:
    headers = {"Content-Type": media}
    response = client.post("/api/rules/co-funding", content=b"{}", headers=headers)
    assert (response.status_code, response.json()["error"]["code"]) == (415, "not_json")


def test_size_and_rate_are_limited_as_for_questions(serve: Serve) -> None:
    with httpx.Client(base_url=serve(rate_limit=2), trust_env=False) as http:
        big = work_out(http, "co-funding", inputs={"city": "8" * 200_000})
        assert (big.status_code, big.json()["error"]["code"]) == (413, "too_large")
        assert work_out(http, "co-funding", inputs={"city": "8m"}).status_code == 200
        refused = work_out(http, "co-funding", inputs={"city": "8m"})
        assert (refused.status_code, refused.json()["error"]["code"]) == (429, "too_many")
        assert "Retry-After" in refused.headers
        page = http.post("/rules/co-funding", data={"city": "8 million"})
        assert page.status_code == 429
        assert 'value="8 million"' in page.text
        assert http.get("/api/rules").status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_description_holds_the_inputs_of_every_rule(
    client: httpx.Client, knowledge: KnowledgeBase, language: Language
) -> None:
    paths = client.get("/api/openapi.json", params={"language": language}).json()["paths"]
    assert {path for path in paths if path.startswith("/api/rules")} == {
        "/api/rules", *(f"/api/rules/{key}" for key in offered(knowledge)),
    }  # fmt: skip
    operations = [one["operationId"] for path in paths.values() for one in path.values()]
    assert len(operations) == len(set(operations))
    for key in offered(knowledge):
        address = f"/api/rules/{key}"
        (body,) = paths[address]["post"]["requestBody"]["content"].values()
        Draft202012Validator.check_schema(body["schema"])
        schema = client.get(address, params={"language": language}).json()
        assert body["schema"]["properties"]["inputs"].items() >= schema.items()
        check = Draft202012Validator(body["schema"])
        assert check.is_valid({"inputs": {}, "language": "zh-Hant"})
        assert not check.is_valid({"inputs": {"town": "8m"}})
        assert not check.is_valid({"language": "en"})


def test_until_the_engine_is_there_the_rules_say_so(serve: Serve, knowledge: KnowledgeBase) -> None:
    source = FixedSource(HandMade(knowledge), is_ready=False)
    with httpx.Client(base_url=serve(source), trust_env=False) as http:
        assert work_out(http, "co-funding", inputs={}).status_code == 503
        for path in ("/api/rules", "/api/rules/co-funding", "/rules", "/rules/co-funding"):
            response = http.get(path, headers={"Accept": "text/html"})
            assert response.status_code == 503
            assert "Retry-After" in response.headers
        assert "/api/rules/{key}" in http.get("/api/openapi.json").json()["paths"]


def test_logs_never_hold_what_was_given(client: httpx.Client) -> None:
    with structlog.testing.capture_logs() as logs:
        work_out(client, "co-funding", inputs={"city": "7654321"})
        client.post("/rules/co-funding", data={"city": "7654321"})
        client.get("/rules/co-funding?city=7654321")
    assert len([log for log in logs if log["event"] == "request"]) == 3
    assert "7654321" not in repr(logs)
