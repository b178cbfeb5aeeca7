"""Installations in PostgreSQL: made by several processes at once, and a state is good once."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime

import sqlalchemy
from pydantic import SecretStr
from slack_sdk.oauth.installation_store import Installation

from bot.settings import Settings
from bot.slack.installing import Installations, authorized_by, forget_installation, oauth_settings

REPLICAS = 4


def test_replicas_share_the_installations_and_use_a_state_up_once(postgres_url: str) -> None:
    settings = Settings(
        slack_client_id="1.2", slack_client_secret=SecretStr("s"), public_url="https://desk.example"
    )
    with ExitStack() as stack, ThreadPoolExecutor(REPLICAS) as pool:
        engines = [sqlalchemy.create_engine(postgres_url) for _ in range(REPLICAS)]
        for engine in engines:
            stack.callback(engine.dispose)
        replicas = list(pool.map(lambda engine: oauth_settings(settings, engine), engines))
        stores = [replica.installation_store for replica in replicas]
        for number in (1, 2):
            stores[number].save(
                Installation(app_id="A1", user_id="U1", team_id="T1", bot_token=f"t{number}",
                             installed_at=1e9 + number)
            )  # fmt: skip
        for store in stores:
            assert isinstance(store, Installations)
            found = authorized_by(store)(None, "T1")
            assert found is not None
            assert found.bot_token == "t2"
        for _ in range(10):
            state = replicas[0].state_store.issue()
            used = list(pool.map(lambda one: one.state_store.consume(state), replicas))  # noqa: B023  # used up in the loop
            assert used.count(True) == 1
        first, second = stores[:2]
        assert isinstance(first, Installations)
        assert isinstance(second, Installations)
        assert forget_installation(first, None, "T1", datetime.now(UTC)) is True
        assert second.workspaces() == []
