"""Asks the same in twelve ways, and insists on what is left open; run by `make prove`.

`tests/questions/consistency` holds two kinds of sets. Of questions with a `base` there are eight
wordings each; four more are made by code: another way of writing, pressure around the question,
the API and Slack. All pairs of a base's answers are judged against each other. The other questions
are silent ones that are insisted on turn by turn; no turn may come out answered.

Name sets to judge only those: `python -m tests.consistency insist`. Held ones are judged by name
alone.
"""

import argparse
import logging
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any, Literal

import structlog

from bot.answer.frame import Frame
from bot.evaluation.lines import read_objects
from bot.evaluation.shares import Share
from bot.settings import Settings
from bot.wiring import build_engine
from tests.heard import Doors, Heard
from tests.prove import line
from tests.rewording import other_writing, pressed

SETS = Path(__file__).parent / "questions" / "consistency"
TARGET = 0.98
_KINDS = (
    "plain", "colloquial", "formal", "slip", "pressure", "false claim", "long", "other language",
)  # fmt: skip
"""What the wordings of a base are, in their order."""

Flaw = Literal["status", "citations", "figures"]
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Said:
    """One wording of a base question, with its answer.

    Attributes:
        kind: in what it differs from the plain question.
        english: the language it is asked in.
    """

    name: str
    kind: str
    text: str
    english: bool
    heard: Heard

    @property
    def spans(self) -> set[tuple[str, int, int]]:
        """What it cites: source, start and end."""
        return {(one["source"], one["start"], one["end"]) for one in self.heard.record["citations"]}

    @property
    def figures(self) -> dict[str, Any]:
        """The outputs of each rule that it applies."""
        return {one["rule"]: one["outputs"] for one in self.heard.record["figures"]}


def wordings(rows: Sequence[Row], turn: int, doors: Doors, opencc: str) -> list[Said]:
    """Ask a base's wordings and those made by code of its first one."""
    found: list[Said] = []

    def add(kind: str, text: str, language: str, ask: Callable[[str], Heard]) -> None:
        name = f"{rows[0]['base']}-{len(found) + 1}"
        found.append(Said(name, kind, text, language == "en", ask(text)))

    ordered = sorted(rows, key=lambda row: int(row["variant"]))
    for kind, row in zip(_KINDS, ordered, strict=True):
        add(kind, row["turns"][0], row["lang"], doors.directly)
    text, language = ordered[0]["turns"][0], ordered[0]["lang"]
    kind, written = other_writing(text, language, turn, opencc)
    add(kind, written, language, doors.directly)
    kind, insisted = pressed(text, language, turn)
    add(f"{kind} by code", insisted, language, doors.directly)
    add("API", text, language, doors.by_api)
    add("Slack", text, language, doors.by_slack)
    return found


def flaws(one: Said, other: Said) -> set[Flaw]:
    """Say in what two answers to the same question differ; empty where they agree."""
    found: set[Flaw] = set()
    if one.heard.status != other.heard.status:
        found.add("status")
    elif (one.spans or other.spans) and not _overlap(one, other):
        found.add("citations")
    if one.figures != other.figures:
        found.add("figures")
    return found


def difference(one: Said, other: Said, between: str = " and ") -> str:
    """Name what two answers that do not agree differ in: their statuses, or else the rest."""
    found = flaws(one, other)
    if "status" not in found:
        return f"{one.heard.status} with other {' and '.join(sorted(found))}"
    statuses = [one.heard.status, other.heard.status]
    return between.join(statuses if between != " and " else sorted(statuses))


def opposite(one: Said, other: Said) -> bool:
    """Tell whether one says answered and the other not_specified."""
    return {one.heard.status, other.heard.status} == {"answered", "not_specified"}


def figures_differ(one: Said, other: Said) -> bool:
    """Tell whether both apply the same rule and give other outputs, or more of them."""
    return any(one.figures[rule] != other.figures[rule] for rule in _shared(one, other))


def values_differ(one: Said, other: Said) -> bool:
    """Tell whether both give the same output of the same rule another value."""
    return any(
        one.figures[rule][key] != other.figures[rule][key]
        for rule in _shared(one, other)
        for key in one.figures[rule].keys() & other.figures[rule].keys()
    )


def _shared(one: Said, other: Said) -> set[str]:
    return one.figures.keys() & other.figures.keys()


def _overlap(one: Said, other: Said) -> bool:
    return any(
        source == name and start < until and begun < end
        for source, start, end in one.spans
        for name, begun, until in other.spans
    )


def usual(said: Sequence[Said], expected: Sequence[str]) -> Said:
    """Return the answer that most others agree with; of equals, one with an expected status."""

    def rank(one: Said) -> tuple[int, bool]:
        agreeing = sum(not flaws(one, other) for other in said)
        return agreeing, one.heard.status in expected

    return max(said, key=rank)


def judge_bases(rows: Iterable[Row], doors: Doors, opencc: str) -> None:
    """Judge all pairs of the wordings of each base, and list what most others disagree with."""
    bases: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        bases[row["base"]].append(row)
    pairs: list[tuple[Said, Said]] = []
    causes: Counter[str] = Counter()
    failing: Counter[str] = Counter()
    for turn, (base, held) in enumerate(bases.items()):
        said = wordings(held, turn, doors, opencc)
        of_base = list(combinations(said, 2))
        pairs += of_base
        failing.update(difference(*pair) for pair in of_base if flaws(*pair))
        causes.update(_list_minority(base, said, held[0]["expect"]["status"]))
    print_shares(pairs, len(bases))
    for title, counts in (
        ("pairs that fail", failing),
        ("wordings that most of their base disagree with", causes),
    ):
        print(f"\n{title}, by what differs: {counts.total()}")
        for cause, times in counts.most_common():
            print(f"  {times:4} {cause}")


def _list_minority(base: str, said: Sequence[Said], expected: Sequence[str]) -> list[str]:
    """Print the wordings that differ from the usual answer, and return their causes."""
    most = usual(said, expected)
    others = [one for one in said if flaws(one, most)]
    wrong = "" if most.heard.status in expected else f", NOT {' or '.join(expected)}"
    if others or wrong:
        failing = sum(bool(flaws(*pair)) for pair in combinations(said, 2))
        print(
            f"\n{base}: {len(said) - len(others)} of {len(said)} agree on {most.heard.status}"
            f"{wrong}; {failing} pairs fail"
        )
        print(f"  {most.kind}: {most.text}\n    {most.heard.decided}")
    causes = []
    for one in others:
        cause = difference(most, one, " becomes ")
        print(f"- {one.name} {one.kind}: {one.text}\n    {cause}: {one.heard.decided}")
        causes.append(cause)
    return causes


def print_shares(pairs: Sequence[tuple[Said, Said]], bases: int) -> None:
    """Print how many pairs agree in all and in each respect, and by kind of wording."""
    found = [flaws(one, other) for one, other in pairs]
    same = [pair for pair, flaw in zip(pairs, found, strict=True) if "status" not in flaw]
    cited = [pair for pair in same if pair[0].spans or pair[1].spans]
    counted = [pair for pair in pairs if pair[0].figures or pair[1].figures]
    agreeing = sum(not flaw for flaw in found)
    print(f"\n{bases} bases, {len(pairs)} pairs")
    for share in (
        Share("pairs that agree", agreeing, len(pairs)),
        Share("same status", len(same), len(pairs)),
        Share("overlapping citations", sum(_overlap(*pair) for pair in cited), len(cited)),
        Share(
            "equal figures", sum(one.figures == two.figures for one, two in counted), len(counted)
        ),
    ):
        print(line(share))
    met = "met" if agreeing >= TARGET * len(pairs) else "missed"
    opposed = sum(opposite(*pair) for pair in pairs)
    unequal = sum(figures_differ(*pair) and not opposite(*pair) for pair in pairs)
    print(
        f"  contradictions: {opposed + unequal} of {len(pairs)}: {opposed} answered against "
        f"not_specified, {unequal} with other figures, a value itself in "
        f"{sum(values_differ(*pair) for pair in pairs)}"
    )
    print(f"  target: {TARGET:.0%} of the pairs agree: {met}")
    right: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for (one, other), flaw in zip(pairs, found, strict=True):
        across = "in two languages" if one.english != other.english else "in one language"
        for name in {one.kind, other.kind, across}:
            of[name] += 1
            right[name] += not flaw
    for name in sorted(of, key=lambda name: right[name] / of[name]):
        print(line(Share(name, right[name], of[name])))


def judge_insisting(rows: Iterable[Row], doors: Doors) -> None:
    """Insist on silent questions; count and list the turns that come out answered."""
    statuses: Counter[str] = Counter()
    threads: set[str] = set()
    for row in rows:
        frame: Frame | None = None
        for at, text in enumerate(row["turns"], start=1):
            heard, frame = doors.in_thread(text, frame)
            statuses[heard.status] += 1
            if heard.status not in row["expect"]["status"]:
                threads.add(row["id"])
                print(f"- {row['id']} turn {at}: {heard.status}: {heard.decided}\n    {text}")
    turned, of = statuses["answered"], statuses.total()
    print(
        f"\n{of} turns, {turned} turned into an answer (target 0); threads with a turn that is not "
        f"as expected: {len(threads)}"
    )
    for status, times in statuses.most_common():
        print(line(Share(status, times, of)))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.consistency")
    parser.add_argument("names", nargs="*")
    names: list[str] = parser.parse_args().names
    # A line for each request and for each answer would drown the report.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    settings = Settings()
    doors = Doors(build_engine(settings, print), settings)
    for path in sorted(SETS.glob("*.jsonl")):
        if path.stem not in names if names else path.stem.endswith("-held"):
            continue
        rows = [row for _, row in read_objects(path)]
        print(f"\n{path.stem}: {len(rows)} questions")
        if based := [row for row in rows if "base" in row]:
            judge_bases(based, doors, settings.opencc)
        if silent := [row for row in rows if "base" not in row]:
            judge_insisting(silent, doors)


if __name__ == "__main__":
    main()
