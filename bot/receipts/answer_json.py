"""An answer out of its record and its blocks as JSON, so that a face can show it again."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.answer.basis import Basis
from bot.answer.record import (
    Answer,
    Block,
    Citation,
    Figure,
    Note,
    NoteAt,
    Paragraph,
    Quote,
    Working,
)

Json = dict[str, Any]


def blocks_to_json(blocks: Iterable[Block]) -> list[Json]:
    """Return blocks as plain JSON: {"paragraph": text}, {"quote": 0}, {"working": 0}, {"note": 0}.

    The numbers are places in the record's lists, from 0.
    """
    return [_block_to_json(block) for block in blocks]


def blocks_from_json(data: Iterable[Mapping[str, Any]]) -> tuple[Block, ...]:
    """Return the blocks of what `blocks_to_json` gave.

    Raises:
        ValueError: one of them is of no known kind.
    """
    return tuple(map(_block_from_json, data))


def answer_from_json(
    record: Mapping[str, Any], blocks: Iterable[Mapping[str, Any]], basis: Basis | None = None
) -> Answer:
    """Return the answer of a record, equal to the one it was made of but for its trace.

    Args:
        record: what `Answer.record` gave, as JSON.
        blocks: what `blocks_to_json` gave.
        basis: what it rests on, where that is known.

    Raises:
        KeyError, TypeError, ValueError: a key is missing or unknown, or a block has no content.
    """
    plain, shown = dict(record), blocks_from_json(blocks)
    for block in shown:
        if not _is_held(block, record):
            raise ValueError("a block shows what the record does not hold")
    citations = tuple(Citation(**one) for one in plain.pop("citations"))
    figures = tuple(_figure(one, citations) for one in plain.pop("figures"))
    return Answer(
        **plain
        | {
            "citations": citations,
            "figures": figures,
            "notes": tuple(Note(**one) for one in plain["notes"]),
            "suggestions": tuple(plain["suggestions"]),
        },
        blocks=shown,
        basis=basis,
    )


def _is_held(block: Block, record: Mapping[str, Any]) -> bool:
    """Tell whether what a block shows is in the record."""
    match block:
        case Quote(at):
            return 0 <= at < len(record["citations"])
        case Working(at):
            return 0 <= at < len(record["figures"])
        case NoteAt(at):
            return 0 <= at < len(record["notes"])
        case Paragraph():
            return True


def _figure(data: Mapping[str, Any], citations: Sequence[Citation]) -> Figure:
    cited = Citation(**data["citation"]) if data["citation"] is not None else None
    return Figure(**{**data, "working": tuple(data["working"]), "citation": cited})


def _block_to_json(block: Block) -> Json:
    match block:
        case Paragraph(text):
            return {"paragraph": text}
        case Quote(at):
            return {"quote": at}
        case Working(at):
            return {"working": at}
        case NoteAt(at):
            return {"note": at}


def _block_from_json(data: Mapping[str, Any]) -> Block:
    match data:
        case {"paragraph": str(text)}:
            return Paragraph(text)
        case {"quote": int(at)}:
            return Quote(at)
        case {"working": int(at)}:
            return Working(at)
        case {"note": int(at)}:
            return NoteAt(at)
    raise ValueError("no block of an answer")
