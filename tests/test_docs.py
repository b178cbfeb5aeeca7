"""The documents name files and settings that exist."""

import re
from pathlib import Path

import pytest

from bot.settings import Settings
from knowledge.knowledge_base import KnowledgeBase
from knowledge.rules.examples import examples_by_rule, load_examples
from knowledge.rules.page import pages

ROOT = Path(__file__).parents[1]
PAGES = ROOT / "docs" / "rules"
DOCUMENTS = [
    ROOT / "README.md",
    ROOT / "deploy" / "README.md",
    *sorted((ROOT / "docs").rglob("*.md")),
]


def test_the_architecture_names_only_files_that_exist() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    named = set(re.findall(r"`((?:bot|knowledge|ingest|tests|deploy)/[\w/.-]+)`", text))
    assert len(named) > 30
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_every_step_of_the_engine_stands_in_the_architecture() -> None:
    engine = (ROOT / "bot" / "answer" / "engine.py").read_text("utf-8")
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    steps = re.findall(r"^from bot\.answer\.(\w+) import", engine, re.M)
    assert [step for step in steps if f"bot/answer/{step}.py" not in text] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_inside_the_repository_lead_somewhere(document: Path) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text("utf-8"))
    assert [t for t in targets if not (document.parent / t).exists()] == []


def test_the_rules_pages_are_as_they_would_be_made_now(knowledge: KnowledgeBase) -> None:
    made = pages(knowledge, examples_by_rule(load_examples(ROOT / "tests" / "examples")))
    kept = {path.name: path.read_text("utf-8") for path in PAGES.glob("*.md")}
    stale = [name for name in made.keys() | kept.keys() if made.get(name) != kept.get(name)]
    assert stale == [], "run `make docs`"


def test_every_setting_is_in_the_example() -> None:
    example = (ROOT / ".env.example").read_text("utf-8")
    names = [
        n.upper() if n in ("host", "port") else f"DESK_{n.upper()}" for n in Settings.model_fields
    ]
    assert [name for name in names if name not in example] == ["DESK_SLACK_API"]


def test_the_first_screen_of_the_readme_has_both_commands() -> None:
    first = "\n".join((ROOT / "README.md").read_text("utf-8").splitlines()[:20])
    assert "make run" in first
    assert "make test" in first
