"""The order of work, and what was claimed: small parts with state of their own."""

import threading
import time

import structlog

from bot.slack.lanes import Lanes
from bot.slack.seen import MemorySeen


def test_a_lane_keeps_its_order_and_lanes_move_side_by_side() -> None:
    lanes, done, both = Lanes(2), list[int](), threading.Barrier(2, timeout=5)

    def meet() -> None:
        both.wait()

    lanes.submit("a", meet)
    lanes.submit("b", meet)
    for at in range(20):
        lanes.submit("a", lambda at=at: done.append(at))  # type: ignore[misc] # bound at once
    lanes.close()
    assert done == list(range(20))


def test_work_that_fails_is_logged_and_stops_no_lane() -> None:
    def fail() -> None:
        raise ValueError("broken")

    done: list[str] = []
    with structlog.testing.capture_logs() as logs:
        lanes = Lanes(1)
        lanes.submit("a", fail)
        lanes.submit("a", lambda: done.append("after"))
        lanes.close()
    assert done == ["after"]
    assert [(entry["lane"], entry["why"]) for entry in logs] == [("a", "broken")]


def test_a_lane_that_was_idle_goes_on() -> None:
    done: list[int] = []
    lanes = Lanes(1)
    lanes.submit("a", lambda: done.append(1))
    while not done:
        time.sleep(0.01)
    lanes.submit("a", lambda: done.append(2))
    lanes.close()
    assert done == [1, 2]


def test_an_event_is_claimed_once_by_any_of_its_names() -> None:
    seen = MemorySeen()
    assert seen.claim("Ev1", "T:C:1")
    assert not seen.claim("Ev1", "T:C:2")
    assert not seen.claim("Ev2", "T:C:1")
    assert not seen.claim("Ev2", "T:C:3")
    assert seen.claim("", "T:C:4")
    assert seen.claim("", "T:C:5")


def test_of_many_claimants_at_once_one_wins() -> None:
    seen, won = MemorySeen(), list[bool]()
    start = threading.Barrier(16)

    def claim() -> None:
        start.wait()
        won.append(seen.claim("Ev1", "T:C:1"))

    threads = [threading.Thread(target=claim) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert won.count(True) == 1


def test_the_oldest_claims_are_forgotten_past_the_limit() -> None:
    seen = MemorySeen(limit=2)
    assert all(seen.claim(f"Ev{at}") for at in range(3))
    assert seen.claim("Ev0")
    assert not seen.claim("Ev2")
