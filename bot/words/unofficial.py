"""The line that every face says once: that it is unofficial, and what it answers from."""

from bot.words import Words
from knowledge.knowledge_base import KnowledgeBase


def unofficial_line(knowledge: KnowledgeBase, words: Words) -> str:
    """Say that the desk is unofficial, and of which day the release is that it answers from."""
    date = knowledge.facts["conference-date"].text.in_language(words.language)
    return words("unofficial", date=words.script(date))
