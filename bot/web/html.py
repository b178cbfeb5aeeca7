"""An answer as a fragment of HTML: pure, and the whole record can be read back out of it.

Quotes are the text of `blockquote`, verbatim; what people do not need to see (offsets, the
record's own value beside a written one) stands in data attributes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bot.answer.markdown import place
from bot.answer.question import LANGUAGES, Language
from bot.answer.record import Answer, Citation, Note, NoteAt, Paragraph, Quote, Working
from bot.answer.trace_words import in_words
from bot.store.answers import StoredAnswer
from bot.web.figure_table import FigureTable, figure_table
from bot.web.markup import to_html
from bot.web.templating import render
from bot.words import Words
from knowledge.knowledge_base import KnowledgeBase

_LANGUAGE_NAMES: dict[Language, str] = {"en": "English", "zh-Hans": "简体", "zh-Hant": "繁體"}
_AUDIENCES = ("enterprise", "staff", "publicity")
_EXAMPLES = (1, 2, 3)


@dataclass(frozen=True)
class Says:
    """A run of the answer's own words."""

    html: Markup


@dataclass(frozen=True)
class Quoted:
    """A quote with its number from 1, its place in words and its address in the source view."""

    number: int
    citation: Citation
    place: str
    address: str


@dataclass(frozen=True)
class Noted:
    """A note under its heading; `link` is None where it has no address."""

    note: Note
    heading: str
    link: str | None


Shown = Says | Quoted | FigureTable | Noted


def answer_fragment(
    given: StoredAnswer, knowledge: KnowledgeBase, opencc: str, anchor: str
) -> Markup:
    """Render one answer and why it is so, in its own language whatever the interface's.

    Args:
        given: the answer, with its receipt.
        knowledge: where a rule's labels stand.
        opencc: the OpenCC configuration for Traditional Chinese.
        anchor: what the ids in the fragment begin with; several fragments share one page.
    """
    answer = given.answer
    words = Words(answer.language, opencc)
    shown = tuple(_shown(answer, knowledge, words))
    return render(
        "answer.html",
        answer=answer,
        words=words,
        anchor=anchor,
        code=given.kept.code,
        parts=tuple((type(part).__name__, part) for part in shown),
        why=in_words(answer.trace, words) if answer.trace else (),
    )


def problem_fragment(message: str, words: Words) -> Markup:
    """Render a problem for the place where an answer would stand."""
    return render("problem.html", message=message, words=words)


def problem_page(message: str, words: Words, path: str) -> Markup:
    """Render a problem as a page of its own."""
    return render(
        "problem_page.html", message=message, words=words, languages=language_links(path, words)
    )


def ask_page(
    words: Words,
    unofficial: str,
    thread: str,
    *,
    turn: Markup | None = None,
    earlier: Sequence[str] = (),
    asked: str | None = None,
    typed: str = "",
    problem: str | None = None,
) -> Markup:
    """Render the page.

    Args:
        words: the interface's words.
        unofficial: the line that says what the answers rest on.
        thread: the thread that the form continues.
        turn: the answer just given, where the browser runs no script.
        earlier: the questions asked before it, oldest first.
        asked: the question just answered; the next one may lean on it.
        typed: what stands in the input.
        problem: why the last question was not answered.
    """
    examples = {
        audience: [words(f"page-example-{audience}-{number}") for number in _EXAMPLES]
        for audience in _AUDIENCES
    }
    return render(
        "ask.html",
        words=words,
        languages=language_links("/", words),
        unofficial=unofficial,
        thread=thread,
        turn=turn,
        earlier=earlier,
        turns=[*earlier, *([asked] if asked else [])],
        typed=typed,
        problem=problem,
        examples=examples,
    )


def language_links(path: str, words: Words) -> list[tuple[Language, str, str, bool]]:
    """Return the interface's languages: tag, name, address of this page in it, and whether now."""
    path = "/" + path.lstrip("/")  # what begins with two strokes is another host's address
    joint = "&" if "?" in path else "?"
    return [
        (language, _LANGUAGE_NAMES[language], f"{path}{joint}lang={language}",
         language == words.language)
        for language in LANGUAGES
    ]  # fmt: skip


def source_address(citation: Citation) -> str:
    """Return the address at which the source view highlights a quote."""
    return f"/source?start={citation.start}&end={citation.end}#quote"


def _shown(answer: Answer, knowledge: KnowledgeBase, words: Words) -> Iterator[Shown]:
    """Yield the parts in the answer's order, then whatever of the record that order left out."""
    blocks = list(answer.blocks) or [Paragraph(answer.text)]
    blocks += [Quote(i) for i in range(len(answer.citations)) if Quote(i) not in blocks]
    blocks += [Working(i) for i in range(len(answer.figures)) if Working(i) not in blocks]
    blocks += [NoteAt(i) for i in range(len(answer.notes)) if NoteAt(i) not in blocks]
    for block in blocks:
        if isinstance(block, Paragraph):
            yield Says(to_html(block.text))
        elif isinstance(block, Quote):
            citation = answer.citations[block.citation]
            yield Quoted(
                block.citation + 1, citation, place(citation, words), source_address(citation)
            )
        elif isinstance(block, Working):
            yield figure_table(answer.figures[block.figure], answer, knowledge, words)
        else:
            note = answer.notes[block.note]
            link = f"https://{note.address.removeprefix('https://')}" if note.address else None
            yield Noted(note, words(f"note-{note.kind}"), link)
