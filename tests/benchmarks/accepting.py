"""Times how soon Slack is told that a delivery was taken, while 50 answers are in progress.

Run by `make bench`, on this machine's SQLite. The baseline is a delivery that asks nothing, to the
same desk at rest. `python -m tests.benchmarks.accepting real` has the real engine answer some.
"""

import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.conftest import DATA

sys.path.append(str(Path(__file__).parents[1] / "bot" / "slack"))

from desk_process import Start, free_ports, nursery
from fake_slack import FakeSlack, HttpTransport, fake_slack
from fake_slack_interactions import element_of

ANSWERS, DELIVERIES = 50, 300
AT_ONCE = 8
REAL = (
    "When does the Implementation Guideline take effect?",
    "市级投入运行经费350万元，区级最低是多少？",
)


def main() -> None:
    real = "real" in sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder, fake_slack() as slack, nursery() as desks:
        start = Start(folder, free_ports(1)[0], slack.url, think=0.5,
                      index=str(DATA) if real else None)  # fmt: skip
        desk = desks.start(start)
        desk.wait_ready(180)
        transport = HttpTransport(desk.url, patience=30)
        rest = at_rest(slack, transport)
        busy = while_answering(slack, transport, real)
    print(f"{DELIVERIES} deliveries, {AT_ONCE} at a time, in milliseconds: p50, p99, most")
    for name, seconds in (("at rest, nothing asked", rest), (f"{ANSWERS} in progress", busy)):
        p50, p99 = quantile(seconds, 50), quantile(seconds, 99)
        against = f"{p99 / quantile(rest, 99):7.1f}"
        print(f"{p50 * 1000:8.0f}{p99 * 1000:8.0f}{max(seconds) * 1000:8.0f}{against}  {name}")


def at_rest(slack: FakeSlack, transport: HttpTransport) -> list[float]:
    """Deliver messages in which nobody asks the desk anything."""
    said = [slack.person("U10").says("C10", f"talk {at}") for at in range(DELIVERIES)]
    return timed(lambda at: delivered(transport, said[at].bodies[0]))


def while_answering(slack: FakeSlack, transport: HttpTransport, real: bool) -> list[float]:
    """Let people ask, and deliver further questions and clicks meanwhile."""
    people = [slack.person(f"U{number}") for number in range(10, 35)]
    slack.person("U10", transport).says(None, "q0?")
    (reply,) = slack.wait_for_posts(1)
    asking = [
        people[at % 25].says(None, REAL[at % 2] if real and at < 6 else f"q{at}?")
        for at in range(ANSWERS)
    ]
    further = [
        people[at % 25].says(f"C{10 + at % 25}", f"<@UBOT> q{100 + at}?")
        for at in range(DELIVERIES)
    ]
    _, feedback = element_of(reply["blocks"], "feedback")
    click = slack.person("U10").clicks(reply, "feedback", feedback["negative_button"]["value"]).body

    def deliver(at: int) -> float:
        if at % 10 == 9:
            return transport.interaction(click).seconds
        return delivered(transport, further[at].bodies[0])

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(lambda act: delivered(transport, act.body), asking))
    return timed(deliver)


def delivered(transport: HttpTransport, body: dict[str, object]) -> float:
    """Deliver an event, and return the seconds until it was acknowledged."""
    got, reason, _ = transport.event_once(body)
    if reason or got.status != 200:
        raise SystemExit(f"a delivery was refused: {got.status} {reason}")
    return got.seconds


def timed(deliver: Callable[[int], float]) -> list[float]:
    """Make the deliveries, some at a time, and return what each took."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(deliver, range(DELIVERIES)))


def quantile(seconds: Sequence[float], percent: int) -> float:
    """Return a percentile."""
    return statistics.quantiles(seconds, n=100, method="inclusive")[percent - 1]


if __name__ == "__main__":
    main()
