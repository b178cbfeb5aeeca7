"""How a message is cut, what is said of each thing in it, and what follows for the flags.

A line of `inner.jsonl` has a `rule`, a `text` and what `inner.inner` says of it; one whose flags
are not in the tables of `test_reader` has those too, in order.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from knowledge.statements.clauses import Clause, Sentence, Thing, sentences
from knowledge.statements.naming import Mention, Names, Naming, masked
from knowledge.statements.scope import Word, alone, listed
from knowledge.statements.stance import MASK, Cue, cues_in, normalise
from tests.knowledge.statements.inner import inner
from tests.knowledge.statements.test_reader import read

ROWS = [
    json.loads(line)
    for line in Path(__file__).with_name("inner.jsonl").read_text("utf-8").splitlines()
]
SIGNS = {True: "+", False: "-", None: "?"}


@pytest.mark.parametrize("row", ROWS, ids=[str(number) for number, _ in enumerate(ROWS, 1)])
def test_what_is_said_of_each_thing(row: dict[str, str]) -> None:
    assert inner(row["rule"], row["text"]) == row["inner"]
    if "flags" in row:
        flags = read(row["rule"], row["text"]).flags
        assert " ".join(key + SIGNS[value] for key, value in flags.items()) == row["flags"]


def test_what_is_not_said_is_left_at_its_default() -> None:
    thing = Thing(0, 1)
    assert (thing.mention, thing.cue, thing.stance, thing.by) == (None, None, None, "")
    assert (thing.single, thing.weak, thing.asks, thing.ends) == (False, False, False, False)
    clause = Clause(0, 1)
    assert (clause.tokens, clause.asks, clause.things) == ([], None, [])
    assert (clause.question, clause.bullet, clause.named) == (False, False, False)
    word = Word("yes", "on", 0, 1)
    assert (word.turns, word.loose, word.granted) == (False, False, False)
    assert (word.single, word.finite) == (False, False)
    naming = Naming("key")
    assert (naming.choice, naming.words, naming.opposite) == ("", (), ())
    assert Cue("yes", "on", 0, 1).numbers == ()


def cut(text: str) -> list[str]:
    """The clauses of a text without things, "?" after those of a question."""

    def one(sentence: Sentence) -> str:
        clauses = "|".join(text[clause.start : clause.end] for clause in sentence.clauses)
        return clauses + ("?" if sentence.asked else "")

    return [one(sentence) for sentence in sentences(text, [])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("one, two; three.", ["one| two| three"]),
     ("one. two? three! four", ["one", " two?", " three", " four"]),
     ("一，二；三。四？五", ["一|二|三", "四?", "五"]),
     ("1.2 and 3,4", ["1.2 and 3,4"]),
     ("3,400 yuan", ["3,400 yuan"]),
     ("3, 400", ["3| 400"]),
     ("1. one\n2. two\n12. three", ["1. one", " two", " three"]),
     ("see 12. then", ["see | then"]),
     ("a\n1, b", ["a", "1| b"]),
     ("1, b", ["1| b"]),
     ("one but two", ["one |but two"]),
     ("一但是二", ["一|但是二"]),
     ("one… two... three", ["one| two| three"]),
     ("one (two) three", ["one |two| three"]),
     ("one - two", ["one | two"]), ("one-two", ["one-two"]),
     ("", []), ("  ", []), (".", []), ("a..", ["a"])],
)  # fmt: skip
def test_where_a_text_is_cut(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


KINDS = [
    # void words are found, so that nothing else is found in them, and say nothing
    ("no problem", ["void"]), ("not only", ["void"]), ("need to know", ["void"]),
    ("or not", ["void"]), ("missing", ["no"]), ("missing what", ["wh"]), ("unclear", ["unknown"]),
    ("whether", ["ask"]), ("settled", ["settled"]), ("lacks nothing", ["yes", "all"]),
    ("nothing else", ["not", "rest"]), ("what if", ["suppose"]), ("✓", ["yes"]), ("✗", ["no"]),
    ("三项", ["count"]), ("没有", ["not"]), ("待定", ["unknown"]),
    ("有着落", ["void", "settled"]), ("", []), ("tomorrow", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kinds"), KINDS)
def test_the_kinds_of_words(text: str, kinds: list[str]) -> None:
    assert [cue.kind for cue in cues_in(text)] == kinds


@pytest.mark.parametrize(
    ("text", "normal"),
    [("It can't", "it can not"), ("isn't", "is not"), ("dont", "do not"),
     ("what's in", "what is in"),
     ("w/o KPIs", "without kpis"), ("[x] a [ ] b", "✓ a ✗ b"), ("KPIs: ?", "kpis: tbd"),
     ("a  b", "a b"), ("有没有目标", "有¿目标"), ("支持不支持", "支持¿"), ("写了没？", "写¿?")],
)  # fmt: skip
def test_what_people_shorten_is_written_out(text: str, normal: str) -> None:
    assert normalise(text) == normal


def test_of_two_names_at_one_place_the_longer_is_found() -> None:
    names = Names([Naming("a", "", ("pilot",), ("no pilot",)), Naming("b", "x", ("pilot line",))])
    assert names.flags() == ("a",)
    found = names.mentions("pilots, a pilot-line and no pilot; copilot")
    assert [(one.naming.key, one.contrary, one.start, one.end) for one in found] == [
        ("a", False, 0, 6), ("b", False, 10, 20), ("a", True, 25, 33),
    ]  # fmt: skip
    assert masked("pilots, in", found[:1]) == MASK * 6 + ", in"
    assert Names([]).mentions("pilot") == []


@pytest.mark.parametrize(
    ("stances", "together"),
    [([], None), (["yes"], "yes"), (["yes", "no"], "no"), (["no", "asked"], "asked"),
     (["asked", "except"], "except"), (["except", "unknown"], "unknown")],
)  # fmt: skip
def test_of_words_side_by_side_one_tells(stances: list[str], together: str | None) -> None:
    assert alone([Word(stance, "on", 0, 1) for stance in stances]) == together


@pytest.mark.parametrize(
    ("gap", "is_list"),
    [(" and ", True), (", ", True), ("、", True), (" ", True), ("和", True), ("", True),
     (" as well as ", True), (" is in the draft of ", False), ("写了", False)],
)  # fmt: skip
def test_members_of_a_list(gap: str, is_list: bool) -> None:
    text = "a" + gap + "b"
    one, two = (Mention(Naming(key), False, 0, 1) for key in "ab")
    first, second = Thing(0, 1, one), Thing(len(text) - 1, len(text), two)
    assert listed(text, first, second) is is_list
    assert listed(text, first, Thing(len(text) - 1, len(text), one))
