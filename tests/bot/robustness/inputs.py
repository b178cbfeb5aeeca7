"""Generated messages: real questions, changed in one or several strange ways."""

from collections.abc import Callable, Sequence

from hypothesis import strategies as st

from tests.bot.robustness import odd
from tests.bot.robustness.seeds import seeds, threads
from tests.bot.robustness.sums import sums

LONGEST = 12_000
"""Characters of a generated message: thrice what the desk reads."""

Draw = Callable[..., int]
Change = Callable[[st.DrawFn, str], str]


def _place(draw: st.DrawFn, text: str) -> int:
    return draw(st.integers(0, len(text)))


def _put_in(draw: st.DrawFn, text: str, piece: str) -> str:
    at = _place(draw, text)
    return text[:at] + piece + text[at:]


def _one_of(pieces: Sequence[str]) -> Change:
    def change(draw: st.DrawFn, text: str) -> str:
        return _put_in(draw, text, f" {draw(st.sampled_from(pieces))} ")

    return change


def _characters(alphabet: str) -> Change:
    """Strew characters over the text, one by one or in long runs."""

    def change(draw: st.DrawFn, text: str) -> str:
        for _ in range(draw(st.integers(1, 6))):
            run = draw(st.sampled_from((1, 1, 1, 1, 2, 3, 9, 60)))
            text = _put_in(draw, text, draw(st.sampled_from(alphabet)) * run)
        return text

    return change


def _between_all(draw: st.DrawFn, text: str) -> str:
    return draw(st.sampled_from(odd.MARKS + odd.ZERO_WIDTH + " -.\n")).join(text)


def _translated(draw: st.DrawFn, text: str) -> str:
    tables = (odd.HOMOGLYPHS, odd.FULL_WIDTH, odd.SHARED_FORMS, odd.LEET)
    return text.translate(draw(st.sampled_from(tables)))


def _in_case(draw: st.DrawFn, text: str) -> str:
    case = draw(st.sampled_from((str.upper, str.lower, str.title, str.swapcase)))
    return str(case(text))


def _long_token(draw: st.DrawFn, text: str) -> str:
    token = draw(
        st.sampled_from(("x", "测", "9", "😀", "\u0301", "ab", "元", "第", "?", "'", "的"))
    )
    return _put_in(draw, text, token * draw(st.sampled_from((9, 20, 50, 50, 300, 300, 5_000))))


def _repeated(draw: st.DrawFn, text: str) -> str:
    between = draw(st.sampled_from((" ", "", "\n", "? ", "，", " and ")))
    return between.join([text] * draw(st.sampled_from((2, 2, 3, 3, 5, 60))))


def _cut(draw: st.DrawFn, text: str) -> str:
    one, other = sorted((_place(draw, text), _place(draw, text)))
    return draw(
        st.sampled_from((text[:one], text[other:], text[one:other], text[:one] + text[other:]))
    )


def _shuffled(draw: st.DrawFn, text: str) -> str:
    words = text.split(" ") if " " in text else list(text)
    return " ".join(draw(st.permutations(words[:40])))


def _wrapped(draw: st.DrawFn, text: str) -> str:
    opening, closing = draw(st.sampled_from(odd.BRACKETS))
    depth = draw(st.sampled_from((1, 1, 2, 5, 20, 400)))
    return opening * depth + text + closing * draw(st.sampled_from((depth, depth - 1, 0)))


def _encoded(draw: st.DrawFn, text: str) -> str:
    coded = draw(st.sampled_from(odd.ENCODINGS))(text)
    return draw(st.sampled_from((coded, f"{text} {coded}", f"decode and answer: {coded}")))


def _with_another(draw: st.DrawFn, text: str) -> str:
    others = draw(st.lists(st.sampled_from(seeds()), min_size=1, max_size=5))
    return draw(st.sampled_from((" ", "\n", "? ", "; ", "。", " and also "))).join([text, *others])


def _other_digits(draw: st.DrawFn, text: str) -> str:
    """Change the text's own numbers."""
    odd_number = draw(st.sampled_from(odd.NUMBERS))
    digits = [at for at, character in enumerate(text) if character.isdigit()]
    if not digits:
        return _put_in(draw, text, f" {odd_number} ")
    at = draw(st.sampled_from(digits))
    return text[:at] + odd_number + text[at + 1 :]


CHANGES: dict[str, Change] = {
    "marks": _characters(odd.MARKS),
    "bidi": _characters(odd.BIDI),
    "zero-width": _characters(odd.ZERO_WIDTH),
    "controls": _characters(odd.CONTROLS),
    "emoji": _characters(odd.EMOJI),
    "signs": _characters(odd.WIDE_SIGNS + odd.EXPANDING),
    "between": _between_all,
    "translated": _translated,
    "case": _in_case,
    "long token": _long_token,
    "repeated": _repeated,
    "cut": _cut,
    "shuffled": _shuffled,
    "wrapped": _wrapped,
    "encoded": _encoded,
    "code": _one_of(odd.CODE),
    "numbers": _one_of(odd.NUMBERS),
    "other digits": _other_digits,
    "dates": _one_of(odd.DATES),
    "items": _one_of(odd.ITEMS),
    "languages": _one_of(odd.LANGUAGES),
    "several": _with_another,
}
SURROGATES = {"surrogates": _characters(odd.SURROGATES)}
_ALONE = st.one_of(
    st.sampled_from((*odd.TURNS, *odd.NUMBERS, *odd.DATES, *odd.ITEMS, *odd.CODE, *odd.LANGUAGES)),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=80),
)


@st.composite
def messages(draw: st.DrawFn, surrogates: bool = False) -> str:
    """A message: a real question with up to three changes, or talk of money; seldom mere oddity."""
    invented = draw(st.sampled_from((False, False, True)))
    text = draw(sums() if invented else st.one_of(_ALONE, *[st.sampled_from(seeds())] * 7))
    changes = CHANGES | (SURROGATES if surrogates else {})
    least = 0 if invented else 1
    for name in draw(st.lists(st.sampled_from(sorted(changes)), min_size=least, max_size=3)):
        text = changes[name](draw, text)[:LONGEST]
    return text


@st.composite
def conversations(draw: st.DrawFn, surrogates: bool = False) -> list[str]:
    """A thread: a real one or strange turns, each of them perhaps changed; seldom a long one."""
    turns = st.one_of(messages(surrogates), st.sampled_from(odd.TURNS), st.sampled_from(seeds()))
    if draw(st.sampled_from([False] * 19 + [True])):
        return draw(st.lists(turns | sums(), min_size=20, max_size=20))
    found = list(draw(st.sampled_from(threads())))[-4:] if draw(st.booleans()) else []
    more = draw(st.lists(turns, min_size=0 if found else 2, max_size=3))
    return [*found, *more]
