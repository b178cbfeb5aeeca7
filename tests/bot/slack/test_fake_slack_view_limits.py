"""The limits on views and prompts: exactly at one is taken, one more refused."""

from collections.abc import Callable
from typing import Any

import pytest
from fake_slack import view_problems
from fake_slack_limits import prompt_problems
from fake_slack_payloads import (
    Json,
    asked,
    divider,
    feedback,
    modal,
    option,
    plain,
    section,
    table,
    typed,
)

VIEWS: dict[str, tuple[int, Callable[[int], Json]]] = {
    "blocks": (100, lambda n: modal(*(divider() for _ in range(n)))),
    "title": (24, lambda n: modal(title=plain("x" * n))),
    "submit": (24, lambda n: modal(submit=plain("x" * n))),
    "close": (24, lambda n: modal(close=plain("x" * n))),
    "private_metadata": (3000, lambda n: modal(private_metadata="x" * n)),
    "callback_id": (255, lambda n: modal(callback_id="x" * n)),
    "external_id": (255, lambda n: modal(external_id="x" * n)),
    "label": (2000, lambda n: modal(asked(label=plain("x" * n)))),
    "hint": (2000, lambda n: modal(asked(hint=plain("x" * n)))),
    "max_length": (3000, lambda n: modal(asked(typed(max_length=n)))),
    "min_length": (3000, lambda n: modal(asked(typed(min_length=n)))),
    "initial_value": (10, lambda n: modal(asked(typed(max_length=10, initial_value="x" * n)))),
    "option groups": (
        100,
        lambda n: modal(
            asked(
                {
                    "type": "static_select",
                    "option_groups": [
                        {"label": plain("g"), "options": [option()]} for _ in range(n)
                    ],
                }
            )
        ),
    ),
    "focus": (
        1,
        lambda n: modal(*(asked(typed(focus_on_load=at < n)) for at in range(3))),
    ),
}


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_at_a_limit_is_taken_and_one_past_it_refused(name: str) -> None:
    limit, build = VIEWS[name]
    assert view_problems(build(limit)) == []
    past = view_problems(build(limit + 1))
    assert past
    assert str(limit) in " ".join(past)


WRONG_VIEWS: dict[str, tuple[Any, str]] = {
    "no object": ("x", "no object"),
    "no blocks": (modal() | {"blocks": []}, "no blocks"),
    "no title": ({"type": "modal", "blocks": [divider()]}, "view title"),
    "an input without submit": (modal(submit=None), "submit"),
    "a table": (modal(table()), "table"),
    "Markdown": (modal({"type": "markdown", "text": "x"}), "markdown"),
    "feedback": (modal(*feedback()["blocks"]), "context_actions"),
    "a home tab that is sent": (
        {"type": "home", "submit": plain("x"), "blocks": [divider()]},
        "submit",
    ),
    "a length that ends before it begins": (
        modal(asked(typed(min_length=5, max_length=4))),
        "min_length",
    ),
    "a number of no kind": (modal(asked({"type": "number_input"})), "is_decimal_allowed"),
    "everyone": (modal(section("<!channel>")), "<!channel>"),
}


@pytest.mark.parametrize("name", WRONG_VIEWS)
def test_a_view_that_slack_does_not_take_is_named(name: str) -> None:
    given, words = WRONG_VIEWS[name]
    assert words in " ".join(view_problems(given))


def test_a_home_tab_may_mention_people_and_hold_no_submit() -> None:
    assert view_problems({"type": "home", "blocks": [section("<@U1> in <#C1>")]}) == []


def test_four_prompts_are_taken_and_five_refused() -> None:
    prompt = {"title": "Who pays?", "message": "Who pays for it?"}
    assert prompt_problems([prompt] * 4, "Ask") == []
    assert prompt_problems([prompt] * 5) == ["there are 5 prompts of 4"]
    assert prompt_problems([{"title": "x"}]) == ["a prompt has no message"]
