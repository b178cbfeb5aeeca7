"""Second step: candidates of every kind, for each way in which the message can be read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.answer.frame import Frame
from bot.answer.understand import Understanding
from knowledge.han import HAN
from knowledge.search.index import Evidence, Index

_LONGEST_CONTEXT = 300
_LEAST = 1e-6
_OWN = 0.75
"""How much a message's own words count, against its context, for whether it is answered."""

_SAYS_ENOUGH = 30
"""A question shorter than this ("ok to print?") says nothing by itself; a Chinese character
counts for two."""

_DROWNED = 3
"""A question that is this many times shorter than its message is read without the rest of it."""

_ALL_OPEN = 0.9
"""From this probability of all silences on, a question by itself asks for something left open."""


@dataclass(frozen=True)
class Retrieved:
    """The evidence by reading.

    Attributes:
        whole: of the message as it stands.
        requests: of each of its requests and their parts, and of those that point back after
            what stands before them, by the text so read.
        in_context: of the message after the turn before it, or None.
    """

    whole: Evidence
    requests: Mapping[str, Evidence]
    in_context: Evidence | None


def retrieve(understanding: Understanding, frame: Frame | None, index: Index) -> Retrieved:
    """Search for the message, its requests and its reading in context, in one run."""
    texts = [understanding.text]
    for request in understanding.requests:
        texts += request.readings
    contexts: list[str] = []
    if frame is not None:
        before = (frame.text[-_LONGEST_CONTEXT:], frame.about)
        contexts = [f"{text} {understanding.text}" for text in before if text]
        texts += contexts
    distinct = list(dict.fromkeys(texts))
    found = dict(zip(distinct, index.search(distinct), strict=True))
    return Retrieved(
        found[understanding.text],
        {text: found[text] for text in texts[1 : len(texts) - len(contexts)]},
        _joined([found[context] for context in contexts]),
    )


def _joined(readings: Sequence[Evidence]) -> Evidence | None:
    """Join the evidence of several readings in context, each with the same weight."""
    if not readings:
        return None
    logs = np.mean([np.log(one.probabilities + _LEAST) for one in readings], axis=0)
    chances = np.exp(logs)
    supported = float(np.mean([one.supported for one in readings]))
    return Evidence(chances / chances.sum(), readings[-1].sentences, supported)


def mixed(alone: Evidence, context: Evidence, kinship: NDArray[np.float32]) -> Evidence:
    """Join the evidence of a message and of the message after its last turn, half and half.

    A turn that leans on the last one keeps its subject ("until when?") or its aspect ("and the
    district?"), so topics that share either count for more.
    """
    joined = np.sqrt(alone.probabilities * context.probabilities) * kinship
    supported = alone.supported**_OWN * context.supported ** (1 - _OWN)
    return Evidence(joined / joined.sum(), context.sentences, supported)


def asking(
    retrieved: Retrieved, understanding: Understanding, silent: NDArray[np.bool_]
) -> Evidence:
    """Return the evidence of a message, with its question where that is clear by itself.

    What is stated beside a question for something left open would drown its words.

    Args:
        retrieved: the evidence by reading.
        understanding: the message, with its requests.
        silent: which topics are silences, shape (topics,).
    """
    asked = [request.text for request in understanding.requests if request.asked]
    if len(asked) != 1 or asked[0] == understanding.text:
        return retrieved.whole
    question = retrieved.requests[asked[0]]
    drowned = len(understanding.text) > _DROWNED * len(asked[0])
    if drowned and _length(asked[0]) >= _SAYS_ENOUGH:
        return question
    if question.probabilities[silent].sum() < _ALL_OPEN:
        return retrieved.whole
    return mixed(retrieved.whole, question, np.ones_like(question.probabilities))


def _length(text: str) -> int:
    return len(text) + len(HAN.findall(text))
