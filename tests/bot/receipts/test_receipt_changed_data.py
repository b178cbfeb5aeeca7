"""What changed in the data since an answer was given is named; what does not bear on it is not."""

import hashlib
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from bot.receipts.canonical import digest
from bot.receipts.check import check
from bot.receipts.fingerprint import definition_data, fingerprint
from bot.receipts.verdict import Difference
from knowledge.knowledge_base import GUIDELINE, KnowledgeBase, load_knowledge
from knowledge.rules import RULES
from knowledge.rules.definition import InputField, Reference
from tests.bot.receipts.receipt_answers import SAID, kept_of, some

SOURCE = "source/press-release-2018-01-18.txt"
MINIMUM = "rule:co-funding/minimum"
FORCE = "answer:in-force-date"
COSTS = "silence:eligible-costs"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(GUIDELINE, tmp_path / "guideline"))


def edit(folder: Path, files: str, old: str, new: str) -> None:
    """Replace a text in each file that a pattern names; it must stand in one."""
    found = [path for path in folder.glob(files) if path.is_file()]
    held = [path for path in found if old in path.read_text("utf-8")]
    assert held, f"{old} stands in none of {files}"
    for path in held:
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def differences(candidate: str, then: KnowledgeBase, now: KnowledgeBase) -> tuple[Difference, ...]:
    kept = kept_of(candidate, then, "en", SAID.get(candidate, "who pays?"))
    assert check(kept, then).holds
    verdict = check(kept, now)
    assert verdict.holds == (not verdict.differences)
    return verdict.differences


NOTE = '  quotes: ["while the funds from the district government should not'
CHANGED = {
    "what entries say": (
        [
            ("answers/briefing.yaml", "The Guideline is in force from {in-force-date}.",
             "The Guideline is in force since {in-force-date}."),
            ("silences/costs.yaml", "The release does not say which costs may be paid from",
             "The release does not say which cost may be paid from"),
            ("scope.yaml", "Hello! I answer questions", "Hello. I answer questions"),
            ("notes.yaml", "the release drops “in principle”",
             "the release leaves out “in principle”"),
        ],
        {
            FORCE: {("entry", FORCE), ("text", FORCE)},
            COSTS: {("entry", COSTS), ("text", COSTS)},
            "scope:greeting": {("entry", "scope:greeting"), ("text", "scope:greeting")},
            MINIMUM: {("entry", "note:in-principle"), ("note", "notes.1.text")},
        },
    ),
    "what they rest on": (
        [
            ("facts.yaml", 'en: "1 February 2018"', 'en: "February 1, 2018"'),
            ("contacts.yaml", "Shanghai Finance Bureau", "Shanghai Finance Office"),
            ("notes.yaml", "只针对运行资金。\"\n  address: sficc.com/article.php?id=3220",
             "只针对运行资金。\"\n  address: sficc.com/article.php?id=3221"),
        ],
        {
            FORCE: {("entry", "fact:in-force-date"), ("text", FORCE)},
            COSTS: {("entry", "contact:finance-bureau")},
            MINIMUM: {("entry", "fact:in-force-date"), ("entry", "note:in-principle"),
                      ("note", "notes.1.address")},
        },
    ),
    "an entry that is gone, and a date": (
        [
            ("silences/costs.yaml", "key: eligible-costs", "key: eligible-costs-2"),
            ("facts.yaml", "value: 2018-02-01", "value: 2018-02-02"),
        ],
        {
            COSTS: {("missing-entry", COSTS)},
            "rule:time/days": {
                ("entry", "fact:in-force-date"), ("figure-outputs", "figures.1.outputs.days"),
                ("figure-outputs", "figures.1.outputs.days_second"),
                ("figure-working", "figures.1.working.1"),
                ("figure-working", "figures.1.working.2"), ("text", "figures.1.result"),
            },
        },
    ),
    "another office, and a note that the quotes bring since": (
        [
            ("silences/costs.yaml", "  ask: finance-bureau\n  notes: [pilot-institution, later",
             "  ask: science-and-technology-commission\n  notes: [pilot-institution, later"),
            ("notes.yaml", NOTE, "  wherever_cited: true\n" + NOTE.replace(
                "[", '["the operational funds of the platform will be co-arranged", ')),
        ],
        {COSTS: {("entry", COSTS), ("note", "note:in-principle")}},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("edits", "expected"), CHANGED.values(), ids=CHANGED)
def test_what_changed_is_named(
    knowledge: KnowledgeBase,
    folder: Path,
    edits: list[tuple[str, str, str]],
    expected: dict[str, set[tuple[str, str]]],
) -> None:
    for files, old, new in edits:
        edit(folder, files, old, new)
    changed = load_knowledge(folder)
    for candidate, named in expected.items():
        found = differences(candidate, knowledge, changed)
        assert {(one.kind, one.where) for one in found} == named


def test_a_quote_that_stands_elsewhere_in_the_source_is_named_so(
    knowledge: KnowledgeBase, folder: Path
) -> None:
    edit(folder, SOURCE, "\n", "\n\n")
    found = differences(FORCE, knowledge, load_knowledge(folder))
    assert {one.kind for one in found} == {"source", "moved"}


def test_a_character_of_the_source_changed_is_named_with_the_quote(
    knowledge: KnowledgeBase, folder: Path
) -> None:
    old, new = (f"should {word} be lower" for word in ("not", "now"))
    edit(folder, "**/*", old, new)
    found = differences(MINIMUM, knowledge, load_knowledge(folder))
    quote = next(one for one in found if one.kind == "quote")
    assert quote.where == "citations.1.quote"
    assert "should not be" in quote.was
    assert "should now be" in quote.now
    assert ("source", f"source:{knowledge.source.name}") in {(one.kind, one.where) for one in found}


def test_a_character_at_the_end_of_the_source_is_named_alone(
    knowledge: KnowledgeBase, folder: Path
) -> None:
    path = folder / SOURCE
    path.write_bytes(path.read_bytes() + b"\n")
    (found,) = differences(FORCE, knowledge, load_knowledge(folder))
    assert (found.kind, found.where) == ("source", f"source:{knowledge.source.name}")


def test_a_rules_words_changed_are_named_where_the_answer_says_them(
    knowledge: KnowledgeBase, folder: Path
) -> None:
    said = kept_of(MINIMUM, knowledge, "en", SAID[MINIMUM]).record["figures"][0]["working"]
    entry = knowledge.rules["co-funding"]
    begins = {key: text.en.partition("{")[0] for key, text in entry.working.items()}
    key = next(key for key, text in begins.items() if text and said[-1].startswith(text))
    text = entry.working[key].en
    edit(folder, "rule*/*.yaml", text, f"So: {text}")
    found = differences(MINIMUM, knowledge, load_knowledge(folder))
    assert {one.kind for one in found} == {"figure-working", "text"}


ELSEWHERE = (
    # Other entries, and how those that answer are found.
    ("silences/costs.yaml", "eligible costs?", "eligible cost?"),
    ("answers/briefing.yaml", "The release alone cannot tell", "The release by itself cannot tell"),
    ("scope.yaml", '"hello"', '"hullo"'),
    ("notes.yaml", "why does the release give two approval dates", "why are there two dates"),
)


def test_a_change_elsewhere_makes_no_difference(knowledge: KnowledgeBase, folder: Path) -> None:
    for files, old, new in ELSEWHERE:
        edit(folder, files, old, new)
    changed = load_knowledge(folder)
    for candidate, language, text in some(knowledge):
        if language == "en":
            kept = kept_of(candidate, knowledge, language, text)
            assert check(kept, changed).differences == (), candidate
    assert differences(COSTS, knowledge, changed) == ()


@pytest.mark.parametrize("key", RULES)
def test_a_rules_definition_changed_changes_its_digest(key: str) -> None:
    rule = RULES[key]
    name, passage = next(iter(rule.references.items()))
    other = InputField("x", "flag")
    changes = [
        {"fields": (*rule.fields, other)},
        {"fields": (replace(rule.fields[0], unit="EUR"), *rule.fields[1:])},
        {"fields": (replace(rule.fields[0], maximum="7"), *rule.fields[1:])},
        {"asks": rule.asks[1:]},
        {"references": dict(rule.references) | {name: Reference(passage.item, passage.anchor[1:])}},
        {"references": dict(rule.references) | {name: Reference(7, passage.anchor)}},
        {"statuses": rule.statuses - {"computed"}},
        {"facts": (*rule.facts, "parts-count")},
        {"dated": not rule.dated},
    ]
    digests = {digest(definition_data(replace(rule, **change))) for change in changes}
    assert len(digests) == len(changes)
    assert digest(definition_data(rule)) not in digests


def test_a_rule_whose_definition_changed_is_named(knowledge: KnowledgeBase) -> None:
    kept = kept_of(MINIMUM, knowledge, "en", SAID[MINIMUM])
    before = dict(kept.fingerprints) | {"rule:co-funding": "0" * 64}
    found = check(replace(kept, fingerprints=before), knowledge).differences
    assert ("rule", "rule:co-funding") in {(one.kind, one.where) for one in found}


@pytest.mark.parametrize(
    "name",
    ["rule:cofunding", "answer:none", "item:15", "item:0", "part:6", "part:x", "fact:none", "x:y",
     "source:other.txt", "open:none", "", "item:٣x"],
)  # fmt: skip
def test_what_there_is_not_has_no_fingerprint(knowledge: KnowledgeBase, name: str) -> None:
    assert fingerprint(name, knowledge) is None


def test_fingerprints_are_the_same_in_every_process_and_differ_from_each_other(
    knowledge: KnowledgeBase,
) -> None:
    names = ["item:3", "item:10", "part:4", "rule:time", FORCE, COSTS, "open:in-force-date",
             "fact:in-force-date", "scope:greeting", "note:in-principle",
             "contact:finance-bureau", f"source:{knowledge.source.name}"]  # fmt: skip
    found = [fingerprint(name, knowledge) for name in names]
    assert len(set(found)) == len(names)
    again = load_knowledge()
    assert found == [fingerprint(name, again) for name in names]
    spelled = b'{"a":"\\u201c\\u201d","b":1}'
    assert digest({"b": 1, "a": "“”"}) == hashlib.sha256(spelled).hexdigest()
