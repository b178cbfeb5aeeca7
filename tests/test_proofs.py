"""What the proofs of `make prove` judge by, where it needs no index."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from knowledge.knowledge_base import GUIDELINE, KnowledgeBase, load_knowledge
from tests.consistency import Said, figures_differ, flaws, opposite, usual, values_differ
from tests.draws import without_silences
from tests.heard import Heard
from tests.rewording import mistyped, other_writing, pressed


def said(status: str, *spans: tuple[int, int], **outputs: dict[str, Any]) -> Said:
    record = {
        "status": status,
        "citations": [{"source": "s", "start": start, "end": end} for start, end in spans],
        "figures": [{"rule": rule, "outputs": values} for rule, values in outputs.items()],
    }
    return Said("k-1", "plain", "?", True, Heard(record, ""))


def test_citations_that_touch_one_place_agree() -> None:
    assert not flaws(said("answered", (0, 9)), said("answered", (20, 30), (8, 12)))
    assert flaws(said("answered", (0, 9)), said("answered", (9, 12))) == {"citations"}
    assert flaws(said("answered", (0, 9)), said("answered")) == {"citations"}
    assert not flaws(said("clarify"), said("clarify"))


def test_another_status_is_told_before_other_citations() -> None:
    one, other = said("answered", (0, 9)), said("not_specified", (20, 30))
    assert flaws(one, other) == {"status"}
    assert opposite(one, other)
    assert not opposite(one, said("clarify"))


def test_more_outputs_are_other_figures_but_no_other_value() -> None:
    least = said("answered", (0, 9), floor={"minimum": "8"})
    more = said("answered", (0, 9), floor={"minimum": "8", "shortfall": "2"})
    assert flaws(least, more) == {"figures"}
    assert figures_differ(least, more)
    assert not values_differ(least, more)
    assert values_differ(least, said("answered", (0, 9), floor={"minimum": "9"}))
    assert not figures_differ(least, said("answered", (0, 9)))


def test_the_usual_answer_is_that_of_most_and_of_equals_the_expected_one() -> None:
    yes, no = said("answered", (0, 9)), said("not_specified", (0, 9))
    assert usual([no, yes, replace(yes)], ["not_specified"]) == yes
    assert usual([yes, no], ["not_specified"]) == no


@pytest.mark.parametrize(
    ("text", "language", "turn", "written"),
    [
        ("平台归谁管？", "zh-Hans", 0, "平台歸誰管？"),
        ("平台歸誰管？", "zh-Hant", 0, "平台归谁管？"),
        ("Who pays?", "en", 0, "Ｗｈｏ　ｐａｙｓ？"),
        ("Who pays?", "en", 1, "WHO PAYS?"),
        ("Who assesses the platforms in 2018?", "en", 2, "Who assseses the platofrms in 2018?"),
    ],
)
def test_a_question_is_written_in_another_way(
    text: str, language: str, turn: int, written: str
) -> None:
    assert other_writing(text, language, turn, "s2tw")[1] == written


def test_numbers_names_and_short_words_are_not_mistyped() -> None:
    assert mistyped("Does SITRI pay 4.5m or 45% of it?") == "Does SITRI pay 4.5m or 45% of it?"


def test_pressure_stands_before_and_after_in_turn() -> None:
    assert pressed("Who pays?", "en", 0)[1].endswith(" Who pays?")
    assert pressed("谁出钱？", "zh-Hans", 1)[1].startswith("谁出钱？")


def test_a_draw_changes_nothing_but_the_silences(tmp_path: Path, knowledge: KnowledgeBase) -> None:
    removed = frozenset(sorted(knowledge.silences)[::3])
    without_silences(GUIDELINE, tmp_path / "copy", removed)
    drawn = load_knowledge(tmp_path / "copy")
    kept = {key: entry for key, entry in knowledge.silences.items() if key not in removed}
    assert drawn.silences == kept
    for name in ("answers", "scope", "notes", "rules", "facts", "lookup"):
        assert getattr(drawn, name) == getattr(knowledge, name)
