"""What a message says of a contract, an assessment or a platform, as differently as people say it.

Each line of the tables beside this file is what must be read, and the message: `t+` there, `t-` not
Each line of the tables beside this file is what must be read, and the message: `t+` there, `t-`
for all the others, `;;` for the end of a line within the message. A message may go on in the next,
indented line.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.words.script import to_simplified
from knowledge.statements.reader import Stated
from tests.knowledge.rules.thread import knowledge

KEYS = {
    "contract": {"t": "targets", "c": "content", "f": "fiscal_investment", "a": "assessment_items"},
    "assessment": {
        "inst": "professional_institution", "tech": "common_technology",
        "comm": "commercialization", "start": "start_ups", "talent": "talent_training",
        "uni": "university_industry", "link": "linked_to_funding",
    },
    "eligibility": {
        "np": "non_profit", "sol": "solutions", "ver": "verification", "dist": "district_support",
    },
}  # fmt: skip


def lines(table: str) -> list[str]:
    joined = table.replace("，\n    ", "，").replace("\n    ", " ")
    return [line for line in joined.splitlines() if line]


CASES = [
    (path.stem.rpartition("-")[0], line)
    for path in sorted(Path(__file__).parent.glob("*.txt"))
    for line in lines(path.read_text("utf-8"))
]


def expected(rule: str, flags: str) -> dict[str, bool | None]:
    keys, marks = KEYS[rule], {"+": True, "-": False, "?": None}
    said = {flag[:-1]: marks[flag[-1]] for flag in flags.split()}
    rest = {key: said["rest"] for key in keys if key not in said} if "rest" in said else {}
    return {keys[key]: value for key, value in (said | rest).items() if key != "rest"}


def read(rule: str, message: str) -> Stated:
    """Read a message as the desk does, in Simplified Chinese."""
    return knowledge().flag_readers[rule].read(to_simplified(message.replace(";;", "\n")))


@pytest.mark.parametrize(("rule", "line"), CASES)
def test_what_a_message_says_of_each_flag(rule: str, line: str) -> None:
    flags, _, message = line.partition("| ")
    stated = read(rule, message)
    assert stated.flags == expected(rule, flags)


@pytest.mark.parametrize(
    ("rule", "message", "choices"),
    [("eligibility", "a non-profit platform for new drugs, with a pilot line", ["biopharma"]),
     ("eligibility", "not in biotech but in chips", ["it"]),
     ("eligibility", "我们不做芯片，做新材料", ["materials"]),
     ("money-sources", "who pays for construction?", ["construction"]),
     ("money-sources", "the district does not pay for construction, does it?", ["construction"]),
     ("time", "days from the approval to the press conference", ["approval", "conference"])],
)  # fmt: skip
def test_the_choices_named(rule: str, message: str, choices: list[str]) -> None:
    named = read(rule, message).choices
    assert [choice for found in named.values() for choice in found] == choices
