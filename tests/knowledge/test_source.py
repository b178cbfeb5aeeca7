"""The source document, its spans and its structure."""

import hashlib
from itertools import pairwise
from pathlib import Path

import pytest

from knowledge.errors import KnowledgeError
from knowledge.knowledge_base import GUIDELINE, KnowledgeBase
from knowledge.source import Source, Span, read_source

RELEASE = GUIDELINE / "source" / "press-release-2018-01-18.txt"


def test_the_source_document_is_shipped_unchanged() -> None:
    digest = hashlib.sha256(RELEASE.read_bytes()).hexdigest()
    assert digest == "69f6f23fe4f592e0fe48e793a6f4c8c1b8945c438f53bd62e4bc00ab19fd24d3"


def test_spans_count_code_points_not_bytes() -> None:
    source = read_source(RELEASE)
    span = source.find("μTechnology")
    assert source.quote(span) == "μTechnology"
    assert source.text[span.start] == "μ"


def test_an_anchor_that_occurs_twice_needs_its_occurrence() -> None:
    source = Source("s.txt", "one two one")
    with pytest.raises(KnowledgeError, match="occurs 2 times"):
        source.find("one")
    assert source.find("one", 2) == Span(8, 11)


@pytest.mark.parametrize("anchor", ["three", ""])
def test_an_anchor_that_is_not_in_the_source_is_an_error(anchor: str) -> None:
    with pytest.raises(KnowledgeError, match="does not occur"):
        Source("s.txt", "one two").find(anchor)


def test_a_missing_or_undecodable_source_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="restore it"):
        read_source(tmp_path / "none.txt")
    (tmp_path / "latin.txt").write_bytes(b"\xff\xfe\xfa")
    with pytest.raises(KnowledgeError, match="UTF-8"):
        read_source(tmp_path / "latin.txt")


def test_the_items_are_those_that_the_release_marks(knowledge: KnowledgeBase) -> None:
    items = {item.number: item for item in knowledge.structure.items}
    assert sorted(items) == [1, 2, 10, 11, 12, 13, 14]
    for number, word in {1: "One", 2: "Two", 10: "Ten", 13: "Thirteen"}.items():
        assert f"(Item {word})" in knowledge.source.quote(items[number].span)
    assert knowledge.source.quote(items[10].span).count("(Item Ten)") == 2
    assert [item.part for item in knowledge.structure.items] == [1, 1, 4, 4, 4, 5, 5]


def test_the_sentence_before_any_item_mark_has_no_item(knowledge: KnowledgeBase) -> None:
    span = knowledge.source.find("constant sponsorship at beginning, diminishing later on")
    (unit,) = knowledge.structure.units_over(span)
    assert (unit.item, unit.part, unit.section) == (None, 4, "Two(4)")


def test_the_units_tile_the_source(knowledge: KnowledgeBase) -> None:
    units = knowledge.structure.units
    text = knowledge.source.text
    assert not text[: units[0].span.start].strip()
    for before, after in pairwise(units):
        assert not text[before.span.end : after.span.start].strip()
    assert not text[units[-1].span.end :].strip()


def test_what_stands_before_section_one_has_no_section(knowledge: KnowledgeBase) -> None:
    (unit,) = knowledge.structure.units_over(knowledge.source.find("Ma Xingfa"))
    assert unit.section is None
    (unit,) = knowledge.structure.units_over(knowledge.source.find("best practice cases"))
    assert (unit.section, unit.part) == ("Three(1)", None)
