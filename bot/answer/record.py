"""The answer record: what every face shows, `desk batch` writes and the API returns.

Its keys and their meaning are fixed, since others measure by them.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from bot.answer.question import Language

if TYPE_CHECKING:  # its steps know the record
    from bot.answer.basis import Basis
    from bot.answer.trace import Trace

Status = Literal["answered", "not_specified", "out_of_scope", "clarify", "error"]
Route = Literal[
    "item", "rule", "curated", "passages", "silence", "discrepancy", "scope", "clarify"
]  # fmt: skip


@dataclass(frozen=True)
class Citation:
    """A verbatim quote; `quote == text[start:end]` of the file `source`, in code points.

    Attributes:
        item: 1 to 14, or None where the release marks no item.
        part: 1 to 5 inside the release's "Two", else None.
        section: the heading it stands under ("One", "Two(4)"), None before "One".
        rendering: an unofficial translation where the reader's language is another.
    """

    source: str
    part: int | None
    item: int | None
    section: str | None
    quote: str
    start: int
    end: int
    rendering: str | None


@dataclass(frozen=True)
class Figure:
    """A rule's result. Money is a plain decimal string in yuan, a share a fraction string."""

    rule: str
    item: int | None
    status: str
    inputs: Mapping[str, Any]
    outputs: Mapping[str, Any]
    units: Mapping[str, str]
    working: tuple[str, ...]
    citation: Citation | None


@dataclass(frozen=True)
class Note:
    """A contradiction, translation slip, later instrument or caution that bears on the answer."""

    kind: str
    text: str
    address: str | None


@dataclass(frozen=True)
class Paragraph:
    """A run of the answer's own words, in Markdown."""

    text: str


@dataclass(frozen=True)
class Quote:
    """The place in the answer of the citation with this index."""

    citation: int


@dataclass(frozen=True)
class Working:
    """The place in the answer of the working of the figure with this index."""

    figure: int


@dataclass(frozen=True)
class NoteAt:
    """The place in the answer of the note with this index."""

    note: int


Block = Paragraph | Quote | Working | NoteAt


@dataclass(frozen=True)
class Answer:
    """One answer. The last three attributes are for the faces and the store, and in no record.

    Attributes:
        blocks: the answer in the order in which it is shown; `text` is the same in Markdown.
        trace: what each step found; None where no message was read.
        basis: what it takes to work the answer out again.
    """

    id: str | None
    question: str
    language: Language
    status: Status
    route: Route | None
    text: str
    citations: tuple[Citation, ...]
    figures: tuple[Figure, ...]
    notes: tuple[Note, ...]
    suggestions: tuple[str, ...]
    confidence: float
    engine: str
    elapsed_ms: float
    blocks: tuple[Block, ...] = ()
    trace: "Trace | None" = None
    basis: "Basis | None" = None

    def record(self) -> dict[str, Any]:
        """Return the record as plain JSON types."""
        data = asdict(replace(self, blocks=(), trace=None, basis=None))
        del data["blocks"], data["trace"], data["basis"]
        return data
