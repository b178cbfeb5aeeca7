"""Which askers are told of an event, and by how many messages."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.handover.states import Asker, EventKind, Handover
from bot.handover.telling import notices

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def asker(id: int, user: str, since: int, thread: str = "", channel: str = "C1") -> Asker:
    return Asker(id, user, id, channel, thread, since, NOW)


HANDOVER = Handover(
    5, "T1", "C9", "silence:quota", "claimed", "U7", None, None, None, 0, None, NOW,
    (
        asker(1, "U1", 10, "1.1"),
        asker(2, "U2", 11, "2.2"),
        asker(3, "U3", 13, "3.3"),
        asker(4, "U4", 14, "1.1"),
    ),
)  # fmt: skip
TOLD: list[tuple[int, EventKind, list[list[str]]]] = [
    (10, "opened", [["U1"]]),
    (11, "joined", [["U2"]]),
    (12, "claimed", [["U1"], ["U2"]]),
    (13, "joined", [["U3"]]),
    (14, "joined", [["U4"]]),
    (15, "answered", [["U1", "U4"], ["U2"], ["U3"]]),
    (15, "resolved", [["U1", "U4"], ["U2"], ["U3"]]),
    (15, "closed", [["U1", "U4"], ["U2"], ["U3"]]),
    (15, "reopened", [["U1", "U4"], ["U2"], ["U3"]]),
    (15, "objected", [["U1", "U4"], ["U2"], ["U3"]]),
    (15, "given-back", []),
    (15, "reminded", []),
]


@pytest.mark.parametrize(("event", "kind", "told"), TOLD)
def test_those_who_came_before_an_event_are_told_one_message_a_thread(
    event: int, kind: EventKind, told: list[list[str]]
) -> None:
    found = notices(HANDOVER, event, kind)
    assert [[one.user for one in notice.askers] for notice in found] == told
    assert len({notice.name for notice in found}) == len(found)


def test_in_private_each_is_told_apart() -> None:
    private = replace(HANDOVER, askers=(asker(1, "U1", 10), asker(2, "U2", 11)))
    found = notices(private, 12, "answered")
    assert [[one.user for one in notice.askers] for notice in found] == [["U1"], ["U2"]]


def test_each_event_has_messages_of_its_own() -> None:
    names = [notice.name for event in (15, 16) for notice in notices(HANDOVER, event, "answered")]
    assert len(set(names)) == len(names)
