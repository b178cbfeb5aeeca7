"""Every question gets one reply, however often its event comes and whenever the desk is killed.

60 events with 5 kills in `make test`; EXACTLY_ONCE=500 is 500 events with 50 kills.
"""

import os
import random
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from desk_process import DeskProcess, Nursery, Start, free_ports, nursery
from fake_slack import FakeSlack, HttpTransport, Outcome, fake_slack, refused, slow, wait_until
from slack_offers import choose, offered_tokens
from slack_storm import CHANNELS, PRIVATE, Conversation, Deliveries, conversations, reckon

from bot.store.channels import ChannelSettings
from bot.store.database import database_url, open_database

EVENTS = int(os.environ.get("EXACTLY_ONCE", "60"))
SEED = int(os.environ.get("EXACTLY_ONCE_SEED", "1"))
KILLS = max(5, EVENTS // 10)
PATIENCE = 300
SETTINGS = {channel: ChannelSettings(follows=True) for channel in CHANNELS} | {
    channel: ChannelSettings(answers="private") for channel in PRIVATE
}


@pytest.fixture(params=["sqlite", "postgresql", "two desks on postgresql"])
def starts(request: pytest.FixtureRequest, tmp_path: Path) -> list[Start]:
    """How the desks are started on an empty database; Slack's address is not known yet."""
    kind: str = request.param
    database = None if kind == "sqlite" else request.getfixturevalue("postgres_url")
    folders = [tmp_path / str(number) for number in range(2 if kind.startswith("two") else 1)]
    for folder in folders:
        folder.mkdir()
    return [
        Start(str(folder), port, "", database, think=0.05, log=str(folder / "desk.log"))
        for folder, port in zip(folders, free_ports(len(folders)), strict=True)
    ]


@pytest.fixture(scope="module")
def desks() -> Iterator[Nursery]:
    with nursery() as running:
        yield running


def test_each_question_has_one_reply_under_kills(desks: Nursery, starts: list[Start]) -> None:
    with fake_slack() as slack:
        starts = [replace(start, slack=slack.url) for start in starts]
        first = starts[0]
        choose(database_url(first.database, Path(first.data)), SETTINGS)
        talks = conversations(slack, EVENTS, SEED)
        running = [desks.start(start) for start in starts]
        for desk in running:
            desk.wait_ready()
        transports = [HttpTransport(desk.url, patience=10) for desk in running]
        deliveries = Deliveries(transports, SEED)
        began = time.monotonic()
        kills = storm(slack, talks, deliveries, running[0], lambda: desks.start(first))
        offered = settle(slack, talks, first)
        found = reckon(slack, talks, offered)
        print(
            f"\n{'postgresql' if first.database else 'sqlite'}, desks: {len(running)}; "
            f"{EVENTS} events delivered "
            f"{deliveries.made} times, {kills} kills, {time.monotonic() - began:.0f} s; "
            f"{found.questions} questions, {found.replies} replies, {len(offered)} offered; "
            f"lost {len(found.lost)}, doubled {len(found.doubled)}"
        )
        assert not deliveries.lost
        assert found.right, found
        assert kills == KILLS


def storm(
    slack: FakeSlack,
    talks: list[Conversation],
    deliveries: Deliveries,
    desk: DeskProcess,
    again: Callable[[], DeskProcess],
) -> int:
    """Deliver the conversations in batches, and kill the desk within each; return the kills."""
    chance = random.Random(SEED)
    size = -(-len(talks) // (KILLS + 1))
    batches = [talks[at : at + size] for at in range(0, len(talks), size)]
    batches += [[]] * (KILLS + 1 - len(batches))
    deliveries.ready.set()
    with ThreadPoolExecutor(64) as pool:
        for number, batch in enumerate(batches):
            trouble(slack, chance)
            for talk in batch:
                pool.submit(deliveries.hold, talk)
            for body in deliveries.overdue():
                pool.submit(deliveries.deliver, body)
            if number < KILLS:
                far = len(deliveries.seconds) + chance.randint(0, len(batch))
                with suppress(AssertionError):
                    wait_until(lambda: len(deliveries.seconds) >= far, 5)  # noqa: B023  # called at once
                time.sleep(chance.uniform(0, 0.8))
                deliveries.ready.clear()
                desk.kill9()
                desk = again()
                desk.wait_ready()
                deliveries.ready.set()
        deliveries.calm.set()
    for body in deliveries.overdue():
        deliveries.deliver(body)
    return KILLS


def trouble(slack: FakeSlack, chance: random.Random) -> None:
    """Let Slack do some posts and not say so, or say so late, and refuse others for now."""
    public = [slow(0.4), slow(0.8), Outcome(dropped=True), refused("internal_error", done=True),
              refused("service_unavailable")]  # fmt: skip
    slack.plan("chat.postMessage", *chance.sample(public, 3))
    slack.plan("chat.postEphemeral", chance.choice((slow(0.5), Outcome())))
    slack.plan("conversations.replies", chance.choice((refused("internal_error"), Outcome())))


def settle(slack: FakeSlack, talks: list[Conversation], how: Start) -> set[str]:
    """Wait until every question is answered, and then a little for a reply too many.

    Returns:
        The questions whose private answer is offered by a button.
    """
    url = database_url(how.database, Path(how.data))
    database = open_database(url)
    try:
        wait_until(lambda: not reckon(slack, talks, offered_tokens(slack, database)).lost, PATIENCE)
    except AssertionError:
        pass  # the reckoning says what is missing
    finally:
        time.sleep(3)
        offered = offered_tokens(slack, database)
        database.dispose()
    return offered
