"""Handovers in the database: joining, coming of a cause once, and what several do at once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine, make_url

from bot.handover.handovers import Handovers
from bot.handover.states import Refused, Step
from bot.store.database import database_url, open_database
from bot.store.handover_events import Event
from bot.store.handovers import StoredHandovers
from bot.store.questions import Questions
from tests.bot.handover.handover_store import STAFF, TEAM, Clock, asker, handovers_on

CLAIM, ANSWER = Step("claim", "U7"), Step("answer", "U7", "Yes.")


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """Each kind of database."""
    if request.param == "sqlite":
        url = database_url(None, tmp_path)
    else:
        url = make_url(request.getfixturevalue("postgres_url"))
        url = url.set(drivername="postgresql+psycopg")
    opened = open_database(url)
    yield opened
    opened.dispose()


@pytest.fixture
def now() -> Clock:
    """The clock."""
    return Clock()


@pytest.fixture
def handovers(database: Engine, now: Clock) -> Handovers:
    """The handovers."""
    return handovers_on(database, now)


def test_askers_of_one_topic_join_and_others_do_not(handovers: Handovers, database: Engine) -> None:
    first = handovers.ask(asker(database, "U1"))
    second = handovers.ask(asker(database, "U2"))
    apart = [
        handovers.ask(asker(database, "U3", topic="answer:who-pays")),
        handovers.ask(asker(database, "U4", topic="")),
        handovers.ask(asker(database, "U5", topic="", cause="another")),
        handovers.ask(asker(database, "U6", team="T2")),
    ]
    assert (first[0], second[0]) == ("opened", "joined")
    assert second[1].id == first[1].id
    assert [one.user for one in second[1].askers] == ["U1", "U2"]
    assert [outcome for outcome, *_ in apart] == ["opened"] * 4
    assert len({first[1].id, *(one.id for _, one, _ in apart)}) == 5


def test_two_who_ask_under_one_answer_join_also_without_a_topic(
    handovers: Handovers, database: Engine
) -> None:
    first = asker(database, "U1", topic="")
    handovers.ask(first)
    under_it = asker(database, "U2", topic="", cause="second", question=first.question_id)
    assert handovers.ask(under_it)[0] == "joined"


@pytest.mark.parametrize("claimed", [False, True])
def test_who_waits_already_joins_nothing_twice(
    handovers: Handovers, database: Engine, claimed: bool
) -> None:
    _, handover, _ = handovers.ask(asker(database, "U1"))
    if claimed:
        handovers.step(TEAM, handover.id, CLAIM, "claim")
    outcome, found, event = handovers.ask(asker(database, "U1", cause="once more"))
    assert (outcome, found.id, event) == ("waiting", handover.id, None)
    assert len(found.askers) == 1


def test_who_comes_after_the_answer_is_shown_it_and_may_ask_anew(
    handovers: Handovers, database: Engine
) -> None:
    _, handover, _ = handovers.ask(asker(database, "U1"))
    handovers.step(TEAM, handover.id, ANSWER, "answer")
    outcome, found, event = handovers.ask(asker(database, "U2"))
    assert (outcome, found.id, event) == ("answered", handover.id, None)
    assert (found.answer, found.answered_by, len(found.askers)) == ("Yes.", "U7", 1)
    anew = handovers.ask(asker(database, "U2", cause="anew", anew=True))
    assert anew[0] == "opened"
    assert handovers.ask(asker(database, "U3", anew=True))[1].id == anew[1].id


def test_a_closed_handover_is_joined_by_nobody(handovers: Handovers, database: Engine) -> None:
    _, handover, _ = handovers.ask(asker(database, "U1"))
    handovers.step(TEAM, handover.id, Step("close", "U7"), "close")
    assert handovers.ask(asker(database, "U2"))[0] == "opened"


def test_a_cause_that_comes_again_changes_nothing(handovers: Handovers, database: Engine) -> None:
    wish = asker(database, "U1")
    first, again = handovers.ask(wish), handovers.ask(wish)
    assert first == again
    assert first[2] is not None
    claimed = handovers.step(TEAM, first[1].id, CLAIM, "claim")
    handovers.step(TEAM, first[1].id, Step("give-back", "U7"), "give back")
    assert handovers.step(TEAM, first[1].id, CLAIM, "claim") == claimed
    found = handovers.get(TEAM, first[1].id)
    assert found is not None
    assert (found.state, len(found.askers)) == ("open", 1)


def test_another_workspace_finds_no_handover(handovers: Handovers, database: Engine) -> None:
    _, handover, _ = handovers.ask(asker(database, "U1"))
    assert handovers.get("T2", handover.id) is None
    assert handovers.step("T2", handover.id, CLAIM, "claim") is None
    assert handovers.queue("T2", [STAFF]) == []
    assert handovers.open_of_asker("T2", "U1") == []
    assert handovers.get(TEAM, handover.id) == handover


def test_the_queue_and_an_askers_own_are_what_is_not_done(
    handovers: Handovers, database: Engine
) -> None:
    ids = {
        state: handovers.ask(asker(database, "U1", topic=state))[1].id
        for state in ("open", "claimed", "answered", "closed")
    }
    handovers.step(TEAM, ids["claimed"], CLAIM, "1")
    handovers.step(TEAM, ids["answered"], ANSWER, "2")
    handovers.step(TEAM, ids["closed"], Step("close", "U7"), "3")
    assert [one.id for one in handovers.queue(TEAM, [STAFF])] == [ids["open"], ids["claimed"]]
    assert handovers.queue(TEAM, ["C8"]) == []
    own = [one.state for one in handovers.open_of_asker(TEAM, "U1")]
    assert own == ["answered", "claimed", "open"]
    assert handovers.open_of_asker(TEAM, "U2") == []


def test_many_who_ask_at_once_share_one_handover(database: Engine, now: Clock) -> None:
    wishes = [asker(database, f"U{number}") for number in range(12)] * 2
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda wish: handovers_on(database, now).ask(wish), wishes))
    assert len({handover.id for _, handover, _ in found}) == 1
    assert [outcome for outcome, *_ in found].count("opened") == 2  # the first one's, twice
    handover = handovers_on(database, now).get(TEAM, found[0][1].id)
    assert handover is not None
    assert sorted(one.user for one in handover.askers) == sorted(f"U{n}" for n in range(12))


def test_of_many_who_claim_at_once_one_gets_it(database: Engine, now: Clock) -> None:
    _, handover, _ = handovers_on(database, now).ask(asker(database, "U1"))

    def claim(user: str) -> object:
        step = Step("claim", user)
        return handovers_on(database, now).step(TEAM, handover.id, step, f"claim:{user}")

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(claim, [f"U{number}" for number in range(20, 28)]))
    winners = [one.person for one in found if isinstance(one, Event)]
    assert len(winners) == 1
    refused = [one for one in found if isinstance(one, Refused)]
    assert refused == [Refused("taken", winners[0])] * 7


def test_of_many_that_look_at_once_one_reminds(database: Engine, now: Clock) -> None:
    _, handover, _ = handovers_on(database, now).ask(asker(database, "U1"))
    now.passes(minutes=61)
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda _: handovers_on(database, now).remind(), range(6)))
    assert len({event.id for events in found for event in events}) == 1
    assert handovers_on(database, now).remind() == []
    now.passes(minutes=119)
    assert handovers_on(database, now).remind() == []
    now.passes(minutes=2)
    assert [event.kind for event in handovers_on(database, now).remind()] == ["reminded"]
    found_now = handovers_on(database, now).get(TEAM, handover.id)
    assert found_now is not None
    assert found_now.reminders == 2


def test_an_event_is_told_by_one_at_a_time_and_by_another_where_that_one_is_gone(
    handovers: Handovers, database: Engine, now: Clock
) -> None:
    event = handovers.ask(asker(database, "U1"))[2]
    assert event is not None
    assert handovers.hold(event, event.cause)
    assert not handovers.hold(event, "another")
    assert handovers.untold() == []
    now.passes(minutes=9)
    assert handovers.hold(event, event.cause)  # a long telling holds on
    now.passes(minutes=9)
    assert handovers.untold() == []
    now.passes(minutes=2)
    ((id, teller),) = handovers.untold()
    assert id == event.id
    assert handovers.untold() == []
    assert handovers.hold(event, teller)
    assert not handovers.hold(event, event.cause)
    handovers.told(event)
    now.passes(days=1)
    assert handovers.untold() == []
    assert not handovers.hold(event, teller)


def test_what_cannot_be_told_is_tried_again_ever_less_often(
    handovers: Handovers, database: Engine, now: Clock
) -> None:
    event = handovers.ask(asker(database, "U1"))[2]
    for minutes in (1, 4, 16, 64, 256, 1_024, 1_440, 1_440):
        assert event is not None
        handovers.put_off(event)
        now.passes(minutes=minutes, seconds=-1)
        assert handovers.untold() == []
        now.passes(seconds=1)
        ((id, _),) = handovers.untold()
        event = handovers.event(id)


def test_later_news_wait_for_earlier_ones_but_not_for_those_that_cannot_be_told(
    handovers: Handovers, database: Engine
) -> None:
    _, handover, opened = handovers.ask(asker(database, "U1"))
    claimed = handovers.step(TEAM, handover.id, CLAIM, "claim")
    assert isinstance(claimed, Event)
    assert opened is not None
    assert not handovers.earlier_untold(opened)
    assert handovers.earlier_untold(claimed)
    handovers.put_off(opened)
    assert not handovers.earlier_untold(claimed)


def test_handovers_go_with_their_questions(
    handovers: Handovers, database: Engine, now: Clock
) -> None:
    _, kept, _ = handovers.ask(asker(database, "U1", topic="kept"))
    old = asker(database, "U2", topic="old")
    _, gone, event = handovers.ask(old)
    assert event is not None
    later = asker(database, "U3", topic="kept")
    handovers.ask(later)
    questions = Questions(database)
    moment = questions.get(later.question_id)
    assert moment is not None
    # All questions but the last are forgotten: one handover keeps an asker, the other has none.
    questions.forget_before(moment.asked_at)
    StoredHandovers(database).forget_forsaken(now.at)
    assert handovers.get(TEAM, gone.id) is None
    assert handovers.event(event.id) is None
    found = handovers.get(TEAM, kept.id)
    assert found is not None
    assert [one.user for one in found.askers] == ["U3"]
