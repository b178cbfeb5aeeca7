"""The limits on messages: what is exactly at one is taken, one more refused."""

from collections.abc import Callable

import pytest
from fake_slack import problems, refusal
from fake_slack_payloads import (
    Json,
    actions,
    button,
    confirm,
    divider,
    feedback,
    message,
    mrkdwn,
    option,
    plain,
    rich,
    section,
    select,
    table,
    typed,
)

MESSAGES: dict[str, tuple[int, Callable[[int], Json]]] = {
    "text": (12_000, lambda n: message(text="x" * n)),
    "blocks": (50, lambda n: message(*(divider() for _ in range(n)))),
    "section": (3000, lambda n: message(section("x" * n))),
    "fields": (10, lambda n: message({"type": "section", "fields": [mrkdwn("x")] * n})),
    "a field": (2000, lambda n: message({"type": "section", "fields": [mrkdwn("x" * n)]})),
    "header": (150, lambda n: message({"type": "header", "text": plain("x" * n)})),
    "markdown": (12_000, lambda n: message({"type": "markdown", "text": "x" * n})),
    "markdown in sum": (
        6_000,
        lambda n: message(*({"type": "markdown", "text": "x" * n} for _ in range(2))),
    ),
    "all texts": (2400, lambda n: message(*(section("x" * n) for _ in range(5)))),
    "context": (10, lambda n: message({"type": "context", "elements": [mrkdwn("x")] * n})),
    "actions": (25, lambda n: actions(*(button(action_id=f"a{at}") for at in range(n)))),
    "button text": (75, lambda n: actions(button(text=plain("x" * n)))),
    "button value": (2000, lambda n: actions(button(value="x" * n))),
    "button url": (3000, lambda n: actions(button(url="x" * n))),
    "button label": (75, lambda n: actions(button(accessibility_label="x" * n))),
    "action_id": (255, lambda n: actions(button(action_id="x" * n))),
    "block_id": (255, lambda n: message(divider() | {"block_id": "x" * n})),
    "options": (100, lambda n: actions(select(options=[option(at) for at in range(n)]))),
    "option text": (75, lambda n: actions(select(options=[option(text="x" * n)]))),
    "option value": (150, lambda n: actions(select(options=[option(value="x" * n)]))),
    "option description": (
        75,
        lambda n: actions(select(options=[option() | {"description": plain("x" * n)}])),
    ),
    "placeholder": (150, lambda n: actions(select(placeholder=plain("x" * n)))),
    "overflow": (
        5,
        lambda n: actions({"type": "overflow", "options": [option(at) for at in range(n)]}),
    ),
    "radio buttons": (
        10,
        lambda n: actions({"type": "radio_buttons", "options": [option(at) for at in range(n)]}),
    ),
    "table rows": (100, lambda n: message(table(rows=n))),
    "table columns": (20, lambda n: message(table(columns=n))),
    "column settings": (20, lambda n: message(table(column_settings=[{"align": "left"}] * n))),
    "tables": (1, lambda n: message(*(table() for _ in range(n)))),
    "context actions": (
        5,
        lambda n: message(
            {"type": "context_actions", "elements": [
                feedback()["blocks"][0]["elements"][0] | {"action_id": f"f{at}"} for at in range(n)
            ]}
        ),
    ),
    "feedback text": (75, lambda n: feedback(text=plain("x" * n))),
    "feedback value": (2000, lambda n: feedback(value="x" * n)),
    "confirm title": (100, lambda n: confirm(title=plain("x" * n))),
    "confirm text": (300, lambda n: confirm(text=plain("x" * n))),
    "confirm button": (30, lambda n: confirm(confirm=plain("x" * n))),
    "deny button": (30, lambda n: confirm(deny=plain("x" * n))),
    "image alt text": (
        2000,
        lambda n: message({"type": "image", "image_url": "https://e.org", "alt_text": "x" * n}),
    ),
    "metadata": (
        16_000,
        lambda n: message(
            metadata={"event_type": "t", "event_payload": {"p": "x" * (n - 47)}}
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_at_a_limit_is_taken_and_one_past_it_refused(name: str) -> None:
    limit, build = MESSAGES[name]
    assert problems(build(limit)) == []
    assert refusal(build(limit)) is None
    past = problems(build(limit + 1))
    assert past
    assert any(f"of {most}" in " ".join(past) for most in (limit, 12_000))
    assert refusal(build(limit + 1)) is not None


WRONG: dict[str, tuple[Json, str, str]] = {
    "no text": (message(divider(), text=""), "no_text", "text"),
    "too long": (message(text="x" * 12_001), "msg_too_long", "12001"),
    "too much": (
        message(*(section("x" * 2401) for _ in range(5))),
        "msg_blocks_too_long",
        "12005 characters",
    ),
    "blocks as a word": (message(blocks="x"), "invalid_blocks_format", "no list"),
    "an alert": (message({"type": "alert", "text": plain("x")}), "invalid_blocks", "alert"),
    "a card": (message({"type": "card", "title": plain("x")}), "invalid_blocks", "card"),
    "a block id twice": (
        message(*(divider() | {"block_id": "b"} for _ in range(2))),
        "invalid_blocks",
        "block_id repeats: b",
    ),
    "an action id twice": (actions(button(), button()), "invalid_blocks", "action_id repeats"),
    "an empty section": (message({"type": "section"}), "invalid_blocks", "neither"),
    "an empty text": (message(section("")), "invalid_blocks", "empty"),
    "a header in mrkdwn": (
        message({"type": "header", "text": mrkdwn("x")}),
        "invalid_blocks",
        "header text",
    ),
    "an input element in actions": (actions(typed()), "invalid_blocks", "plain_text_input"),
    "a loud button": (actions(button(style="loud")), "invalid_blocks", "loud"),
    "a day that is none": (
        actions({"type": "datepicker", "initial_date": "2018-02-30"}),
        "invalid_blocks",
        "initial_date",
    ),
    "a choice that is not offered": (
        actions(select(initial_option=option(9))),
        "invalid_blocks",
        "initial_option",
    ),
    "options and groups": (actions(select(option_groups=[])), "invalid_blocks", "either"),
    "the same value twice": (
        actions(select(options=[option(), option()])),
        "invalid_blocks",
        "repeat",
    ),
    "feedback without a value": (feedback(value=None), "invalid_blocks", "value"),
    "everyone in the text": (message(text="<!here> come"), "invalid_blocks", "<!here>"),
    "everyone in mrkdwn": (message(section("<!channel> x")), "invalid_blocks", "<!channel>"),
    "everyone in rich text": (
        rich({"type": "broadcast", "range": "here"}),
        "invalid_blocks",
        "broadcast",
    ),
    "a stranger in mrkdwn": (message(section("<@U9> x")), "invalid_blocks", "<@U9>"),
    "a channel in mrkdwn": (message(section("<#C9> x")), "invalid_blocks", "<#C9>"),
    "a group of users": (message(section("<!subteam^S1>")), "invalid_blocks", "subteam"),
    "anyone in Markdown": (
        message({"type": "markdown", "text": "<@U1> x"}),
        "invalid_blocks",
        "<@U1>",
    ),
    "a table's cell that is empty": (
        message({"type": "table", "rows": [[{"type": "raw_text", "text": ""}]]}),
        "invalid_blocks",
        "cell",
    ),
    "a leaf of no kind": (rich({"type": "video"}), "invalid_blocks", "video"),
    "a list of leaves": (
        rich({"type": "text", "text": "x"}, kind="rich_text_list", style="bullet"),
        "invalid_blocks",
        "rich_text_list holds text",
    ),
    "metadata as a word": (message(metadata="x"), "invalid_metadata_format", "event_payload"),
    "metadata of no type": (
        message(metadata={"event_type": "a.b", "event_payload": {}}),
        "invalid_metadata_schema",
        "a.b",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_slack_does_not_take_is_named(name: str) -> None:
    given, code, words = WRONG[name]
    assert refusal(given, users={"U1"}) == code
    assert words in " ".join(problems(given, users={"U1"}))


TAKEN: dict[str, Json] = {
    "text alone": {"text": "Hello"},
    "a person of the workspace": message(section("<@U1> asked"), text="<@U1> asked"),
    "an escaped mention": message(section("&lt;!channel&gt;"), text="&lt;!channel&gt;"),
    "an escaped mention in Markdown": message({"type": "markdown", "text": "\\<!channel> x"}),
    "a link and a date": message(section("<https://e.org|x> <!date^1392734382^{date}|then>")),
    "a quote in rich text": rich({"type": "text", "text": "x"}, kind="rich_text_quote"),
    "the same action in two blocks": message(
        *({"type": "actions", "elements": [button()]} for _ in range(2))
    ),
    "a number in a table": message(
        {"type": "table", "rows": [[{"type": "raw_number", "value": 1}]]}
    ),
    "an icon button": message(
        {"type": "context_actions", "elements": [
            {"type": "icon_button", "icon": "trash", "text": plain("Delete"), "action_id": "d"}
        ]}
    ),
    "a section with a menu": message(section("x", accessory=select())),
}  # fmt: skip


@pytest.mark.parametrize("name", TAKEN)
def test_what_slack_takes_has_no_problem(name: str) -> None:
    assert problems(TAKEN[name], users={"U1"}) == []
