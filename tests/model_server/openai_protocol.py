"""OpenAI's chat completions."""

import json
import time
from collections.abc import Iterator
from typing import Any

from tests.model_server.completion import Completion, pieces
from tests.model_server.function_calls import read_turn
from tests.model_server.turns import Json, Turn
from tests.model_server.wire_protocol import WireProtocol

_KINDS = {
    401: ("invalid_request_error", "invalid_api_key"),
    404: ("invalid_request_error", "model_not_found"),
    429: ("requests", "rate_limit_exceeded"),
}
"""The type and the code of an error, by status; other codes are null."""


class OpenAIProtocol(WireProtocol):
    """`POST /v1/chat/completions`, with server-sent events where it is streamed."""

    name = "openai"
    path = "/v1/chat/completions"

    def read_turn(self, body: Json, authorization: str, number: int) -> Turn:
        streamed = bool(body.get("stream"))
        return read_turn(self.name, body, authorization, number, streamed)

    def body(self, turn: Turn, completion: Completion) -> Json:
        message: Json = {"role": "assistant", "content": completion.text, "refusal": None}
        if completion.calls:
            message["tool_calls"] = [
                {
                    "id": call.id,
                    "type": "function",
                    "function": {"name": call.name, "arguments": call.arguments},
                }
                for call in completion.calls
            ]
        choice = {
            "index": 0,
            "message": message,
            "logprobs": None,
            "finish_reason": _finish_reason(completion),
        }
        envelope = _envelope("chat.completion", turn, completion)
        return envelope | {"choices": [choice], "usage": _usage(completion)}

    def content_events(self, turn: Turn, completion: Completion) -> Iterator[str]:
        yield _chunk(turn, completion, {"role": "assistant", "content": ""})
        for piece in pieces(completion.text):
            yield _chunk(turn, completion, {"content": piece})
        for index, call in enumerate(completion.calls):
            opening = {
                "index": index,
                "id": call.id,
                "type": "function",
                "function": {"name": call.name, "arguments": ""},
            }
            yield _chunk(turn, completion, {"tool_calls": [opening]})
            for piece in pieces(call.arguments):
                delta = {"index": index, "function": {"arguments": piece}}
                yield _chunk(turn, completion, {"tool_calls": [delta]})

    def closing_events(self, turn: Turn, completion: Completion) -> Iterator[str]:
        yield _chunk(turn, completion, {}, _finish_reason(completion))
        if (turn.raw.get("stream_options") or {}).get("include_usage"):
            envelope = _envelope("chat.completion.chunk", turn, completion)
            yield _event(envelope | {"choices": [], "usage": _usage(completion)})
        yield "data: [DONE]\n\n"

    def error(self, status: int, message: str) -> Json:
        unnamed = "server_error" if status >= 500 else "invalid_request_error"
        kind, code = _KINDS.get(status, (unnamed, None))
        return {"error": {"message": message, "type": kind, "param": None, "code": code}}


def _envelope(kind: str, turn: Turn, completion: Completion) -> Json:
    return {
        "id": f"chatcmpl-{completion.id}",
        "object": kind,
        "created": int(time.time()),
        "model": turn.model,
    }


def _chunk(
    turn: Turn, completion: Completion, delta: Json, finish_reason: str | None = None
) -> str:
    choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish_reason}
    return _event(_envelope("chat.completion.chunk", turn, completion) | {"choices": [choice]})


def _event(data: Any) -> str:
    return f"data: {json.dumps(data, ensure_ascii=False)}\n\n"


def _finish_reason(completion: Completion) -> str:
    return "tool_calls" if completion.calls else "stop"


def _usage(completion: Completion) -> Json:
    usage = completion.usage
    return {
        "prompt_tokens": usage.prompt_tokens,
        "completion_tokens": usage.completion_tokens,
        "total_tokens": usage.prompt_tokens + usage.completion_tokens,
    }
