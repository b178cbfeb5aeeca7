"""The evidence of a conversation: what each turn adds, and how it is fused."""

import numpy as np
import pytest

from knowledge.search.conversation import (
    ANSWERED,
    FADING,
    Turn,
    conversation_scores,
    fading_scores,
    whole_scores,
)
from knowledge.search.keywords import KeywordIndex

INDEX = KeywordIndex.build(["apples and pears", "pears", "plums", "apples"])


def test_older_turns_and_answers_count_less() -> None:
    turns = [Turn("apples"), Turn("pears", asked=False), Turn("plums")]
    parts = [INDEX.scores(turn.text) for turn in turns]
    expected = FADING**2 * parts[0] + FADING * ANSWERED * parts[1] + parts[2]
    assert fading_scores(INDEX, turns) == pytest.approx(expected)


def test_all_turns_alike_are_the_same_as_one_query() -> None:
    turns = [Turn("apples"), Turn("pears", asked=False)]
    assert whole_scores(INDEX, turns) == pytest.approx(INDEX.scores("apples pears"))


def test_a_passage_profits_from_its_document() -> None:
    dense = np.array([0.8, 0.8, 0.7], np.float32)
    passage = np.array([1, 1, 0], np.float32)
    documents = np.array([0, 3], np.float32)
    scores = conversation_scores(dense, passage, documents, np.array([0, 1, 1]))
    assert scores == pytest.approx([0.5, 1.0, 0.5])
