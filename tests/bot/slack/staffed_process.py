"""The desk as a process of its own that answers as `answer_by_words` does: it may be killed.

python -m tests.bot.slack.staffed_process DATA SLACK_URL STATE_FILE
"""

import socket
import sys
from pathlib import Path

import uvicorn

# Started with -m from the root, the modules beside this one are not on the path.
sys.path.insert(0, str(Path(__file__).parent))

from fake_slack import APP_TOKEN, BOT_TOKEN, SECRET
from fake_slack_engine import FakeEngine
from fastapi import FastAPI
from pydantic import SecretStr
from staffed_workspace import answer_by_words

from bot.settings import Settings
from bot.slack.app import create_slack_desk
from bot.slack.http import create_slack_router
from bot.store.database import database_url, open_database
from bot.store.slots import slots_of
from bot.store.work import Work
from tests.bot.engine_source import FixedSource
from tests.bot.remembering import asking_of


def main() -> None:
    """Serve until killed; the port is written into the state file."""
    data, slack_url, state = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    settings = Settings(
        data=data,
        slack_bot_token=SecretStr(BOT_TOKEN),
        slack_app_token=SecretStr(APP_TOKEN),
        slack_signing_secret=SecretStr(SECRET),
        slack_api=slack_url,
    )
    database = open_database(database_url(None, data))
    work = Work(database, slots_of(database, data / "slots"))
    asking = asking_of(FixedSource(FakeEngine(answer_by_words)), database)
    desk = create_slack_desk(asking, database, work, settings)
    web = FastAPI()
    web.include_router(create_slack_router(desk.app, settings))
    listening = socket.create_server(("127.0.0.1", 0))
    work.start()
    desk.resume()
    # Whoever waits for the file must not read half of it.
    half = state.with_suffix(".part")
    half.write_text(str(listening.getsockname()[1]), "utf-8")
    half.replace(state)
    uvicorn.Server(uvicorn.Config(web, log_config=None)).run(sockets=[listening])


if __name__ == "__main__":
    main()
