"""The ways to use a rule, each shown with a worked example."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from knowledge.entries import RuleEntry
from knowledge.rules.definition import AnyRule
from knowledge.rules.examples import Example

ADDRESS = "http://127.0.0.1:8000"


def ways(rule: AnyRule, words: RuleEntry, examples: Sequence[Example]) -> str:
    """Command, API, form, question and Python, with the input of the first computed example."""
    given = next((e.given() for e in examples if e.status == "computed"), {})
    body = json.dumps({"inputs": given}, ensure_ascii=False, default=_iso)
    asked = next((a.phrasings for a in words.asks.values() if a.phrasings.all()), None)
    questions = [*asked.en[:1], *asked.zh[:1]] if asked else []
    return "\n\n".join([
        f"**Command** (`--json` prints the record, `--language` chooses the language):\n\n"
        f"```sh\n{command(rule, given)}\n```",
        f"**API** (`make run` serves it):\n\n```sh\ncurl -s {ADDRESS}/api/rules/{rule.key} "
        f"-H 'Content-Type: application/json' \\\n  -d {shlex.quote(body)}\n```",
        f"**Form**: <{ADDRESS}/rules/{rule.key}>",
        "**Question**, on the page, in Slack or with `desk ask`: "
        + " ".join(f"“{question}”" for question in questions),
        "**Python**, the rule alone: "
        "`rule.apply(read_given(rule, inputs), load_knowledge().facts)`, where `rule` is "
        f'`RULES["{rule.key}"]` of `knowledge/rules` and `inputs` as for the API.',
    ])  # fmt: skip


def command(rule: AnyRule, given: Mapping[str, object]) -> str:
    """The line that works out the rule on what is given."""
    return shlex.join([".venv/bin/desk", "rule", rule.key, *_options(rule, given)])


def written(value: object) -> str:
    """A value of an example as one types it: "8000000", "yes", "10m; ?; 5m"."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        return "?"
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {written(one)}" for key, one in value.items())
    if isinstance(value, list):
        return "; ".join(map(written, value))
    return str(value)


def _options(rule: AnyRule, given: Mapping[str, object]) -> Iterator[str]:
    repeated = {field.key for field in rule.fields if field.kind == "moneys"}
    for key, value in given.items():
        for one in value if key in repeated and isinstance(value, list) else [value]:
            yield from (f"--{key.replace('_', '-')}", written(one))


def _iso(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} is no value of an example")
