"""A retrieval set in BEIR form: `corpus.jsonl`, `queries.jsonl` and `qrels/*.tsv`.

What came before a query in its conversation may stand in `turns`, a list of the asker's messages
of which the last is the query (`text` comes after them where it is another), or in
`metadata.history`, a list of `role` and `text`. A passage's
document is its `metadata.document`; else passages of one title are of one document.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.evaluation.lines import InputError, read_objects
from knowledge.search.conversation import Turn
from knowledge.search.passages import Passage

_ASKERS = frozenset(("user", "human", "asker", "customer"))


@dataclass(frozen=True)
class Query:
    """A query with its conversation.

    Attributes:
        turns: oldest first; the last is the query itself.
    """

    id: str
    turns: tuple[Turn, ...]


@dataclass(frozen=True)
class RetrievalSet:
    """Passages, queries, and which passages are relevant to which query.

    Attributes:
        relevant: by query id, the grade of each relevant passage by its id.
    """

    passages: tuple[Passage, ...]
    queries: tuple[Query, ...]
    relevant: Mapping[str, Mapping[str, int]]


def read_beir(folder: Path) -> RetrievalSet:
    """Read a set; queries that no passage is relevant to are left out.

    Raises:
        InputError: a line cannot be used, an id is taken or unknown, or something is missing.
        OSError: a file cannot be read.
    """
    passages = tuple(_passages(folder / "corpus.jsonl"))
    queries = {query.id: query for query in _queries(folder / "queries.jsonl")}
    files = sorted((folder / "qrels").glob("*.tsv"))
    if not files:
        raise InputError(folder / "qrels", None, "there is no .tsv file; add the judgements")
    known, relevant = {passage.id for passage in passages}, dict[str, dict[str, int]]()
    for path in files:
        for line, query, passage, grade in _judgements(path):
            if query not in queries or passage not in known:
                kind, id = ("query", query) if query not in queries else ("passage", passage)
                raise InputError(path, line, f'there is no {kind} "{id}"; mend the id')
            if grade > 0:
                relevant.setdefault(query, {})[passage] = grade
    judged = tuple(query for query in queries.values() if query.id in relevant)
    if not judged:
        raise InputError(folder / "qrels", None, "no query has a relevant passage; add judgements")
    return RetrievalSet(passages, judged, relevant)


def _passages(path: Path) -> Iterator[Passage]:
    for id, number, data in _unique(path):
        text, title = data.get("text"), data.get("title") or ""
        if not isinstance(text, str) or not isinstance(title, str):
            raise InputError(
                path, number, 'it needs "text", and "title" as a text where it has one'
            )
        metadata = data.get("metadata")
        named = metadata.get("document") if isinstance(metadata, dict) else None
        document = str(named) if named is not None else title or f"passage {id}"
        yield Passage(id, f"{title}\n{text}" if title else text, document)


def _queries(path: Path) -> Iterator[Query]:
    for id, number, data in _unique(path):
        turns, text = data.get("turns", []), data.get("text")
        if isinstance(turns, list) and text is not None and turns[-1:] != [text]:
            turns = [*turns, text]
        if not isinstance(turns, list) or not turns or not all(isinstance(t, str) for t in turns):
            problem = 'it needs "text", or "turns", a list of texts with at least one'
            raise InputError(path, number, problem)
        yield Query(id, (*_history(path, number, data), *map(Turn, turns)))


def _history(path: Path, number: int, data: Mapping[str, Any]) -> Iterator[Turn]:
    metadata = data.get("metadata")
    history = metadata.get("history") if isinstance(metadata, dict) else None
    for entry in history or ():
        if not isinstance(entry, dict) or not isinstance(entry.get("text"), str):
            problem = '"metadata.history" must be a list of objects with "role" and "text"'
            raise InputError(path, number, problem)
        yield Turn(entry["text"], str(entry.get("role", "user")).lower() in _ASKERS)


def _unique(path: Path) -> Iterator[tuple[str, int, dict[str, Any]]]:
    """Yield each line's id, number and object."""
    lines: dict[str, int] = {}
    for number, data in read_objects(path):
        id = data.get("_id")
        if not isinstance(id, str) or not id:
            raise InputError(path, number, 'it needs "_id", a text')
        if id in lines:
            raise InputError(path, number, f'the id "{id}" stands in line {lines[id]} already')
        lines[id] = number
        yield id, number, data
    if not lines:
        raise InputError(path, None, "it is empty; write one JSON object a line")


def _judgements(path: Path) -> Iterator[tuple[int, str, str, int]]:
    """Yield line number, query, passage and grade; a first line of headings is passed over."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE), 1):
            if not row or (number == 1 and row[-1] == "score"):
                continue
            if len(row) != 3 or not row[2].strip().lstrip("-").isdecimal():
                problem = "it needs query, passage and a whole number, parted by tabs"
                raise InputError(path, number, problem)
            yield number, row[0], row[1], int(row[2])
