"""The vectors that come with the desk are those of its encoder, and of nearly all its texts."""

import random
from pathlib import Path

import numpy as np
import pytest

from ingest.documents import by_prompt, documents
from ingest.encode import VectorCache
from ingest.shipped import ShippedVectors, key_of, ship
from knowledge.contrasts import load_contrasts
from knowledge.knowledge_base import GUIDELINE, KnowledgeBase
from knowledge.search.encoder import OnnxEncoder

CHANGES_NO_COSINE_BY = 0.002


@pytest.fixture(scope="module")
def encoder(encoder_folder: Path) -> OnnxEncoder:
    return OnnxEncoder(encoder_folder)


def asked_texts(knowledge: KnowledgeBase) -> list[str]:
    rows = tuple(documents(knowledge, load_contrasts(knowledge.answers, GUIDELINE)))
    return [row.text for row in by_prompt(rows)[0]]


def test_nearly_all_texts_come_with_their_vectors(
    knowledge: KnowledgeBase, encoder: OnnxEncoder
) -> None:
    shipped, texts = ShippedVectors(encoder.identity), asked_texts(knowledge)
    missing = [text for text in texts if shipped.get(key_of("query", text)) is None]
    assert len(missing) <= len(texts) // 50, "run `desk ingest --ship` and commit what it writes"


def test_a_shipped_vector_is_what_the_encoder_gives(
    knowledge: KnowledgeBase, encoder: OnnxEncoder
) -> None:
    shipped = ShippedVectors(encoder.identity)
    texts = random.Random(1).sample(asked_texts(knowledge), 200)
    pairs = [(text, shipped.get(key_of("query", text))) for text in texts]
    kept = np.vstack([vector for _, vector in pairs if vector is not None])
    fresh = encoder.encode_query([text for text, vector in pairs if vector is not None])
    assert len(kept) > 150
    assert np.allclose(np.linalg.norm(kept, axis=1), 1, atol=1e-5)
    assert np.abs(kept @ kept.T - fresh @ fresh.T).max() < CHANGES_NO_COSINE_BY


def test_what_is_shipped_is_not_encoded_and_what_is_not_is_named_to_be_shipped(
    tmp_path: Path, encoder: OnnxEncoder, knowledge: KnowledgeBase
) -> None:
    old = next(
        text
        for text in asked_texts(knowledge)
        if ShippedVectors(encoder.identity).get(key_of("query", text)) is not None
    )
    said: list[str] = []
    cache = VectorCache(tmp_path, encoder, said.append)
    cache.queries([old, "a question that nobody has put down"])
    assert said == ["encoding: 1 of 1 texts as query"]
    assert list(cache.not_shipped()) == [key_of("query", "a question that nobody has put down")]


def test_files_add_up_and_a_damaged_one_is_passed_over(tmp_path: Path) -> None:
    rows = np.eye(3, 8, dtype=np.float32)
    keys = [key_of("query", text) for text in "abc"]
    ship("one", {keys[0]: rows[0]}, tmp_path)
    ship("one", {keys[1]: rows[1]}, tmp_path)
    third = ship("one", {keys[2]: rows[2]}, tmp_path)
    whole = ShippedVectors("one", tmp_path)
    assert [whole.get(key) is not None for key in keys] == [True, True, True]
    assert ShippedVectors("other", tmp_path).get(keys[0]) is None
    third.write_bytes(third.read_bytes()[:40])
    left = ShippedVectors("one", tmp_path)
    assert [left.get(key) is not None for key in keys] == [True, True, False]
    found = left.get(keys[1])
    assert found is not None
    assert np.array_equal(found, rows[1])
