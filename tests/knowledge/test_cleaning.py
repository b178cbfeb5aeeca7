"""Cleaning: what is removed, what is kept, and that neither time nor memory can explode."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.search.cleaning import ENCODER_LIMIT, clean

ANY_TEXT = st.text(st.characters(exclude_categories=()))  # lone surrogates included
INVISIBLE = {"Cc", "Cf", "Cs"}


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("", ""),
        (" \t\n\u3000\u00a0 ", ""),
        ("the  city\r\n\tpays", "the city pays"),
        ("第十条\u2028区\u3000里", "第十条 区 里"),
        ("nul\x00 inside", "nul inside"),
        ("lone \ud800 and \udfff surrogates", "lone and surrogates"),
        ("\u202egnp.exe\u202c", "gnp.exe"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("tag\U000e0041\U000e0042 smuggled\U000e0101", "tag smuggled"),
        ("👩\u200d👧 ok\ufe0f", "👩👧 ok"),
        ("８００ 万元 ﬁne ㎡", "800 万元 fine m2"),
        ("e\u0301tude", "étude"),
        ("市裡給800萬元", "市裡給800萬元"),
        ("𠮷野家 😀", "𠮷野家 😀"),
        ("\u1112\u1161\u11ab", "한"),
    ],
)
def test_text_is_normalised_and_rid_of_what_nobody_sees(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


def test_no_control_format_or_surrogate_character_of_unicode_survives() -> None:
    unseen = [c for c in map(chr, range(0x110000)) if unicodedata.category(c) in INVISIBLE]
    assert [c for c in unseen if clean(f"a{c}b") not in ("ab", "a b")] == []


@pytest.mark.parametrize(
    "text",
    [
        "\ufdfa" * 1_000,
        "\ufdfa" * 1_000_000,
        "a" + "\u0301\u0316" * 500_000,
        "\u200b" * 1_000_000 + "a",
        " " * 1_000_000 + "a",
        "a " * 1_000_000,
    ],
    ids=["expanding", "much expanding", "stacked marks", "invisible", "blank", "long"],
)
def test_hostile_text_is_cut_short(text: str) -> None:
    assert len(clean(text)) <= ENCODER_LIMIT


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(ANY_TEXT, st.integers(1, 40))
def test_a_limit_is_kept_and_cleaning_within_it_changes_nothing(text: str, limit: int) -> None:
    cleaned = clean(text, limit)
    assert len(cleaned) <= limit
    assert clean(cleaned, limit) == cleaned


@given(ANY_TEXT)
def test_no_text_yields_an_invisible_character_or_a_blank_end(text: str) -> None:
    cleaned = clean(text)
    assert not {unicodedata.category(c) for c in cleaned} & INVISIBLE
    assert cleaned == cleaned.strip()
    cleaned.encode("utf-8")
