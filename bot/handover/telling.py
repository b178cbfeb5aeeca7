"""Which askers are told of what happened, and where: each once for an event."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.handover.states import Asker, EventKind, Handover


@dataclass(frozen=True)
class Notice:
    """One message to askers.

    Attributes:
        name: what it is for; under this name it is sent once.
        askers: those whom it tells, of one thread; in a DM there is one.
    """

    name: str
    askers: tuple[Asker, ...]


def notices(handover: Handover, event_id: int, kind: EventKind) -> list[Notice]:
    """Return the messages that tell the askers of an event.

    Who came with the event is told how they stand, who came before it is told what happened,
    and who came after it was told the outcome when they came.
    """
    if kind in ("opened", "joined"):
        told = [asker for asker in handover.askers if asker.since == event_id]
    elif kind in ("given-back", "reminded"):
        told = []
    else:
        told = [asker for asker in handover.askers if asker.since < event_id]
    return [
        Notice(f"handover:{handover.id}:{event_id}:asker:{group[0].id}", tuple(group))
        for group in _by_thread(told)
    ]


def _by_thread(askers: Sequence[Asker]) -> list[list[Asker]]:
    groups: dict[tuple[str, str, int], list[Asker]] = {}
    for asker in askers:
        alone = 0 if asker.thread_ts else asker.id
        groups.setdefault((asker.channel, asker.thread_ts, alone), []).append(asker)
    return list(groups.values())
