"""The Markdown that answers are written in, as HTML: paragraphs, bold, lists, and nothing else."""

from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markupsafe import Markup

_MARK = "**"


def to_html(text: str) -> Markup:
    """Render an answer's text; HTML, links and images in it stay the characters they are."""
    return Markup(_parser().render(text))  # the parser escapes all that it does not know


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"html": False, "breaks": True})
    parser.enable(["list", "escape", "newline"])
    parser.inline.ruler.push("bold", _bold)
    return parser


def _bold(state: StateInline, silent: bool) -> bool:
    """Read **bold**, also where CommonMark would not: before Chinese text (**要点：**下文)."""
    if not state.src.startswith(_MARK, state.pos):
        return False
    start = state.pos + len(_MARK)
    end = state.src.find(_MARK, start, state.posMax)
    if end <= start:
        return False
    if not silent:
        last, state.pos, state.posMax = state.posMax, start, end
        state.push("strong_open", "strong", 1)
        state.md.inline.tokenize(state)
        state.push("strong_close", "strong", -1)
        state.posMax = last
    state.pos = end + len(_MARK)
    return True
