"""Reads the quantities of a text in the order in which they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from knowledge.amounts.cues import Cue, cues_in
from knowledge.amounts.dates import read_date
from knowledge.amounts.money import bare_number_stands, read_amount, read_numeral
from knowledge.amounts.quantities import Money, Number, Quantity, Reading, Unclear, Unknown
from knowledge.amounts.relations import join_relations
from knowledge.amounts.remainders import join_remainders
from knowledge.amounts.restated import without_restatements
from knowledge.amounts.series import join_series
from knowledge.amounts.shares import read_share, read_share_words
from knowledge.amounts.smudges import smudges_in
from knowledge.amounts.source import Source
from knowledge.amounts.splits import join_splits
from knowledge.amounts.spoken import read_multiple, read_part_of
from knowledge.amounts.structure import structure_end
from knowledge.amounts.units import declared_scale, in_declared_currency, in_declared_unit
from knowledge.amounts.unknown import read_unknown, scaled_in
from knowledge.amounts.vague import read_vague
from knowledge.amounts.years import (
    length_beside_last_year,
    read_duration,
    read_last_year,
    read_year,
)

_WORD = re.compile(r"[a-z]+")
_SAME_UNKNOWN = 8  # characters between two ways of saying that one amount is not known
_ITS_FIGURE = re.compile(
    r"\s?[(（,，]?\s?(?:but |但)?(?:the |its )?(?:exact|precise|final|具体|确切|准确)?的?\s?"
    r"(?:figure|amount|number|sum|数字?|数额|金额|多少)?\s?"
)
_STEP = re.compile(r"[零一二三四五六七八九十百千万亿]+")


def read_amounts(text: str) -> tuple[Quantity, ...]:
    """All quantities of ``text`` that have one reading, in order of appearance.

    Schedules are joined into Series. What has no one reading is left out (see ``unclear_in``), and
    so are item numbers, list marks and codes. Never raises; linear in the length of ``text``.
    """
    source = Source(text)
    return clear(read(source, cues_in(source.folded)))


def unclear_in(text: str) -> tuple[Unclear, ...]:
    """What looks like an amount and has more than one reading, to be asked about."""
    source = Source(text)
    readings = read(source, cues_in(source.folded))
    return tuple(r for r in readings if isinstance(r, Unclear))


def clear(readings: Iterable[Reading]) -> tuple[Quantity, ...]:
    """The readings that have one meaning."""
    return tuple(r for r in readings if not isinstance(r, Unclear))


def read(source: Source, cues: list[Cue]) -> list[Reading]:
    """The readings of ``source`` in order, unclear ones included, schedules and splits joined."""
    declared = declared_scale(source)
    readings = without_restatements(source, list(scan(source)))
    readings = in_declared_unit(source, readings, declared)
    readings = in_declared_currency(source, readings)
    if declared is None:
        readings = join_splits(source, readings, cues)
    readings = join_remainders(source, readings, cues)
    readings = _without_doubt_of_ranges(source, readings)
    apart = [one for one in readings if isinstance(one, Unknown) and one.kind]
    readings = [one for one in readings if not (isinstance(one, Unknown) and one.kind)]
    readings = join_series(source, join_relations(source, readings, cues))
    apart += scaled_in(source, readings)
    return sorted([*readings, *apart], key=lambda one: one.span) if apart else readings


def _without_doubt_of_ranges(source: Source, readings: list[Reading]) -> list[Reading]:
    """As in "4m to 5m (exact figure not fixed)": that says no more than the range does."""
    return [
        one for before, one in zip([None, *readings], readings, strict=False)
        if not (
            isinstance(one, Unknown) and isinstance(before, Money)
            and (before.bounded or before.low < before.high)
            and _ITS_FIGURE.fullmatch(source.folded, before.span[1], one.span[0])
        )
    ]  # fmt: skip


def scan(source: Source) -> Iterator[Reading]:
    """Every single reading of ``source``, unclear ones included, before schedules are joined."""
    at, length = 0, len(source.folded)
    doubt: int | None = None  # where the last words end that an amount is not known
    smudges, years = smudges_in(source), length_beside_last_year(source)
    while at < length:
        if at in smudges:
            yield Unclear((at, smudges[at]), source.text[at : smudges[at]])
            at = smudges[at]
            continue
        if source.folded[at].isspace():
            at += 1
            continue
        last = read_last_year(source, at, years)
        if last:
            yield last
            at = last.span[1]
            continue
        skipped = structure_end(source, at)
        if skipped:
            at = skipped
            continue
        found = _at(source, at)
        if found:
            plain = isinstance(found, Unknown) and not found.kind
            again = plain and doubt is not None and at - doubt <= _SAME_UNKNOWN
            doubt = found.span[1] if plain else None
            if not again and (not isinstance(found, Number) or bare_number_stands(source, found)):
                yield found
            at = max(found.span[1], at + 1)
            continue
        at = _past(source, at)


def _at(source: Source, at: int) -> Reading | None:
    found: Reading | None = (
        read_vague(source, at)
        or read_date(source, at)
        or read_year(source, at)
        or read_multiple(source, at)
    )
    if found:
        return found
    if read_part_of(source, at):
        return read_amount(source, at)
    found = read_share_words(source, at) or read_unknown(source, at)
    if found:
        return found
    numeral = read_numeral(source, at)
    if numeral:
        found = read_duration(source, numeral) or read_share(source, numeral)
        if found:
            return found
    return read_amount(source, at)


def _past(source: Source, at: int) -> int:
    """The end of the word, the digits or the numerals at ``at``: never resume inside one."""
    if at in source.digits:
        return source.digits[at].end
    for pattern in (_WORD, _STEP):
        run = pattern.match(source.folded, at)
        if run:
            return run.end()
    return at + 1
