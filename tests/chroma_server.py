"""A Chroma server of the tests' own: `chroma run` on a free port, in a temporary folder."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx

_START = 120  # seconds; it takes one or two
PROGRAM = Path(sys.executable).with_name("chroma")


class ChromaServer:
    """A server that may be stopped, started again with what it kept, or made silent."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="desk-chroma-"))
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self._port}"
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "ChromaServer":
        """Start it."""
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it and remove everything."""
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def start(self) -> None:
        """Start it and return once it answers."""
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [PROGRAM, "run", "--host", "127.0.0.1", "--port", str(self._port),
                 "--path", self._folder / "data"],
                stdout=log, stderr=log, cwd=self._folder,
                env={"PATH": os.environ["PATH"], "HOME": str(self._folder)},
            )  # fmt: skip
        deadline = time.monotonic() + _START
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                log_text = (self._folder / "log").read_text("utf-8", "replace")
                raise RuntimeError(f"Chroma did not start: {log_text}")
            time.sleep(0.05)

    def stop(self) -> None:
        """Stop it as a power cut would; what it wrote stays."""
        if self._process is not None:
            self._process.send_signal(signal.SIGCONT)
            self._process.kill()
            self._process.wait(_START)
            self._process = None

    def silence(self) -> None:
        """Let it take connections and say nothing, until it is stopped."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/api/v2/heartbeat", timeout=5).is_success
        except httpx.HTTPError:
            return False
