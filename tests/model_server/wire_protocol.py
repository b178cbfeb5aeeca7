"""What the server needs of each protocol."""

import json
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar

from tests.model_server.completion import Completion
from tests.model_server.turns import Json, ProtocolName, Turn


class WireProtocol(ABC):
    """How one provider takes a turn and gives a completion.

    Attributes:
        path: Where it takes turns.
        stream_type: The content type of a streamed reply.
    """

    name: ClassVar[ProtocolName]
    path: ClassVar[str]
    stream_type: ClassVar[str] = "text/event-stream"

    @abstractmethod
    def read_turn(self, body: Json, authorization: str, number: int) -> Turn:
        """Return the turn that a body holds.

        Raises:
            LookupError, TypeError or AttributeError: It is not what the protocol asks for.
        """

    @abstractmethod
    def body(self, turn: Turn, completion: Completion) -> Json:
        """Return an unstreamed reply."""

    @abstractmethod
    def content_events(self, turn: Turn, completion: Completion) -> Iterator[str]:
        """Yield a streamed reply, framed, as far as all is said."""

    @abstractmethod
    def closing_events(self, turn: Turn, completion: Completion) -> Iterator[str]:
        """Yield what then ends the stream."""

    @abstractmethod
    def error(self, status: int, message: str) -> Json:
        """Return the body of an error."""

    def broken_event(self, data: str) -> str:
        """Return a framed event with these data."""
        return "".join(f"data: {line}\n" for line in data.splitlines()) + "\n"


def join_texts(content: Any) -> str:
    """Return the texts of a content: a string, a list of parts, or nothing."""
    if isinstance(content, str):
        return content
    parts: Iterable[Mapping[str, Any] | str] = content or ()
    return "\n".join(
        part if isinstance(part, str) else str(part["text"])
        for part in parts
        if isinstance(part, str) or part.get("type") == "text"
    )


def as_arguments(value: Any) -> Mapping[str, Any]:
    """Return the arguments of a call, sent as an object or as the text of one."""
    if isinstance(value, str):
        try:
            read = json.loads(value or "{}")
        except ValueError:
            return {"": value}
        return read if isinstance(read, dict) else {"": value}
    return value if isinstance(value, dict) else {"": value}
