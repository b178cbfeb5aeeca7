"""Slack is told that a delivery was taken before anything is answered."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from desk_process import Start, free_ports, nursery
from fake_slack import HttpTransport, fake_slack

ANSWERS, FURTHER = 50, 50
AT_ONCE = 8
LONG = 60.0  # seconds that an answer takes


def test_deliveries_are_acknowledged_while_many_answers_are_in_progress(tmp_path: Path) -> None:
    with fake_slack() as slack, nursery() as desks:
        desk = desks.start(Start(str(tmp_path), free_ports(1)[0], slack.url, think=LONG))
        desk.wait_ready(180)
        transport = HttpTransport(desk.url, patience=LONG)
        people = [slack.person(f"U{number}") for number in range(10, 35)]
        said = [people[at % 25].says(None, f"q{at}?") for at in range(ANSWERS)]
        said += [
            people[at % 25].says(f"C{10 + at % 25}", f"<@UBOT> q{at}?") for at in range(FURTHER)
        ]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            taken = list(pool.map(lambda act: transport.event_once(act.bodies[0])[0], said))
        assert {one.status for one in taken} == {200}
        assert slack.posts() == []
