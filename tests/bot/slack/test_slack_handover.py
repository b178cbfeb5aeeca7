"""A question handed to a person, from open to closed, seen by those who ask and by the staff."""

from collections.abc import Iterator
from typing import Any

import pytest
from staffed_workspace import STAFF, StaffedWorkspace, staffed_workspace

from bot.answer.question import SHANGHAI
from bot.words import Words

EN, HANS, HANT = Words("en"), Words("zh-Hans"), Words("zh-Hant")
CLAIM, GIVE_BACK, ANSWER = "handover-claim", "handover-give-back", "handover-answer"
CLOSE, REOPEN = "handover-close", "handover-reopen"
OBJECT, ANEW = "handover-object", "handover-anew"
U7 = "<@U7>"


@pytest.fixture
def desk() -> Iterator[StaffedWorkspace]:
    """The desk in a workspace with staff."""
    with staffed_workspace() as found:
        yield found


def firsts(messages: list[dict[str, Any]]) -> list[str]:
    """Return the first lines of messages."""
    return [message["text"].partition("\n")[0] for message in messages]


def told(root: dict[str, Any], desk: StaffedWorkspace) -> list[str]:
    """Return what was told in the thread of an answer after that answer, without the names."""
    return [line.partition(": ")[2] for line in firsts(desk.thread(root))[1:]]


def offered(message: dict[str, Any]) -> list[str]:
    """Return the ids of a message's buttons."""
    return [
        element["action_id"]
        for block in message["blocks"] if block["type"] == "actions"
        for element in block["elements"]
    ]  # fmt: skip


def quoted(message: dict[str, Any]) -> list[str]:
    """Return what people wrote, as the message shows it."""
    return [
        "".join(part["text"] for part in element["elements"])
        for block in message["blocks"] if block["type"] == "rich_text"
        for element in block["elements"] if element["type"] == "rich_text_quote"
    ]  # fmt: skip


def test_a_handover_lives_from_open_to_closed_on_both_sides(desk: StaffedWorkspace) -> None:
    first = desk.hands_over("U1")
    second = desk.hands_over("U2")
    assert offered(desk.staff_message()) == [CLAIM, ANSWER, CLOSE]
    assert "<@U1> asks in <https://team-t1.slack.com/archives/C1/p" in desk.staff_message()["text"]
    assert "2 people wait for this: <@U1>, <@U2>" in desk.staff_message()["text"]
    assert quoted(desk.staff_message()) == ["May a firm apply?", "as the blocks"]
    assert told(first, desk) == [EN("handover-received")]
    assert told(second, desk) == [EN("handover-told-joined")]

    desk.clock.passes(minutes=61)
    desk.sweeps()
    desk.sweeps()
    reminder = desk.channel(STAFF)[1]
    assert reminder["text"].startswith("Nobody has taken <https://team-t1.slack.com/archives/C9/p")
    assert reminder["text"].endswith("It was asked 61 min ago.")

    opened = desk.staff_message()
    desk.clicks("U7", opened, CLAIM)
    desk.clicks("U8", opened, CLAIM)
    assert desk.said_to("U8") == [EN("handover-refused-taken", person=U7)]
    assert offered(desk.staff_message()) == [ANSWER, GIVE_BACK, CLOSE]
    assert firsts([desk.staff_message()])[0].startswith("*<@U7> is looking into it* · <@U1>")

    desk.submits("U7", desk.staff_message(), ANSWER, text="Yes, it may.")
    assert offered(desk.staff_message()) == [CLOSE, REOPEN]
    answer = desk.thread(second)[-1]
    assert quoted(answer) == ["Yes, it may."]
    assert EN("handover-by-person") in answer["text"]
    assert offered(answer) == [OBJECT]

    desk.submits("U2", answer, OBJECT, text="Which one? Call 13812345678")
    assert offered(desk.staff_message()) == [ANSWER, GIVE_BACK, CLOSE]
    desk.submits("U7", desk.staff_message(), ANSWER, text="Any firm.", closes=["yes"])
    assert offered(desk.staff_message()) == [REOPEN]
    desk.clicks("U8", desk.staff_message(), REOPEN)
    desk.submits("U7", desk.staff_message(), CLOSE, text="Settled by phone.")

    looking = EN("handover-told-claimed", person=U7)
    answers = EN("handover-told-answered", person=U7)
    open_again = EN("handover-told-reopened")
    closed = EN("handover-told-closed", person=U7)
    assert told(first, desk) == [
        EN("handover-received"), looking, answers, open_again, answers, open_again, closed,
    ]  # fmt: skip
    assert told(second, desk) == [
        EN("handover-told-joined"), looking, answers, EN("handover-told-objected"), answers,
        open_again, closed,
    ]  # fmt: skip
    history = desk.thread(desk.staff_message())
    assert firsts(history)[1:] == [
        EN("handover-log-claimed", person=U7),
        EN("handover-log-answered", person=U7),
        EN("handover-log-objected-claimed", person="<@U2>", holder=U7),
        EN("handover-log-resolved", person=U7),
        EN("handover-log-reopened", person="<@U8>"),
        EN("handover-log-closed", person=U7),
    ]
    assert firsts(history)[0].startswith("+1: <@U2> asks the same in <https://")
    assert quoted(history[3]) == ["Which one? Call …"]
    assert quoted(desk.thread(first)[-1]) == ["Settled by phone."]
    assert len(desk.channel(STAFF)) == 2
    assert desk.slack.refusals() == []


def test_an_answer_that_says_the_guideline_is_silent_offers_a_person_first(
    desk: StaffedWorkspace,
) -> None:
    for text, is_open in [("What is the deadline?", True), ("May a firm apply?", False)]:
        answer = desk.asks("U1", text)
        assert (EN("handover-can-ask") in str(answer["blocks"])) is is_open
        button = next(
            element
            for block in answer["blocks"] if block["type"] == "actions"
            for element in block["elements"] if element["action_id"] == "ask-person"
        )  # fmt: skip
        assert (button.get("style") == "primary") is is_open
        assert "confirm" not in button


def test_a_wish_for_a_person_hands_over_the_question_before_it(desk: StaffedWorkspace) -> None:
    asked = desk.asks("U1", "What is the deadline?", channel=None)
    wish = desk.asks("U1", "ask a person", channel=None, thread=asked["thread_ts"])
    desk.clicks("U1", wish, "ask-person")
    assert quoted(desk.staff_message())[0] == "What is the deadline?"
    alone = desk.hands_over("U2", text="人工", channel=None)
    assert quoted(desk.staff_message(1))[0] == "人工"
    assert firsts(desk.thread(alone))[-1] == HANS("handover-received")


def test_an_asker_who_asks_again_joins_nothing_twice(desk: StaffedWorkspace) -> None:
    first = desk.hands_over("U1")
    again = desk.hands_over("U1")
    desk.clicks("U1", first, "ask-person")
    assert desk.said_to("U1") == [EN("handover-waiting")] * 2
    desk.submits("U7", desk.staff_message(), ANSWER, text="Yes.")
    assert len(desk.thread(first)) == 3
    assert len(desk.thread(again)) == 1
    assert len(desk.channel(STAFF)) == 1


def test_who_asks_after_the_answer_sees_it_and_may_ask_anew(desk: StaffedWorkspace) -> None:
    first = desk.hands_over("U1")
    desk.submits("U7", desk.staff_message(), ANSWER, text="Yes.")
    second = desk.hands_over("U2")
    shown = desk.thread(second)[-1]
    day = f"{desk.clock.at.astimezone(SHANGHAI).day} "
    assert shown["text"].startswith(f"<@U2>: {U7} of the staff answered this on {day}")
    assert (quoted(shown), offered(shown)) == (["Yes."], [ANEW])
    desk.clicks("U2", shown, ANEW)
    assert offered(desk.staff_message(1)) == [CLAIM, ANSWER, CLOSE]
    assert told(second, desk)[-1] == EN("handover-received")
    desk.clicks("U1", first, "ask-person")
    assert offered(desk.thread(first)[-1]) == [OBJECT]


def test_what_is_claimed_can_be_given_back(desk: StaffedWorkspace) -> None:
    asked = desk.hands_over("U1")
    desk.clicks("U7", desk.staff_message(), CLAIM)
    desk.clicks("U8", desk.staff_message(), GIVE_BACK)
    assert offered(desk.staff_message()) == [CLAIM, ANSWER, CLOSE]
    assert firsts(desk.thread(desk.staff_message()))[-1] == EN(
        "handover-log-given-back", person="<@U8>"
    )
    assert len(told(asked, desk)) == 2


def test_reminders_come_at_growing_intervals_and_go_to_who_claimed_it(
    desk: StaffedWorkspace,
) -> None:
    desk.set_workspace(remind_after=30)
    desk.hands_over("U1")
    counts = []
    for minutes in (29, 2, 58, 3, 119, 2):
        desk.clock.passes(minutes=minutes)
        desk.sweeps()
        counts.append(len(desk.channel(STAFF)) - 1)
    assert counts == [0, 1, 1, 2, 2, 3]
    desk.clicks("U7", desk.staff_message(), CLAIM)
    desk.clock.passes(hours=23)
    desk.sweeps()
    assert len(desk.thread(desk.staff_message())) == 1
    desk.clock.passes(hours=2)
    desk.sweeps()
    assert firsts(desk.thread(desk.staff_message()))[1] == EN(
        "handover-log-reminded", person=U7, time="29 h"
    )
    desk.submits("U7", desk.staff_message(), ANSWER, text="Yes.")
    desk.clock.passes(days=9)
    desk.sweeps()
    assert len(desk.thread(desk.staff_message())) == 3
    assert len(desk.channel(STAFF)) == 4


def test_everyone_is_told_in_their_own_language(desk: StaffedWorkspace) -> None:
    texts = {
        "en": "May a firm apply?",
        "zh-Hans": "企业可以申请吗？",
        "zh-Hant": "企業可以申請嗎？",
    }
    threads = {
        Words(language): desk.hands_over(f"U{number}", text=text)  # type: ignore[arg-type]  # the keys are languages
        for number, (language, text) in enumerate(texts.items(), 1)
    }
    desk.set_channel(STAFF, language="zh-Hant")
    desk.clicks("U7", desk.staff_message(), CLAIM)
    desk.submits("U7", desk.staff_message(), ANSWER, text="可以。")
    for words, root in threads.items():
        assert told(root, desk)[1:] == [
            words("handover-told-claimed", person=U7), words("handover-told-answered", person=U7),
        ]  # fmt: skip
        assert desk.thread(root)[-1]["text"].endswith(words("handover-by-person"))
    assert HANT("handover-person-said", person=U7) in desk.staff_message()["text"]
    assert firsts(desk.thread(desk.staff_message()))[-1] == HANT("handover-log-answered", person=U7)
    desk.clicks("U3", desk.staff_message(), CLOSE)
    assert desk.said_to("U3") == [HANT("handover-not-staff")]


LONG = "&" * 3_000
WRITTEN = [
    ("<!here> & <@U2> *bold* `x` <https://a.example|b>", "<!here> & <@U2> *bold* `x` <https://a.example|b>"),
    ("see https://stcsm.sh.gov.cn/x?a=1&b=2。", "see https://stcsm.sh.gov.cn/x?a=1&b=2。"),
    (LONG, LONG),
    ("第一行\n\n第二行：“引号”", "第一行\n\n第二行：“引号”"),
]  # fmt: skip


def test_what_people_write_is_shown_as_it_is_and_acts_on_nobody(desk: StaffedWorkspace) -> None:
    asked = desk.hands_over(
        "U1", text="&lt;!channel&gt; &amp; *may* `a` firm apply?" + " &lt;x" * 900
    )
    assert quoted(desk.staff_message())[0].startswith("<!channel> & *may* `a` firm apply? <x <x")
    for written, shown in WRITTEN:
        desk.submits("U7", desk.staff_message(), ANSWER, text=written)
        assert quoted(desk.thread(asked)[-1]) == [shown]
        assert quoted(desk.staff_message())[-1][:1_400] == shown[:1_400]
        desk.submits("U1", desk.thread(asked)[-1], OBJECT, text=written[:1_000])
    links = [
        part["url"]
        for message in desk.thread(asked) for block in message["blocks"]
        if block["type"] == "rich_text"
        for element in block["elements"] for part in element["elements"] if part["type"] == "link"
    ]  # fmt: skip
    assert links[:2] == ["https://a.example", "https://stcsm.sh.gov.cn/x?a=1&b=2"]
    assert (desk.slack.refusals(), desk.slack.problems) == ([], [])


def test_an_empty_answer_is_not_taken(desk: StaffedWorkspace) -> None:
    desk.hands_over("U1")
    act = desk.submits("U7", desk.staff_message(), ANSWER, text="  \n ")
    (acknowledged,) = act.acknowledged
    assert acknowledged.body["errors"] == {"text": EN("handover-answer-empty")}
    assert offered(desk.staff_message()) == [CLAIM, ANSWER, CLOSE]
