"""Changes the rules and what reads messages for them in small ways; lists what no test notices.

Run by `make mutants`. mutmut makes the mutants; a fixed sample of them is put to the tests of the
same packages alone. Each gets a process of its own that imports the mutated module anew: mutmut's
own runner imports before it mutates, so that tables made at import would stay as they were. A run
that was cut short goes on with its own copy of the tree, which lies outside the tree; a finished
one and `--fresh` start anew.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from difflib import unified_diff

from mutmut.mutation.file_mutation import create_mutations

from tests.mutant_run import LEFT_OUT, PACKAGES, ROOT, STATE, TREE, Mutant, fork

REPORT, DONE = ROOT / ".data" / "mutants.txt", STATE / "done.jsonl"
SEED, CORES = 20180201, 2


def copy_tree() -> None:
    shutil.rmtree(STATE, ignore_errors=True)
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    found = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in (name for name in found.split("\0") if (ROOT / name).is_file()):
        (TREE / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, TREE / name)


def sample(size: int) -> list[Mutant]:
    """Return the first mutants of a fixed order, so that a larger sample holds a smaller one."""
    every, sampled = [], []
    for file in sorted(file for one in PACKAGES for file in (TREE / one).glob("[!_]*.py")):
        path, code = file.relative_to(TREE).as_posix(), file.read_text("utf-8")
        module, mutations, *_ = create_mutations(path, code)
        every += [(path, at, code, module, mutation) for at, mutation in enumerate(mutations)]
    random.Random(SEED).shuffle(every)
    for path, at, code, module, mutation in every[:size]:
        changed = module.deep_replace(mutation.original_node, mutation.mutated_node)
        source = changed.code  # type: ignore[attr-defined]  # a module stays a module
        diff = unified_diff(code.splitlines(), source.splitlines(), path, path, n=1, lineterm="")
        sampled.append(Mutant(f"{path}:{at}", path, source, "\n".join(diff)))
    return sampled


def put_to_the_tests(waiting: list[Mutant]) -> None:
    """Run the tests on each mutant, some at a time, and write down how it fared."""
    running: dict[int, Mutant] = {}
    while waiting or running:
        while waiting and len(running) < CORES:
            mutant = waiting.pop()
            running[fork(mutant)] = mutant
        child, status, used = os.wait4(-1, 0)
        fared = "timed out" if os.WIFSIGNALED(status) else "killed" if status else "survived"
        row = [running.pop(child).name, fared, round(used.ru_utime + used.ru_stime, 1)]
        with DONE.open("a") as done:
            done.write(f"{json.dumps(row)}\n")
        print(f"{len(waiting) + len(running):4} to go: {row[0]} {fared}", flush=True)


def read_done() -> dict[str, tuple[str, float]]:
    rows = map(json.loads, DONE.read_text().splitlines() if DONE.exists() else ())
    return {name: (fared, cpu) for name, fared, cpu in rows}


def report(mutants: Sequence[Mutant]) -> None:
    done = read_done()
    lines = [
        f"left out, failing without a mutant: {one}" for one in json.loads(LEFT_OUT.read_text())
    ]
    for package in ("knowledge", *PACKAGES):
        fared = Counter(done[one.name][0] for one in mutants if one.path.startswith(package))
        said = ", ".join(f"{count} {how}" for how, count in sorted(fared.items()))
        lines.append(f"{package}: {said} of {fared.total()}")
    lines.append(f"{sum(done[one.name][1] for one in mutants):.0f} seconds of processor time")
    print("\n".join(lines))
    left = [one for one in mutants if done[one.name][0] == "survived"]
    lines += [f"\n# {one.name}\n{one.diff}" for one in sorted(left, key=lambda one: one.name)]
    REPORT.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"the survivors with their diffs are in {REPORT.relative_to(ROOT)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=400, help="how many mutants")
    parser.add_argument("--fresh", action="store_true", help="start anew, on the tree as it is")
    options = parser.parse_args()
    if options.fresh or not LEFT_OUT.exists() or len(read_done()) >= options.size:
        copy_tree()
        os.waitpid(fork(None), 0)
        if not LEFT_OUT.exists():
            sys.exit("the tests cannot be run as they are; see `pytest tests/knowledge`")
    mutants, done = sample(options.size), read_done()
    put_to_the_tests([mutant for mutant in reversed(mutants) if mutant.name not in done])
    report(mutants)


if __name__ == "__main__":
    main()
