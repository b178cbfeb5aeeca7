"""Checks a kept answer: everything in it is worked out again and held against what was kept."""

from collections.abc import Iterator, Sequence
from typing import get_args

from bot.answer.basis import Basis, WorkedFrom
from bot.answer.question import LANGUAGES
from bot.answer.record import Answer, Citation, Figure
from bot.receipts.check_figures import check_figure, result_now
from bot.receipts.check_quotes import check_quote, cited_now
from bot.receipts.check_words import (
    check_entry_text,
    check_grounds,
    check_missing_notes,
    check_note,
    check_result_text,
    check_shown,
)
from bot.receipts.fingerprint import fingerprint
from bot.receipts.kept import KeptAnswer, basis_from_json, digest_of, seals_of
from bot.receipts.verdict import Checked, Difference, Kind, Verdict
from bot.settings import OpenCC
from bot.words import Words
from knowledge.knowledge_base import KnowledgeBase

_SHORT = 12


def check(kept: KeptAnswer, knowledge: KnowledgeBase) -> Verdict:
    """Work a kept answer out again: quotes, figures, entries, notes, numbers and the digest.

    What is compared is what the answer says and rests on; how questions are understood, and the
    interface's own words, may change without a difference. Never raises for what was kept,
    whatever became of it in the store.
    """
    differences = [*_readable("seals", _seals(kept)), *_fingerprints(kept, knowledge)]
    entries = sum(not name.startswith(("source:", "rule:")) for name in kept.fingerprints)
    try:
        answer, basis = kept.answer(), basis_from_json(kept.basis)
    except ValueError:
        differences.append(Difference("unreadable", "record", "", ""))
        checked = Checked(0, 0, entries, 0)
        return Verdict(kept.code, False, tuple(differences), (), checked, None)
    numbers: list[int] = []
    differences += _readable("record", _parts(answer, basis, knowledge))
    differences += _readable("text", check_grounds(answer, numbers.append))
    return Verdict(
        kept.code,
        not differences,
        _once(differences),
        answer.citations,
        Checked(len(answer.citations), len(answer.figures), entries, sum(numbers)),
        basis.asked_on,
    )


def _seals(kept: KeptAnswer) -> Iterator[Difference]:
    """Yield each part that is not as it was kept; the whole, where its parts do not tell."""
    now, found = seals_of(kept), False
    for name in dict.fromkeys((*kept.seals, *now)):
        was, is_now = kept.seals.get(name), now.get(name)
        if was != is_now:
            found = True
            yield _digests("stored-text", name, was, is_now)
    whole = digest_of(kept)
    if whole != kept.digest and not found:
        yield _digests("stored-text", "digest", kept.digest, whole)


def _fingerprints(kept: KeptAnswer, knowledge: KnowledgeBase) -> Iterator[Difference]:
    """Yield each thing that the answer rests on and that has changed or is gone."""
    for name, was in kept.fingerprints.items():
        now = fingerprint(name, knowledge)
        kind: Kind = "entry"
        if now is None:
            kind = "missing-entry"
        elif name.startswith("source:"):
            kind = "source"
        elif name.startswith("rule:"):
            kind = "rule"
        if now != was:
            yield _digests(kind, name, was, now)


def _digests(kind: Kind, where: str, was: str | None, now: str | None) -> Difference:
    return Difference(kind, where, (was or "")[:_SHORT], (now or "")[:_SHORT])


def _parts(answer: Answer, basis: Basis, knowledge: KnowledgeBase) -> Iterator[Difference]:
    """Yield what differs in quotes, figures, notes and words."""
    opencc = basis.opencc if basis.opencc in get_args(OpenCC) else "s2tw"
    words = Words(answer.language if answer.language in LANGUAGES else "en", opencc)
    yield from _counted("figures", answer.figures, basis.figures)
    yield from _counted("notes", answer.notes, basis.notes)
    now = cited_now(answer.citations, knowledge, words)
    for at, (cited, one) in enumerate(zip(answer.citations, now, strict=True), start=1):
        yield from check_quote(f"citations.{at}", cited, one)
    for at, (figure, worked) in enumerate(zip(answer.figures, basis.figures, strict=False), 1):
        where = f"figures.{at}"
        found = _figure(where, figure, worked, answer, now, knowledge, words)
        yield from _readable(where, found)
    for at, (note, name) in enumerate(zip(answer.notes, basis.notes, strict=False), start=1):
        yield from check_note(f"notes.{at}", note, name, knowledge, words)
    for name in basis.entries:
        yield from check_entry_text(name, answer, knowledge, words)
        yield from check_missing_notes(name, basis.notes, knowledge, words)
    yield from check_shown(answer)


def _figure(
    where: str,
    figure: Figure,
    worked: WorkedFrom,
    answer: Answer,
    now: Sequence[Citation | None],
    knowledge: KnowledgeBase,
    words: Words,
) -> Iterator[Difference]:
    result = result_now(worked, knowledge)
    yield from check_figure(where, figure, result, answer.citations, now, knowledge, words)
    yield from check_result_text(where, result, answer, knowledge, words)


def _readable(where: str, found: Iterator[Difference]) -> Iterator[Difference]:
    """Yield what is found, and that something there cannot be read where looking for it fails."""
    try:
        yield from found
    except Exception:  # what was altered in the store may be of any type and value
        yield Difference("unreadable", where, "", "")


def _once(found: Sequence[Difference]) -> tuple[Difference, ...]:
    """Return one difference of each kind at each place, the first."""
    first: dict[tuple[Kind, str], Difference] = {}
    for one in found:
        first.setdefault((one.kind, one.where), one)
    return tuple(first.values())


def _counted(name: str, stored: Sequence[object], known: Sequence[object]) -> Iterator[Difference]:
    """Yield that a list of the record is not as long as what is known of its members."""
    if len(stored) != len(known):
        yield Difference("unreadable", name, str(len(known)), str(len(stored)))
