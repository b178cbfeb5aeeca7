"""A kept answer: its record as it was given, and what it takes to check it later."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from bot.answer.basis import Basis
from bot.answer.record import Answer
from bot.receipts.answer_json import answer_from_json, blocks_to_json
from bot.receipts.canonical import digest
from bot.receipts.code import new_code
from bot.receipts.fingerprint import fingerprints
from knowledge.knowledge_base import KnowledgeBase

Json = dict[str, Any]

_BASIS: TypeAdapter[tuple[Basis]] = TypeAdapter(
    tuple[Basis], config=ConfigDict(extra="forbid", strict=True)
)


class KeptAnswerError(ValueError):
    """What was kept is no kept answer; the message names the place."""


@dataclass(frozen=True)
class KeptAnswer:
    """An answer as it was given, with what it rests on; all but `kept_at` is plain JSON.

    Attributes:
        code: what people name it by.
        kept_at: when, in UTC.
        record: what `Answer.record` gave.
        blocks: the order in which it is shown, as `blocks_to_json` gives it.
        basis: what it rests on, as `basis_to_json` gives it.
        fingerprints: the digest of the source and of each entry and rule when it was kept.
        seals: a digest of each part of all this by the part's name ("citations.2"), so that a
            part that was changed in the store can be named.
        digest: the SHA-256 over all of it.
    """

    code: str
    kept_at: datetime
    record: Mapping[str, Any]
    blocks: tuple[Mapping[str, Any], ...]
    basis: Mapping[str, Any]
    fingerprints: Mapping[str, str]
    seals: Mapping[str, str]
    digest: str

    def to_json(self) -> Json:
        """Return it as plain JSON types."""
        return {field.name: getattr(self, field.name) for field in fields(self)} | {
            "kept_at": _written(self.kept_at),
            "blocks": list(self.blocks),
        }

    def answer(self) -> Answer:
        """Return the answer that it was made of, but for its trace.

        Raises:
            KeptAnswerError: the record, the blocks or the basis is not whole.
        """
        try:
            return answer_from_json(self.record, self.blocks, basis_from_json(self.basis))
        except (KeyError, TypeError, ValueError) as error:
            raise KeptAnswerError(f"{self.code}: {error}") from error

    def parts(self) -> Iterator[tuple[str, object]]:
        """Yield each part with its name; of a list its members, numbered from 1, and its length."""
        yield "code", self.code
        yield "kept_at", _written(self.kept_at)
        yield "fingerprints", dict(self.fingerprints)
        for name, value in self.basis.items():
            yield f"basis.{name}", value
        for name, value in (*self.record.items(), ("blocks", list(self.blocks))):
            if isinstance(value, list):
                yield name, len(value)
                yield from ((f"{name}.{at}", one) for at, one in enumerate(value, start=1))
            else:
                yield name, value


def keep(
    answer: Answer, knowledge: KnowledgeBase, now: datetime, code: str | None = None
) -> KeptAnswer:
    """Return an answer as it is to be kept.

    Args:
        answer: an answer with its basis.
        knowledge: what it was answered from.
        now: the time, with its zone.
        code: its code, where it has one already.

    Raises:
        ValueError: the answer has no basis, or the time no zone.
    """
    if answer.basis is None or now.tzinfo is None:
        raise ValueError("an answer is kept with its basis, at a time that has a zone")
    named = {f"source:{knowledge.source.name}", *map(_of_rule, answer.basis.entries)}
    kept = KeptAnswer(
        code=code or new_code(),
        kept_at=now.astimezone(UTC),
        record=json.loads(json.dumps(answer.record())),
        blocks=tuple(blocks_to_json(answer.blocks)),
        basis=basis_to_json(answer.basis),
        fingerprints=fingerprints(sorted(named), knowledge),
        seals={},
        digest="",
    )
    kept = replace(kept, seals=seals_of(kept))
    return replace(kept, digest=digest_of(kept))


def kept_from_json(data: object) -> KeptAnswer:
    """Return the kept answer of what `KeptAnswer.to_json` gave.

    Whether it is still what was kept is not looked at here; `check` does that.

    Raises:
        KeptAnswerError: a part is missing, unknown, or of another kind.
    """
    try:
        read = _Read.model_validate_json(json.dumps(data))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise KeptAnswerError(f"`{place}`: {first['msg']}") from error
    except (TypeError, ValueError, RecursionError) as error:
        raise KeptAnswerError("it is no JSON") from error
    return KeptAnswer(**{name: getattr(read, name) for name in _Read.model_fields})


def seals_of(kept: KeptAnswer) -> dict[str, str]:
    """Return a digest of each part, by its name."""
    return {name: digest(value)[:32] for name, value in kept.parts()}


def digest_of(kept: KeptAnswer) -> str:
    """Return the digest over all that is kept but itself."""
    return digest({key: value for key, value in kept.to_json().items() if key != "digest"})


def basis_to_json(basis: Basis) -> Json:
    """Return a basis as plain JSON types."""
    found: Json = _BASIS.dump_python((basis,), mode="json")[0]
    return found


def basis_from_json(data: object) -> Basis:
    """Return the basis of what `basis_to_json` gave.

    Raises:
        ValueError: it has an unknown key or another form.
    """
    return _BASIS.validate_json(json.dumps([data]))[0]


class _Read(BaseModel):
    """The form of a kept answer as JSON."""

    model_config = ConfigDict(extra="forbid", strict=True)

    code: str
    kept_at: datetime
    record: dict[str, Any]
    blocks: tuple[dict[str, Any], ...]
    basis: dict[str, Any]
    fingerprints: dict[str, str]
    seals: dict[str, str]
    digest: str


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def _of_rule(name: str) -> str:
    """Return the name of what is fingerprinted: of what a rule is asked, the rule."""
    return name.partition("/")[0] if name.startswith("rule:") else name
