"""The language-model provider that tests use, as the real clients see it."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import anthropic
import httpx
import httpx2
import ollama
import openai
import pytest
from langchain.chat_models import init_chat_model
from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.messages import AIMessage, AIMessageChunk, ToolMessage
from langchain_core.runnables import Runnable

from tests.model_server.replies import (
    Broken,
    BrokenCall,
    Call,
    Drop,
    Refuse,
    Reply,
    Say,
    Stall,
    Usage,
)
from tests.model_server.server import ModelServer
from tests.model_server.turns import Message, ProtocolName, ToolCall, Turn

Model = Runnable[LanguageModelInput, AIMessage]
Ask = Callable[[Model, LanguageModelInput], AIMessage]

TEXT = "上海 says hello to whoever asks."
SYSTEM = "Be short."
QUESTION = "What is on the list?"
SOON = 20  # seconds; what does not wait for a stall is done far sooner
STALL = 60  # seconds
PATIENCE = 1  # seconds; a busy machine too begins a reply within it
NO_HEAD = {"anthropic": anthropic.APIError, "openai": openai.APIError, "ollama": httpx.HTTPError}
"""What a client raises where no reply begins."""
REFUSED = {
    "anthropic": anthropic.APIStatusError,
    "openai": openai.APIStatusError,
    "ollama": ollama.ResponseError,
}
BROKEN_OFF = (openai.APIConnectionError, anthropic.APIConnectionError, httpx.HTTPError,
              httpx2.HTTPError)  # fmt: skip


def look_up(words: str, limit: int) -> str:
    """Look words up."""
    return f"{words} {limit}"


def client(server: ModelServer, protocol: ProtocolName, seconds: float = SOON) -> BaseChatModel:
    options: dict[str, Any] = {"api_key": "test-key", "max_retries": 0, "timeout": seconds}
    if protocol == "openai":
        options["stream_usage"] = True
    if protocol == "ollama":  # it overlooks the options of the others
        options["client_kwargs"] = {
            "timeout": seconds,
            "headers": {"authorization": "Bearer test-key"},
            "verify": False,  # there is nothing to verify, and reading the certificates is slow
        }
    model: BaseChatModel = init_chat_model(
        "test-model", model_provider=protocol, base_url=server.base_url(protocol), **options
    )
    return model


def invoke(model: Model, sent: LanguageModelInput) -> AIMessage:
    return model.invoke(sent)


def stream(model: Model, sent: LanguageModelInput) -> AIMessage:
    first, *others = model.stream(sent)
    assert isinstance(first, AIMessageChunk)
    return sum(others, first)


@pytest.fixture(params=["openai", "anthropic", "ollama"])
def protocol(request: pytest.FixtureRequest) -> ProtocolName:
    name: ProtocolName = request.param
    return name


@pytest.fixture(params=[invoke, stream])
def ask(request: pytest.FixtureRequest) -> Ask:
    way: Ask = request.param
    return way


def always(reply: Reply) -> Callable[[Turn], Reply]:
    return lambda turn: reply


def test_a_text_arrives_and_the_turn_is_kept(protocol: ProtocolName, ask: Ask) -> None:
    with ModelServer(always(Say(TEXT))) as server:
        answer = ask(client(server, protocol), [("system", SYSTEM), ("user", QUESTION)])
    assert answer.text == TEXT
    assert answer.usage_metadata is not None
    assert answer.usage_metadata["input_tokens"] == -(-len(SYSTEM + QUESTION) // 4)
    assert answer.usage_metadata["output_tokens"] == -(-len(TEXT) // 4)
    (turn,) = server.turns
    assert (turn.protocol, turn.model, turn.number) == (protocol, "test-model", 1)
    assert (turn.system, turn.messages, turn.tools) == (SYSTEM, (Message("user", QUESTION),), ())
    assert turn.authorization == "test-key"
    assert turn.streamed == (ask is stream or protocol == "ollama")
    assert turn.raw["model"] == "test-model"


def test_a_streamed_text_comes_in_pieces(protocol: ProtocolName) -> None:
    with ModelServer(always(Say(TEXT))) as server:
        pieces = [chunk.text for chunk in client(server, protocol).stream(QUESTION) if chunk.text]
    assert len(pieces) > 3
    assert "".join(pieces) == TEXT


def test_a_tool_is_called_and_its_result_comes_back(protocol: ProtocolName, ask: Ask) -> None:
    arguments = {"words": "上海 list", "limit": 3}
    others = {"words": "", "limit": 0}
    calls = Call((("look_up", arguments), ("look_up", others)), text="A moment.")
    with ModelServer(lambda turn: calls if turn.number == 1 else Say(TEXT)) as server:
        model = client(server, protocol).bind_tools([look_up])
        answer = ask(model, QUESTION)
        results = [
            ToolMessage(f"found {number}", tool_call_id=call["id"])
            for number, call in enumerate(answer.tool_calls)
        ]
        assert ask(model, [("user", QUESTION), answer, *results]).text == TEXT
    assert answer.text == "A moment."
    assert [call["args"] for call in answer.tool_calls] == [arguments, others]
    first, second = server.turns
    assert [(tool.name, tool.description) for tool in first.tools] == [
        ("look_up", "Look words up.")
    ]
    assert first.tools[0].schema["properties"]["limit"]["type"] == "integer"
    said, called, *found = second.messages
    assert said == Message("user", QUESTION)
    assert (called.role, called.text) == ("assistant", "A moment.")
    ids = [call.id for call in called.tool_calls]
    assert len(set(ids)) == 2
    assert called.tool_calls == tuple(
        ToolCall(id_, "look_up", sent) for id_, sent in zip(ids, (arguments, others), strict=True)
    )
    assert found == [
        Message("tool", f"found {number}", tool_call_id=id_, tool_name="look_up")
        for number, id_ in enumerate(ids)
    ]


def test_a_reply_may_set_its_usage(protocol: ProtocolName) -> None:
    with ModelServer(always(Say(TEXT, Usage(1200, 34)))) as server:
        usage = invoke(client(server, protocol), QUESTION).usage_metadata
    assert usage is not None
    assert (usage["input_tokens"], usage["output_tokens"]) == (1200, 34)
    assert usage["total_tokens"] == 1234


def test_a_refusal_raises_and_is_not_tried_again(protocol: ProtocolName, ask: Ask) -> None:
    statuses = [401, 429, 500]
    with ModelServer(lambda turn: Refuse(statuses[turn.number - 1])) as server:
        model = client(server, protocol)
        for number, status in enumerate(statuses, 1):
            with pytest.raises(REFUSED[protocol], match=str(status)) as raised:
                ask(model, QUESTION)
            assert getattr(raised.value, "status_code", None) == status
            assert len(server.turns) == number


@pytest.mark.parametrize("name", ["openai", "anthropic"])
def test_a_refusal_may_say_when_to_come_back(name: ProtocolName) -> None:
    with ModelServer(always(Refuse(429, retry_after=7))) as server:
        with pytest.raises(REFUSED[name]) as raised:
            client(server, name).invoke(QUESTION)
        assert isinstance(raised.value, openai.RateLimitError | anthropic.RateLimitError)
        assert raised.value.response.headers["retry-after"] == "7"


def test_a_dropped_reply_raises(protocol: ProtocolName) -> None:
    with ModelServer(always(Drop(TEXT))) as server, pytest.raises(BROKEN_OFF):
        invoke(client(server, protocol), QUESTION)


@pytest.mark.parametrize("reply", [Drop(TEXT), Stall(STALL, TEXT)], ids=["drop", "stall"])
def test_what_was_said_before_it_broke_off_is_heard(protocol: ProtocolName, reply: Reply) -> None:
    with ModelServer(always(reply)) as server:
        chunks = client(server, protocol, PATIENCE).stream(QUESTION)
        heard = ""
        while len(heard) < len(TEXT):
            heard += next(chunks).text
        assert heard == TEXT
        with pytest.raises(BROKEN_OFF):
            next(chunks)


def test_a_stall_times_out_and_ends_with_the_server(protocol: ProtocolName, ask: Ask) -> None:
    start = time.monotonic()
    with (
        ModelServer(always(Stall(STALL))) as server,
        pytest.raises(NO_HEAD[protocol], match="timed out"),
    ):
        ask(client(server, protocol, PATIENCE / 5), QUESTION)
    assert time.monotonic() - start < SOON


def test_a_closed_server_is_not_reached(protocol: ProtocolName) -> None:
    with ModelServer(always(Say(TEXT))) as server:
        server.close()
        with pytest.raises(NO_HEAD[protocol], match=r"Connection (error|refused)"):
            invoke(client(server, protocol), QUESTION)


# Anthropic's client warns of arguments that are a string, before LangChain raises.
@pytest.mark.filterwarnings("ignore:Pydantic serializer warnings")
def test_broken_arguments_are_no_call(protocol: ProtocolName, ask: Ask) -> None:
    with ModelServer(always(BrokenCall("look_up", "words: 上海, limit"))) as server:
        model = client(server, protocol).bind_tools([look_up])
        if protocol == "ollama" or (protocol == "anthropic" and ask is invoke):
            with pytest.raises(ValueError, match="valid dictionary"):
                ask(model, QUESTION)
            return
        answer = ask(model, QUESTION)
    assert answer.tool_calls == []
    (call,) = answer.invalid_tool_calls
    assert (call["name"], call["args"]) == ("look_up", "words: 上海, limit")


@pytest.mark.parametrize("name", ["openai", "anthropic"])
def test_the_clients_complete_arguments_that_a_stream_cuts(name: ProtocolName) -> None:
    with ModelServer(always(BrokenCall("look_up", '{"words": "Shang'))) as server:
        answer = stream(client(server, name).bind_tools([look_up]), QUESTION)
    assert [call["args"] for call in answer.tool_calls] == [{"words": "Shang"}]


def test_a_broken_body_raises(protocol: ProtocolName, ask: Ask) -> None:
    bodies = ['{"id": "1", "cho', "<html>Bad gateway</html>", ""]
    with ModelServer(lambda turn: Broken(bodies[turn.number - 1])) as server:
        model = client(server, protocol)
        for _ in bodies:
            with pytest.raises(ValueError, match=r"^(Expecting|Unterminated|No generation)"):
                ask(model, QUESTION)


def test_what_a_script_raises_comes_out(protocol: ProtocolName) -> None:
    def script(turn: Turn) -> Reply:
        raise AssertionError(f"unexpected turn {turn.number}")

    with (
        pytest.raises(AssertionError, match="unexpected turn 1"),
        ModelServer(script) as server,
        pytest.raises(REFUSED[protocol]),
    ):
        client(server, protocol).invoke(QUESTION)


def test_many_may_ask_at_once(protocol: ProtocolName) -> None:
    with ModelServer(lambda turn: Say(turn.messages[-1].text)) as server:
        model = client(server, protocol)
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda number: model.invoke(str(number)).text, range(24)))
    assert answers == [str(number) for number in range(24)]
    assert [turn.number for turn in server.turns] == list(range(1, 25))


def test_ollama_may_be_asked_not_to_stream() -> None:
    with ModelServer(lambda turn: Call((("look_up", {"limit": 1}),), TEXT)) as server:
        answer = ollama.Client(server.url, timeout=SOON).chat("m", [{"role": "user"}], stream=False)
    assert answer.message.content == TEXT
    assert answer.message.tool_calls is not None
    assert answer.message.tool_calls[0].function.arguments == {"limit": 1}
    assert [turn.streamed for turn in server.turns] == [False]


@pytest.mark.parametrize("path", ["/v1/chat/completions", "/v1/messages", "/api/chat"])
def test_a_request_that_is_not_the_protocols_is_refused(path: str) -> None:
    with (
        ModelServer(always(Say(TEXT))) as server,
        httpx.Client(base_url=server.url, verify=False) as caller,
    ):
        for sent in ("no JSON", "[]", "{}", '{"model": "m", "messages": [1]}'):
            answer = caller.post(path, content=sent)
            assert (answer.status_code, "error" in answer.json()) == (400, True)
        assert caller.post(f"{path}/more", content="{}").status_code == 404
        assert server.turns == ()
