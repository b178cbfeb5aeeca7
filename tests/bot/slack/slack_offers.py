"""Private answers in a test: channels that show them so, and offers of those that may be lost."""

from collections.abc import Mapping

from fake_slack import FakeSlack
from fake_slack_interactions import element_of
from sqlalchemy import URL, Engine

from bot.slack.foot import SHOW
from bot.store.answers import Answers
from bot.store.channels import Channels, ChannelSettings
from bot.store.database import open_database
from bot.store.questions import Questions


def choose(url: URL, chosen: Mapping[str, ChannelSettings]) -> None:
    """Choose the settings of channels."""
    database = open_database(url)
    for channel, settings in chosen.items():
        Channels(database).choose_channel("T1", channel, settings, "UADMIN")
    database.dispose()


def offered_tokens(slack: FakeSlack, database: Engine) -> set[str]:
    """Return the questions whose answer is offered by a button, by the word that names them."""
    found = set()
    for message in list(slack.ephemerals):
        try:
            _, button = element_of(message["blocks"], SHOW)
        except (AssertionError, StopIteration):
            continue
        kept = Answers(database).by_code(button["value"])
        assert kept is not None
        asked = Questions(database).get(kept.question_id)
        assert asked is not None
        found.add(asked.text.rstrip("?"))
    return found
