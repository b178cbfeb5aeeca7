"""Splits a retrieval set by document, so that what is tuned on one half is measured on another."""

from dataclasses import replace
from hashlib import sha256

from bot.evaluation.retrieval import Half
from bot.evaluation.retrieval.beir import RetrievalSet


def of_half(data: RetrievalSet, half: Half, seed: int) -> RetrievalSet:
    """Keep the queries whose relevant passages are of one half's documents.

    A document falls into a half with all of its passages and queries; a query that is relevant
    to documents of both halves is in neither. All passages stay to be searched, so that the task
    is as hard as on the whole set.

    Args:
        data: the whole set.
        half: `all` keeps every query.
        seed: another one splits another way; the order of the files has no part in it.
    """
    if half == "all":
        return data
    document = {passage.id: passage.document for passage in data.passages}
    names = sorted(set(document.values()), key=lambda name: _drawn(name, seed))
    middle = len(names) // 2
    chosen = set(names[:middle] if half == "develop" else names[middle:])
    queries = tuple(
        query
        for query in data.queries
        if {document[passage] for passage in data.relevant[query.id]} <= chosen
    )
    return replace(data, queries=queries)


def _drawn(name: str, seed: int) -> str:
    return sha256(f"{seed}\0{name}".encode()).hexdigest()
