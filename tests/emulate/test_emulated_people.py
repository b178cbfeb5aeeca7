"""Who is admin and staff, and what `desk check slack` finds, by the emulator's word."""

import logging

from pydantic import SecretStr

from bot.settings import Settings
from bot.slack.checking import Known, StaffChannel, check_slack
from bot.slack.clients import Clients
from bot.slack.people import People
from bot.store.channels import Channels, WorkspaceSettings
from tests.emulate.office import Office
from tests.emulate.room import ADMIN, BOT_TOKEN, DESK, TEAM, call, channel, person


def test_admins_and_staff_are_who_the_workspace_says(desk: Office) -> None:
    staff = channel(desk.slack, private=True)
    lin, wang = person(desk.slack, "lin"), person(desk.slack, "wang")
    call(desk.slack, "admin", "conversations.kick", channel=staff.channel, user=wang)
    channels = Channels(desk.database)
    channels.choose_workspace(TEAM, WorkspaceSettings(staff_channel=staff.channel), ADMIN)
    clients = Clients(lambda _: BOT_TOKEN, desk.front.url, logging.getLogger("quiet"))
    people = People(clients, channels)
    assert [people.is_admin(TEAM, one) for one in (ADMIN, lin, wang)] == [True, False, False]
    assert [people.is_staff(TEAM, one) for one in (ADMIN, lin, wang)] == [True, True, False]
    assert people.members(TEAM, staff.channel) == {ADMIN, lin, DESK}
    # Slack too shows a private channel to its members alone.
    call(desk.slack, "admin", "conversations.kick", channel=staff.channel, user=DESK)
    again = People(clients, channels)
    assert not again.is_staff(TEAM, lin)


def test_the_check_tells_what_is_right_and_what_to_mend(desk: Office) -> None:
    staff, other, old = (channel(desk.slack).channel for _ in range(3))
    call(desk.slack, "admin", "conversations.kick", channel=other, user=DESK)
    call(desk.slack, "admin", "conversations.archive", channel=old)
    known = Known([StaffChannel(one) for one in (staff, other, old, "C0NONE")])
    findings = list(check_slack(desk.settings, known))
    text = "\n".join(map(str, findings))
    for said in (
        f"ok   the bot token works: workspace 甲方 ({TEAM}), bot guideline-desk ({DESK})",
        # Slack names a token's scopes in a header of each answer; the emulator does not.
        "note Slack does not say which scopes the bot token has",
        "ok   the clock agrees with Slack's",
        "is there and the bot is in it",
    ):
        assert said in text
    mends = [one.text for one in findings if one.kind == "mend" and "channel" in one.text]
    assert len(mends) == 3
    assert "/invite it there" in mends[0]
    assert "is archived" in mends[1]
    assert "C0NONE is not there" in mends[2]
    assert BOT_TOKEN not in text


def test_a_token_without_its_form_and_an_app_without_socket_mode_are_told(desk: Office) -> None:
    # A token that nobody has is the admin's for the emulator; for Slack it is `invalid_auth`.
    # And it has no Socket Mode, which every app of Slack's may have.
    bot, app = SecretStr("none"), SecretStr("xapp-1")
    settings = Settings(slack_api=desk.front.url, slack_bot_token=bot, slack_app_token=app)
    mends = [one.text for one in check_slack(settings, Known()) if one.kind == "mend"]
    assert any("DESK_SLACK_BOT_TOKEN is something else" in text for text in mends)
    assert any(text.startswith("the app token does not work") for text in mends)
