"""`desk docs`: the rules' pages, written anew."""

from collections.abc import Callable
from pathlib import Path

from knowledge.knowledge_base import load_knowledge
from knowledge.rules.examples import examples_by_rule, load_examples
from knowledge.rules.page import pages


def write_pages(folder: Path, examples: Path, knowledge: Path, say: Callable[[str], None]) -> None:
    """Write a page for each rule and their index; a page whose rule is gone is removed.

    Args:
        folder: takes the pages.
        examples: the folder of the worked examples.
        knowledge: the knowledge folder.
        say: told how many were written.

    Raises:
        KnowledgeError: the knowledge or the examples cannot be read.
        OSError: the folder cannot be written.
    """
    made = pages(load_knowledge(knowledge), examples_by_rule(load_examples(examples)))
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.md"):
        if old.name not in made:
            old.unlink()
    for name, text in made.items():
        (folder / name).write_text(text, "utf-8")
    say(f"{len(made)} pages are in {folder}")
