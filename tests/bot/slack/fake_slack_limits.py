"""Slack's limits on messages, views and prompts: what is over which, named precisely."""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from fake_slack_block_limits import IN_MESSAGES, IN_VIEWS, block_problems
from fake_slack_text_limits import (
    length_problems,
    markdown_mention_problems,
    mention_problems,
    mrkdwn,
    text_problems,
    texts,
)

MESSAGE = 12_000
METADATA = 16_000
VIEW = 250_000
Found = Iterator[tuple[str, str]]


def problems(message: Mapping[str, Any], users: Collection[str] = ()) -> list[str]:
    """Return what is wrong with a message, one sentence each.

    Args:
        message: the arguments of chat.postMessage, chat.update or a response_url.
        users: the ids that its text and its mrkdwn may mention.
    """
    return [text for _, text in _message_problems(message, users)]


def refusal(message: Mapping[str, Any], users: Collection[str] = ()) -> str | None:
    """Return the code with which Slack refuses a message, or None where it keeps to the limits."""
    return next((code for code, _ in _message_problems(message, users)), None)


def view_problems(view: Any) -> list[str]:
    """Return what is wrong with a modal or a home tab, one sentence each."""
    if not isinstance(view, Mapping):
        return ["view is no object"]
    return list(_view_problems(json.loads(json.dumps(dict(view), ensure_ascii=False))))


def view_refusal(view: Any) -> str | None:
    """Return the code with which Slack refuses a view, or None."""
    if not view_problems(view):
        return None
    too_large = len(json.dumps(view, ensure_ascii=False)) > VIEW
    return "view_too_large" if too_large else "invalid_arguments"


def prompt_problems(prompts: Any, title: Any = None) -> list[str]:
    """Return what is wrong with suggested prompts."""
    if not isinstance(prompts, list) or not prompts:
        return ["prompts are no list"]
    found = [f"there are {len(prompts)} prompts of 4"] if len(prompts) > 4 else []
    for prompt in prompts:
        for name in ("title", "message"):
            if not isinstance(prompt, Mapping) or not prompt.get(name):
                found.append(f"a prompt has no {name}")
    if title is not None and not title:
        found.append("the title of the prompts is empty")
    return found


def _message_problems(message: Mapping[str, Any], users: Collection[str]) -> Found:
    # As it arrives: a test may give tuples where JSON has lists.
    message = json.loads(json.dumps(dict(message), ensure_ascii=False))
    text, blocks = message.get("text"), message.get("blocks") or []
    if not text or not isinstance(text, str):
        yield "no_text", "text, which notifications and screen readers use, is missing"
        text = ""
    if len(text) > MESSAGE:
        yield "msg_too_long", f"text has {len(text)} characters of {MESSAGE}"
    for problem in mention_problems("text", text, users):
        yield "invalid_blocks", problem
    if not isinstance(blocks, list):
        yield "invalid_blocks_format", "blocks are no list"
        return
    for problem in block_problems(blocks, 50, IN_MESSAGES, users):
        yield "invalid_blocks", problem
    whole, markdown = list(texts(blocks)), [
        block.get("text") or "" for block in blocks if block.get("type") == "markdown"
    ]  # fmt: skip
    if (size := sum(map(len, whole))) > MESSAGE:
        yield "msg_blocks_too_long", f"the blocks' texts have {size} characters of {MESSAGE}"
    if any(not part for part in whole):
        yield "invalid_blocks", "a text in the blocks is empty"
    for part in markdown:
        for problem in markdown_mention_problems(part):
            yield "invalid_blocks", problem
    for part in mrkdwn(blocks):
        for problem in mention_problems("mrkdwn", part, users):
            yield "invalid_blocks", problem
    yield from _metadata_problems(message.get("metadata"))


def _metadata_problems(metadata: Any) -> Found:
    if metadata is None:
        return
    if not isinstance(metadata, Mapping) or not isinstance(metadata.get("event_payload"), Mapping):
        yield "invalid_metadata_format", "metadata has no event_payload that is an object"
    elif not re.fullmatch(r"[\w-]+", str(metadata.get("event_type") or ""), re.ASCII):
        yield "invalid_metadata_schema", f"event_type is {metadata.get('event_type')!r}"
    elif (size := len(json.dumps(metadata, ensure_ascii=False).encode())) > METADATA:
        yield "metadata_too_large", f"metadata has {size} bytes of {METADATA}"


def _view_problems(view: Mapping[str, Any]) -> Iterator[str]:
    kind, blocks = view.get("type"), view.get("blocks")
    if kind not in ("modal", "home"):
        yield f"a view is of type {kind}"
    if not blocks:
        yield "a view has no blocks"
    yield from block_problems(blocks or [], 100, IN_VIEWS)
    if kind == "modal":
        yield from text_problems("view title", view.get("title"), 24)
    for name in ("submit", "close"):
        if view.get(name) is None:
            continue
        if kind == "home":
            yield f"a home tab has {name}"
        else:
            yield from text_problems(f"view {name}", view[name], 24)
    if kind == "home" and view.get("title") is not None:
        yield "a home tab has a title"
    for name, most in (("private_metadata", 3000), ("callback_id", 255), ("external_id", 255)):
        if view.get(name) is not None:
            yield from length_problems(f"view {name}", view[name], most, least=0)
    held = [block for block in blocks or () if isinstance(block, Mapping)]
    asks = any(block.get("type") == "input" for block in held)
    if kind == "modal" and asks and not view.get("submit"):
        yield "a view with inputs has no submit"
    focused = sum(bool((block.get("element") or {}).get("focus_on_load")) for block in held)
    if focused > 1:
        yield f"{focused} elements have focus_on_load of 1"
    for part in mrkdwn(held):
        yield from mention_problems("mrkdwn", re.sub(r"<[@#][UWC]\w*(\|[^>]*)?>", "", part), ())
    if (size := len(json.dumps(view, ensure_ascii=False))) > VIEW:
        yield f"the view has {size} characters of {VIEW}"
