"""A code is hard to guess, easy to read, and no mistyped one is taken for another."""

import random
import re
from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.receipts.code import ALPHABET, LENGTH, _is_code, _sum, new_code, read_code

CODE = "7K3F-9QWX-2M0"
DRAWN = st.lists(st.integers(0, 31), min_size=LENGTH - 1, max_size=LENGTH - 1)


def code_of(drawn: list[int]) -> str:
    return "".join(ALPHABET[value] for value in (*drawn, _sum(drawn)))


def grouped(code: str) -> str:
    return "-".join(code[at : at + 4] for at in range(0, LENGTH, 4))


ONE = grouped(code_of([ALPHABET.index(one) for one in CODE.replace("-", "")]))


def test_a_code_has_55_random_bits_and_no_letter_that_looks_like_another() -> None:
    codes = {new_code() for _ in range(2_000)}
    assert len(codes) == 2_000
    assert all(re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}", c) for c in codes)
    assert 32 ** (LENGTH - 1) >= 2**55
    for at in (*range(4), *range(5, 9), *range(10, 13)):  # every character is drawn
        assert len({code[at] for code in codes}) == 32
    assert all(read_code(code) == code for code in codes)


def test_the_sum_notices_any_wrong_character_at_any_place() -> None:
    # It is linear: whether a change is noticed depends on the place and the difference alone.
    for at in range(LENGTH - 1):
        for value in range(1, 32):
            assert _sum([value if place == at else 0 for place in range(LENGTH - 1)]) != 0


def test_the_sum_notices_any_two_places_changed_for_each_other() -> None:
    for one, other in combinations(range(LENGTH), 2):
        for difference in range(1, 32):
            values = [difference if at in (one, other) else 0 for at in range(LENGTH)]
            assert _sum(values[:-1]) != values[-1]


@given(DRAWN, st.integers(0, LENGTH - 1), st.integers(1, 31))
def test_a_code_with_a_wrong_character_is_none(drawn: list[int], at: int, by: int) -> None:
    code = code_of(drawn)
    wrong = ALPHABET[(ALPHABET.index(code[at]) + by) % 32]
    assert read_code(code) == grouped(code)
    assert read_code(code[:at] + wrong + code[at + 1 :]) is None
    assert read_code(grouped(code[:at] + wrong + code[at + 1 :])) is None


@given(DRAWN, st.integers(0, LENGTH - 2))
def test_a_code_with_two_neighbours_changed_is_none(drawn: list[int], at: int) -> None:
    code = code_of(drawn)
    changed = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    assert (read_code(changed) is None) == (changed != code)


@given(DRAWN, st.randoms(use_true_random=False))
def test_a_code_is_read_however_it_is_written(drawn: list[int], dice: random.Random) -> None:
    code = code_of(drawn)
    looks = {"0": "0Oo", "1": "1IiLl"}
    typed = "".join(dice.choice(looks.get(one, one + one.lower())) for one in grouped(code))
    typed = typed.replace("-", dice.choice(["-", "–", "—", " - ", "－", "−", "‑"]))
    if dice.random() < 0.5:  # full-width
        typed = "".join(chr(ord(one) + 0xFEE0) if one.isalnum() else one for one in typed)
    before, after = dice.choice([("", ""), ("“", "”"), ("check answer ", ", please."), ("查", "。"),
                                 ("(", ")"), ("`", "`"), ("*", "*"), ("code: ", "?"),
                                 ("核对回答", "谢谢"), ("<", ">")])  # fmt: skip
    assert read_code(before + typed + after) == grouped(code)


@pytest.mark.parametrize(
    "typed",
    [
        ONE, ONE.lower(), ONE.replace("-", ""), ONE.replace("-", " "), f"{ONE}.", f"“{ONE}”",
        f"'{ONE}'", f"  {ONE}\n", f"/desk check {ONE}", f"desk check answer {ONE}",
        f"is {ONE.lower()} still right?", f"{ONE.replace('-', ' ')} please", ONE.replace("0", "O"),
        ONE.replace("-", "_"), ONE.replace("-", "\u00a0"), ONE.replace("-", "\u200b-"),
        f"核对 {ONE}。", f"核对{ONE}", ONE.replace("-", "－"), ONE.replace("-", "ー"),
        f"https://desk.example/answers/{ONE}", f"[{ONE}]", f"code 7K3F {ONE}",
        "".join(chr(ord(one) + 0xFEE0) for one in ONE), f"answer {ONE.replace('-', ' ').lower()}",
    ],
)  # fmt: skip
def test_ways_to_write_a_code(typed: str) -> None:
    assert read_code(typed) == ONE


@pytest.mark.parametrize(
    "text",
    [
        "", "   ", "check answer", "什么时候生效？", ONE[:-1], f"{ONE}7", f"A{ONE}",
        ONE.replace("Q", "U"), "7K3F-9QWX", "-" * 50, "\ud800", "0" * 13, ONE.replace("-", "/"),
        ONE.replace("-", "x-"),
    ],
)  # fmt: skip
def test_what_is_no_code(text: str) -> None:
    assert read_code(text) is None


def test_words_of_the_length_of_a_code_are_none() -> None:
    words = "the city and its share of money may pay for most who ask desk check answer".split()
    said = [" ".join(some) for count in (2, 3) for some in permutations(words, count)]
    by_chance = [text for text in said if _is_code(text.replace(" ", "").upper()
                 .translate(str.maketrans("OIL", "011")))]  # fmt: skip
    assert by_chance
    assert [text for text in by_chance if read_code(f"please, {text}") is not None] == []
