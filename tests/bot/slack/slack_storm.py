"""Many people who ask at once, Slack's deliveries of it, and the reckoning of the replies."""

import random
import re
import threading
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from desk_process import echo
from fake_slack import FakeSlack, HttpTransport

CHANNELS = tuple(f"C{number}" for number in range(10, 25))
PRIVATE = CHANNELS[:3]
PEOPLE = tuple(f"U{number}" for number in range(10, 20))
_RETRIES = 3
_ASKED = re.compile(r"Asked: (q\d+)\? After: (nothing|q\d+\?)")


@dataclass(frozen=True)
class Turn:
    """A message, and how often each of its events is delivered.

    Attributes:
        token: what names it in its text and in its reply.
        before: the token of the question before it in its thread, or None.
        place: its channel.
        root: the stamp of its thread's first message.
        user: who wrote it.
        wanted: it asks the desk something.
    """

    token: str
    before: str | None
    place: str
    root: str
    user: str
    wanted: bool
    bodies: tuple[dict[str, Any], ...]
    copies: int


Conversation = Sequence[Turn]


def conversations(slack: FakeSlack, events: int, seed: int) -> list[Conversation]:
    """Let people write until that many events came of it.

    In DMs and channels they ask, some go on in the thread, with the desk's name (which makes two
    events of one message) or without it; some talk to each other.
    """
    chance = random.Random(seed)
    made: list[Conversation] = []
    count = number = 0
    while count < events:
        person = slack.person(chance.choice(PEOPLE))
        place = person.dm if chance.random() < 0.3 else chance.choice(CHANNELS)
        talk: list[Turn] = []
        for turn in range(chance.choice((1, 1, 2, 3)) if place not in PRIVATE else 1):
            number += 1
            named = "<@UBOT> " if place != person.dm and (not turn or chance.random() < 0.5) else ""
            idle = not turn and place != person.dm and chance.random() < 0.15
            text = f"{'' if idle else named}q{number}?"
            act = person.says(place, text, talk[0].root if talk else None)
            bodies = tuple(chance.sample(act.bodies, len(act.bodies)))
            talk.append(
                Turn(f"q{number}", talk[-1].token if talk else None, place,
                     talk[0].root if talk else act.ts, person.id, not idle, bodies,
                     chance.randint(1, 4))
            )  # fmt: skip
            count += len(act.bodies)
            if idle or count >= events:
                break
        made.append(talk)
    return made


@dataclass
class Deliveries:
    """Delivers events as Slack does, also while the desk is away.

    Attributes:
        ready: set while the desk takes requests: Slack's second retry comes after a minute, so
            it waits for that.
        calm: set once nobody kills the desk any more: the third comes after five minutes.
        seconds: what each acknowledgement took.
        lost: events that were not acknowledged in Slack's four tries.
    """

    transports: Sequence[HttpTransport]
    seed: int
    ready: threading.Event = field(default_factory=threading.Event)
    calm: threading.Event = field(default_factory=threading.Event)
    seconds: list[float] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    made: int = 0
    late: list[dict[str, Any]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def deliver(self, body: dict[str, Any]) -> None:
        """Deliver an event until it is acknowledged, by Slack's rules."""
        reason = ""
        for number in range(1 + _RETRIES):
            if number == 2:
                self.ready.wait(120)
            elif number == 3:
                self.calm.wait()
                time.sleep(random.uniform(0, 3))
            transport = random.choice(self.transports)
            got, reason, _ = transport.event_once(body, number, reason)
            with self.lock:
                self.made += 1
                if not reason:
                    self.seconds.append(got.seconds)
                    return
        self.lost.append(body["event_id"])

    def hold(self, talk: Conversation) -> None:
        """Deliver a conversation: each turn once the one before is acknowledged, and again."""
        chance = random.Random(f"{self.seed} {talk[0].token}")
        for turn in talk:
            again = [body for body in turn.bodies for _ in range(turn.copies - 1)]
            now = chance.sample(again, len(again) // 2)
            first = [*turn.bodies, *now]
            threads = [threading.Thread(target=self.deliver, args=(body,)) for body in first]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            with self.lock:
                for body in now:
                    again.remove(body)
                self.late += again

    def overdue(self) -> list[dict[str, Any]]:
        """Take the repeats that come long after their event was acknowledged."""
        with self.lock:
            late, self.late = self.late, []
        return late


@dataclass(frozen=True)
class Reckoning:
    """What became of the questions, by their tokens."""

    questions: int
    replies: int
    lost: tuple[str, ...]
    doubled: tuple[str, ...]
    strange: tuple[str, ...]
    misplaced: tuple[str, ...]
    disordered: tuple[str, ...]

    @property
    def right(self) -> bool:
        """Each question has one reply, and nothing else has."""
        return not (
            self.lost or self.doubled or self.strange or self.misplaced or self.disordered
        )  # fmt: skip


def reckon(
    slack: FakeSlack, talks: Iterable[Conversation], offered: Iterable[str] = ()
) -> Reckoning:
    """Compare what was asked with what was posted.

    Args:
        slack: where it was posted.
        talks: what was said.
        offered: questions of which a private answer was offered by a button instead.
    """
    turns = {turn.token: turn for talk in talks for turn in talk}
    wanted = {token for token, turn in turns.items() if turn.wanted}
    with slack.lock:
        shown = [one for one in slack.ephemerals if _ASKED.search(one["text"])]
    posts = slack.posts()
    told = [(found.groups(), post) for post in (*posts, *shown)
            if (found := _ASKED.search(post["text"]))]  # fmt: skip
    counted = Counter(token for (token, _), _ in told)
    names = Counter(_name(post) for post in posts)
    return Reckoning(
        questions=len(wanted),
        replies=len(told),
        lost=_sorted(wanted - set(counted) - set(offered)),
        doubled=_sorted({token for token, times in counted.items() if times > 1}
                        | {name for name, times in names.items() if times > 1}),
        strange=_sorted({token for token in counted if token not in wanted}
                        | {post["text"] for post in posts if not _ASKED.search(post["text"])}),
        misplaced=_sorted(
            {token for (token, _), post in told if not _in_place(turns[token], post)}
        ),
        disordered=_sorted(
            {token for (token, after), _ in told if after != _after(turns[token].before)}
        ),
    )  # fmt: skip


def is_answered(slack: FakeSlack, token: str) -> bool:
    """Tell whether a question has a reply."""
    start = echo(f"{token}?").partition(" After")[0]
    return any(start in one["text"] for one in [*slack.posts(), *slack.ephemerals])


def _in_place(turn: Turn, post: Mapping[str, Any]) -> bool:
    if "shown" in post:
        return (post["channel"], post["shown"]) == (turn.place, turn.user)
    return (post["channel"], post["thread_ts"]) == (turn.place, turn.root)


def _after(before: str | None) -> str:
    return f"{before}?" if before else "nothing"


def _name(post: Mapping[str, Any]) -> str:
    named = (post.get("metadata") or {}).get("event_payload") or {}
    return f"{named.get('name')}/{named.get('part')}"


def _sorted(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(found))
