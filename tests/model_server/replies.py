"""What a script answers to a turn."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.model_server.turns import Turn


@dataclass(frozen=True)
class Usage:
    """The tokens that a reply reports, instead of a quarter of the characters."""

    prompt_tokens: int
    completion_tokens: int


@dataclass(frozen=True)
class Say:
    """A text."""

    text: str
    usage: Usage | None = None


@dataclass(frozen=True)
class Call:
    """Calls of tools, each a name and its arguments, after a text where there is one."""

    calls: tuple[tuple[str, Mapping[str, Any]], ...]
    text: str = ""
    usage: Usage | None = None


@dataclass(frozen=True)
class BrokenCall:
    """A call whose arguments are sent as this text, inside a reply that is valid otherwise.

    Where a protocol sends arguments as JSON and not as text (Ollama, and Anthropic's unstreamed
    replies) a text that is not JSON stands there as a string.
    """

    name: str
    arguments_text: str
    usage: Usage | None = None


@dataclass(frozen=True)
class Broken:
    """A body with the status 200; streamed it is the data of the only event."""

    body: str


@dataclass(frozen=True)
class Stall:
    """No answer for so many seconds, then a closed connection; closing the server ends it.

    Attributes:
        text: What a streamed reply says before it stalls; unstreamed nothing is sent.
    """

    seconds: float
    text: str = ""


@dataclass(frozen=True)
class Drop:
    """A reply that breaks off: streamed after this text, else in the middle of the body."""

    text: str


@dataclass(frozen=True)
class Refuse:
    """An error with the protocol's own body.

    Attributes:
        status: The HTTP status, 400 or more.
        retry_after: What the header `retry-after` says, in seconds; without it there is none.
    """

    status: int
    retry_after: int | None = None


Reply = Say | Call | BrokenCall | Broken | Stall | Drop | Refuse
Script = Callable[[Turn], Reply]
