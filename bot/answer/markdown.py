"""The answer's text in Markdown, from its blocks; complete in itself."""

from collections.abc import Sequence
from typing import Protocol

from bot.answer.record import Block, Citation, Figure, Note, NoteAt, Paragraph, Quote
from bot.words import Words


class Placed(Protocol):
    """What stands in the release: a citation, a sentence."""

    @property
    def item(self) -> int | None:
        """Its item, where the release marks one."""

    @property
    def part(self) -> int | None:
        """Its part of the guideline."""

    @property
    def section(self) -> str | None:
        """The label of its section of the release."""


def place(placed: Placed, words: Words) -> str:
    """Name where a quote stands: item, part and section, or the release's opening."""
    parts = []
    if placed.item is not None:
        parts.append(words.item(placed.item))
    if placed.part is not None:
        parts.append(words("part", number=placed.part))
    if placed.section is not None:
        parts.append(words("section", label=placed.section))
    return words("comma").join(parts) or words("opening")


def quote_lines(number: int, citation: Citation, words: Words) -> list[str]:
    """Return a quote as lines without a block mark: its words, its place, its rendering."""
    lines = [f"[{number}] “{citation.quote}” — {place(citation, words)}"]
    if citation.rendering:
        lines.append(words("rendering", text=citation.rendering))
    return lines


def write_markdown(
    blocks: Sequence[Block],
    citations: Sequence[Citation],
    figures: Sequence[Figure],
    notes: Sequence[Note],
    words: Words,
) -> str:
    """Write the blocks as Markdown: quotes as block quotes, the working as a list."""
    written = []
    for block in blocks:
        if isinstance(block, Paragraph):
            written.append(block.text)
        elif isinstance(block, Quote):
            lines = quote_lines(block.citation + 1, citations[block.citation], words)
            written.append("\n>\n".join(f"> {line}" for line in lines))
        elif isinstance(block, NoteAt):
            note = notes[block.note]
            written.append(f"*{words('note-' + note.kind)}* {note.text}")
        else:
            working = figures[block.figure].working
            if working:
                lines = [f"- {line}" for line in working]
                written.append("\n".join([words("working"), "", *lines]))
    return "\n\n".join(written)
