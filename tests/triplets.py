"""Judges verdicts over triplets: a situation that is met, one fact broken, one fact withheld.

A line of `tests/questions/triplets` has `rule`, `kind`, `turns` and `expect`: the `verdict` (met,
not_met, open), the `shortfall`, the `rise_years`, and what an open one `asks_for`.
"""

from typing import Any

from bot.evaluation.grounding import Record

_RULES = {"co-funding": "co-funding", "schedule": "diminishing", "contract": "contract"}
_VERDICTS = {
    "consistent": "met", "no_diminishing_yet": "met", "departs": "not_met",
    "contract_complete": "met", "contract_incomplete": "not_met",
}  # fmt: skip


def misjudged(question: Record, record: Record) -> str | None:
    """Say in what a verdict is wrong, assumes a withheld fact, or asks idly; None where right."""
    expect = question["expect"]
    figures = [f for f in record["figures"] if f["rule"] == _RULES[question["rule"]]]
    outputs: dict[str, Any] = figures[0]["outputs"] if figures else {}
    verdict = _verdict(outputs)
    if verdict != expect["verdict"]:
        return f"{verdict or 'no verdict'}, not {expect['verdict']}"
    if verdict == "open":
        return _idle(outputs["settled_by"], expect["asks_for"])
    wrong = expect.get("shortfall") is not None and verdict == "not_met" and (
        outputs.get("shortfall") != str(expect["shortfall"])
    )  # fmt: skip
    if wrong:
        return f"shortfall {outputs.get('shortfall')}, not {expect['shortfall']}"
    rises = [str(year) for year in expect.get("rise_years") or ()]
    if rises and verdict == "not_met" and outputs.get("rise_years") != rises:
        return f"rises in {outputs.get('rise_years')}, not {rises}"
    return None


def _verdict(outputs: dict[str, Any]) -> str | None:
    if outputs.get("completeness") == "open":
        return "open"
    if "meets_floor" in outputs:
        return "met" if outputs["meets_floor"] else "not_met"
    return _VERDICTS.get(str(outputs.get("verdict")))


def _idle(settled_by: list[list[str]], wanted: str) -> str | None:
    """The withheld fact alone, as an amount or a share, must settle an open verdict."""
    key = wanted.replace("year ", "").replace(" ", "_")
    return None if [key] in settled_by or [f"{key}_share"] in settled_by else (
        f"asks for {settled_by}, not {wanted}"
    )  # fmt: skip
