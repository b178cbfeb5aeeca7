"""Whatever is sent to the API or to a page: no 5xx, nothing internal, and a valid record."""

import json
from typing import Any
from urllib.parse import urlencode

import httpx
from hypothesis import given
from hypothesis import strategies as st

from tests.bot.robustness.budget import count, generated
from tests.bot.robustness.in_process import JSON, Desk
from tests.bot.robustness.properties import faults, logged_errors, told_internals
from tests.bot.robustness.shapes import ask_bodies, forms, rule_bodies, written

FORM = {"Accept": "text/html", "Content-Type": "application/x-www-form-urlencoded"}
REFUSED = {400, 413, 415, 422}
PAGES = (
    "/ask",
    "/rules/co-funding",
    "/rules/time",
    "/rules/diminishing",
    "/rules/no",
    "/source",
    "/",
)
MARKUP = ("<script>alert(1)", "<img src=x", "<b><b>")


def faults_of_response(response: httpx.Response, desk: Desk, sent: list[str]) -> list[str]:
    """Return what is wrong with a response of the API: neither a sound record nor a refusal."""
    found = [*logged_errors(desk.logs), *told_internals(response.text, sent)]
    if response.status_code == 200:
        return found + faults(response.json(), sent, desk.source)
    if response.status_code not in REFUSED:
        return [*found, f"status {response.status_code}"]
    problem = response.json()
    if set(problem) != {"error"} or set(problem["error"]) != {"code", "message"}:
        found.append(f"no problem: {response.text[:200]}")
    return found


def texts_in(value: Any) -> list[str]:
    """Return every text of a JSON value, keys too."""
    if isinstance(value, dict):
        return [text for pair in value.items() for part in pair for text in texts_in(part)]
    if isinstance(value, list):
        return [text for part in value for text in texts_in(part)]
    return [str(value)]


@generated("API questions")
@given(body=ask_bodies(), data=st.data())
def test_any_body_of_a_question_is_answered_or_refused(
    desk: Desk, body: Any, data: st.DataObject
) -> None:
    content = data.draw(written(body))
    count("API questions", content)
    response = desk.call("POST", "/api/ask", content=content, headers=JSON)
    assert faults_of_response(response, desk, texts_in(body)) == []


@generated("API rules")
@given(call=rule_bodies(), data=st.data())
def test_any_body_of_a_rule_is_answered_or_refused(
    desk: Desk, call: tuple[str, Any], data: st.DataObject
) -> None:
    key, body = call
    content = data.draw(written(body))
    count("API rules", key, content)
    response = desk.call("POST", f"/api/rules/{key}", content=content, headers=JSON)
    assert faults_of_response(response, desk, [*texts_in(body), json.dumps(body)]) == []


@generated("forms")
@given(
    path=st.sampled_from(PAGES),
    fields=forms(),
    method=st.sampled_from(("POST", "POST", "GET")),
    fragment=st.booleans(),
)
def test_any_form_is_answered_or_refused_with_its_text_escaped(
    desk: Desk, path: str, fields: list[tuple[str, str]], method: str, fragment: bool
) -> None:
    count("forms", method, path, fields)
    query = urlencode([(n.encode(), v.encode("utf-8", "surrogatepass")) for n, v in fields])
    headers = FORM | ({"X-Fragment": "1"} if fragment else {})
    response = (
        desk.call("POST", path, content=query.encode(), headers=headers)
        if method == "POST"
        else desk.call("GET", f"{path}?{query}", headers=headers)
    )
    assert response.status_code in {200, 303, 400, 404, 405, 422}
    assert list(logged_errors(desk.logs)) == []
    assert [*told_internals(response.text, [value for _, value in fields])] == []
    assert [markup for markup in MARKUP if markup in response.text] == []
