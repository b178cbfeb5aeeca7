"""Whether what a kept answer says is still what its entries say, and its numbers grounded."""

from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher

from bot.answer.compose_entry import remarks
from bot.answer.figures import working_lines
from bot.answer.record import Answer, Note, Paragraph
from bot.answer.verify import UngroundedError, Verified, check_numbers, fill_facts
from bot.receipts.verdict import Difference, difference
from bot.words import Words
from knowledge.entries import Bilingual, Topic
from knowledge.knowledge_base import KnowledgeBase
from knowledge.rules import RuleResult


def check_entry_text(
    name: str, answer: Answer, knowledge: KnowledgeBase, words: Words
) -> Iterator[Difference]:
    """Yield where the answer does not say what an entry says now; other entries say nothing."""
    text = _text_of(name, knowledge)
    if text is not None:
        said = [block.text for block in answer.blocks if isinstance(block, Paragraph)]
        now = _said(text, knowledge, words)
        if now not in said:
            yield difference("text", name, _nearest(now, said), now)


def check_result_text(
    where: str, result: RuleResult, answer: Answer, knowledge: KnowledgeBase, words: Words
) -> Iterator[Difference]:
    """Yield where the answer lacks the result of a rule, its verdict, or a question it asks."""
    entry = knowledge.rules[result.rule]
    texts = {"verdict": entry.verdicts[result.verdict]} if result.verdict is not None else {}
    for key in result.missing:
        texts[key] = entry.questions.get(key) or entry.inputs[key].question
    now_said = {key: _said(text, knowledge, words) for key, text in texts.items()}
    for line in working_lines(result, knowledge, words.language)[-1:]:
        now_said["result"] = words.script(line)
    said = [block.text for block in answer.blocks if isinstance(block, Paragraph)]
    for key, now in now_said.items():
        if not any(now in one for one in said):
            yield difference("text", f"{where}.{key}", _nearest(now, said), now)


def check_note(
    where: str,
    stored: Note,
    name: str,
    knowledge: KnowledgeBase,
    words: Words,
) -> Iterator[Difference]:
    """Yield what differs between a stored note and the note of a name as it is now."""
    now = note_now(name, knowledge, words)
    if now is None:
        yield difference("missing-entry", name, stored.text, None)
        return
    for field in ("kind", "text", "address"):
        was, is_now = getattr(stored, field), getattr(now, field)
        if was != is_now:
            yield difference("note", f"{where}.{field}", was, is_now)


def check_missing_notes(
    name: str, shown: Sequence[str], knowledge: KnowledgeBase, words: Words
) -> Iterator[Difference]:
    """Yield the notes that an entry brings with it now and that the answer did not show."""
    kind, _, key = name.partition(":")
    entry: Topic | None = None
    if kind in ("answer", "open"):
        entry = knowledge.answers.get(key)
    elif kind == "silence":
        entry = knowledge.silences.get(key)
    for remark in remarks(entry.notes, knowledge.spans[name], knowledge) if entry else ():
        note = note_now(f"note:{remark.key}", knowledge, words)
        if note is not None and f"note:{remark.key}" not in shown:
            yield difference("note", f"note:{remark.key}", None, note.text)


def note_now(name: str, knowledge: KnowledgeBase, words: Words) -> Note | None:
    """Return a note by its name in the basis, or None where there is none any more."""
    kind, _, key = name.partition(":")
    if kind == "note":
        note = knowledge.notes.get(key)
        text = words.script(note.text.in_language(words.language)) if note is not None else ""
        return Note(note.kind, text, note.address) if note is not None else None
    rule, _, remark = key.partition("/")
    said = knowledge.rules[rule].notes.get(remark) if rule in knowledge.rules else None
    return Note("caution", _said(said, knowledge, words), None) if said is not None else None


def check_shown(answer: Answer) -> Iterator[Difference]:
    """Yield each part of the answer that its text does not hold, though it holds every part."""
    for at, block in enumerate(answer.blocks, start=1):
        if isinstance(block, Paragraph) and block.text not in answer.text:
            yield difference("stored-text", f"blocks.{at}", block.text, answer.text)
    parts = [(f"citations.{at}", one.quote) for at, one in enumerate(answer.citations, start=1)]
    parts += [(f"notes.{at}", one.text) for at, one in enumerate(answer.notes, start=1)]
    for where, part in parts:
        if part not in answer.text:
            yield difference("stored-text", where, part, "")


def check_grounds(answer: Answer, count: Callable[[int], None]) -> Iterator[Difference]:
    """Yield the first number of the answer's own words that nothing holds; else count them.

    Where the question was not kept, its numbers cannot be told from others: none is counted.
    """
    verified = Verified(answer.blocks, answer.citations, answer.figures, answer.notes)
    try:
        count(check_numbers(verified, answer.question) if answer.question else 0)
    except UngroundedError as error:
        yield difference("number", "text", error.name, None)


def _text_of(name: str, knowledge: KnowledgeBase) -> Bilingual | None:
    """Return what an entry says as a paragraph of its own."""
    kind, _, key = name.partition(":")
    if kind == "answer" and key in knowledge.answers:
        return knowledge.answers[key].answer
    if kind == "silence" and key in knowledge.silences:
        return knowledge.silences[key].says
    if kind == "scope" and key in knowledge.scope:
        return knowledge.scope[key].reply
    return None


def _said(text: Bilingual, knowledge: KnowledgeBase, words: Words) -> str:
    return words.script(fill_facts(text.in_language(words.language), knowledge, words))


def _nearest(text: str, said: Sequence[str]) -> str:
    """Return the paragraph that is most like a text."""
    return max(said, default="", key=lambda one: SequenceMatcher(None, text, one).quick_ratio())
