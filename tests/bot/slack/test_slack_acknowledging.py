"""Slack gets its acknowledgement in time while the desk answers many."""

import shutil
import statistics
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from desk_process import Start, free_ports, nursery
from fake_slack import FakeSlack, HttpTransport, fake_slack
from fake_slack_interactions import element_of

from tests.conftest import DATA

ANSWERS, DELIVERIES = 50, 300
AT_ONCE = 8
LIMIT = 1_000  # milliseconds; Slack waits three times as long
REAL = (
    "When does the Implementation Guideline take effect?",
    "市级投入运行经费350万元，区级最低是多少？",
)


@pytest.mark.parametrize("real", [False, True], ids=["small", "real"])
def test_deliveries_are_acknowledged_in_time_while_many_are_answered(
    real: bool, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    index = None
    if real:
        request.getfixturevalue("engine")  # the index is there and current
        index = str(own_index(tmp_path / "index"))
    with fake_slack() as slack, nursery() as desks:
        start = Start(str(tmp_path), free_ports(1)[0], slack.url, think=0.5, index=index)
        desk = desks.start(start)
        desk.wait_ready(180)
        p50, p99, most = deliver(slack, HttpTransport(desk.url, patience=30), real)
    print(f"\n{DELIVERIES} deliveries while {ANSWERS} are answered: p50 {p50:.0f} ms, "
          f"p99 {p99:.0f} ms, most {most:.0f} ms")  # fmt: skip
    assert p99 < LIMIT


def deliver(slack: FakeSlack, transport: HttpTransport, real: bool) -> tuple[float, float, float]:
    """Let people ask, and then ask further; return what the later took, in milliseconds."""
    people = [slack.person(f"U{number}") for number in range(10, 35)]
    slack.person("U10", transport).says(None, "q0?")
    (reply,) = slack.wait_for_posts(1)
    asking = [
        people[number % 25].says(None, REAL[number % 2] if real and number < 6 else f"q{number}?")
        for number in range(ANSWERS)
    ]
    further = [
        people[number % 25].says(f"C{10 + number % 25}", f"<@UBOT> q{100 + number}?")
        for number in range(DELIVERIES)
    ]
    _, feedback = element_of(reply["blocks"], "feedback")
    click = slack.person("U10").clicks(reply, "feedback", feedback["negative_button"]["value"]).body

    def send(number: int) -> float:
        if number % 10 == 9:
            return transport.interaction(click).seconds
        got, reason, _ = transport.event_once(further[number].bodies[0])
        assert not reason
        return got.seconds

    with ThreadPoolExecutor(AT_ONCE) as pool:
        begun = list(pool.map(lambda act: transport.event_once(act.body)[0].status, asking))
        seconds = sorted(pool.map(send, range(DELIVERIES)))
    assert set(begun) == {200}
    cuts = statistics.quantiles(seconds, n=100, method="inclusive")
    return cuts[49] * 1000, cuts[98] * 1000, seconds[-1] * 1000


def own_index(folder: Path) -> Path:
    """Return a copy of the index: a desk mends what it finds damaged, and others use that one."""
    shutil.copytree(DATA / "index", folder / "index", ignore=shutil.ignore_patterns("encoded"))
    shutil.copytree(
        DATA / "encoder", folder / "encoder", copy_function=lambda one, to: Path(to).symlink_to(one)
    )
    return folder
