"""What a model proposes: an answer out of tokens and connecting words. It is no answer yet."""

from dataclasses import dataclass
from typing import Literal

Proposed = Literal["answered", "not_specified"]
"""The statuses that a model can propose; the others are the desk's own to give."""

Reason = Literal[
    "form", "token", "untied", "characters", "language", "unsupported", "status", "left-out",
    "number",
]  # fmt: skip


@dataclass(frozen=True)
class Statement:
    """One statement.

    Attributes:
        text: words with tokens in braces ("{a1}") where their words are to stand; may be empty.
        tokens: what it rests on; tokens in the text need not be named again.
    """

    text: str
    tokens: tuple[str, ...]


@dataclass(frozen=True)
class Proposal:
    """A model's draft of an answer."""

    status: Proposed
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class Refusal:
    """Why a proposal is not taken.

    Attributes:
        detail: what it is about, for the model's second try and for whoever reads the trace.
    """

    reason: Reason
    detail: str


class NotAcceptedError(Exception):
    """A proposal that becomes no answer; `refusals` says why, each in words."""

    def __init__(self, refusals: tuple[Refusal, ...]) -> None:
        super().__init__("; ".join(f"{one.reason}: {one.detail}" for one in refusals))
        self.refusals = refusals
