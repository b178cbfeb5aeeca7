"""Shares of right answers with their intervals, and what must never happen, counted."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.evaluation.answering import Result
from bot.evaluation.grounding import leaves, loose_by_grammar, verbatim

_Z = 1.959964
"""Standard normal quantile of a 95 % interval."""


@dataclass(frozen=True)
class Share:
    """How many of some questions are answered right, with the 95 % interval of their share."""

    name: str
    right: int
    of: int

    @property
    def share(self) -> float:
        """0..1; 0 where there is no question."""
        return self.right / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's interval, which holds for few questions and for shares near 0 and 1."""
        return wilson(self.right, self.of)


def wilson(right: int, of: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson 1927)."""
    if not of:
        return 0.0, 1.0
    share, squared = right / of, _Z * _Z
    middle = (share + squared / (2 * of)) / (1 + squared / of)
    half = _Z * math.sqrt(share * (1 - share) / of + squared / (4 * of * of)) / (1 + squared / of)
    return max(0.0, middle - half), min(1.0, middle + half)


def overall(results: Sequence[Result]) -> Share:
    """Return the share of all."""
    return Share("all", sum(result.right for result in results), len(results))


def shares_by(results: Iterable[Result], key: Callable[[Result], str]) -> tuple[Share, ...]:
    """Return the share of each value of a key, in the order of their names."""
    right: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for result in results:
        name = key(result)
        right[name] += result.right
        of[name] += 1
    return tuple(Share(name or "not said", right[name], of[name]) for name in sorted(of))


CUTS: tuple[tuple[str, Callable[[Result], str]], ...] = (
    ("set", lambda result: result.question.set),
    ("language", lambda result: result.question.language),
    ("audience", lambda result: result.question.audience),
    ("group", lambda result: result.question.group),
    ("expected status", lambda result: result.question.expect.status[0]),
)
"""By what the questions are told apart."""


@dataclass(frozen=True)
class Never:
    """How often something happened that must not happen at all.

    Attributes:
        count: of answers, or of quotes.
        of: how many were looked at.
        ids: the questions where it happened.
    """

    name: str
    count: int
    of: int
    ids: tuple[str, ...]


def never_figures(results: Sequence[Result], source: str) -> tuple[Never, ...]:
    """Count quotes that are not verbatim, numbers that nothing grounds, and forbidden things.

    Args:
        results: of one set or several.
        source: the text that the citations are spans of.
    """
    quotes = [(result, cited) for result in results for cited in result.record["citations"]]
    bad = [result for result, cited in quotes if not verbatim(cited, source)]
    forbidding = [result for result in results if result.question.expect.forbidden]
    warned = [result for result in results if result.question.expect.wrong_values]
    return (
        _never("quotes that are not verbatim", bad, len(quotes)),
        _never(
            "answers with an ungrounded number",
            [result for result in results if _has(result, "number")], len(results),
        ),
        _never(
            "the same by the desk's own grammar, which reads words too",
            [r for r in results if loose_by_grammar(r.question.turns, r.record)], len(results),
        ),
        _never(
            "answers with a forbidden text",
            [result for result in results if _has(result, "forbidden")], len(forbidding),
        ),
        _never(
            "answers with a figure that the question names as wrong",
            [result for result in warned if states_wrong_value(result)], len(warned),
        ),
        _never(
            "questions that broke the engine",
            [result for result in results if result.record["status"] == "error"], len(results),
        ),
    )  # fmt: skip


def states_wrong_value(result: Result) -> bool:
    """Tell whether a figure that the question names as wrong is among the outputs."""
    outputs = {value for figure in result.record["figures"] for value in leaves(figure["outputs"])}
    return bool(outputs & result.question.expect.wrong_values)


def _never(name: str, found: Sequence[Result], of: int) -> Never:
    ids = dict.fromkeys(f"{result.question.set}/{result.question.id}" for result in found)
    return Never(name, len(found), of, tuple(ids))


def _has(result: Result, kind: str) -> bool:
    return any(cause.kind == kind for cause in result.causes)


def confusion(results: Iterable[Result]) -> dict[str, Counter[str]]:
    """Return how often each status was given, by the status that was expected first."""
    table: dict[str, Counter[str]] = {}
    for result in results:
        expected = result.question.expect.status[0]
        table.setdefault(expected, Counter())[str(result.record["status"])] += 1
    return table
