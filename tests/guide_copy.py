"""A working copy in which the commands of docs/slack.md are typed, and the guide itself, read."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import DATA

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs" / "slack.md").read_text("utf-8")
_PATIENCE = 120

# What is typed instead of a command of the guide. All others are typed as they stand there.
INSTEAD: Mapping[str, str] = {
    # The packages are installed here.
    "make installed": "true",
    # It sees to the packages, then does this.
    "make run": ".venv/bin/desk serve",
}
# What stands otherwise than on a stranger's machine, beside the commands:
# - `.venv/bin/desk` of the copy starts the desk of this checkout, with the packages of the tests;
# - DESK_SLACK_API names the local Slack, where the guide's reader has Slack itself;
# - DESK_DATA is a folder of the copy's own, the index and the encoder in it those made before;
# - PORT is a free one.
_DESK = """#!/bin/sh
exec "{python}" -c 'import sys; sys.argv[0] = "desk"; from bot.cli.main import main; main()' "$@"
"""


def sections() -> dict[str, list[str]]:
    """Return the commands of each section of the guide that has any, in order."""
    parts = re.split(r"^## (.+)$", GUIDE, flags=re.M)
    found = {
        heading: re.findall(r"^```sh\n(.+?)\n```$", text, re.M | re.S)
        for heading, text in zip(parts[1::2], parts[2::2], strict=True)
    }
    return {heading: commands for heading, commands in found.items() if commands}


def section(heading: str) -> str:
    """Return what stands under a heading."""
    return GUIDE.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]


class WorkingCopy:
    """The folder of a checkout, as somebody has it who begins with the guide.

    Args:
        folder: an empty folder.
        slack_api: the address of the local Slack.
    """

    def __init__(self, folder: Path, slack_api: str) -> None:
        self.folder = folder
        program = folder / ".venv" / "bin" / "desk"
        program.parent.mkdir(parents=True)
        program.write_text(_DESK.format(python=sys.executable), "utf-8")
        program.chmod(0o755)
        (folder / ".env.example").write_bytes((ROOT / ".env.example").read_bytes())
        self.data = folder / ".data"
        self.data.mkdir()
        for made in ("index", "encoder"):
            (self.data / made).symlink_to(DATA / made)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        own = {name: value for name, value in os.environ.items() if not name.startswith("DESK_")}
        self._environment = own | {
            "PYTHONPATH": str(ROOT), "DESK_SLACK_API": slack_api, "PORT": str(self.port),
        }  # fmt: skip

    @property
    def url(self) -> str:
        """The address of the desk that is started here."""
        return f"http://127.0.0.1:{self.port}"

    def type(self, command: str, status: int = 0) -> str:
        """Type a command of the guide; return what it prints."""
        ran = subprocess.run(
            INSTEAD.get(command, command), shell=True, cwd=self.folder, env=self._environment,
            capture_output=True, encoding="utf-8", timeout=_PATIENCE, check=False,
        )  # fmt: skip
        assert ran.returncode == status, ran.stdout + ran.stderr
        return ran.stdout

    @contextmanager
    def typed(self, command: str) -> Iterator[Path]:
        """Type a command that goes on until it is interrupted; give the file of what it says."""
        said = self.folder / "said.txt"
        with (
            said.open("wb") as log,
            subprocess.Popen(
                f"exec {INSTEAD.get(command, command)}", shell=True, cwd=self.folder,
                env=self._environment, stdout=log, stderr=log,
            ) as process,
        ):  # fmt: skip
            try:
                yield said
            finally:
                process.send_signal(signal.SIGINT)
                process.wait(60)

    def set(self, **values: str) -> None:
        """Write settings into `.env`, in place of what stands there for them."""
        env = self.folder / ".env"
        kept = [
            line for line in env.read_text("utf-8").splitlines()
            if line.partition("=")[0] not in values
        ]  # fmt: skip
        given = [f"{name}={value}" for name, value in values.items() if value]
        env.write_text("\n".join([*kept, *given]) + "\n", "utf-8")
