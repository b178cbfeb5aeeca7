"""What is mended in a message before it is read, and what is left as it is."""

import pytest

from ingest.spelling import gather_spelling
from knowledge.search.spelling import Spelling, load_spelling

_COMMON = {
    "district", "money", "platform", "drone", "award", "take", "weigh", "the", "form",
    "平台", "考核", "典型", "遥控", "事项",
}  # fmt: skip
_TEXTS = [
    *["what money does the district give a platform"] * 8,
    *["平台怎么考核", "推广典型案例"] * 8,
    *["平台由谁遴选", "资金逐步退坡"] * 40,
    "a typo of ours: distrct, 平太",
]


def known(word: str) -> bool:
    return word in _COMMON


@pytest.fixture(scope="module")
def spelling() -> Spelling:
    return gather_spelling(_TEXTS, known)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("what does the distict give", "what does the district give"),
        ("which platfrom?", "which platform?"),
        ("Distirct money", "District money"),
        ("平太怎么考核", "平台怎么考核"),
        ("推广典形案例", "推广典型案例"),
        ("平台由谁邻选", "平台由谁遴选"),
        ("pingtai怎么kaohe", "平台怎么考核"),
        ("zijin怎么tuipo的", "资金怎么退坡的"),
        ("WHAT DOES THE DISTRICT GIVE?", "what does the district give?"),
    ],
)
def test_slips_and_equal_sounds_are_mended(spelling: Spelling, written: str, read: str) -> None:
    assert spelling.mended(written, known) == read


@pytest.mark.parametrize(
    "written",
    [
        "may we fly a drone",  # a word of another matter
        "the awards we are taking",  # forms of known words
        "DISTRICT of SITRI",  # names in capitals
        "用遥控飞机",  # a word of another matter
        "这平台的事项",  # function characters stand beside any other
        "the pingtai and its kaohe",  # no Chinese beside it: a name, perhaps
        "platform怎么take",  # English words in a Chinese message
        "ok",
        "",
        "8m + 6m, 35%, 800万",
    ],
)
def test_what_may_be_meant_is_left_as_it_is(spelling: Spelling, written: str) -> None:
    assert spelling.mended(written, known) == written


def test_it_is_kept_in_a_file(spelling: Spelling, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("spelling") / "spelling.json"
    spelling.save(path)
    assert load_spelling(path) == spelling
    assert load_spelling(path).mended("distict", known) == "district"
