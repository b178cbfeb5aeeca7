"""A reply as a completion: what the protocols put in their own form."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.model_server.replies import BrokenCall, Call, Say, Usage
from tests.model_server.turns import Turn

_CHARACTERS_PER_TOKEN = 4
_PIECE = 7  # characters; so that a short text too is streamed in several pieces


@dataclass(frozen=True)
class CompletionCall:
    """A call of a tool; its arguments are the JSON text, which may be broken."""

    id: str
    name: str
    arguments: str

    @property
    def arguments_json(self) -> Any:
        """The arguments as JSON; the text itself where it is broken."""
        try:
            return json.loads(self.arguments)
        except ValueError:
            return self.arguments


@dataclass(frozen=True)
class Completion:
    """What the model answers to a turn."""

    id: str
    text: str
    calls: tuple[CompletionCall, ...]
    usage: Usage


def complete(turn: Turn, reply: Say | Call | BrokenCall) -> Completion:
    """Return a reply as a completion, with the ids and the token counts that it lacks."""
    text = "" if isinstance(reply, BrokenCall) else reply.text
    calls = _calls(reply)
    prompt = [
        turn.system,
        *(message.text for message in turn.messages),
        *(_dump(call.arguments) for message in turn.messages for call in message.tool_calls),
        *(f"{tool.name}{tool.description}{_dump(tool.schema)}" for tool in turn.tools),
    ]
    said = [text, *(f"{name}{arguments}" for name, arguments in calls)]
    return Completion(
        id=f"completion_{turn.number}",
        text=text,
        calls=tuple(
            CompletionCall(f"call_{turn.number}_{index}", name, arguments)
            for index, (name, arguments) in enumerate(calls)
        ),
        usage=reply.usage or Usage(_tokens(prompt), _tokens(said)),
    )


def pieces(text: str) -> Iterator[str]:
    """Cut a text as a streamed reply does."""
    for start in range(0, len(text), _PIECE):
        yield text[start : start + _PIECE]


def _calls(reply: Say | Call | BrokenCall) -> list[tuple[str, str]]:
    match reply:
        case Call():
            return [(name, _dump(arguments)) for name, arguments in reply.calls]
        case BrokenCall():
            return [(reply.name, reply.arguments_text)]
        case Say():
            return []


def _tokens(texts: list[str]) -> int:
    return -(-sum(map(len, texts)) // _CHARACTERS_PER_TOKEN)


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
