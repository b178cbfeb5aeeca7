"""The doors of a funding rule, each giving the figure of a case as it shows it."""

import json
from collections.abc import Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass, replace
from io import StringIO
from typing import Any

import httpx
from playwright.sync_api import Page

from bot.answer.figures import result_spans
from bot.answer.question import Language
from knowledge.knowledge_base import KnowledgeBase
from knowledge.rules import RULES
from knowledge.rules.given import read_given


@dataclass(frozen=True)
class Case:
    """What a rule is given, and the question that says the same.

    Attributes:
        given: values by the keys of the rule's inputs, as the API takes them.
        status: the status of the figure.
    """

    rule: str
    given: Mapping[str, Any]
    question: str
    status: str = "computed"

    @property
    def language(self) -> Language:
        """The language of the question, which every door is asked in."""
        return "en" if self.question.isascii() else "zh-Hans"


@dataclass(frozen=True)
class Seen:
    """A figure as a door shows it; the units are those of what is shown."""

    status: str
    inputs: Mapping[str, Any]
    outputs: Mapping[str, Any]
    units: Mapping[str, str]
    quote: str | None


def seen(figure: Mapping[str, Any], quote: str | None) -> Seen:
    """Return a figure of a record, in JSON's types."""
    plain = json.loads(json.dumps(figure))
    shown = {*plain["inputs"], *plain["outputs"]}
    units = {key: unit for key, unit in plain["units"].items() if key in shown}
    return Seen(plain["status"], plain["inputs"], plain["outputs"], units, quote)


def in_record(record: Mapping[str, Any], rule: str) -> Seen:
    """Return the one figure of an answer's record."""
    (figure,) = record["figures"]
    assert figure["rule"] == rule
    return seen(figure, figure["citation"] and figure["citation"]["quote"])


def by_function(case: Case, knowledge: KnowledgeBase) -> Seen:
    """Apply the rule itself; its quote is the passage that carries the result."""
    rule = RULES[case.rule]
    result = rule.apply(read_given(rule, case.given), knowledge.facts)
    figure = {
        "status": result.status, "inputs": dict(result.inputs), "outputs": dict(result.outputs),
        "units": dict(result.units),
    }  # fmt: skip
    span = result_spans(result, knowledge)[0]
    return seen(figure, knowledge.source.text[span.start : span.end])


def written(value: Any) -> str:
    """Write a value as a person would on one line: yes and no, "2019: 10m; 2020: 8m"."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return "; ".join(f"{year}: {amount}" for year, amount in value.items())
    return "; ".join(value) if isinstance(value, list) else str(value)


def by_command(case: Case, command: Any) -> Seen:
    """Run `desk rule KEY --json`; districts' amounts are options of their own."""
    words = ["rule", case.rule, "--json", "--language", case.language]
    for key, value in case.given.items():
        again = value if isinstance(value, list) and key == "district" else [written(value)]
        for one in again:
            words += [f"--{key.replace('_', '-')}", one]
    with redirect_stdout(StringIO()) as out:
        command.main(words, standalone_mode=False)
    return in_record(json.loads(out.getvalue()), case.rule)


def by_api(case: Case, address: str) -> Seen:
    """Post the inputs as JSON."""
    body = {"inputs": case.given, "language": case.language}
    response = httpx.post(f"{address}/api/rules/{case.rule}", json=body, trust_env=False)
    assert response.status_code == 200
    return in_record(response.json(), case.rule)


def by_form(case: Case, page: Page, address: str) -> Seen:
    """Fill in the form, send it, and read the table and the quote that it points to."""
    page.goto(f"{address}/rules/{case.rule}?lang={case.language}")
    kinds = {field.key: field.kind for field in RULES[case.rule].fields}
    for key, value in case.given.items():
        control = page.locator(f"#input-{key}")
        if kinds[key] == "flag":
            control.locator("label").nth(0 if value else 1).click()
        elif kinds[key] == "choice":
            control.select_option(value)
        else:
            control.fill(written(value))
    page.locator(".inputs button").click()
    figure = page.locator("#result .figure")
    figure.wait_for()
    rows = figure.locator("tr[data-key]").evaluate_all(
        "rows => rows.map(row => ({...row.dataset}))"
    )
    basis = figure.get_attribute("data-citation")
    quotes = page.locator("#result blockquote").all_text_contents()
    sides: dict[str, Any] = {
        side: {row["key"]: json.loads(row["value"]) for row in rows if row["side"] == side}
        for side in ("inputs", "outputs")
    }
    units = {row["key"]: row["unit"] for row in rows}
    status = figure.get_attribute("data-status") or ""
    return Seen(status, **sides, units=units, quote=quotes[int(basis) - 1] if basis else None)


def without_asked(figure: Seen, case: Case) -> Seen:
    """Leave out what was asked, where the rule's inputs have no place for it."""
    if "asked" in case.given:
        return figure
    inputs = {key: value for key, value in figure.inputs.items() if key != "asked"}
    units = {key: unit for key, unit in figure.units.items() if key != "asked"}
    return replace(figure, inputs=inputs, units=units)
