"""The local Slack as a process of its own, which outlives the app that talks to it.

    python -m tests.bot.slack.fake_slack_process --port 8010 --state-file slack.json

The state file names its addresses; `/_control/posts` and its like tell the state.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Started with -m from the root, the modules beside this one are not on the path.
sys.path.insert(0, str(Path(__file__).parent))

from fake_slack import fake_slack, wait_until


@dataclass(frozen=True)
class RemoteSlack:
    """A local Slack in another process.

    Attributes:
        url: of the Web API, with "/api/" at its end.
        socket_url: of Socket Mode.
    """

    url: str
    socket_url: str

    def told(self, what: str, **arguments: Any) -> Any:
        """Return a part of the state, or do something.

        Args:
            what: posts, threads, calls, ephemerals, responses, views, problems or refusals;
                plan or act.
            arguments: of what is done.
        """
        request = urllib.request.Request(
            f"{self.url.removesuffix('/api/')}/_control/{what}",
            json.dumps(arguments).encode(),
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=30) as response:
            return json.load(response)

    def posts(self) -> list[dict[str, Any]]:
        """Return the messages that the desk posted, in order."""
        posts: list[dict[str, Any]] = self.told("posts")
        return posts

    def plan(self, method: str, **outcome: Any) -> None:
        """Give the next call of a method an outcome; its fields are those of Outcome."""
        self.told("plan", method=method, **outcome)

    def act(
        self, does: str, user: str = "U1", target: str | None = None, **arguments: Any
    ) -> dict[str, Any]:
        """Let a person act, as `says` or `clicks`; the app hears of it at `target`."""
        act: dict[str, Any] = self.told(
            "act", does=does, user=user, target=target, arguments=arguments
        )
        return act

    def wait_for_posts(self, number: int, settle: float = 0.3) -> list[dict[str, Any]]:
        """Wait until so many messages are posted, then a little for one too many."""
        wait_until(lambda: len(self.posts()) >= number, 30)
        time.sleep(settle)
        return self.posts()


@contextmanager
def slack_process(port: int = 0) -> Iterator[RemoteSlack]:
    """Run the local Slack as a process until the end of the context."""
    with tempfile.TemporaryDirectory() as folder:
        state = Path(folder) / "slack.json"
        command = [sys.executable, __file__, "--port", str(port), "--state-file", str(state)]
        with subprocess.Popen(command) as process:
            try:
                wait_until(state.exists, 30)
                told = json.loads(state.read_text("utf-8"))
                yield RemoteSlack(told["url"], told["socket_url"])
            finally:
                process.terminate()


def main() -> None:
    """Serve until a SIGTERM or SIGINT."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--socket-port", type=int, default=0)
    parser.add_argument("--state-file", type=Path)
    options = parser.parse_args()
    ended = threading.Event()
    for kind in (signal.SIGTERM, signal.SIGINT):
        signal.signal(kind, lambda *_: ended.set())
    with fake_slack(options.port, options.socket_port) as slack:
        told = json.dumps({"url": slack.url, "socket_url": slack.socket_url, "pid": os.getpid()})
        if options.state_file:
            # Whoever waits for the file must not read half of it.
            half = options.state_file.with_suffix(".part")
            half.write_text(told, "utf-8")
            half.replace(options.state_file)
        print(told, flush=True)
        ended.wait()


if __name__ == "__main__":
    main()
