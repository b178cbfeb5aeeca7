"""Runs what the image would run, without a container engine; a part of `make prove`.

It follows `deploy/Dockerfile` in an empty folder that stands for the image's root: what it copies
is copied, what it runs is run with nothing in the environment but what it sets, and then its
command is started as `deploy/compose.yaml` would start it, beside a real PostgreSQL and a real
Chroma server. A question is answered, the Chroma server is asked whether it holds the vectors, the
health check is run, and a second start must be ready from what the first one left.

    python -m tests.deploy.container [FOLDER]

It installs every package anew, which takes minutes. Vectors that `.data` has are copied, not
encoded again. FOLDER is kept and what it has installed used again; without one a temporary folder
is removed at the end.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import yaml

from knowledge.search.server_index import connected
from tests.chroma_server import ChromaServer
from tests.deploy.dockerfile import ROOT, Instruction, environment, is_sent, read_dockerfile
from tests.postgres_server import PostgresServer

_STARTED = 1200  # seconds; a start that writes all vectors takes a few minutes
_PLACES = re.compile(r"(?<![\w./])/(desk|venv|data)\b")
_OF_THE_CONTAINER = ("useradd",)
"""Programs that change the container's own system, which this machine is not."""


@dataclass(frozen=True)
class Image:
    """A folder in which a Dockerfile is followed.

    Attributes:
        root: stands for `/` of the image.
    """

    root: Path

    def inside(self, text: str) -> str:
        """Return a text with the image's folders in place of those of `/`."""
        return _PLACES.sub(lambda found: f"{self.root}/{found.group(1)}", text)

    def build(self, instructions: list[Instruction]) -> None:
        """Follow the instructions of all stages, in one folder."""
        workdir = self.root
        for instruction in instructions:
            if instruction.name == "WORKDIR":
                workdir = Path(self.inside(instruction.value))
                workdir.mkdir(exist_ok=True)
            elif instruction.name == "COPY" and "from" in instruction.flags():
                source, target = instruction.words()
                assert source == target, "stages share one folder here: copy to the same place"
                assert Path(self.inside(source)).exists(), source
            elif instruction.name == "COPY":
                *sources, target = instruction.words()
                for source in sources:
                    _copy(source, workdir / target)
            elif instruction.name == "RUN":
                self._run(instruction, environment(instructions, instruction.stage), workdir)

    def _run(self, instruction: Instruction, env: dict[str, str], workdir: Path) -> None:
        if instruction.value.split()[0] in _OF_THE_CONTAINER:
            print(f"left out: {instruction.value}")
            return
        if "-m venv" in instruction.value and (self.root / "venv" / ".done").exists():
            return
        if "desk ingest" in instruction.value:
            _lend_vectors(self.root / "data")
        print(f"RUN {instruction.value}", flush=True)
        # How this machine reaches packages is given to a build as its arguments are.
        pip = {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
        env = {"PATH": f"{self.root}/bin:/usr/bin:/bin", **env, **pip, "PIP_NO_CACHE_DIR": "0"}
        subprocess.run(
            ["sh", "-ec", self.inside(instruction.value)], cwd=workdir, check=True,
            env={name: self.inside(value) for name, value in env.items()},
        )  # fmt: skip
        if "-m venv" in instruction.value:
            (self.root / "venv" / ".done").touch()


def _copy(source: str, target: Path) -> None:
    """Copy a file or what a folder holds, as COPY does, less what is not sent to a build."""
    path = ROOT / source
    target.mkdir(parents=True, exist_ok=True)
    for file in [path] if path.is_file() else sorted(path.rglob("*")):
        if file.is_file() and is_sent(file.relative_to(ROOT).as_posix()):
            place = target / (file.name if path.is_file() else file.relative_to(path))
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, place)


def _lend_vectors(data: Path) -> None:
    """Copy the vectors that were encoded before, where there are any."""
    kept = ROOT / ".data" / "index" / "encoded"
    if kept.is_dir() and not (data / "index").exists():
        shutil.copytree(kept, data / "index" / "encoded")


def start(image: Image, instructions: list[Instruction], given: dict[str, str]) -> Any:
    """Start the image's command as a container would, with these variables beside its own."""
    last = max(instruction.stage for instruction in instructions)
    (command,) = [i.words() for i in instructions if i.name == "CMD"]
    env = {name: image.inside(value) for name, value in environment(instructions, last).items()}
    program = shutil.which(command[0], path=env["PATH"])
    assert program is not None, f"{command[0]} is not on the image's PATH"
    # HOST is what it is in the image; nothing is published here, and the port is a free one.
    return subprocess.Popen([program, *command[1:]], env={**env, **given}, cwd=image.root / "desk")


def composed(database: str, chroma: str, port: int) -> dict[str, str]:
    """Return what the compose file sets for the desk, with addresses of this machine."""
    text = (ROOT / "deploy" / "compose.yaml").read_text("utf-8")
    set_there = yaml.safe_load(text)["services"]["desk"]["environment"]
    here = {"DESK_DATABASE": database, "DESK_CHROMA": chroma, "PORT": str(port)}
    assert set_there.keys() == here.keys(), "compose.yaml sets other variables than are known here"
    return here


def healthy(image: Image, instructions: list[Instruction], port: int) -> bool:
    """Run the image's health check."""
    last = max(instruction.stage for instruction in instructions)
    (check,) = [i.words() for i in instructions if i.name == "HEALTHCHECK"]
    path = image.inside(environment(instructions, last)["PATH"])
    program = shutil.which(check[0], path=path)
    assert program is not None
    env = {"PATH": path, "PORT": str(port)}
    return not subprocess.run([program, *check[1:]], env=env, capture_output=True).returncode


def until_ready(process: Any, url: str) -> float:
    """Wait for the desk, and return how many seconds it took."""
    begun = time.monotonic()
    while time.monotonic() - begun < _STARTED:
        assert process.poll() is None, f"the desk ended with status {process.returncode}"
        try:
            if httpx.get(f"{url}/readyz", timeout=10).status_code == 200:
                return time.monotonic() - begun
        except httpx.HTTPError:
            pass
        time.sleep(0.5)
    raise TimeoutError("the desk was not ready in time")


def check_start(image: Image, instructions: list[Instruction], given: dict[str, str]) -> None:
    """Start it, ask it, and stop it as an engine would."""
    port = int(given["PORT"])
    url = f"http://127.0.0.1:{port}"
    assert not healthy(image, instructions, port), "the health check passes with nothing there"
    process = start(image, instructions, given)
    try:
        print(f"ready after {until_ready(process, url):.0f} seconds", flush=True)
        assert healthy(image, instructions, port), "it is ready, and the health check fails"
        asked = {"question": "When does the guideline take effect?"}
        answer = httpx.post(f"{url}/api/ask", json=asked, timeout=60).json()
        assert answer["status"] == "answered", answer
        assert "February 1st 2018" in json.dumps(answer["citations"]), answer
        print("answered:", answer["text"].splitlines()[0], flush=True)
    finally:
        process.terminate()
        status = process.wait(60)
    # uvicorn ends by the signal itself once it has closed everything.
    assert status in (0, -15), f"a stop ended with status {status}"


def main() -> None:
    """Build in a folder, start twice, tell what was found."""
    named = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else None
    folder = named or Path(tempfile.mkdtemp(prefix="desk-image-"))
    (folder / "bin").mkdir(parents=True, exist_ok=True)
    python = folder / "bin" / "python"
    if not python.exists():
        python.symlink_to(Path(sys.base_prefix) / "bin" / "python3.11")
    image, instructions = Image(folder), read_dockerfile()
    try:
        image.build(instructions)
        with PostgresServer() as postgres, ChromaServer() as chroma, socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
            probe.close()
            given = composed(postgres.new_database(), chroma.url, port)
            for which in ("first", "second"):
                print(f"{which} start", flush=True)
                check_start(image, instructions, given)
            with connected(chroma.url, 60) as client:
                held = {kept.name: kept.count() for kept in client.list_collections()}
        assert len(held) == 2 and min(held.values()) > 100, held  # noqa: PT018  # one finding
        print(f"on the Chroma server: {held}")
    finally:
        if named is None:
            shutil.rmtree(folder, ignore_errors=True)
    print("what the image runs, runs")


if __name__ == "__main__":
    main()
