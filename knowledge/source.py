"""The source document: its text, and spans of it."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from knowledge.errors import KnowledgeError


@dataclass(frozen=True, order=True)
class Span:
    """A stretch of the source, in Unicode code points; `end` is exclusive."""

    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        """Tell whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def within(self, other: "Span") -> bool:
        """Tell whether this span lies wholly inside the other."""
        return other.start <= self.start and self.end <= other.end


@dataclass(frozen=True)
class Source:
    """A source file's name and its whole text, exactly as it stands in the file."""

    name: str
    text: str

    @cached_property
    def sha256(self) -> str:
        """The digest of the file's bytes, in hexadecimal."""
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()

    def quote(self, span: Span) -> str:
        """Return the text of a span, verbatim."""
        return self.text[span.start : span.end]

    def find(self, anchor: str, occurrence: int | None = None) -> Span:
        """Locate an anchor text.

        Args:
            anchor: text copied from the source.
            occurrence: which of several, from 1; None where it must be the only one.

        Raises:
            KnowledgeError: the anchor is missing, or not unique and no occurrence is given.
        """
        starts = []
        at = self.text.find(anchor) if anchor else -1
        while at >= 0:
            starts.append(at)
            at = self.text.find(anchor, at + 1)
        if not starts:
            raise KnowledgeError(
                self.name, f"“{anchor[:60]}”", "does not occur in the source; copy it exactly"
            )
        if occurrence is None and len(starts) > 1:
            raise KnowledgeError(
                self.name,
                f"“{anchor[:60]}”",
                f"occurs {len(starts)} times; give a longer text, or its occurrence",
            )
        wanted = occurrence or 1
        if wanted > len(starts):
            raise KnowledgeError(
                self.name, f"“{anchor[:60]}”", f"occurs {len(starts)} times, not {wanted}"
            )
        return Span(starts[wanted - 1], starts[wanted - 1] + len(anchor))


def read_source(path: Path) -> Source:
    """Read a source file without changing a character of it.

    Raises:
        KnowledgeError: the file is missing or not UTF-8.
    """
    try:
        return Source(path.name, path.read_bytes().decode("utf-8"))
    except FileNotFoundError as error:
        raise KnowledgeError(path.name, "", "the source file is missing; restore it") from error
    except UnicodeDecodeError as error:
        raise KnowledgeError(path.name, "", "is not UTF-8; save it as UTF-8") from error
