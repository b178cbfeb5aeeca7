"""Why an answer is as it is: what each step found, as plain data in the reader's language.

It is no part of the answer record; the page and the command line show it beside the answer
(`bot/answer/trace_words.py` puts it into words), and `desk evaluate` beside a failure.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bot.answer.choose import Choice
from bot.answer.compute import Computed
from bot.answer.markdown import place
from bot.answer.naming import Naming
from bot.answer.proposal import Reason
from bot.answer.retrieve import Retrieved
from bot.answer.trace_decide import Decided, Weighing, decided
from bot.answer.trace_understand import Given, Understood, rule_inputs, understood
from bot.answer.verify import Token
from knowledge.rules import RuleResult
from knowledge.rules.wording import say

_SENTENCES = 5
_FEW_WORDS = 12
_FEW_CHARACTERS = 28


@dataclass(frozen=True)
class NearSentence:
    """A sentence of the release that was found.

    Attributes:
        words: how it begins; for a reader of Chinese, its unofficial rendering.
        place: where it stands, in the reader's language.
        score: of the search, 0..1.
    """

    name: str
    words: str
    place: str
    score: float


@dataclass(frozen=True)
class LookedUp:
    """What was searched for, and found.

    Attributes:
        requests: how many requests were searched for by themselves, beside the whole message.
        in_context: it was searched for after the turn before it, too.
        sentences: the nearest to the message as it stands, best first.
    """

    requests: int
    in_context: bool
    sentences: tuple[NearSentence, ...]


@dataclass(frozen=True)
class WorkedOut:
    """A rule's result, in the reader's language.

    Attributes:
        verdict: what it is called, or None.
        working: its lines.
        missing: the questions that ask for what it needs.
    """

    rule: str
    label: str
    item: int | None
    status: str
    inputs: tuple[Given, ...]
    verdict: str | None
    working: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Refused:
    """What the answer would have said and nothing supports: its kind, and its name or number."""

    kind: Token
    name: str


@dataclass(frozen=True)
class Checked:
    """What was verified before the answer was given.

    Attributes:
        quotes: how many were read from the source.
        numbers: how many of the desk's own words were found in what grounds them.
        refused: why only quotes are shown, or None.
    """

    quotes: int
    numbers: int
    refused: Refused | None = None


@dataclass(frozen=True)
class Draftsheet:
    """A draft of a model's, for whoever runs the desk; of one refused readers see the kinds alone.

    Attributes:
        statements: each with its tokens.
        refusals: why it was refused, kind and detail; the detail may repeat what was refused.
    """

    status: str
    statements: tuple[tuple[str, tuple[str, ...]], ...]
    refusals: tuple[tuple[Reason, str], ...]


@dataclass(frozen=True)
class Consulted:
    """What a model did for an answer.

    Attributes:
        failure: why its draft is not the answer, or "".
        calls, tools: how often it was asked, and how often it called tools.
        tokens_in, tokens_out: as its provider counts them.
        drafts: in the order in which it gave them.
    """

    model: str
    failure: str
    calls: int
    tools: int
    tokens_in: int
    tokens_out: int
    drafts: tuple[Draftsheet, ...]


@dataclass(frozen=True)
class Trace:
    """What each step found, in the order of the steps."""

    understand: Understood
    retrieve: LookedUp
    decide: tuple[Decided, ...]
    compute: tuple[WorkedOut, ...]
    verify: Checked
    model: Consulted | None = None

    def plain(self) -> dict[str, Any]:
        """Return it as plain JSON types."""
        return asdict(self)


def trace_of(
    weighing: Weighing,
    choices: Sequence[Choice],
    computed: Computed,
    checked: Checked,
    naming: Naming,
) -> Trace:
    """Put together what the steps found.

    Args:
        weighing: the message with its frame and its evidence.
        choices: what was chosen for each request.
        computed: what the rules gave.
        checked: what was verified.
        naming: the entries' words in the reader's language.
    """
    return Trace(
        understood(weighing.understanding, weighing.frame, naming),
        _looked_up(weighing.retrieved, naming),
        tuple(decided(choice, weighing, naming) for choice in choices),
        tuple(_worked_out(result, naming) for result in computed.results),
        checked,
    )


def _looked_up(retrieved: Retrieved, naming: Naming) -> LookedUp:
    sentences = (
        _near(name, score, naming) for name, score in retrieved.whole.sentences[:_SENTENCES]
    )
    return LookedUp(len(retrieved.requests), retrieved.in_context is not None, tuple(sentences))


def _near(name: str, score: float, naming: Naming) -> NearSentence:
    unit = naming.knowledge.structure.units[int(name.partition(":")[2])]
    words = naming.words
    if words.language != "en" and unit.rendering:
        whole = words.script(unit.rendering)
        few = whole[:_FEW_CHARACTERS]
    else:
        whole = " ".join(naming.knowledge.source.quote(unit.span).split())
        few = " ".join(whole.split(" ")[:_FEW_WORDS])
    return NearSentence(
        name, few if few == whole else f"{few}…", place(unit, words), round(score, 4)
    )


def _worked_out(result: RuleResult, naming: Naming) -> WorkedOut:
    words, entry = naming.words, naming.knowledge.rules[result.rule]
    given = rule_inputs(result.rule, result.inputs, result.units, naming)
    asked = [entry.questions.get(key) or entry.inputs[key].question for key in result.missing]
    verdict = entry.verdicts[result.verdict] if result.verdict is not None else None
    return WorkedOut(
        result.rule,
        given.label,
        result.item,
        result.status,
        given.inputs,
        words.script(verdict.in_language(words.language)) if verdict else None,
        tuple(words.script(say(line, entry, words.language)) for line in result.working),
        tuple(words.script(question.in_language(words.language)) for question in asked),
    )
