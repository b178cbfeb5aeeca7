"""No sequence of steps, repeats, reminders and kills loses an asker or tells one twice."""

import shutil
import tempfile
from collections import Counter
from functools import cache
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
)

from bot.handover.joining import NewAsker
from bot.handover.states import LIVE, Handover, Step
from bot.handover.telling import notices
from bot.store.database import connect, database_url, open_database
from bot.store.handover_events import Event
from tests.bot.handover.handover_store import TEAM, Clock, asker, handovers_on

ASKERS = st.sampled_from(["U1", "U2", "U3", "U4"])
STAFFERS = st.sampled_from(["U7", "U8"])
TOPICS = st.sampled_from(["silence:quota"] * 4 + [""])
STEPS = st.sampled_from(["claim", "claim", "give-back", "answer", "resolve", "close", "reopen"])


@cache
def made_once() -> Path:
    folder = Path(tempfile.mkdtemp())
    open_database(database_url(None, folder)).dispose()
    return folder


class Life(RuleBasedStateMachine):
    """The store and the plan of who is told, against a plain list of what was done.

    The post office sends a message once for its name, as the desk does; a telling may be
    killed after any of its messages, and is then done over by the next look.
    """

    wishes = Bundle("wishes")

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.mkdtemp()
        shutil.copytree(made_once(), self.folder, dirs_exist_ok=True)
        self.database = connect(database_url(None, Path(self.folder)))
        self.now = Clock()
        self.handovers = handovers_on(self.database, self.now)
        self.sent: dict[str, tuple[str, ...]] = {}
        self.due: list[tuple[int, str]] = []
        self.events: dict[int, Event] = {}
        self.joined: dict[tuple[int, str], int] = {}
        self.count = 0

    @rule(target=wishes, user=ASKERS, topic=TOPICS, anew=st.booleans())
    def asks(self, user: str, topic: str, anew: bool) -> object:
        """A person asks for a person."""
        self.count += 1
        wish = asker(self.database, user, topic, f"{self.count}", anew)
        return self._ask(wish)

    @rule(wish=wishes)
    def asks_again_by_the_same_click(self, wish: NewAsker) -> None:
        """The same click is worked on again, as after a kill."""
        self._ask(wish)

    @precondition(lambda self: self.joined)
    @rule(number=st.integers(0), by=STAFFERS, kind=STEPS, repeats=st.integers(1, 2))
    def staff_steps(self, number: int, by: str, kind: str, repeats: int) -> None:
        """Staff does something, and it may be worked on twice."""
        self.count += 1
        name = "answer" if kind == "resolve" else kind
        step = Step(name, by, "text", closes=kind == "resolve")  # type: ignore[arg-type]  # one of the kinds
        for _ in range(repeats):
            self._happened(self.handovers.step(TEAM, self._one(number).id, step, f"{self.count}"))

    @precondition(lambda self: self.joined)
    @rule(number=st.integers(0), by=ASKERS)
    def asker_objects(self, number: int, by: str) -> None:
        """An asker says that an answer does not do."""
        self.count += 1
        step = Step("object", by, "text")
        self._happened(self.handovers.step(TEAM, self._one(number).id, step, f"{self.count}"))

    @rule(minutes=st.sampled_from([1, 15, 90, 1_500]))
    def time_passes(self, minutes: int) -> None:
        """Time passes, and a process looks."""
        self.now.passes(minutes=minutes)
        for event in self.handovers.remind():
            self._happened(event)
        self.due += self.handovers.untold()

    @precondition(lambda self: self.due)
    @rule(number=st.integers(0), killed_after=st.one_of(st.none(), st.integers(0, 2)))
    def tells(self, number: int, killed_after: int | None) -> None:
        """Somebody tells people of an event, and may be killed at it."""
        self._tell(self.due.pop(number % len(self.due)), killed_after)

    @invariant()
    def nobody_is_lost(self) -> None:
        """Whoever came to a handover is among its askers, once."""
        for handover in self._all():
            users = Counter(one.user for one in handover.askers)
            expected = {user for id, user in self.joined if id == handover.id}
            assert users == Counter(expected)

    @invariant()
    def nobody_waits_twice_for_one_topic(self) -> None:
        """A person waits at most once for a topic."""
        waiting = Counter(
            (one.user, handover.topic)
            for handover in self._all()
            if handover.state in LIVE and handover.topic
            for one in handover.askers
        )
        # A handover that was reopened may stand beside one that was opened in the meantime.
        reopened = {
            e.handover_id for e in self.events.values() if e.kind in ("reopened", "objected")
        }
        if not reopened:
            assert all(count == 1 for count in waiting.values())

    def teardown(self) -> None:
        """In the end everything is told, and each asker was told of each event once."""
        if not hasattr(self, "database"):
            return
        for _ in range(len(self.events) + 1):
            self.now.passes(minutes=11)
            self.due += self.handovers.untold()
            for due in self.due:
                self._tell(due, None)
            self.due = []
        told = Counter(
            (int(name.split(":")[2]), user) for name, users in self.sent.items() for user in users
        )
        assert told == Counter(self._expected())
        self.database.dispose()
        shutil.rmtree(self.folder)

    def _expected(self) -> list[tuple[int, str]]:
        """List who is to be told of which event, from what was done alone."""
        expected = []
        for event in self.events.values():
            if event.kind in ("opened", "joined"):
                expected.append((event.id, event.person))
            elif event.kind not in ("given-back", "reminded"):
                expected += [
                    (event.id, user)
                    for (id, user), since in self.joined.items()
                    if id == event.handover_id and since < event.id
                ]
        return expected

    def _ask(self, wish: NewAsker) -> object:
        outcome, handover, event = self.handovers.ask(wish)
        assert (event is not None) == (outcome in ("opened", "joined"))
        if event is not None:
            self.joined.setdefault((handover.id, wish.user), event.id)
        self._happened(event)
        return wish if event is not None else multiple()

    def _happened(self, event: object) -> None:
        if isinstance(event, Event) and event.id not in self.events:
            self.events[event.id] = event
            self.due.append((event.id, event.cause))

    def _tell(self, due: tuple[int, str], killed_after: int | None) -> None:
        event = self.handovers.event(due[0])
        assert event is not None
        if not self.handovers.hold(event, due[1]):
            return
        handover = self.handovers.get(TEAM, event.handover_id)
        assert handover is not None
        for number, notice in enumerate(notices(handover, event.id, event.kind)):
            if number == killed_after:
                return
            users = tuple(one.user for one in notice.askers)
            assert self.sent.setdefault(notice.name, users) == users
        if killed_after is None:
            self.handovers.told(event)

    def _one(self, number: int) -> Handover:
        found = self._all()
        return found[number % len(found)]

    def _all(self) -> list[Handover]:
        if not hasattr(self, "handovers"):
            return []
        ids = sorted({id for id, _ in self.joined})
        return [one for id in ids if (one := self.handovers.get(TEAM, id)) is not None]


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=20, stateful_step_count=20, deadline=None)
