"""One character changed in what is stored is found, and named with its place."""

import copy
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from bot.answer.question import Language
from bot.receipts.check import check
from bot.receipts.kept import KeptAnswer, KeptAnswerError, digest_of, kept_from_json, seals_of
from bot.receipts.verdict import Verdict
from knowledge.knowledge_base import KnowledgeBase
from tests.bot.receipts.receipt_answers import kept_of, some

Path = tuple[str | int, ...]


def leaves(data: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every single value of nested data, with the way to it."""
    if isinstance(data, dict | list):
        pairs = data.items() if isinstance(data, dict) else enumerate(data)
        for key, value in pairs:
            yield from leaves(value, (*path, key))
    else:
        yield path, data


def changed(value: Any) -> Any:
    """The value with one character changed, or the nearest to it."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    if not value:  # an empty text, or none
        return "x"
    at = len(value) // 2
    other = "7" if value[at] != "7" else "8"
    return value[:at] + other + value[at + 1 :]


def tampered(data: dict[str, Any], path: Path, value: Any) -> dict[str, Any]:
    data = copy.deepcopy(data)
    part: Any = data
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = value
    return data


def place(path: Path) -> str:
    """How the place of a stored value is named: lists are counted from 1."""
    return ".".join(str(key + 1) if isinstance(key, int) else key for key in path)


def named(verdict: Verdict, path: Path) -> bool:
    """Whether a difference names the part that a value lies in."""
    whole = place(path[1:]) if path[0] == "record" else place(path)
    return any(
        whole == one.where or whole.startswith(f"{one.where}.") or one.where == path[-1]
        for one in verdict.differences
    )


def few(knowledge: KnowledgeBase) -> list[tuple[str, Language, str]]:
    """Each candidate in one language, and every language."""
    return [one for at, one in enumerate(some(knowledge)) if at % 3 == at // 3 % 3]


def resealed(kept: KeptAnswer) -> KeptAnswer:
    """As one would leave it who can change the digests too."""
    kept = replace(kept, seals=seals_of(kept))
    return replace(kept, digest=digest_of(kept))


def test_any_value_changed_by_a_character_is_named_with_its_place(
    knowledge: KnowledgeBase,
) -> None:
    values = 0
    unread: dict[Path, str] = {}
    for candidate, language, text in few(knowledge):
        data = kept_of(candidate, knowledge, language, text).to_json()
        for path, value in leaves(data):
            altered = tampered(data, path, changed(value))
            try:
                kept = kept_from_json(json.loads(json.dumps(altered)))
            except KeptAnswerError as error:
                unread[path] = str(error)
                continue
            verdict = check(kept, knowledge)
            assert not verdict.holds, (candidate, path)
            assert named(verdict, path), (candidate, path, verdict.differences)
            values += 1
    assert values > 1_000
    assert set(unread) <= {("kept_at",)}
    assert all("`kept_at`" in error for error in unread.values())


SUPPORTED = ("citations", "figures", "notes")


def test_what_the_data_gives_is_named_even_where_the_digests_were_changed_too(
    knowledge: KnowledgeBase,
) -> None:
    values = 0
    for candidate, language, text in few(knowledge):
        data = kept_of(candidate, knowledge, language, text).to_json()
        for path, value in leaves(data):
            if path[0] != "record" or path[1] not in SUPPORTED:
                continue
            kept = resealed(kept_from_json(tampered(data, path, changed(value))))
            verdict = check(kept, knowledge)
            where = place(path[1:5])  # of nested outputs, the output
            if path[-1] in ("start", "end"):
                where = place(path[1:-1])
            assert any(one.where.startswith(where) for one in verdict.differences), (
                candidate, path, verdict.differences,
            )  # fmt: skip
            unreadable = [one for one in verdict.differences if one.kind == "unreadable"]
            assert unreadable == [], (candidate, path)
            values += 1
    assert values > 200


@pytest.mark.parametrize(
    ("candidate", "text", "path", "value", "kind", "where"),
    [
        ("answer:in-force-date", "when?", ("citations", 0, "quote"), "It is so.",
         "quote", "citations.1.quote"),
        ("answer:in-force-date", "when?", ("citations", 0, "start"), 3, "moved", "citations.1"),
        ("answer:in-force-date", "when?", ("citations", 0, "start"), 10**9, "moved",
         "citations.1"),
        ("rule:co-funding/minimum", "the city gives 8m", ("citations", 0, "item"), 11,
         "place", "citations.1.item"),
        ("rule:co-funding/minimum", "the city gives 8m", ("citations", 0, "section"), None,
         "place", "citations.1.section"),
        ("rule:co-funding/minimum", "the city gives 8m",
         ("figures", 0, "outputs", "district_minimum"), "8000001",
         "figure-outputs", "figures.1.outputs.district_minimum"),
        ("rule:co-funding/minimum", "the city gives 8m", ("figures", 0, "inputs", "city"),
         "8000001", "figure-inputs", "figures.1.inputs.city"),
        ("rule:co-funding/minimum", "the city gives 8m", ("figures", 0, "units", "city"), "USD",
         "figure-status", "figures.1.units.city"),
        ("rule:co-funding/minimum", "the city gives 8m", ("figures", 0, "status"), "not_specified",
         "figure-status", "figures.1.status"),
        ("rule:co-funding/minimum", "the city gives 8m", ("figures", 0, "working", 0), "So it is.",
         "figure-working", "figures.1.working.1"),
        ("rule:co-funding/minimum", "the city gives 8m", ("figures", 0, "citation", "quote"), "no",
         "quote", "figures.1.citation.quote"),
        ("rule:co-funding/minimum", "the city gives 8m", ("notes", 0, "text"), "No note.",
         "note", "notes.1.text"),
        ("rule:co-funding/minimum", "the city gives 8m", ("text",), "Nothing.",
         "stored-text", "blocks.1"),
        ("answer:in-force-date", "when?", ("citations",), [], "unreadable", "record"),
        ("answer:in-force-date", "when?", ("citations", 0, "start"), "3", "unreadable", "record"),
    ],
)  # fmt: skip
def test_each_thing_is_named_by_its_kind(
    knowledge: KnowledgeBase,
    candidate: str,
    text: str,
    path: Path,
    value: Any,
    kind: str,
    where: str,
) -> None:
    data = kept_of(candidate, knowledge, "en", text).to_json()
    kept = resealed(kept_from_json(tampered(data, ("record", *path), value)))
    verdict = check(kept, knowledge)
    assert (kind, where) in [(one.kind, one.where) for one in verdict.differences]


def test_other_inputs_of_a_rule_give_another_result(knowledge: KnowledgeBase) -> None:
    data = kept_of("rule:co-funding/minimum", knowledge, "en", "the city gives 8m").to_json()
    path = ("basis", "figures", 0, "inputs", "city", "low")
    both = tampered(data, path, "8000001")
    both = tampered(both, (*path[:-1], "high"), "8000001")
    kinds = {one.kind for one in check(resealed(kept_from_json(both)), knowledge).differences}
    assert {"figure-inputs", "figure-outputs", "figure-working", "text"} <= kinds


@pytest.mark.parametrize("inputs", [{}, {"citys": 1}, {"city": 5}, {"city": None}, {"start": "x"}])
def test_inputs_that_are_none_are_named_and_nothing_fails(
    knowledge: KnowledgeBase, inputs: dict[str, Any]
) -> None:
    data = kept_of("rule:co-funding/minimum", knowledge, "en", "the city gives 8m").to_json()
    kept = kept_from_json(tampered(data, ("basis", "figures", 0, "inputs"), inputs))
    verdict = check(resealed(kept), knowledge)
    assert any(one.where.startswith("figures.1") for one in verdict.differences)


@pytest.mark.parametrize("part", ["record", "basis"])
def test_what_is_not_whole_is_no_answer_that_holds(knowledge: KnowledgeBase, part: str) -> None:
    data = kept_of("answer:in-force-date", knowledge, "en").to_json()
    verdict = check(kept_from_json(data | {part: {}}), knowledge)
    assert ("unreadable", "record") in [(one.kind, one.where) for one in verdict.differences]


def test_a_number_that_nothing_holds_is_named(knowledge: KnowledgeBase) -> None:
    data = kept_of("answer:in-force-date", knowledge, "en").to_json()
    more = tampered(data, ("blocks", 0, "paragraph"), "It costs 93 yuan.")
    more = tampered(more, ("record", "text"), "It costs 93 yuan.")
    verdict = check(resealed(kept_from_json(more)), knowledge)
    assert ("number", "93 yuan") in [(one.kind, one.was) for one in verdict.differences]


def test_the_digest_alone_tells_where_nothing_else_does(knowledge: KnowledgeBase) -> None:
    kept = kept_of("answer:in-force-date", knowledge, "en")
    verdict = check(replace(kept, digest="0" * 64), knowledge)
    assert [(one.kind, one.where) for one in verdict.differences] == [("stored-text", "digest")]
