"""What a client sends in one call, in the same shape whichever protocol it came in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

Json = dict[str, Any]
ProtocolName = Literal["openai", "anthropic", "ollama"]


@dataclass(frozen=True)
class ToolCall:
    """A call of a tool that the assistant made earlier in the conversation.

    Attributes:
        arguments: The arguments; what is no JSON object stands under the key `""` as it came.
    """

    id: str
    name: str
    arguments: Mapping[str, Any]


@dataclass(frozen=True)
class Message:
    """One message of the conversation; the system prompt is none, it stands in `Turn.system`.

    Attributes:
        text: The text parts joined by line breaks; other parts stand in `Turn.raw` alone.
        tool_call_id: The call that a tool message answers; empty for other roles.
        tool_name: The tool of that call; empty where no earlier message made it.
    """

    role: Literal["user", "assistant", "tool"]
    text: str
    tool_calls: tuple[ToolCall, ...] = ()
    tool_call_id: str = ""
    tool_name: str = ""


@dataclass(frozen=True)
class Tool:
    """A tool that the client offers.

    Attributes:
        schema: The JSON schema of its arguments.
    """

    name: str
    description: str
    schema: Mapping[str, Any]


@dataclass(frozen=True)
class Turn:
    """One call of the model.

    Attributes:
        number: Which call it is since the server was made, from 1.
        raw: The body as it was sent.
        authorization: The API key that was sent; empty where there was none.
    """

    protocol: ProtocolName
    model: str
    system: str
    messages: tuple[Message, ...]
    tools: tuple[Tool, ...]
    streamed: bool
    number: int
    raw: Mapping[str, Any]
    authorization: str


def link_tool_calls(messages: Sequence[Message]) -> tuple[Message, ...]:
    """Return the messages, each tool message with the id and the tool of the call it answers.

    Ollama's protocol has no ids: there the first tool message answers the first call that is
    open, and calls are given the ids `call_0`, `call_1`, ...
    """
    return tuple(_linked(messages))


def _linked(messages: Sequence[Message]) -> Iterator[Message]:
    named: dict[str, str] = {}
    unanswered: list[str] = []
    for message in messages:
        if message.role == "tool":
            id_ = message.tool_call_id or next(iter(unanswered), "")
            if id_ in unanswered:
                unanswered.remove(id_)
            name = message.tool_name or named.get(id_, "")
            yield replace(message, tool_call_id=id_, tool_name=name)
            continue
        calls = tuple(
            replace(call, id=call.id or f"call_{number}")
            for number, call in enumerate(message.tool_calls, len(named))
        )
        for call in calls:
            named[call.id] = call.name
            unanswered.append(call.id)
        yield replace(message, tool_calls=calls)
