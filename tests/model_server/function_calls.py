"""How OpenAI and Ollama write messages and tools alike."""

from tests.model_server.turns import (
    Json,
    Message,
    ProtocolName,
    Tool,
    ToolCall,
    Turn,
    link_tool_calls,
)
from tests.model_server.wire_protocol import as_arguments, join_texts

_SYSTEM = ("system", "developer")


def read_turn(
    protocol: ProtocolName, body: Json, authorization: str, number: int, streamed: bool
) -> Turn:
    """Return a call as the two protocols send it; they differ in what says that it is streamed."""
    return Turn(
        protocol=protocol,
        model=body["model"],
        system=read_system(body["messages"]),
        messages=read_messages(body["messages"]),
        tools=read_tools(body.get("tools")),
        streamed=streamed,
        number=number,
        raw=body,
        authorization=authorization,
    )


def read_system(sent: list[Json]) -> str:
    """Return what the system messages say."""
    return "\n".join(join_texts(m.get("content")) for m in sent if m["role"] in _SYSTEM)


def read_messages(sent: list[Json]) -> tuple[Message, ...]:
    """Return the other messages."""
    return link_tool_calls([_message(m) for m in sent if m["role"] not in _SYSTEM])


def read_tools(sent: list[Json] | None) -> tuple[Tool, ...]:
    """Return the tools; there are none where the client leaves them out."""
    functions = [tool["function"] for tool in sent or ()]
    return tuple(
        Tool(f["name"], f.get("description", ""), f.get("parameters") or {}) for f in functions
    )


def _message(sent: Json) -> Message:
    return Message(
        role=sent["role"],
        text=join_texts(sent.get("content")),
        tool_calls=tuple(
            ToolCall(
                call.get("id", ""),
                call["function"]["name"],
                as_arguments(call["function"]["arguments"]),
            )
            for call in sent.get("tool_calls") or ()
        ),
        tool_call_id=sent.get("tool_call_id", ""),
        tool_name=sent.get("tool_name", ""),
    )
