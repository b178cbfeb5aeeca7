"""Anthropic's messages."""

import json
from collections.abc import Iterator

from tests.model_server.completion import Completion, pieces
from tests.model_server.turns import Json, Message, Tool, ToolCall, Turn, link_tool_calls
from tests.model_server.wire_protocol import WireProtocol, as_arguments, join_texts

_KINDS = {
    401: "authentication_error",
    403: "permission_error",
    404: "not_found_error",
    413: "request_too_large",
    429: "rate_limit_error",
    529: "overloaded_error",
}
"""The type of an error, by status."""


class AnthropicProtocol(WireProtocol):
    """`POST /v1/messages`, with server-sent events where it is streamed."""

    name = "anthropic"
    path = "/v1/messages"

    def read_turn(self, body: Json, authorization: str, number: int) -> Turn:
        return Turn(
            protocol=self.name,
            model=body["model"],
            system=join_texts(body.get("system")),
            messages=link_tool_calls([part for m in body["messages"] for part in _messages(m)]),
            tools=tuple(
                Tool(tool["name"], tool.get("description", ""), tool.get("input_schema") or {})
                for tool in body.get("tools") or ()
            ),
            streamed=bool(body.get("stream")),
            number=number,
            raw=body,
            authorization=authorization,
        )

    def body(self, turn: Turn, completion: Completion) -> Json:
        content: list[Json] = []
        if completion.text:
            content.append({"type": "text", "text": completion.text})
        content += [
            {"type": "tool_use", "id": call.id, "name": call.name, "input": call.arguments_json}
            for call in completion.calls
        ]
        return _message(turn, completion) | {
            "content": content,
            "stop_reason": _stop_reason(completion),
            "usage": _usage(completion, completion.usage.completion_tokens),
        }

    def content_events(self, turn: Turn, completion: Completion) -> Iterator[str]:
        usage = _usage(
            completion, 1
        )  # as the provider does; the counts that clients take close the stream
        message = _message(turn, completion) | {
            "content": [],
            "stop_reason": None,
            "usage": usage,
        }
        yield _event("message_start", message=message)
        yield _event("ping")
        if completion.text:
            yield from _block(
                0,
                {"type": "text", "text": ""},
                [{"type": "text_delta", "text": piece} for piece in pieces(completion.text)],
            )
        for index, call in enumerate(completion.calls, 1 if completion.text else 0):
            yield from _block(
                index,
                {"type": "tool_use", "id": call.id, "name": call.name, "input": {}},
                [
                    {"type": "input_json_delta", "partial_json": piece}
                    for piece in pieces(call.arguments)
                ],
            )

    def closing_events(self, turn: Turn, completion: Completion) -> Iterator[str]:
        yield _event(
            "message_delta",
            delta={"stop_reason": _stop_reason(completion), "stop_sequence": None},
            usage=_usage(completion, completion.usage.completion_tokens),
        )
        yield _event("message_stop")

    def error(self, status: int, message: str) -> Json:
        unnamed = "api_error" if status >= 500 else "invalid_request_error"
        error = {"type": _KINDS.get(status, unnamed), "message": message}
        return {"type": "error", "error": error}

    def broken_event(self, data: str) -> str:
        # Without a name of an event the client overlooks the data.
        return f"event: content_block_delta\n{super().broken_event(data)}"


def _messages(sent: Json) -> Iterator[Message]:
    """Yield the results of tools that a user message holds, each as a message, then the rest."""
    content = sent["content"]
    blocks: list[Json] = [] if isinstance(content, str) else content
    for block in blocks:
        if block["type"] == "tool_result":
            text = join_texts(block.get("content"))
            yield Message(role="tool", text=text, tool_call_id=block["tool_use_id"])
    if not blocks or any(block["type"] != "tool_result" for block in blocks):
        yield Message(
            role=sent["role"],
            text=join_texts(content),
            tool_calls=tuple(
                ToolCall(block["id"], block["name"], as_arguments(block["input"]))
                for block in blocks
                if block["type"] == "tool_use"
            ),
        )


def _message(turn: Turn, completion: Completion) -> Json:
    return {
        "id": f"msg_{completion.id}",
        "type": "message",
        "role": "assistant",
        "model": turn.model,
        "stop_sequence": None,
    }


def _block(index: int, block: Json, deltas: list[Json]) -> Iterator[str]:
    yield _event("content_block_start", index=index, content_block=block)
    for delta in deltas:
        yield _event("content_block_delta", index=index, delta=delta)
    yield _event("content_block_stop", index=index)


def _event(kind: str, **data: object) -> str:
    return f"event: {kind}\ndata: {json.dumps({'type': kind} | data, ensure_ascii=False)}\n\n"


def _stop_reason(completion: Completion) -> str:
    return "tool_use" if completion.calls else "end_turn"


def _usage(completion: Completion, output_tokens: int) -> Json:
    return {"input_tokens": completion.usage.prompt_tokens, "output_tokens": output_tokens}
