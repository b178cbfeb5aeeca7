"""Generated bodies and lines: JSON with strange values, of a wrong form, or no JSON."""

import json
from typing import Any

from hypothesis import strategies as st

from bot.answer.question import LANGUAGES
from knowledge.rules import RULES
from knowledge.rules.definition import InputField
from tests.bot.robustness import odd
from tests.bot.robustness.inputs import conversations, messages
from tests.bot.robustness.seeds import seeds

HUGE = (10**400, -(10**400), 2**63, -(2**63) - 1)
UNREADABLE = "4,400 digits"
"""Written as a number of so many digits, which Python itself refuses to turn into text."""
NUMBERS = (
    0,
    -1,
    1,
    0.1,
    -0.0,
    1e-300,
    1e300,
    5e-324,
    float("inf"),
    float("nan"),
    *HUGE,
    UNREADABLE,
)
TEXTS = st.sampled_from((*odd.TURNS, *odd.NUMBERS, *odd.DATES, *odd.CODE, "\u0000", "\ud800"))
SCALARS = st.one_of(
    st.none(), st.booleans(), st.sampled_from(NUMBERS), st.integers(), st.floats(), TEXTS
)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)
DAYS = ("0001-01-01", "9999-12-31", "2018-02-01", "2018-01-31", "2024-02-29", "2026-11-24")
_DATED = st.sampled_from((*DAYS, *odd.DATES))
_AMOUNTS = st.one_of(
    st.sampled_from(("8m", "800万", "5000000", "0.01", "¥1,000", "unknown", "", "8m USD")),
    st.sampled_from(odd.NUMBERS), st.sampled_from(NUMBERS), st.integers(-10, 10**13),
    st.floats(0, 1e13), st.decimals(0, 10**12, places=3).map(str),
)  # fmt: skip
_SOUND_AMOUNTS = st.one_of(
    st.integers(1, 10**12),
    st.decimals("0.01", 10**12, places=2).map(str),
    st.sampled_from(("800万",)),
)
_SCHEDULES = st.one_of(
    st.lists(_AMOUNTS, max_size=5),
    st.lists(_AMOUNTS, min_size=55, max_size=65),
    st.dictionaries(
        st.sampled_from(("1", "2", "2019", "2020", "0", "-1", "9999", "٣", "x")), _AMOUNTS
    ),
    st.lists(_AMOUNTS.map(str), max_size=5).map("; ".join),
    st.sampled_from(
        ("2019: 8m; 2020: ?", "year 1: 8m", "8m, 7m, 6m", ";;;", "1:" * 90, "10000: 5")
    ),
)
_FLAGS = st.one_of(st.booleans(), st.sampled_from(("yes", "no", "是", "perhaps", "", "NULL")))
_BY_KIND: dict[str, st.SearchStrategy[Any]] = {
    "money": _AMOUNTS,
    "moneys": _AMOUNTS | st.lists(_AMOUNTS, max_size=18) | _SCHEDULES,
    "share": _AMOUNTS | st.sampled_from(("40%", "0.5", "1/3", "四成", "70/30", "1e-9")),
    "schedule": _SCHEDULES | _AMOUNTS,
    "flag": _FLAGS,
    "number": _AMOUNTS | st.sampled_from(("1e999999", "1E+400", "-1e-999999", "sNaN", "85")),
    "date": _DATED,
}
_SOUND: dict[str, st.SearchStrategy[Any]] = {
    "money": _SOUND_AMOUNTS,
    "moneys": st.lists(_SOUND_AMOUNTS, min_size=1, max_size=16),
    "share": st.fractions(0, 1, max_denominator=99).map(str) | st.floats(0, 1),
    "schedule": st.lists(_SOUND_AMOUNTS, min_size=1, max_size=60),
    "flag": st.booleans(),
    "number": st.floats(-1e9, 1e9),
    "date": st.dates().map(str),
}


def seldom(times: int) -> st.SearchStrategy[bool]:
    """Return True once in so many times; integers would lean to their ends."""
    return st.sampled_from([False] * (times - 1) + [True])


def _value(field: InputField) -> st.SearchStrategy[Any]:
    if field.kind == "choice":
        return st.sampled_from(field.choices * 3) | st.sampled_from(("", "none of these")) | JSON
    fitting = _BY_KIND[field.kind]
    return st.one_of(_SOUND[field.kind], _SOUND[field.kind], fitting, fitting, fitting, JSON)


@st.composite
def ask_bodies(draw: st.DrawFn) -> Any:
    """What stands in a body of `POST /api/ask`, before it is written."""
    if draw(seldom(12)):
        return draw(JSON)
    body: dict[str, Any] = {}
    if not draw(seldom(4)):
        body["question"] = draw(messages())
    else:
        body["turns"] = draw(conversations())
    optional = {
        "asked_on": _DATED, "language": st.sampled_from((*LANGUAGES, "fr", "")), "id": TEXTS,
        "thread": st.sampled_from(("t", "t" * 200, "t" * 201, "\u202e", "../t")), "x": JSON,
    }  # fmt: skip
    for key in draw(st.lists(st.sampled_from(sorted(optional)), max_size=2)):
        body[key] = draw(optional[key])
    if draw(seldom(10)):
        body[draw(st.sampled_from(("question", "turns", "id", "thread", "asked_on")))] = draw(JSON)
    return body


@st.composite
def rule_calls(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """A rule's key, and values for some of its inputs."""
    key = draw(st.sampled_from(sorted(RULES)))
    fields = {field.key: field for field in RULES[key].fields}
    chosen = draw(st.lists(st.sampled_from(sorted(fields)), max_size=5, unique=True))
    inputs = {name: draw(_value(fields[name])) for name in chosen}
    if draw(seldom(16)):
        inputs[draw(TEXTS)] = draw(JSON)
    return key, inputs


@st.composite
def rule_bodies(draw: st.DrawFn) -> tuple[str, Any]:
    """A rule's key, and what stands in a body of `POST /api/rules/{key}`."""
    key, inputs = draw(rule_calls())
    body: Any = {"inputs": inputs}
    if draw(seldom(8)):
        body["language"] = draw(st.sampled_from((*LANGUAGES, "", "EN", None)))
    return key, draw(JSON) if draw(seldom(16)) else body


@st.composite
def written(draw: st.DrawFn, value: Any) -> bytes:
    """Write a value as JSON, now and then with a fault that JSON does not allow."""
    text = json.dumps(value, ensure_ascii=draw(st.booleans()))
    text = text.replace(json.dumps(UNREADABLE), "7" * 4_400)
    body = text.encode("utf-8", "surrogatepass")
    if not draw(seldom(8)):
        return body
    fault = draw(st.integers(0, 4))
    if fault == 0:
        return body[: draw(st.integers(0, len(body)))]
    if fault == 1:
        return text.encode(
            draw(st.sampled_from(("utf-16", "utf-8-sig", "utf-32"))), "surrogatepass"
        )
    if fault == 2:
        return body + draw(st.sampled_from((b"x", b"\x00", b"{}", b"\xff", b"//", b"\n\n")))
    if fault == 3:
        return draw(st.sampled_from((b"[" * 9_000, b'{"a":' * 9_000, b"", b"\xff\xfe", b"null")))
    return body.replace(b":", b':"x",', 1)


@st.composite
def batch_lines(draw: st.DrawFn) -> bytes:
    """A line of a file for `desk batch`, of one thread or of no form at all."""
    line: Any = {"id": draw(SCALARS), "turns": draw(conversations(surrogates=True))}
    if draw(seldom(6)):
        line = draw(JSON | st.dictionaries(st.sampled_from(("id", "turns")), JSON))
    return draw(written(line))


@st.composite
def forms(draw: st.DrawFn) -> list[tuple[str, str]]:
    """The fields of a form, of the page's or of a rule's."""
    names = ("question", "suggestion", "turn", "thread", "x", "city", "schedule", "as_of", "\x00")
    values = TEXTS | st.sampled_from(seeds()) | _AMOUNTS.map(str)
    return draw(st.lists(st.tuples(st.sampled_from(names), values), max_size=5))
