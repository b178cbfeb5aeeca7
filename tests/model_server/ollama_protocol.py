"""Ollama's chat."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime

from tests.model_server.completion import Completion, pieces
from tests.model_server.function_calls import read_turn
from tests.model_server.turns import Json, Turn
from tests.model_server.wire_protocol import WireProtocol

_DURATION = 1_000_000  # nanoseconds; the protocol has it, and nothing here depends on it


class OllamaProtocol(WireProtocol):
    """`POST /api/chat`, streamed as lines of JSON unless `stream` is false."""

    name = "ollama"
    path = "/api/chat"
    stream_type = "application/x-ndjson"

    def read_turn(self, body: Json, authorization: str, number: int) -> Turn:
        streamed = body.get("stream") is not False
        return read_turn(self.name, body, authorization, number, streamed)

    def body(self, turn: Turn, completion: Completion) -> Json:
        return _part(turn, completion.text, completion) | _end(completion)

    def content_events(self, turn: Turn, completion: Completion) -> Iterator[str]:
        for piece in pieces(completion.text):
            yield _line(_part(turn, piece))
        if completion.calls:
            yield _line(_part(turn, "", completion))

    def closing_events(self, turn: Turn, completion: Completion) -> Iterator[str]:
        yield _line(_part(turn, "") | _end(completion))

    def error(self, status: int, message: str) -> Json:
        return {"error": message}

    def broken_event(self, data: str) -> str:
        return f"{data}\n"


def _part(turn: Turn, text: str, completion: Completion | None = None) -> Json:
    message: Json = {"role": "assistant", "content": text}
    if completion and completion.calls:
        message["tool_calls"] = [
            {"function": {"name": call.name, "arguments": call.arguments_json}}
            for call in completion.calls
        ]
    created = datetime.now(UTC).isoformat().replace("+00:00", "Z")
    return {"model": turn.model, "created_at": created, "message": message, "done": False}


def _end(completion: Completion) -> Json:
    return {
        "done": True,
        "done_reason": "stop",
        "total_duration": 3 * _DURATION,
        "load_duration": _DURATION,
        "prompt_eval_count": completion.usage.prompt_tokens,
        "prompt_eval_duration": _DURATION,
        "eval_count": completion.usage.completion_tokens,
        "eval_duration": _DURATION,
    }


def _line(data: Json) -> str:
    return f"{json.dumps(data, ensure_ascii=False)}\n"
