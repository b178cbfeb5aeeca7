"""Reads a Dockerfile and what of a folder is sent to its build."""

import io
import json
import shlex
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

from dockerfile_parse import DockerfileParser

ROOT = Path(__file__).parents[2]
DOCKERFILE = ROOT / "deploy" / "Dockerfile"


@dataclass(frozen=True)
class Instruction:
    """One instruction of a Dockerfile, its lines joined.

    Attributes:
        name: in capitals.
        stage: counts from 0.
    """

    name: str
    value: str
    stage: int

    def flags(self) -> dict[str, str]:
        """Return its `--name=value` words."""
        words = [word for word in self.value.split() if word.startswith("--") and "=" in word]
        return dict(word.removeprefix("--").split("=", 1) for word in words)

    def words(self) -> list[str]:
        """Return its words without flags, in exec form or plain.

        Raises:
            ValueError: what looks like exec form is none.
        """
        rest = self.value
        while rest.startswith("--"):
            rest = rest.partition(" ")[2].lstrip()
        rest = rest.removeprefix("CMD ").lstrip() if self.name == "HEALTHCHECK" else rest
        words = json.loads(rest) if rest.startswith("[") else shlex.split(rest)
        return list(map(str, words))

    def exec_form(self) -> bool:
        """Tell whether its command is a list of words, which no shell reads."""
        return self.value.rstrip().endswith("]") and "[" in self.value


def read_dockerfile(path: Path = DOCKERFILE) -> list[Instruction]:
    """Return a Dockerfile's instructions without its comments."""
    parser = DockerfileParser(fileobj=io.BytesIO(path.read_bytes()))
    instructions, stage = [], -1
    for entry in parser.structure:
        stage += entry["instruction"] == "FROM"
        if entry["instruction"] != "COMMENT":
            instructions.append(Instruction(entry["instruction"], entry["value"], stage))
    return instructions


def environment(instructions: list[Instruction], stage: int) -> dict[str, str]:
    """Return what ENV sets in a stage."""
    pairs = [
        word.split("=", 1)
        for instruction in instructions
        if instruction.name == "ENV" and instruction.stage == stage
        for word in instruction.words()
    ]
    return dict(pairs)


def is_sent(path: str) -> bool:
    """Tell whether a file of the checkout is sent to the build, by the kinds of pattern used.

    Args:
        path: relative to the checkout.
    """
    sent = True
    for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines():
        pattern = line.strip()
        if not pattern or pattern.startswith("#"):
            continue
        taken, pattern = pattern.startswith("!"), pattern.removeprefix("!")
        names = [str(part) for part in (PurePosixPath(path), *PurePosixPath(path).parents)]
        if any(_matches(name, pattern) for name in names):
            sent = taken
    return sent


def _matches(name: str, pattern: str) -> bool:
    if pattern.startswith("**/"):
        return fnmatch(PurePosixPath(name).name, pattern.removeprefix("**/"))
    return "/" not in name and fnmatch(name, pattern)
