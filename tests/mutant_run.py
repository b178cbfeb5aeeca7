"""A mutant, and the tests of the rules and the amounts run on it in a process of its own."""

import json
import os
import resource
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType

import pytest
from hypothesis import Phase, settings

ROOT = Path(__file__).parents[1]
STATE = Path(tempfile.gettempdir()) / f"guideline-desk-mutants-{os.getuid()}"
TREE, LEFT_OUT = STATE / "tree", STATE / "left-out.json"
PACKAGES = ("knowledge/amounts", "knowledge/statements", "knowledge/rules")
CPU_SECONDS = 90
ARGUMENTS = (
    "--noconftest", "-p", "no:cacheprovider", "-p", "no:anyio", "--tb=no",
    "--hypothesis-profile=mutants", "-W", "ignore::pytest.PytestAssertRewriteWarning",
)  # fmt: skip
PHASES = (Phase.explicit, Phase.generate)
"""What hypothesis does: a failure that it finds need not be made small."""


@dataclass(frozen=True)
class Mutant:
    """A module with one change; its name is its path and the number of the change in it."""

    name: str
    path: str
    source: str
    diff: str


class Mutated(SourceFileLoader):
    """Loads the mutant's module from the mutated source; no file is written."""

    def __init__(self, mutant: Mutant) -> None:
        super().__init__(mutant.path.removesuffix(".py").replace("/", "."), str(TREE / mutant.path))
        self.source = mutant.source

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        return spec_from_file_location(name, self.path, loader=self) if name == self.name else None

    def get_code(self, fullname: str) -> CodeType:
        return compile(self.source, self.path, "exec")


class Tests:
    """A pytest plugin that leaves tests out and keeps the names of those that fail."""

    def __init__(self, left_out: Sequence[str]) -> None:
        self.left_out, self.failed = frozenset(left_out), list[str]()

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if item.nodeid not in self.left_out]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.failed += [report.nodeid] if report.failed else []


def fork(mutant: Mutant | None) -> int:
    """Run the tests in a process of its own, behind all others, and return its number.

    Without a mutant, the tests that fail are left out from then on.
    """
    if child := os.fork():
        return child
    try:
        status, quiet = 1, os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        os.chdir(TREE)
        os.nice(10)
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
        for name in [name for name in sys.modules if name.split(".")[0] in ("knowledge", "tests")]:
            del sys.modules[name]
        # Nothing may come from the tree itself, which is on the path and installed as editable.
        sys.path[:] = [str(TREE), *(one for one in sys.path if one not in ("", str(ROOT)))]
        sys.meta_path[:] = [one for one in sys.meta_path if "__editable__" not in repr(one)]
        settings.register_profile(
            "mutants", derandomize=True, database=None, deadline=None, phases=PHASES
        )
        tests = Tests(json.loads(LEFT_OUT.read_text()) if mutant else ())
        if mutant:
            sys.dont_write_bytecode = True
            sys.meta_path.insert(0, Mutated(mutant))
        # The amounts use neither of the others, so that their tests notice nothing of them.
        used = PACKAGES if not mutant or mutant.path.startswith(PACKAGES[0]) else PACKAGES[1:]
        paths = [f"tests/{package}" for package in used]
        status = pytest.main([*ARGUMENTS, *(["-x"] if mutant else []), *paths], plugins=[tests])
        if not mutant and status in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
            LEFT_OUT.write_text(json.dumps(tests.failed))
    finally:
        os._exit(status)
