"""A rule's page in Markdown, made from its definition, its words and its worked examples.

`make docs` writes the pages under `docs/rules`; a test tells where they are not as they would be
made now.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from knowledge.entries import Bilingual, RuleEntry
from knowledge.knowledge_base import KnowledgeBase
from knowledge.rules import RULES, AnyRule, RuleResult
from knowledge.rules.checking import quote_of, silent_asks
from knowledge.rules.examples import Example
from knowledge.rules.given import read_given
from knowledge.rules.kinds import KINDS, range_of
from knowledge.rules.page_ways import ways, written
from knowledge.rules.result import Status
from knowledge.rules.schema import choice_label
from knowledge.rules.wording import say

MADE = "<!-- Made by `make docs` from the rule's definition, words and examples: edit those. -->"
STATUSES: Mapping[Status, tuple[str, str]] = {
    "computed": ("answered", "It is worked out from what was given, whatever the verdict."),
    "not_in_force": ("answered", "On the date asked about the Guideline was not yet in force."),
    "not_specified": ("not_specified", "The release leaves it open."),
    "needs_input": ("clarify", "Something is missing; the result asks for it."),
    "out_of_range": ("clarify", "A value lies outside what is computed; the result asks again."),
}
"""For each status of a result: the status of the answer, and what it means."""


def rule_page(rule: AnyRule, knowledge: KnowledgeBase, examples: Sequence[Example]) -> str:
    """The page of a rule that has words."""
    words = knowledge.rules[rule.key]
    results = [rule.apply(read_given(rule, e.given()), knowledge.facts) for e in examples]
    sections = [
        f"# {words.label.en} · {words.label.zh}",
        MADE,
        f"{words.summary.en}\n{words.summary.zh}",
        _quotes(rule, knowledge),
        _inputs(rule, words),
        _asks(rule, words, knowledge),
        _left_open(rule, words, knowledge),
        _outcomes(rule, words, knowledge, results),
        _notes(words, knowledge, results),
        f"## Five ways to use it\n\n{ways(rule, words, examples)}",
        _examples(examples),
    ]
    return "\n\n".join(section for section in sections if section) + "\n"


def index_page(knowledge: KnowledgeBase, examples: Mapping[str, Sequence[Example]]) -> str:
    """The index of the rules' pages, with what all rules share."""
    rules = [
        [f"[{words.label.en}]({key}.md)", words.summary.en, _items(rule),
         f"`desk rule {key}`", str(len(examples.get(key, ())))]
        for key, rule, words in _worded(knowledge)
    ]  # fmt: skip
    kinds = [
        [kind, words.name, words.written if words.written != words.name else ""]
        for kind, words in KINDS.items()
    ]
    statuses = [[f"`{status}`", meaning, f"`{answer}`"]
                for status, (answer, meaning) in STATUSES.items()]  # fmt: skip
    return "\n\n".join([
        "# The funding rules",
        MADE,
        "Each rule is one plain function behind the command, the API, the form and the questions; "
        "every result carries its working and the passage that it rests on.",
        _table(["rule", "what it works out", "item", "command", "examples"], rules),
        "## How values are written\n\nAmounts without a unit are yuan; another currency is named, "
        "never converted. What is left out is not known.",
        _table(["kind", "what it is", "written, for example"], kinds),
        "## What a result's status says",
        _table(["status", "meaning", "status of the answer"], statuses),
        "Changing a rule's words and adding examples: [editing](../editing.md).",
    ]) + "\n"  # fmt: skip


def pages(knowledge: KnowledgeBase, examples: Mapping[str, Sequence[Example]]) -> dict[str, str]:
    """Every page by its file name."""
    made = {"README.md": index_page(knowledge, examples)}
    for key, rule, _ in _worded(knowledge):
        made[f"{key}.md"] = rule_page(rule, knowledge, examples.get(key, ()))
    return made


def _worded(knowledge: KnowledgeBase) -> Iterator[tuple[str, AnyRule, RuleEntry]]:
    for key, rule in RULES.items():
        if key in knowledge.rules:
            yield key, rule, knowledge.rules[key]


def _items(rule: AnyRule) -> str:
    items = sorted({reference.item for reference in rule.references.values() if reference.item})
    return ", ".join(map(str, items)) or "none"


def _quotes(rule: AnyRule, knowledge: KnowledgeBase) -> str:
    said = []
    for reference in rule.references.values():
        place = f"Item {reference.item}" if reference.item else "Outside the items"
        quote = quote_of(reference, knowledge).replace("\n", "\n> ")
        said.append(f"{place}:\n\n> {quote}")
    return "\n\n".join(["## What the release says", *dict.fromkeys(said)])


def _inputs(rule: AnyRule, words: RuleEntry) -> str:
    rows = []
    for field in rule.fields:
        named = words.inputs[field.key]
        allowed = range_of(field)
        if field.kind == "choice":
            allowed = "see below" if field.key == "asked" else _choices(rule, field.key, words)
        rows.append([f"`{field.key}`", f"{named.label.en}. {named.question.en}",
                     f"{named.label.zh}。{named.question.zh}", field.kind, allowed])  # fmt: skip
    head = ["input", "meaning", "含义", "kind", "range or choices"]
    how = "[How values of each kind are written](README.md#how-values-are-written)."
    return f"## What you give\n\n{_table(head, rows)}\n\n{how}"


def _choices(rule: AnyRule, key: str, words: RuleEntry) -> str:
    field = next(field for field in rule.fields if field.key == key)
    return "; ".join(
        f"`{choice}` {choice_label(field, choice, words, 'en')}"
        f" · {choice_label(field, choice, words, 'zh-Hans')}"
        for choice in field.choices
    )


def _asks(rule: AnyRule, words: RuleEntry, knowledge: KnowledgeBase) -> str:
    silent = silent_asks(rule, knowledge.facts)
    rows = [
        [f"`{ask}`", words.asks[ask].label.en, words.asks[ask].label.zh,
         "not specified" if ask in silent else "worked out"]
        for ask in rule.asks
    ]  # fmt: skip
    head = ["`asked`", "meaning", "含义", "answer"]
    return f"## What it can be asked\n\n{_table(head, rows)}"


def _left_open(rule: AnyRule, words: RuleEntry, knowledge: KnowledgeBase) -> str:
    silent = silent_asks(rule, knowledge.facts)
    said = [
        f"- `{ask}`: {' '.join(say(line, words, 'en') for line in result.working)} "
        f"{''.join(say(line, words, 'zh-Hans') for line in result.working)}"
        for ask, result in silent.items()
    ]
    lines = said or ["Nothing that it can be asked for is open by itself; see its notes."]
    return "\n".join(["## What the release leaves open\n", *lines])


def _outcomes(
    rule: AnyRule, words: RuleEntry, knowledge: KnowledgeBase, results: Sequence[RuleResult]
) -> str:
    """Its figures, verdicts and statuses; of what all rules share, only what an example has."""
    outputs = {key for result in results for key in result.outputs}
    verdicts = {
        value
        for result in results
        for key, value in result.outputs.items()
        if result.units[key] == "verdict" and isinstance(value, str)
    }
    shown = _own("outputs", words, knowledge, outputs), _own("verdicts", words, knowledge, verdicts)
    counts = Counter(result.status for result in results)
    statuses = [
        [f"`{status}`", meaning, str(counts[status])]
        for status, (_, meaning) in STATUSES.items()
        if status in rule.statuses
    ]
    return "\n\n".join([
        "## What comes out",
        _bilingual("output", shown[0]),
        "### Verdicts",
        _bilingual("verdict", shown[1]),
        "### Statuses",
        _table(["status", "meaning", "examples below"], statuses),
    ])  # fmt: skip


def _notes(words: RuleEntry, knowledge: KnowledgeBase, results: Sequence[RuleResult]) -> str:
    carried = {key for result in results for key in result.notes}
    notes = _own("notes", words, knowledge, carried)
    for key in sorted(carried - notes.keys()):
        notes[key] = knowledge.notes[key.replace("_", "-")].text
    return f"## Notes that its results carry\n\n{_bilingual('note', notes)}" if notes else ""


def _own(
    section: str, words: RuleEntry, knowledge: KnowledgeBase, used: Iterable[str]
) -> dict[str, Bilingual]:
    """The words of a section that are the rule's own or in use; all rules have what is shared."""
    shared = set.intersection(*(set(getattr(entry, section)) for entry in knowledge.rules.values()))
    wanted = set(getattr(words, section)) - shared | set(used)
    return {key: said for key, said in getattr(words, section).items() if key in wanted}


def _examples(examples: Sequence[Example]) -> str:
    rows = [
        [example.name, _code(f"{key}: {written(value)}" for key, value in example.given().items()),
         f"`{example.status}`", _code(f"{k}: {_plain(v)}" for k, v in example.output.items()),
         str(example.item or "none"), f"“{example.quote}”"]
        for example in examples
    ]  # fmt: skip
    head = ["example", "given", "status", "result", "item", "rests on"]
    return f"## Worked examples\n\n{_table(head, rows)}" if rows else ""


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _code(texts: Iterable[str]) -> str:
    return "<br>".join(f"`{text}`" for text in texts)


def _bilingual(name: str, words: Mapping[str, Bilingual]) -> str:
    return _table([name, "meaning", "含义"],
                  [[f"`{key}`", said.en, said.zh] for key, said in words.items()])  # fmt: skip


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(
        "| " + " | ".join(c.replace("|", "\\|").replace("\n", " ") for c in cells) + " |"
        for cells in lines
    )
