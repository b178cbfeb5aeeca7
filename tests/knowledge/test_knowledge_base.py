"""Loading the data files, and what is said of a faulty one."""

import shutil
from pathlib import Path

import pytest

from ingest.check import check_folder
from knowledge.errors import KnowledgeError
from knowledge.knowledge_base import GUIDELINE, KnowledgeBase, knowledge_hash, load_knowledge


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the knowledge folder that a test may damage."""
    return Path(shutil.copytree(GUIDELINE, tmp_path / "guideline"))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_the_shipped_data_passes_every_check() -> None:
    report = check_folder(GUIDELINE)
    assert report.problems == ()


def test_the_shipped_data_covers_the_release(knowledge: KnowledgeBase) -> None:
    assert len(knowledge.silences) >= 100
    cited = [
        span
        for name, spans in knowledge.spans.items()
        if name.startswith("answer:")
        for span in spans
    ]
    headings = ("One:", "Two:", "Three:", "(1)", "(2)", "(3)", "(4)", "(5)", "| ")
    for unit in knowledge.structure.units:
        quote = knowledge.source.quote(unit.span)
        if not quote.startswith(headings):
            covered = any(unit.span.overlaps(span) for span in cited)
            assert covered or len(quote) < 70, f"no answer cites “{quote}”"


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("answers/briefing.yaml", "aspect: when", "aspct: when", "aspct"),
        ("answers/briefing.yaml", "aspect: when", "aspect: whenever", "aspect"),
        ("facts.yaml", "quote: \"three rounds", "quote: \"four rounds", "does not occur"),
        ("renderings.yaml", "en: \"January 19,", "en: \"January 20,", "goes on with"),
        ("structure.yaml", "Firstly, the overall", "First, the overall", "does not occur"),
        ("notes.yaml", "notes:", "notes: [", "well-formed"),
        ("scope.yaml", "scope:", "scopes:", "list `scope:`"),
    ],
)  # fmt: skip
def test_a_faulty_file_is_named_with_what_to_do(
    folder: Path, file: str, old: str, new: str, message: str
) -> None:
    edit(folder / file, old, new)
    (problem,) = check_folder(folder).problems
    assert problem.startswith(file)
    assert message in problem
    with pytest.raises(KnowledgeError):
        load_knowledge(folder)


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("facts.yaml", "en: \"18\"", "en: \"19\"", "does not stand in its quote"),
        ("answers/briefing.yaml", "{in-force-date}", "{in-force-day}", "no fact {in-force-day}"),
        ("answers/briefing.yaml", "{in-force-date}", "1 March 2018", "is typed"),
        ("silences/application.yaml", "related: [", "related: [no-such, ", "no answer or silence"),
    ],
)  # fmt: skip
def test_a_check_finds_what_loads_but_is_wrong(
    folder: Path, file: str, old: str, new: str, message: str
) -> None:
    edit(folder / file, old, new)
    problems = check_folder(folder).problems
    assert any(p.startswith(f"{file}, ") and message in p for p in problems)


def test_all_anchors_that_are_not_in_the_source_are_named(folder: Path) -> None:
    edit(folder / "facts.yaml", 'quote: "three rounds', 'quote: "four rounds')
    edit(folder / "notes.yaml", 'quotes: ["', 'quotes: ["no such words ')
    first, second = sorted(check_folder(folder).problems)
    assert first.startswith("facts.yaml, ")
    assert second.startswith("notes.yaml, ")


def test_a_key_that_stands_in_two_files_is_refused(folder: Path) -> None:
    shutil.copy(folder / "answers" / "money.yaml", folder / "answers" / "more.yaml")
    (problem,) = check_folder(folder).problems
    assert problem.startswith("answers/more.yaml, ")
    assert "stands in answers/money.yaml already" in problem


def test_a_phrasing_under_two_candidates_is_refused(folder: Path, knowledge: KnowledgeBase) -> None:
    other = knowledge.answers["in-force-date"].phrasings.en[0]
    edit(folder / "lookup.yaml", "  - item 10\n", f'  - "{other.upper()}?!"\n')
    assert any("stands under" in problem for problem in check_folder(folder).problems)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "notes.yaml").unlink()
    assert check_folder(folder).problems == ("notes.yaml: is missing; restore it",)


def test_any_change_of_the_data_changes_its_hash(folder: Path) -> None:
    before = knowledge_hash(folder)
    edit(folder / "contacts.yaml", "Finance Bureau", "Finance Office")
    assert knowledge_hash(folder) != before


def test_quotes_are_whole_units(knowledge: KnowledgeBase) -> None:
    starts = {unit.span.start for unit in knowledge.structure.units}
    ends = {unit.span.end for unit in knowledge.structure.units}
    for name, spans in knowledge.spans.items():
        for span in spans:
            assert span.start in starts, name
            assert span.end in ends, name
            assert span.end - span.start <= 1_100, name
