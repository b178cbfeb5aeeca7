"""Home and the prompts: what stands there, for whom, and when it is shown anew."""

from collections.abc import Sequence

import pytest
from fake_slack import wait_until
from slack_doing import clean, person, text_of, window
from slack_workspace import Workspace, workspace

from bot.slack.blocks import Block
from bot.words import Words


def home_of(desk: Workspace, user: str = "U1") -> str:
    """Return what a person's Home says, once it is there."""
    wait_until(lambda: ("T1", user) in desk.slack.homes)
    return text_of(desk.slack.homes["T1", user])


@pytest.mark.parametrize(
    ("locale", "first"),
    [
        ("en-US", "Who pays the operating costs of a platform?"),
        ("zh-CN", "功能型平台的运行经费由谁出？"),
        ("zh-HK", "功能型平台的運行經費由誰出？"),
    ],
)
def test_the_dm_opens_with_four_prompts_in_the_persons_language(locale: str, first: str) -> None:
    with workspace() as desk:
        person(desk, locale=locale).opens_messages_tab()
        wait_until(lambda: bool(desk.slack.prompts))
        prompts = desk.slack.prompts["D1"]["prompts"]
        assert len(prompts) == 4
        assert prompts[0]["message"] == first
        clean(desk)


@pytest.mark.parametrize(
    ("locale", "lead"),
    [("en-US", "Ask me about"), ("zh-CN", "最近的提问"), ("zh-TW", "最近的提問")],
)
def test_home_tells_what_the_desk_does_and_that_it_is_unofficial(locale: str, lead: str) -> None:
    with workspace() as desk:
        person(desk, locale=locale).opens_home()
        said = home_of(desk)
        assert lead in said
        assert "2018" in said
        clean(desk)


def test_the_persons_own_questions_are_there_and_are_shown_again_in_their_dm() -> None:
    with workspace() as desk:
        acting = person(desk)
        acting.says("C1", "<@UBOT> Who pays?")
        person(desk, "U2").says("C1", "<@UBOT> Somebody else's?")
        desk.slack.wait_for_posts(2)
        acting.opens_home()
        said = home_of(desk)
        assert "Who pays?" in said
        assert "Somebody" not in said
        acting.clicks(desk.slack.homes["T1", "U1"], "show")
        desk.slack.wait_for_posts(3)
        (again,) = [thread for key, thread in desk.slack.threads.items() if key.startswith("D1:")]
        assert "8,000,000" in text_of(again[0])
        clean(desk)


def test_home_is_shown_anew_after_an_answer_to_who_opened_it_alone() -> None:
    with workspace() as desk:
        acting = person(desk)
        acting.opens_home()
        assert "Nothing yet" in home_of(desk)
        acting.says(None, "Who pays?")
        person(desk, "U2").says("C1", "<@UBOT> And the district?")
        wait_until(lambda: "Who pays?" in home_of(desk))
        desk.slack.wait_for_posts(2)
        assert ("T1", "U2") not in desk.slack.homes


def test_admins_see_the_settings_and_change_them_from_there() -> None:
    with workspace() as desk:
        acting = person(desk, "U9", is_admin=True)
        acting.opens_home()
        person(desk).opens_home()
        assert "Answering: On" in home_of(desk, "U9")
        assert "Answering: On" not in home_of(desk)
        acting.clicks(desk.slack.homes["T1", "U9"], "workspace-settings")
        acting.submits(window(desk, "U9"), {"answering": "off", "staff_channel": "C1"})
        wait_until(lambda: "Answering: Off" in home_of(desk, "U9"))
        wait_until(lambda: "switched off" in home_of(desk))
        assert "<#C1>" in home_of(desk, "U9")
        (told,) = desk.slack.wait_for_posts(1)
        assert "Off" in text_of(told)
        clean(desk)


def test_the_rules_open_from_home_and_their_results_come_into_the_dm() -> None:
    with workspace() as desk:
        acting = person(desk)
        acting.opens_home()
        home_of(desk)
        acting.clicks(desk.slack.homes["T1", "U1"], "rules")
        acting.clicks(window(desk), "rule-form:co-funding")
        acting.submits(window(desk, above=1), {"input:city": "8 million"})
        (posted,) = desk.slack.wait_for_posts(1)
        assert "8,000,000" in text_of(posted)
        assert desk.slack.shown_to("U1") == []
        clean(desk)


def test_home_is_there_while_the_index_is_made() -> None:
    with workspace(is_ready=False) as desk:
        acting = person(desk)
        acting.opens_home()
        assert "Ask me about" in home_of(desk)
        acting.clicks(desk.slack.homes["T1", "U1"], "rules")
        assert "getting ready" in text_of(desk.slack.wait_for_posts(1)[0])


def test_what_is_open_with_people_stands_there_the_queue_for_staff_alone() -> None:
    with workspace() as desk:
        desk.set_workspace(staff_channel="C2")
        desk.slack.teams["T1"].add_channel("C2", "U3")

        def own(team: str, user: str, words: Words) -> Sequence[Block]:
            return [_section(f"own of {user}")]

        def queue(team: str, user: str, words: Words) -> Sequence[Block]:
            return [_section(f"queue of {team}")] * 120

        desk.desk.home.show(own, queue)
        for user in ("U1", "U3"):
            person(desk, user).opens_home()
        assert "own of U1" in home_of(desk)
        assert "queue" not in home_of(desk)
        assert "queue of T1" in home_of(desk, "U3")
        assert len(desk.slack.homes["T1", "U3"]["blocks"]) <= 100
        clean(desk)


def _section(text: str) -> Block:
    return {"type": "section", "text": {"type": "plain_text", "text": text}}
