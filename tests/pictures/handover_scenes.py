"""A question handed to a person: for the staff, for who asked, and on Home."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.answer.engine import Engine
from bot.answer.language import detect_language
from bot.answer.question import Question
from bot.answer.record import Answer
from bot.handover.handovers import Handovers
from bot.handover.joining import NewAsker
from bot.handover.states import Handover, Step, StepKind
from bot.slack.blocks import Message
from bot.slack.handover.blocks import Case, person, staff_message, told
from bot.slack.handover.home_parts import HomeParts
from bot.slack.handover.notices import Notices
from bot.slack.home_view import HomeContent, Recent, home_view
from bot.slack.landing import Landing
from bot.store.channels import Channels, WorkspaceSettings
from bot.store.handover_events import Event, HandoverEvents
from bot.store.handovers import StoredHandovers
from bot.store.questions import NewQuestion
from bot.words import Words
from bot.words.unofficial import unofficial_line
from tests.bot.engine_source import FixedSource
from tests.bot.remembering import asking_of, new_database
from tests.pictures.cast import CODE, NAMES, PLACE, TEAM, Scene, posted
from tests.pictures.surfaces import Conversation, Post, Surface
from tests.prove import ASKED_ON

DEADLINE = "What is the deadline for applications?"
APPEAL = "Can a platform appeal against its assessment?"
SAID = (
    "The guideline sets none. The Commission calls for applications each year and names the date "
    "there; this year's call is at https://example.org/call."
)
_WORDS = Words("en")
_WAITED = timedelta(minutes=47)


class _Members:
    """Takes 陳婷 for the one member of every staff channel; it stands for Slack's word."""

    def members(self, team: str, channel: str) -> frozenset[str]:
        return frozenset({"UTING"})


class _Staffed:
    """A workspace whose handovers were opened a while ago."""

    def __init__(self, engine: Engine) -> None:
        database = new_database()
        self.channels = Channels(database)
        self.settings = WorkspaceSettings(channels=("CASK",), staff_channel="CDESK")
        self.channels.choose_workspace(TEAM, self.settings, "UTING")
        self.asking = asking_of(FixedSource(engine), database)
        self.handovers = Handovers(
            StoredHandovers(database), HandoverEvents(database), lambda _: 60,
            lambda: datetime.now(UTC) - _WAITED,
        )  # fmt: skip

    def hand_over(self, user: str, text: str, answer: Answer) -> Handover:
        """Have a person ask for a person."""
        asked = self.asking.questions.accept(
            NewQuestion(text, text, "mention", TEAM, "CASK", user, "1.0", None, text)
        )
        assert asked is not None
        topic = answer.basis.topic if answer.basis else ""
        new = NewAsker(TEAM, "CDESK", topic, user, asked.id, "CASK", "1.0", text)
        return self.handovers.ask(new)[1]

    def step(self, handover: Handover, kind: StepKind, text: str = "") -> tuple[Handover, Event]:
        """Take a step of 陳婷's."""
        event = self.handovers.step(TEAM, handover.id, Step(kind, "UTING", text), kind)
        after = self.handovers.get(TEAM, handover.id)
        assert isinstance(event, Event)
        assert after is not None
        return after, event


@dataclass(frozen=True)
class _Answered:
    """A handover that was answered, with what is told of it."""

    staff: Message
    told: tuple[Message, ...]


def _answered(engine: Engine) -> _Answered:
    staffed = _Staffed(engine)
    answer, _ = engine.answer(Question(DEADLINE, asked_on=ASKED_ON))
    notices = Notices(
        staffed.asking, lambda asked: detect_language(asked.text, None).language, "s2tw"
    )
    opened = staffed.hand_over("UMEI", DEADLINE, answer)
    claimed, claim = staffed.step(opened, "claim")
    handover, event = staffed.step(claimed, "answer", SAID)
    place = _WORDS("handover-in-thread", link="https://example.slack.com/archives/CASK/p1")
    case = Case(handover, DEADLINE, place, answer.text, answer.status, CODE)
    received = told(f"{person('UMEI')}: {_WORDS('handover-received')}")
    told_of = (notices.of_event(one, handover, handover.askers, False) for one in (claim, event))
    return _Answered(staff_message(case, _WORDS), (received, *told_of))


def _staff_channel(engine: Engine) -> Surface:
    case, name = _answered(engine).staff, person("UTING")
    claimed = told(_WORDS("handover-log-claimed", person=name))
    said = told(_WORDS("handover-log-answered", person=name), SAID)
    posts = (*posted(case, at="10:26"), *posted(claimed, at="10:31"), *posted(said, at="10:40"))
    return Conversation(f"# {NAMES['CDESK']}", posts, thread=True)


def _asker(engine: Engine) -> Surface:
    asked = Post({"text": f"<@UBOT> {DEADLINE}"}, NAMES["UMEI"])
    received, claimed, answered = _answered(engine).told
    replies = (
        *posted(received, at="10:26"), *posted(claimed, at="10:31"), *posted(answered, at="10:40")
    )  # fmt: skip
    return Conversation(PLACE, (asked, *replies), thread=True)


def _home(engine: Engine) -> Surface:
    staffed = _Staffed(engine)
    for user, text in (("UMEI", DEADLINE), ("UTING", APPEAL)):
        answer, _ = engine.answer(Question(text, asked_on=ASKED_ON))
        staffed.hand_over(user, text, answer)
    parts = HomeParts(staffed.handovers, staffed.asking, staffed.channels, _Members())
    at = datetime(2026, 3, 2, 2, 24, tzinfo=UTC)
    content = HomeContent(
        unofficial_line(engine.knowledge, _WORDS), True, (Recent(APPEAL, at, CODE),),
        parts.own(TEAM, "UTING", _WORDS), parts.queue(TEAM, "UTING", _WORDS), staffed.settings,
        Landing("").text(),
    )  # fmt: skip
    return home_view(content, _WORDS)


HANDOVERS: Mapping[str, Scene] = {
    "handover-staff": _staff_channel,
    "handover-answer": _asker,
    "home": _home,
}
