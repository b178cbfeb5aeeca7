"""`desk evaluate retrieval`: a tiny BEIR folder through the project's own index and search."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.evaluation.lines import InputError
from bot.evaluation.retrieval.beir import read_beir
from bot.evaluation.retrieval.halves import of_half
from bot.evaluation.retrieval.ranking import MeasuresMissingError, require_measures
from bot.evaluation.retrieval.systems import search_all
from bot.settings import Settings
from bot.wiring import build_passages
from knowledge.search.conversation import Turn
from knowledge.search.fusion import fuse
from tests.bot.evaluation.sets import write
from tests.bot.evaluation.test_evaluate_command import desk
from tests.conftest import DATA

TEXTS = {
    "Parking": ["A permit costs 40 a year.", "Renew it online before it ends."],
    "Library": ["A card is free for residents.", "Renew it at the desk in person."],
    "Swimming": ["The pool opens at seven.", "Children swim with an adult."],
    "Waste": ["Glass goes into the green bin.", "Old paint is taken on Saturdays."],
}


def passages() -> list[Mapping[str, Any]]:
    return [
        {"_id": f"{title}-{at}", "title": title, "text": text, "metadata": {"document": title}}
        for title, texts in TEXTS.items()
        for at, text in enumerate(texts)
    ]


HISTORY = [
    {"role": "user", "text": "I have a parking permit"},
    {"role": "agent", "text": "What about the permit?"},
]
QUERIES: list[Mapping[str, Any]] = [
    {"_id": "a", "text": "How do I renew it?", "metadata": {"history": HISTORY}},
    {"_id": "b", "turns": ["I have a library card", "How do I renew it?"]},
    {"_id": "c", "text": "When does the pool open?"},
    {"_id": "d", "text": "Where does glass go?"},
]
RELEVANT = {"a": "Parking-1", "b": "Library-1", "c": "Swimming-0", "d": "Waste-0"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "tiny"
    (made / "qrels").mkdir(parents=True)
    write(made / "corpus.jsonl", *passages())
    write(made / "queries.jsonl", *QUERIES)
    rows = [f"{query}\t{passage}\t1" for query, passage in RELEVANT.items()]
    write(made / "qrels" / "test.tsv", "query-id\tcorpus-id\tscore", *rows)
    return made


def settings(tmp_path: Path) -> Settings:
    """The shared encoder, but an index of its own."""
    data = tmp_path / "data"
    data.mkdir(exist_ok=True)
    if not (data / "encoder").exists():
        (data / "encoder").symlink_to(DATA / "encoder")
    return Settings(data=data)


def test_history_is_read_in_both_of_its_forms(folder: Path) -> None:
    first, second, third, _ = read_beir(folder).queries
    assert first.turns == (
        Turn("I have a parking permit"), Turn("What about the permit?", asked=False),
        Turn("How do I renew it?"),
    )  # fmt: skip
    assert second.turns == (Turn("I have a library card"), Turn("How do I renew it?"))
    assert third.turns == (Turn("When does the pool open?"),)


@pytest.mark.usefixtures("encoder_folder")
def test_the_conversation_tells_the_document_and_the_last_turn_the_passage(
    folder: Path, tmp_path: Path
) -> None:
    data = read_beir(folder)
    encoder, index = build_passages(settings(tmp_path), data.passages, print)
    found = {one.system: one.measures for one in search_all(data, encoder, index, print)}
    assert list(found) == ["BM25", "dense", "fusion"]
    assert found["fusion"] == dict.fromkeys(found["fusion"], 1.0)
    assert set(found["fusion"]) == {"R@1", "R@5", "R@10", "MAP@10", "nDCG@10", "MRR@10"}
    # "How do I renew it?" alone cannot tell a permit from a card.
    assert found["dense"]["R@1"] < 1


@pytest.mark.usefixtures("encoder_folder")
def test_what_was_answered_before_does_not_drown_the_last_turn(
    folder: Path, tmp_path: Path
) -> None:
    data = read_beir(folder)
    _, index = build_passages(settings(tmp_path), data.passages, print)
    turns = [Turn("A permit costs 40 a year.", asked=False), Turn("And to renew it online?")]
    fused = index.fused(turns, np.zeros(len(index.ids), np.float32))
    assert index.ids[int(fused.argmax())] == "Parking-1"


@pytest.mark.usefixtures("encoder_folder")
def test_a_passage_alone_is_found_as_without_documents(folder: Path, tmp_path: Path) -> None:
    alone = [replace(passage, document=passage.id) for passage in read_beir(folder).passages]
    encoder, index = build_passages(settings(tmp_path), alone, print)
    turns = [Turn("When does the pool open?")]
    dense = index.dense(encoder.encode_query([turns[0].text])[0])
    assert index.fused(turns, dense) == pytest.approx(fuse(dense, index.keyword(turns)))


@pytest.mark.usefixtures("encoder_folder")
def test_an_index_is_made_once_for_the_same_passages(folder: Path, tmp_path: Path) -> None:
    said: list[str] = []
    passages = read_beir(folder).passages
    build_passages(settings(tmp_path), passages, said.append)
    assert "8 passages are indexed" in said
    said.clear()
    build_passages(settings(tmp_path), passages, said.append)
    assert said == []
    build_passages(settings(tmp_path), passages[1:], said.append)
    assert said == ["writing vectors", "7 passages are indexed"]  # no text is encoded twice


def test_halves_part_documents_with_all_their_queries(folder: Path) -> None:
    data = read_beir(folder)
    halves = [of_half(data, half, 0) for half in ("develop", "held")]
    documents = [
        {id.partition("-")[0] for query in half.queries for id in data.relevant[query.id]}
        for half in halves
    ]
    assert len(documents[0]) == len(documents[1]) == 2
    assert documents[0] | documents[1] == set(TEXTS)
    assert all(half.passages == data.passages for half in halves)
    assert of_half(data, "all", 0) == data
    splits = {tuple(q.id for q in of_half(data, "held", seed).queries) for seed in range(9)}
    assert len(splits) > 1


def test_without_documents_passages_of_one_title_stand_together(folder: Path) -> None:
    bare = [{key: row[key] for key in ("_id", "title", "text")} for row in passages()]
    write(folder / "corpus.jsonl", *bare, {"_id": "x", "text": "No title."})
    read = read_beir(folder).passages
    assert [passage.document for passage in read[:3]] == ["Parking", "Parking", "Library"]
    assert read[0].text == "Parking\nA permit costs 40 a year."
    assert (read[-1].text, read[-1].document) == ("No title.", "passage x")


@pytest.mark.usefixtures("encoder_folder")
def test_the_command_prints_a_row_for_each_system(folder: Path, tmp_path: Path) -> None:
    data = settings(tmp_path).data
    ran = desk("evaluate", "retrieval", folder, "--half", "develop", DESK_DATA=str(data))
    assert ran.returncode == 0, ran.stderr
    rows = ran.stdout.splitlines()
    assert [row.split()[0] for row in rows[:4]] == ["system", "BM25", "dense", "fusion"]
    assert rows[4] == "2 queries (develop, seed 0), 8 passages"


@pytest.mark.parametrize(
    ("file", "line", "said"),
    [
        ("corpus.jsonl", {"_id": "z"}, 'corpus.jsonl, line 9: it needs "text"'),
        ("corpus.jsonl", {"text": "a"}, 'corpus.jsonl, line 9: it needs "_id"'),
        ("corpus.jsonl", {"_id": "Waste-0", "text": "a"}, "stands in line 7 already"),
        ("queries.jsonl", {"_id": "e"}, 'queries.jsonl, line 5: it needs "text", or "turns"'),
        ("queries.jsonl", {"_id": "e", "text": "a", "metadata": {"history": ["b"]}},
         '"metadata.history" must be a list of objects'),
        ("qrels/test.tsv", "a\tnowhere\t1", 'test.tsv, line 6: there is no passage "nowhere"'),
        ("qrels/test.tsv", "z\tWaste-0\t1", 'test.tsv, line 6: there is no query "z"'),
        ("qrels/test.tsv", "a Waste-0 1", "it needs query, passage and a whole number"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_by_file_and_line(
    folder: Path, file: str, line: Mapping[str, Any] | str, said: str
) -> None:
    with (folder / file).open("a", encoding="utf-8") as opened:
        opened.write((line if isinstance(line, str) else json.dumps(line)) + "\n")
    with pytest.raises(InputError) as caught:
        read_beir(folder)
    assert said in str(caught.value)


def test_without_judgements_nothing_can_be_measured(folder: Path) -> None:
    (folder / "qrels" / "test.tsv").unlink()
    with pytest.raises(InputError, match=r"there is no \.tsv file"):
        read_beir(folder)


def test_a_missing_library_is_said_with_the_way_to_install_it() -> None:
    require_measures()
    with pytest.raises(MeasuresMissingError, match=r"no-such-library is not installed; run .*pip"):
        require_measures("no_such_library")
