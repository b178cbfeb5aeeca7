"""An answer as Slack messages: Block Kit within its limits, and a text that is complete alone.

Quotes, places and working stand in `rich_text` and `table` cells, whose text Slack shows as it
is: nothing needs escaping there, so a quote read back out of a message is the quote. The
answer's own words are Markdown and stand in `markdown` blocks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.answer.markdown import place, quote_lines
from bot.answer.record import Answer, Citation, Note, NoteAt, Paragraph, Quote
from bot.slack.foot import Foot, action_blocks, said_before
from bot.slack.limits import BLOCKS, LINES, MESSAGE, STRETCH, size, stretches
from bot.slack.mrkdwn import escape, safe_markdown, spoken
from bot.words import Words

Block = dict[str, Any]


@dataclass(frozen=True)
class Message:
    """One Slack message: its blocks, and the text for screen readers and notifications."""

    blocks: tuple[Block, ...]
    text: str


@dataclass(frozen=True)
class _Piece:
    """Blocks that stay together in one message, with the same in plain text."""

    blocks: tuple[Block, ...]
    text: str


def build_messages(
    answer: Answer, words: Words, unofficial: str, foot: Foot | None = None
) -> list[Message]:
    """Lay an answer out in the order of its blocks; usually one message, several where long.

    Args:
        answer: what the engine returned.
        words: the interface's words in the answer's language.
        unofficial: the line that says what the answers rest on, for the footer.
        foot: what is offered below the answer; None where it is shown for reading alone.
    """
    head = [_context(said_before(foot.asked, words))] if foot and foot.asked else []
    pieces = [*head, *_pieces(answer, words)]
    if answer.suggestions and foot is None:
        pieces += _list(words("ask-next"), answer.suggestions)
    line = unofficial
    if foot is not None:
        line = words("slack-receipt", unofficial=unofficial, code=foot.code)
    pieces.append(_context(line))
    if foot is not None:
        blocks, text = action_blocks(foot, answer.suggestions, words)
        pieces.append(_Piece(tuple(blocks), escape(text)))
    return _pack(pieces)


def plain_message(text: str) -> Message:
    """Return a message of one plain sentence."""
    block: Block = {"type": "markdown", "text": safe_markdown(text)}
    return Message((block,), spoken(text))


def text_messages(lines: Sequence[str]) -> list[Message]:
    """Lay out lines of plain text, in as few messages as Slack allows."""
    parts = [part for line in lines for part in stretches(line)]
    blocks = [{"type": "section", "text": {"type": "plain_text", "text": part}} for part in parts]
    return _pack(
        [_Piece((block,), escape(part)) for block, part in zip(blocks, parts, strict=True)]
    )


def _pieces(answer: Answer, words: Words) -> Iterator[_Piece]:
    table_used = False  # Slack shows one table a message
    for block in answer.blocks or (Paragraph(answer.text),):
        if isinstance(block, Paragraph):
            yield from _paragraph(block.text)
        elif isinstance(block, Quote):
            yield from _quote(block.citation + 1, answer.citations[block.citation], words)
        elif isinstance(block, NoteAt):
            yield from _note(answer.notes[block.note], words)
        else:
            figure = answer.figures[block.figure]
            rows = [line for line in figure.working if line.strip()]
            if rows and not table_used and _short(rows):
                table_used = True
                yield _table(rows, words)
            elif rows:
                yield from _list(words("working"), rows)


def _paragraph(text: str) -> Iterator[_Piece]:
    for stretch in stretches(text.strip()):
        yield _Piece(({"type": "markdown", "text": safe_markdown(stretch)},), spoken(stretch))


def _quote(number: int, citation: Citation, words: Words) -> Iterator[_Piece]:
    """Lay out a quote under its number and place; a long one goes on under the same number."""
    lines = quote_lines(number, citation, words)
    head = _section(_text(f"[{number}]", bold=True), _text(f" {place(citation, words)}"))
    if _short(lines):
        renderings = [_section(_text(line)) for line in lines[1:]]
        rich = _rich(head, _quoted(citation.quote), *renderings)
        yield _Piece((rich,), escape("\n".join(lines)))
        return
    for part in stretches(citation.quote):
        yield _Piece((_rich(head, _quoted(part)),), escape(f"[{number}] {part}"))
    for part in [part for line in lines[1:] for part in stretches(line)]:
        yield _Piece((_rich(_section(_text(part))),), escape(part))


def _note(note: Note, words: Words) -> Iterator[_Piece]:
    for stretch in stretches(f"{words('note-' + note.kind)} {note.text}"):
        yield _context(stretch)


def _table(rows: Sequence[str], words: Words) -> _Piece:
    cells = [(words("slack-step"), words("slack-working"))]
    cells += [(str(at), line) for at, line in enumerate(rows, 1)]
    table: Block = {
        "type": "table",
        "column_settings": [{"align": "right"}, {"is_wrapped": True}],
        "rows": [[{"type": "raw_text", "text": cell} for cell in row] for row in cells],
    }
    title = words("working")
    lines = [title, *(f"{at}. {line}" for at, line in enumerate(rows, 1))]
    return _Piece((_rich(_section(_text(title, bold=True))), table), escape("\n".join(lines)))


def _list(title: str, lines: Sequence[str]) -> Iterator[_Piece]:
    """Lay out a titled list; one longer than a stretch goes on in further pieces."""
    groups: list[list[str]] = [[]]
    for line in [part for whole in lines for part in stretches(whole)]:
        if groups[-1] and not _short([*groups[-1], line]):
            groups.append([])
        groups[-1].append(line)
    for at, group in enumerate(groups):
        items = [_section(_text(line)) for line in group]
        bullets: Block = {"type": "rich_text_list", "style": "bullet", "elements": items}
        head = [] if at else [_section(_text(title, bold=True))]
        text = [*([] if at else [title]), *(f"• {line}" for line in group)]
        yield _Piece((_rich(*head, bullets),), escape("\n".join(text)))


def _short(lines: Sequence[str]) -> bool:
    return len(lines) <= LINES and len("\n".join(lines)) <= STRETCH


def _context(text: str) -> _Piece:
    element = {"type": "plain_text", "text": text, "emoji": False}
    return _Piece(({"type": "context", "elements": [element]},), escape(text))


def _rich(*elements: Block) -> Block:
    return {"type": "rich_text", "elements": list(elements)}


def _section(*elements: Block) -> Block:
    return {"type": "rich_text_section", "elements": list(elements)}


def _quoted(text: str) -> Block:
    return {"type": "rich_text_quote", "elements": [_text(text)]}


def _text(text: str, bold: bool = False) -> Block:
    element: Block = {"type": "text", "text": text}
    return element | {"style": {"bold": True}} if bold else element


def _pack(pieces: Sequence[_Piece]) -> list[Message]:
    """Put pieces into as few messages as Slack's limits allow, in order, none cut."""
    messages: list[Message] = []
    for piece in pieces:
        if messages:
            last = messages[-1]
            blocks, text = (*last.blocks, *piece.blocks), f"{last.text}\n\n{piece.text}".strip()
            if len(blocks) <= BLOCKS and size(blocks, text) <= MESSAGE:
                messages[-1] = Message(blocks, text)
                continue
        messages.append(Message(piece.blocks, piece.text))
    return messages
