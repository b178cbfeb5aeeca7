"""What an answer rests on, beside its quotes: enough to work it out again later."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.answer.choose import Choice
from bot.answer.compute import Computed
from bot.answer.draft import Draft, Remark, Say
from bot.answer.verify import fact_keys
from knowledge.knowledge_base import KnowledgeBase
from knowledge.rules import RULES
from knowledge.rules.definition import IN_FORCE_DATE, RuleInputs
from knowledge.rules.stored import inputs_to_json


@dataclass(frozen=True)
class WorkedFrom:
    """What a rule was applied to: its key, and its inputs as `inputs_to_json` gives them."""

    rule: str
    inputs: Mapping[str, Any]


@dataclass(frozen=True)
class Basis:
    """What an answer rests on.

    Attributes:
        asked_on: the day it was asked, in Shanghai.
        topic: the name of the candidate that answered the first request, or None; askers of one
            open point have the same.
        entries: the names of the data entries that are said or shown, each once: candidates
            ("answer:who-pays", "silence:quota", "rule:co-funding/minimum"), "note:", "fact:",
            "contact:", and "item:10" or "part:4" of a look-up.
        figures: for each figure of the record, what its rule was applied to.
        notes: for each note of the record its name: "note:in-principle", or of a rule's own remark
            "rule:co-funding/exact_amount".
        opencc: the OpenCC configuration that Traditional Chinese was written with.
    """

    asked_on: date
    topic: str | None
    entries: tuple[str, ...]
    figures: tuple[WorkedFrom, ...]
    notes: tuple[str, ...]
    opencc: str


def basis_of(
    draft: Draft,
    topic: str | None,
    chosen: Iterable[str],
    inputs: Mapping[str, RuleInputs],
    asked_on: date,
    opencc: str,
) -> Basis:
    """Put together what a draft rests on.

    Args:
        draft: the draft that was verified.
        topic: what answered the first request.
        chosen: the names of the entries that it says.
        inputs: the inputs of each rule that the draft has a result of.
        asked_on: the day it was asked.
        opencc: the OpenCC configuration.
    """
    notes = tuple(_note_name(piece, draft) for piece in draft.pieces if isinstance(piece, Remark))
    entries = [*chosen, *(name for name in notes if name.startswith("note:"))]
    entries += (f"fact:{key}" for key in fact_keys(draft))
    for result in draft.results:
        rule = RULES[result.rule]
        entries += (f"fact:{key}" for key in rule.facts)
        entries += [f"fact:{IN_FORCE_DATE}"] if rule.dated else []
    figures = tuple(
        WorkedFrom(result.rule, inputs_to_json(result.rule, inputs[result.rule]))
        for result in draft.results
    )
    return Basis(asked_on, topic, tuple(dict.fromkeys(entries)), figures, notes, opencc)


def chosen_entries(
    choices: Sequence[Choice], computed: Computed, draft: Draft, knowledge: KnowledgeBase
) -> Iterator[str]:
    """Yield the names of the entries that the choices say, and of the offices they name."""
    first_office = next(iter(knowledge.contacts))
    for choice in choices:
        kind, _, key = choice.candidate.partition(":")
        match choice.route:
            case "item":
                yield from (f"item:{number}" for number in computed.items)
                yield from (f"part:{number}" for number in computed.parts)
            case "passages":
                yield f"contact:{first_office}"
            case "silence":
                yield choice.candidate
                office = knowledge.silences[key].ask if kind == "silence" else first_office
                yield f"contact:{office}"
            case "scope":
                # Of what is outside and unknown no more is said than that it is outside.
                reply = knowledge.scope[key].reply
                if Say(reply.en) in draft.pieces or Say(reply.zh) in draft.pieces:
                    yield choice.candidate
            case "clarify":
                pass
            case _:
                yield from (choice.candidate, *choice.beside)


def _note_name(remark: Remark, draft: Draft) -> str:
    if not remark.text:
        return f"note:{remark.key}"
    rule = next((one.rule for one in draft.results if remark.key in one.notes), "")
    return f"rule:{rule}/{remark.key}"
